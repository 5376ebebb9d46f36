// The default way to the top k of many users: every ad's score, then a heap.
#include <atomic>
#include <mutex>

#include "core/base/parallel.h"
#include "core/models/top_list.h"

namespace adscope {

Result<std::vector<RankingModel::Ranked>> RankingModel::top(std::span<const std::uint32_t> users, std::size_t k, const Interactions* seen,
                                                            const JobContext& job) const {
    const std::size_t ads = ad_keys().size();
    std::vector<Ranked> out(users.size() * k);
    std::mutex mutex;
    std::optional<Error> failure;
    std::atomic<bool> stop{false};
    parallel_for(users.size(), 16, [&](std::size_t begin, std::size_t end, int) {
        std::vector<float> scores(ads);
        TopList list(k);
        for (std::size_t i = begin; i < end && !stop; ++i) {
            const Result<void> scored = job.cancelled() ? Result<void>(Error::cancelled()) : score_all(users[i], scores);
            if (!scored) {
                std::lock_guard lock(mutex);
                failure = scored.error();
                stop = true;
                return;
            }
            std::size_t next = 0;
            list.offer_all(scores, 0, seen_by(seen, users[i]), next);
            list.take(std::span(out).subspan(i * k, k));
        }
    });
    if (failure) return *failure;
    return out;
}

}  // namespace adscope
