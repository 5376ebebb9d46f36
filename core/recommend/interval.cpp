#include "core/recommend/interval.h"

#include <algorithm>
#include <numeric>

#include "core/analytics/breakdown.h"

namespace adscope {
namespace {

constexpr std::size_t kMostRows = 20'000, kBins = 20;

}  // namespace

Result<CalibrationBins> CalibrationBins::make(const Scorer& scorer, const JobContext& job) {
    CalibrationBins out;
    ADSCOPE_ASSIGN(split, scorer.split());
    const auto& valid = split.valid;
    if (valid.empty()) return out;
    std::vector<std::uint32_t> rows;
    const std::size_t wanted = std::min(kMostRows, valid.size());
    for (std::size_t i = 0; i < wanted; ++i) rows.push_back(valid[i * valid.size() / wanted]);
    ADSCOPE_ASSIGN(scores, scorer.score_rows(rows, job));
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return scores[a] != scores[b] ? scores[a] < scores[b] : a < b; });
    for (std::size_t b = 0; b < kBins; ++b) {
        const std::size_t begin = b * order.size() / kBins, end = (b + 1) * order.size() / kBins;
        if (begin == end) continue;
        Bin bin{scores[order[end - 1]], 0, 0};
        for (std::size_t i = begin; i < end; ++i) {
            const auto weight = scorer.table().weight_of(rows[order[i]]);
            bin.rows += weight;
            if (scorer.table().click[rows[order[i]]]) bin.clicks += weight;
        }
        out.bins_.push_back(bin);
    }
    return out;
}

Metric CalibrationBins::of(double prediction) const {
    if (bins_.empty() || std::isnan(prediction)) return {.value = prediction};
    auto bin = std::lower_bound(bins_.begin(), bins_.end(), prediction, [](const Bin& b, double p) { return b.upper < p; });
    if (bin == bins_.end()) --bin;
    Metric m = wilson(bin->clicks, bin->rows);
    m.low = std::min(m.low, prediction);
    m.high = std::max(m.high, prediction);
    m.value = prediction;
    return m;
}

}  // namespace adscope
