// Inner products of user and ad factors: all ads of a user, and the top k of many users by blocks. The sum runs over the
// factors in order, in every way to it, so the same pair has the same bits everywhere.
#pragma once

#include "core/models/model.h"

namespace adscope {

class FactorScores {
public:
    FactorScores() = default;
    // Ad factors, ads x factors.
    FactorScores(std::span<const float> ads, std::size_t factors);

    std::size_t factors() const { return factors_; }
    std::size_t ads() const { return ads_; }
    static float pair(std::span<const float> user, std::span<const float> ad);
    // out.size() == ads().
    void all(std::span<const float> user, std::span<float> out) const;
    // Rows of k for users x factors; user i has seen left_out(i), ascending.
    Result<std::vector<RankingModel::Ranked>> top(const std::function<std::span<const float>(std::size_t)>& user, std::size_t users,
                                                  std::size_t k, const std::function<std::span<const std::uint32_t>(std::size_t)>& left_out,
                                                  const JobContext& job) const;

private:
    std::size_t factors_ = 0, ads_ = 0;
    std::vector<float> tiles_;  // 32 ads a tile, factor by factor; the last is padded with zeros
};

}  // namespace adscope
