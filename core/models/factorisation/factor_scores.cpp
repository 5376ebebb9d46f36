#include "core/models/factorisation/factor_scores.h"

#include <atomic>

#include "core/base/parallel.h"
#include "core/models/top_list.h"

namespace adscope {
namespace {

constexpr std::size_t kTile = 32, kUsers = 8;

// Scores of `Users` users on a tile of ads: for every factor, a whole tile at a time. Plain loops: vector types would be
// split for the oldest processor before the clones are made.
template <std::size_t Users>
inline __attribute__((always_inline)) void tile_scores(const float* const* users, const float* __restrict tile, std::size_t factors,
                                                       float* __restrict out) {
    for (std::size_t i = 0; i < Users * kTile; ++i) out[i] = 0;
    for (std::size_t k = 0; k < factors; ++k)
        for (std::size_t u = 0; u < Users; ++u) {
            const float x = users[u][k];
            for (std::size_t lane = 0; lane < kTile; ++lane) out[u * kTile + lane] += x * tile[k * kTile + lane];
        }
}

__attribute__((target_clones("default", "avx2", "avx512f"))) void scores_of_eight(const float* const* users, const float* tile,
                                                                                  std::size_t factors, float* out) {
    tile_scores<kUsers>(users, tile, factors, out);
}
__attribute__((target_clones("default", "avx2", "avx512f"))) void scores_of_one(const float* user, const float* tile, std::size_t factors,
                                                                                float* out) {
    tile_scores<1>(&user, tile, factors, out);
}

// Whether any of a tile's scores can enter a list: most tiles have none.
__attribute__((target_clones("default", "avx2", "avx512f"))) bool any_above(const float* scores, float bar) {
    int above = 0;
    for (std::size_t i = 0; i < kTile; ++i) above |= scores[i] > bar;
    return above != 0;
}

}  // namespace

FactorScores::FactorScores(std::span<const float> ads, std::size_t factors) : factors_(factors), ads_(factors ? ads.size() / factors : 0) {
    tiles_.assign((ads_ + kTile - 1) / kTile * kTile * factors_, 0.0f);
    for (std::size_t ad = 0; ad < ads_; ++ad)
        for (std::size_t k = 0; k < factors_; ++k) tiles_[(ad / kTile * factors_ + k) * kTile + ad % kTile] = ads[ad * factors_ + k];
}

float FactorScores::pair(std::span<const float> user, std::span<const float> ad) {
    float sum = 0;
    for (std::size_t k = 0; k < user.size(); ++k) sum += user[k] * ad[k];
    return sum;
}

void FactorScores::all(std::span<const float> user, std::span<float> out) const {
    float scores[kTile];
    for (std::size_t first = 0; first < ads_; first += kTile) {
        scores_of_one(user.data(), tiles_.data() + first * factors_, factors_, scores);
        std::copy_n(scores, std::min(kTile, ads_ - first), out.data() + first);
    }
}

Result<std::vector<RankingModel::Ranked>> FactorScores::top(const std::function<std::span<const float>(std::size_t)>& user,
                                                            std::size_t users, std::size_t k,
                                                            const std::function<std::span<const std::uint32_t>(std::size_t)>& left_out,
                                                            const JobContext& job) const {
    std::vector<RankingModel::Ranked> out(users * k);
    std::atomic<bool> stop{false};
    parallel_for(users, kUsers, [&](std::size_t begin, std::size_t end, int) {
        if (stop || job.cancelled()) {
            stop = true;
            return;
        }
        const float* vectors[kUsers];
        std::span<const std::uint32_t> skip[kUsers];
        std::size_t next[kUsers] = {};
        std::vector<TopList> lists(end - begin, TopList(k));
        for (std::size_t u = 0; u < kUsers; ++u) {
            const std::size_t i = std::min(begin + u, end - 1);  // a short block repeats its last user
            vectors[u] = user(i).data();
            skip[u] = left_out(i);
        }
        float scores[kUsers * kTile];
        for (std::size_t first = 0; first < ads_; first += kTile) {
            scores_of_eight(vectors, tiles_.data() + first * factors_, factors_, scores);
            const std::size_t count = std::min(kTile, ads_ - first);
            for (std::size_t u = 0; u < lists.size(); ++u)
                if (any_above(scores + u * kTile, lists[u].bar()))
                    lists[u].offer_all(std::span(scores + u * kTile, count), static_cast<std::uint32_t>(first), skip[u], next[u]);
        }
        for (std::size_t u = 0; u < lists.size(); ++u) lists[u].take(std::span(out).subspan((begin + u) * k, k));
    });
    if (stop) return Error::cancelled();
    return out;
}

}  // namespace adscope
