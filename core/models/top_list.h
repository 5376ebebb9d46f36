// The k best of ads that are offered in ascending order of index: a heap with the worst at its front, so that equal scores
// keep the lower index.
#pragma once

#include <algorithm>
#include <limits>

#include "core/models/model.h"

namespace adscope {

class TopList {
public:
    explicit TopList(std::size_t k) : k_(k) { heap_.reserve(k); }

    // A score must be above it to enter.
    float bar() const { return bar_; }
    void offer(std::uint32_t ad, float score) {
        if (!(score > bar_) || k_ == 0) return;  // NaN never enters
        if (heap_.size() == k_) {
            std::pop_heap(heap_.begin(), heap_.end(), before);
            heap_.back() = {ad, score};
        } else {
            heap_.push_back({ad, score});
        }
        std::push_heap(heap_.begin(), heap_.end(), before);
        if (heap_.size() == k_) bar_ = heap_.front().score;
    }
    // Offers ads first, first + 1, ... but those in `left_out` (ascending); `next` is its first that is not below `first`.
    void offer_all(std::span<const float> scores, std::uint32_t first, std::span<const std::uint32_t> left_out, std::size_t& next) {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            if (!(scores[i] > bar_)) continue;
            const auto ad = first + static_cast<std::uint32_t>(i);
            while (next < left_out.size() && left_out[next] < ad) ++next;
            if (next == left_out.size() || left_out[next] != ad) offer(ad, scores[i]);
        }
    }
    // Best first, padded; the list is empty afterwards.
    void take(std::span<RankingModel::Ranked> out) {
        std::sort_heap(heap_.begin(), heap_.end(), before);
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = i < heap_.size() ? heap_[i] : RankingModel::Ranked{FeatureBatch::kUnknown, 0.0f};
        heap_.clear();
        bar_ = kLowest;
    }

private:
    static constexpr float kLowest = -std::numeric_limits<float>::infinity();
    static bool before(const RankingModel::Ranked& a, const RankingModel::Ranked& b) {
        return a.score != b.score ? a.score > b.score : a.ad < b.ad;
    }

    std::size_t k_;
    std::vector<RankingModel::Ranked> heap_;
    float bar_ = kLowest;
};

// What a user has seen, empty for a user that is unknown.
inline std::span<const std::uint32_t> seen_by(const Interactions* seen, std::uint32_t user) {
    return seen && user < seen->users() ? seen->of(user) : std::span<const std::uint32_t>{};
}

}  // namespace adscope
