#include "core/base/parallel.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace adscope {
namespace {

thread_local bool inside_parallel = false;

int default_threads() { return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 256); }

std::atomic<int>& configured_threads() {
    static std::atomic<int> threads{default_threads()};
    return threads;
}

// One call of parallel_for. Workers hold it by shared pointer: a late worker finds nothing left to do.
struct Work {
    std::function<void(int)> run;
    std::atomic<int> next_slot{1};
    int slots = 1;
    std::atomic<int> active{0};
    std::mutex mutex;
    std::condition_variable done;
};

class Pool {
public:
    ~Pool() {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (auto& t : threads_) t.join();
    }

    void run(int slots, const std::function<void(int)>& task) {
        auto work = std::make_shared<Work>();
        work->run = task;
        work->slots = slots;
        {
            std::lock_guard lock(mutex_);
            while (static_cast<int>(threads_.size()) < slots - 1) threads_.emplace_back([this] { loop(); });
            queue_.push_back(work);
        }
        wake_.notify_all();
        task(0);
        // Slots that no worker has begun are taken by the caller, so that a busy pool never deadlocks.
        for (int slot; (slot = work->next_slot.fetch_add(1)) < slots;) task(slot);
        {
            std::lock_guard lock(mutex_);
            std::erase(queue_, work);
        }
        std::unique_lock lock(work->mutex);
        work->done.wait(lock, [&] { return work->active.load() == 0; });
    }

private:
    void loop() {
        lower_thread_priority();
        inside_parallel = true;
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
            if (stopping_) return;
            auto work = queue_.front();
            work->active.fetch_add(1);
            lock.unlock();
            for (int slot; (slot = work->next_slot.fetch_add(1)) < work->slots;) work->run(slot);
            lock.lock();
            std::erase(queue_, work);
            {
                std::lock_guard inner(work->mutex);
                work->active.fetch_sub(1);
            }
            work->done.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::shared_ptr<Work>> queue_;
    std::vector<std::thread> threads_;
    bool stopping_ = false;
};

Pool& pool() {
    static Pool instance;
    return instance;
}

void run_slots(int slots, const std::function<void(int)>& body) {
    std::mutex mutex;
    std::exception_ptr failure;
    const bool outer = inside_parallel;
    inside_parallel = true;
    pool().run(slots, [&](int slot) {
        try {
            body(slot);
        } catch (...) {
            std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
        }
    });
    inside_parallel = outer;
    if (failure) std::rethrow_exception(failure);
}

}  // namespace

int thread_count() { return configured_threads().load(); }

void set_thread_count(int threads) { configured_threads().store(std::clamp(threads, 1, 256)); }

void parallel_for(std::size_t n, std::size_t grain, const std::function<void(std::size_t, std::size_t, int)>& body) {
    if (n == 0) return;
    grain = std::max<std::size_t>(grain, 1);
    const std::size_t chunks = (n + grain - 1) / grain;
    const int slots = static_cast<int>(std::min<std::size_t>(chunks, static_cast<std::size_t>(thread_count())));
    if (slots <= 1 || inside_parallel) {
        for (std::size_t b = 0; b < n; b += grain) body(b, std::min(n, b + grain), 0);
        return;
    }
    std::atomic<std::size_t> next{0};
    run_slots(slots, [&](int slot) {
        for (std::size_t c; (c = next.fetch_add(1)) < chunks;) body(c * grain, std::min(n, (c + 1) * grain), slot);
    });
}

void parallel_ranges(std::size_t n, const std::function<void(std::size_t, std::size_t, int)>& body) {
    if (n == 0) return;
    const std::size_t slots = static_cast<std::size_t>(thread_count());
    auto range = [&](std::size_t w) { body(n * w / slots, n * (w + 1) / slots, static_cast<int>(w)); };
    if (slots == 1 || inside_parallel) {
        for (std::size_t w = 0; w < slots; ++w) range(w);
        return;
    }
    run_slots(static_cast<int>(slots), [&](int slot) { range(static_cast<std::size_t>(slot)); });
}

void lower_thread_priority() {
    // On Linux a nice value belongs to a thread; failing to lower it is harmless.
    (void)setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10);
}

}  // namespace adscope
