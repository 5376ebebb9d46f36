#include "ui/jobs/job_runner.h"

#include <QElapsedTimer>
#include <QTimer>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "core/base/parallel.h"

namespace adscope::ui {
namespace {

constexpr int kReportEveryMs = 50;

struct Job {
    JobId id = 0;
    QString title, key;
    bool listed = true, has_receiver = false, replaced = false;
    QPointer<QObject> receiver;
    QMetaObject::Connection receiver_gone;
    std::stop_source stop;
    std::function<std::optional<Error>(const JobContext&)> work;
    std::function<void(std::optional<Error>)> done;
    QElapsedTimer clock;
    std::thread thread;
    std::optional<Error> failure;  // written by the worker before it announces its end

    std::mutex mutex;  // guards `progress`
    Progress progress;
    std::atomic<bool> news{false};
};

// Nothing that a library throws may end the program: it becomes the job's failure.
std::optional<Error> run_safely(const Job& job, const JobContext& context) {
    try {
        return job.work(context);
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::out_of_memory, "base.internal", {{"detail", "out of memory"}});
    } catch (const std::exception& e) {
        return Error(ErrorCode::internal, "base.internal", {{"detail", std::string(e.what())}});
    }
}

}  // namespace

struct JobRunner::Impl {
    JobRunner* runner;
    std::vector<std::shared_ptr<Job>> jobs;  // oldest first
    JobId last = 0;
    QTimer reports;

    explicit Impl(JobRunner* r) : runner(r) {
        reports.setInterval(kReportEveryMs);
        QObject::connect(&reports, &QTimer::timeout, runner, [this] { report(); });
    }

    std::shared_ptr<Job> find(JobId id) const {
        for (const auto& j : jobs)
            if (j->id == id) return j;
        return nullptr;
    }

    // Progress is fetched, not sent: a worker that reports a million times costs the window nothing.
    void report() {
        std::vector<JobId> changed;
        for (const auto& j : jobs)
            if (j->news.exchange(false)) changed.push_back(j->id);
        for (const JobId id : changed) emit runner->progressed(id);
    }

    // A newer job of the same receiver and key takes the place of an older one.
    void replace(const QObject* receiver, const QString& key) {
        if (key.isEmpty() || !receiver) return;
        for (const auto& j : jobs)
            if (j->receiver == receiver && j->key == key) {
                j->replaced = true;
                j->stop.request_stop();
            }
    }

    void finish(const std::shared_ptr<Job>& job) {
        job->thread.join();
        std::erase(jobs, job);
        if (jobs.empty()) reports.stop();
        QObject::disconnect(job->receiver_gone);
        const bool heard = !job->replaced && (!job->has_receiver || job->receiver);
        const QString title = job->title;
        const std::optional<Error> failure = job->failure;
        QPointer<JobRunner> alive = runner;
        if (heard) job->done(std::move(job->failure));
        if (!alive) return;
        if (heard && failure && !failure->is_cancelled()) emit runner->failed(title, *failure);
        emit runner->ended(job->id);
    }
};

JobRunner::JobRunner(QObject* parent) : QObject(parent), impl_(std::make_unique<Impl>(this)) {
    qRegisterMetaType<adscope::ui::JobId>("adscope::ui::JobId");
    qRegisterMetaType<adscope::Error>("adscope::Error");
}

JobRunner::~JobRunner() {
    cancelAll();
    for (const auto& job : impl_->jobs) {
        QObject::disconnect(job->receiver_gone);
        if (job->thread.joinable()) job->thread.join();
    }
    impl_->jobs.clear();
}

JobId JobRunner::start(const QString& title, QObject* receiver, const QString& key, bool listed,
                       std::function<std::optional<Error>(const JobContext&)> work, std::function<void(std::optional<Error>)> done) {
    impl_->replace(receiver, key);
    auto job = std::make_shared<Job>();
    job->id = ++impl_->last;
    job->title = title;
    job->key = key;
    job->listed = listed;
    job->has_receiver = receiver != nullptr;
    job->receiver = receiver;
    job->work = std::move(work);
    job->done = std::move(done);
    job->progress.fraction = -1;
    job->clock.start();
    // Nobody waits any more: the work may stop.
    if (receiver)
        job->receiver_gone = connect(receiver, &QObject::destroyed, this, [weak = std::weak_ptr<Job>(job)] {
            if (const auto j = weak.lock()) j->stop.request_stop();
        });
    impl_->jobs.push_back(job);
    if (!impl_->reports.isActive()) impl_->reports.start();
    job->thread = std::thread([this, job] {
        lower_thread_priority();
        const JobContext context(job->stop.get_token(), [raw = job.get()](const Progress& p) {
            const std::scoped_lock lock(raw->mutex);
            raw->progress = p;
            raw->news = true;
        });
        job->failure = run_safely(*job, context);
        QMetaObject::invokeMethod(
            this, [this, job] { impl_->finish(job); }, Qt::QueuedConnection);
    });
    emit started(job->id);
    return job->id;
}

void JobRunner::cancel(JobId id) {
    if (const auto job = impl_->find(id)) job->stop.request_stop();
}

void JobRunner::cancelAll() {
    for (const auto& job : impl_->jobs) job->stop.request_stop();
}

QList<JobInfo> JobRunner::jobs() const {
    QList<JobInfo> out;
    for (const auto& j : impl_->jobs) {
        const std::scoped_lock lock(j->mutex);
        out.append({j->id, j->title, j->progress, j->clock.elapsed(), j->listed});
    }
    return out;
}

bool JobRunner::idle() const { return impl_->jobs.empty(); }

}  // namespace adscope::ui
