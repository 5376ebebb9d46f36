#include "core/recommend/catalogue.h"

#include <algorithm>
#include <numeric>

#include "core/analytics/breakdown.h"

namespace adscope {
namespace {

constexpr std::size_t kPoolFactor = 10, kLeastPool = 200;  // ads that re-ranking chooses from

float sortable(float score) { return std::isnan(score) ? -std::numeric_limits<float>::infinity() : score; }

}  // namespace

std::string ad_image(const EventTable& table, std::uint32_t ad) {
    for (const auto& column : table.ads.columns) {
        if (column.field.kind != FieldKind::image) continue;
        if (const auto* paths = column.category())
            if (const auto code = paths->codes[ad]; code > 0) return paths->names[code];
    }
    return {};
}

Metric AdCounts::ctr(std::uint32_t ad) const {
    return ad < impressions.size() && impressions[ad] > 0 ? wilson(clicks[ad], impressions[ad]) : Metric();
}

AdCounts AdCounts::of(const EventTable& table) {
    AdCounts out;
    out.impressions.resize(table.ads.count + 1);
    out.clicks.resize(table.ads.count + 1);
    if (!table.has_ad || !table.has_click) return out;
    table.usable().for_each([&](std::size_t row) {
        const auto weight = table.weight_of(row);
        const auto ad = table.ad[row];
        out.impressions[ad] += weight;
        if (table.click[row]) out.clicks[ad] += weight;
    });
    return out;
}

void mark_shown(const EventTable& table, std::uint32_t user, std::vector<std::uint8_t>& flags) {
    if (!table.has_user || !table.has_ad || user == 0) return;
    for (std::size_t row = 0; row < table.rows; ++row)
        if (table.user[row] == user) flags[table.ad[row]] = 1;
}

std::vector<std::size_t> best_of(std::span<const float> scores, std::size_t k) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    k = std::min(k, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(k), order.end(), [&](std::size_t a, std::size_t b) {
        const float x = sortable(scores[a]), y = sortable(scores[b]);
        return x != y ? x > y : a < b;
    });
    order.resize(k);
    return order;
}

std::vector<std::size_t> diverse_of(std::span<const float> scores, std::span<const std::uint32_t> ads, std::size_t k, double diversity,
                                    const AdSpace& space) {
    const auto pool = best_of(scores, std::max(kLeastPool, kPoolFactor * k));
    if (pool.empty()) return pool;
    const double high = scores[pool.front()], low = scores[pool.back()];
    std::vector<double> relevance;
    for (const auto i : pool) relevance.push_back(high > low ? (scores[i] - low) / (high - low) : 1);
    std::vector<std::size_t> out;
    for (const auto i : mmr(
             relevance, [&](std::size_t a, std::size_t b) { return space.similarity(ads[pool[a]], ads[pool[b]]); }, 1 - diversity,
             std::min(k, pool.size())))
        out.push_back(pool[i]);
    return out;
}

}  // namespace adscope
