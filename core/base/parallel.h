// One pool for the whole program. Its workers run at nice 10, so that the window stays responsive.
#pragma once

#include <cstddef>
#include <functional>

namespace adscope {

// Number of threads that parallel_for uses, the caller's included. Default: the machine's processors.
int thread_count();
// 1 to 256; takes effect for the next parallel_for. LibTorch and OpenBLAS are sized from the same number.
void set_thread_count(int threads);

// Calls body(begin, end, worker) over [0, n) in chunks of at most `grain`; worker is in [0, thread_count()).
// Chunks are handed out dynamically: which worker runs a chunk is not fixed, so a result that must be
// repeatable is kept per chunk and joined in order. Exceptions of the body are rethrown in the caller.
// Nested calls run serially in the calling thread.
void parallel_for(std::size_t n, std::size_t grain, const std::function<void(std::size_t begin, std::size_t end, int worker)>& body);

// Splits [0, n) into `thread_count()` equal ranges, range w going to worker w: for results kept per worker
// that must be the same for the same number of threads.
void parallel_ranges(std::size_t n, const std::function<void(std::size_t begin, std::size_t end, int worker)>& body);

// Lowers the calling thread's priority to nice 10; for worker threads made elsewhere.
void lower_thread_priority();

}  // namespace adscope
