#include "core/profiles/ad_rates.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "core/analytics/breakdown.h"
#include "core/profiles/tally.h"

namespace adscope {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kLeastImpressions = 30;  // a value with fewer says nothing of an audience
constexpr std::size_t kBlock = 1 << 16;

RatePoint point_of(std::int64_t at, const Counts& c, bool clicks, bool and_more = false) {
    return {at, and_more, c, clicks ? wilson(c.clicks, c.impressions) : Metric{}, c.impressions < 30 || c.clicks < 5};
}

std::vector<RatePoint> points_of(const std::map<std::int64_t, Counts>& by, bool clicks) {
    std::vector<RatePoint> out;
    for (const auto& [at, counts] : by) out.push_back(point_of(at, counts, clicks));
    return out;
}

double two_sided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

// Ratio of the rates a/n and b/m with its interval, 95 %; halves are added where a count is 0 (Walter 1975).
void set_lift(AudienceValue& v, const Counts& own, const Counts& other, double& p) {
    const bool zero = own.clicks == 0 || other.clicks == 0;
    const double add = zero ? 0.5 : 0;
    const double a = static_cast<double>(own.clicks) + add, n = static_cast<double>(own.impressions) + add;
    const double b = static_cast<double>(other.clicks) + add, m = static_cast<double>(other.impressions) + add;
    const double spread = 1.959963984540054 * std::sqrt(std::max(0.0, 1 / a - 1 / n + 1 / b - 1 / m));
    v.lift = (a / n) / (b / m);
    v.low = v.lift * std::exp(-spread);
    v.high = v.lift * std::exp(spread);
    const double pooled = (a + b) / (n + m), deviation = std::sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    p = deviation > 0 ? two_sided((a / n - b / m) / deviation) : 1;
}

void adjust(std::vector<AudienceValue>& values, const std::vector<double>& p) {
    std::vector<std::size_t> by(p.size());
    std::iota(by.begin(), by.end(), std::size_t{0});
    std::ranges::stable_sort(by, [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
    double least = 1;
    for (std::size_t i = 0; i < by.size(); ++i) {
        least = std::min(least, p[by[i]] * static_cast<double>(by.size()) / static_cast<double>(by.size() - i));
        values[by[i]].q = least;
    }
}

}  // namespace

Result<std::shared_ptr<const AdExposure>> AdExposure::make(EventTablePtr table, const JobContext& job) {
    auto out = std::make_shared<AdExposure>(std::move(table));
    const EventTable& t = *out->table_;
    out->first_.assign(t.ads.count + 1, EventTable::kNoTime);
    if (t.has_time)
        t.usable().for_each([&](std::size_t row) {
            auto& first = out->first_[t.ad[row]];
            if (t.time[row] != EventTable::kNoTime && (first == EventTable::kNoTime || t.time[row] < first)) first = t.time[row];
        });
    if (t.has_time && t.has_user && t.has_ad) ADSCOPE_TRY(out->count_seen(job));
    return std::shared_ptr<const AdExposure>(std::move(out));
}

Result<void> AdExposure::count_seen(const JobContext& job) {
    const EventTable& t = *table_;
    std::vector<std::uint32_t> rows;
    t.usable().for_each([&](std::size_t row) {
        if (t.user[row] && t.ad[row] && t.time[row] != EventTable::kNoTime) rows.push_back(static_cast<std::uint32_t>(row));
    });
    const auto earlier = [&](std::uint32_t a, std::uint32_t b) { return t.time[a] < t.time[b]; };
    if (!std::ranges::is_sorted(rows, earlier)) std::ranges::stable_sort(rows, earlier);
    if (job.cancelled()) return Error::cancelled();
    // Rows by user, in the order of time: users share no counts, and one small table serves them all.
    std::vector<std::uint32_t> offsets(t.users.count + 2, 0), by_user(rows.size());
    for (const auto row : rows) ++offsets[t.user[row] + 1];
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    auto next = offsets;
    for (const auto row : rows) by_user[next[t.user[row]]++] = row;
    ordinal_.assign(t.rows, 0);
    std::vector<std::uint16_t> seen(t.ads.count + 1, 0);
    for (std::size_t user = 1; user <= t.users.count; ++user) {
        if (user % 4096 == 0 && job.cancelled()) return Error::cancelled();
        for (auto i = offsets[user]; i < offsets[user + 1]; ++i) {
            auto& n = seen[t.ad[by_user[i]]];
            ordinal_[by_user[i]] = n = static_cast<std::uint16_t>(std::min(n + 1, 65535));
        }
        for (auto i = offsets[user]; i < offsets[user + 1]; ++i) seen[t.ad[by_user[i]]] = 0;
    }
    return {};
}

std::vector<Counts> AdExposure::counts(const Selection* rows) const {
    std::vector<Counts> out(table_->ads.count + 1);
    (rows ? *rows : table_->usable()).for_each([&](std::size_t row) {
        out[table_->ad[row]].add(table_->weight_of(row), table_->click[row]);
    });
    return out;
}

Result<AdRates> AdExposure::rates(std::uint32_t ad, const Selection* selection, const JobContext& job) const {
    const EventTable& t = *table_;
    const Selection& chosen = selection ? *selection : t.usable();
    AdRates out;
    std::vector<std::uint32_t> rows;
    std::vector<Counts> seen(kMostSeen);
    std::map<std::int64_t, Counts> age, positions;
    bool stop = false;
    std::size_t looked = 0;
    chosen.for_each([&](std::size_t row) {
        if (++looked % kBlock == 0) stop = stop || job.cancelled();
        if (stop || (ad && t.ad[row] != ad)) return;
        const std::int64_t weight = t.weight_of(row);
        const bool click = t.click[row];
        out.whole.add(weight, click);
        if (ad) rows.push_back(static_cast<std::uint32_t>(row));
        if (!ordinal_.empty() && ordinal_[row]) seen[std::min<std::size_t>(ordinal_[row], kMostSeen) - 1].add(weight, click);
        if (t.has_time && t.time[row] != EventTable::kNoTime && t.ad[row]) age[(t.time[row] - first_[t.ad[row]]) / kDay].add(weight, click);
        if (!t.position.empty() && t.position[row] != EventTable::kNoPosition) positions[t.position[row]].add(weight, click);
    });
    if (stop || job.cancelled()) return Error::cancelled();
    if (t.has_click) out.ctr = wilson(out.whole.clicks, out.whole.impressions);
    while (!seen.empty() && seen.back().impressions == 0) seen.pop_back();
    for (std::size_t i = 0; i < seen.size(); ++i)
        out.seen.push_back(point_of(static_cast<std::int64_t>(i) + 1, seen[i], t.has_click, i + 1 == kMostSeen));
    out.age = points_of(age, t.has_click);
    out.positions = points_of(positions, t.has_click);
    if (ad && t.has_click) ADSCOPE_TRY(add_audience(rows, out, job));
    return out;
}

Result<void> AdExposure::add_audience(const std::vector<std::uint32_t>& rows, AdRates& out, const JobContext& job) const {
    std::vector<double> p;
    for (const auto& field : tally_fields(*table_)) {
        if (job.cancelled()) return Error::cancelled();
        if (field.owner != Owner::user) continue;
        std::vector<Counts> own(field.names().size());
        Counts known;  // of those whose value is known: the others of a value are among them
        for (const auto row : rows) {
            bool any = false;
            field.each(table_->user[row], [&](std::uint32_t code) {
                own[code].add(table_->weight_of(row), table_->click[row]);
                any = true;
            });
            if (any) known.add(table_->weight_of(row), table_->click[row]);
        }
        for (std::size_t code = 1; code < own.size(); ++code) {
            const Counts other{known.impressions - own[code].impressions, known.clicks - own[code].clicks};
            if (own[code].impressions < kLeastImpressions || other.impressions < kLeastImpressions) continue;
            AudienceValue v{field.column->field.name, field.names()[code], own[code]};
            v.click_share = out.whole.clicks ? static_cast<double>(own[code].clicks) / static_cast<double>(out.whole.clicks) : 0;
            set_lift(v, own[code], other, p.emplace_back());
            out.audience.push_back(std::move(v));
        }
    }
    adjust(out.audience, p);
    std::ranges::stable_sort(out.audience, [](const AudienceValue& a, const AudienceValue& b) { return a.low > b.low; });
    return {};
}

}  // namespace adscope
