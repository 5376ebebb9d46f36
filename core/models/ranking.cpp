// The default way to the top k of many users: every ad's score, then a partial sort.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>

#include "core/base/parallel.h"
#include "core/models/model.h"

namespace adscope {
namespace {

// Best first; equal scores by the lower index.
void select_top(std::span<const float> scores, std::vector<std::uint32_t>& order, std::span<RankingModel::Ranked> out) {
    const std::size_t k = std::min(out.size(), order.size());
    const auto before = [&](std::uint32_t a, std::uint32_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; };
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(k), order.end(), before);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = i < k ? RankingModel::Ranked{order[i], scores[order[i]]} : RankingModel::Ranked{FeatureBatch::kUnknown, 0.0f};
}

// The ads of a user that are not left out, by index.
void candidates_of(std::uint32_t user, std::size_t ads, const Interactions* seen, std::vector<std::uint32_t>& order) {
    order.resize(ads);
    std::iota(order.begin(), order.end(), 0u);
    if (!seen || user >= seen->users()) return;
    const auto left_out = seen->of(user);
    std::erase_if(order, [&](std::uint32_t ad) { return std::ranges::binary_search(left_out, ad); });
}

}  // namespace

Result<std::vector<RankingModel::Ranked>> RankingModel::top(std::span<const std::uint32_t> users, std::size_t k, const Interactions* seen, const JobContext& job) const {
    const std::size_t ads = ad_keys().size();
    std::vector<Ranked> out(users.size() * k);
    std::mutex mutex;
    std::optional<Error> failure;
    std::atomic<bool> stop{false};
    parallel_for(users.size(), 16, [&](std::size_t begin, std::size_t end, int) {
        std::vector<float> scores(ads);
        std::vector<std::uint32_t> order;
        for (std::size_t i = begin; i < end && !stop; ++i) {
            Result<void> scored = job.cancelled() ? Result<void>(Error::cancelled()) : score_all(users[i], scores);
            if (!scored) {
                std::lock_guard lock(mutex);
                failure = scored.error();
                stop = true;
                return;
            }
            candidates_of(users[i], ads, seen, order);
            select_top(scores, order, std::span(out).subspan(i * k, k));
        }
    });
    if (failure) return *failure;
    return out;
}

}  // namespace adscope
