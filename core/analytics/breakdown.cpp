#include "core/analytics/breakdown.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <chrono>
#include <cmath>

#include "core/analytics/accumulate.h"

namespace adscope {
namespace {

constexpr double kZ95 = 1.959963984540054;  // normal quantile of 0.975

// The interval of a cell: Wilson for shares, the user-clustered delta method for the rest or where it is asked for or wider.
Metric metric_of(Measure measure, IntervalKind interval, const Totals& totals, double variance) {
    const auto [y, x] = ratio_of(measure, totals);
    const bool share = measure == Measure::ctr || measure == Measure::cvr;
    Metric m;
    m.n = measure == Measure::ctr || measure == Measure::ecpm ? totals.impressions : measure == Measure::roas ? totals.impressions : totals.clicks;
    if (x == 0) return m;
    if (share) m = wilson(static_cast<std::int64_t>(y), static_cast<std::int64_t>(x));
    m.value = y / x;
    if (std::isnan(variance) || (share && interval == IntervalKind::wilson)) return m;
    const double half = kZ95 * std::sqrt(variance);
    if (share && interval == IntervalKind::wider && 2 * half <= m.high - m.low) return m;
    m.low = std::max(0.0, m.value - half);
    m.high = share ? std::min(1.0, m.value + half) : m.value + half;
    return m;
}

bool is_small(const Totals& t) { return t.impressions < 30 || t.clicks < 5; }

}  // namespace

Result<Measure> parse_measure(const std::string& name) {
    static constexpr std::pair<const char*, Measure> names[] = {{"ctr", Measure::ctr}, {"cvr", Measure::cvr}, {"cpc", Measure::cpc}, {"ecpm", Measure::ecpm}, {"roas", Measure::roas}};
    for (const auto& [n, m] : names)
        if (name == n) return m;
    return Error(ErrorCode::usage, "analytics.unknown_measure", {{"found", name}, {"known", "ctr, cvr, cpc, ecpm, roas"}});
}

Metric wilson(std::int64_t k, std::int64_t n, double confidence) {
    Metric m;
    m.n = n;
    if (n <= 0) return m;
    const double z = confidence == 0.95 ? kZ95 : boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
    const double size = static_cast<double>(n), p = static_cast<double>(k) / size, z2 = z * z / size;
    const double centre = (p + z2 / 2) / (1 + z2), half = z / (1 + z2) * std::sqrt(p * (1 - p) / size + z2 / 4 / size);
    m.value = p;
    m.low = k == 0 ? 0 : std::max(0.0, centre - half);
    m.high = k == n ? 1 : std::min(1.0, centre + half);
    return m;
}

Result<Breakdown> breakdown(const EventTable& table, const Selection* rows, const BreakdownRequest& request, const JobContext& job) {
    const auto start = std::chrono::steady_clock::now();
    const Selection& selected = rows ? *rows : table.usable();
    std::vector<std::unique_ptr<Dimension>> owned;
    std::vector<const Dimension*> dimensions;
    for (const auto& name : request.by) {
        ADSCOPE_ASSIGN(d, make_dimension(table, name));
        dimensions.push_back(d.get());
        owned.push_back(std::move(d));
    }
    ADSCOPE_ASSIGN(cells, accumulate(table, selected, dimensions, job));
    const bool share = request.measure == Measure::ctr || request.measure == Measure::cvr;
    const bool clustered = !share || request.interval != IntervalKind::wilson;
    std::vector<double> variances(cells.size(), kMissing);
    double total_variance = kMissing;
    std::vector<CellSums> whole(1);
    ADSCOPE_ASSIGN(all, accumulate(table, selected, {}, job));
    if (!all.empty()) whole = all;
    if (clustered && table.has_user) {
        ADSCOPE_ASSIGN(v, clustered_variance(table, selected, dimensions, cells, request.measure, job));
        variances = std::move(v);
        ADSCOPE_ASSIGN(t, clustered_variance(table, selected, {}, whole, request.measure, job));
        total_variance = t[0];
    }

    Breakdown out;
    out.by = request.by;
    out.measure = request.measure;
    out.total.totals = whole[0].totals;
    out.total.metric = metric_of(request.measure, request.interval, whole[0].totals, total_variance);
    out.total.small_cell = is_small(whole[0].totals);
    for (std::size_t k = 0; k < cells.size(); ++k) {
        if (cells[k].totals.impressions < request.minimum_impressions) continue;
        BreakdownRow row;
        row.key.resize(dimensions.size());
        std::uint64_t cell = cells[k].cell;
        for (std::size_t d = dimensions.size(); d-- > 0; cell /= dimensions[d]->cardinality) row.key[d] = dimensions[d]->name(static_cast<std::uint32_t>(cell % dimensions[d]->cardinality));
        row.totals = cells[k].totals;
        row.metric = metric_of(request.measure, request.interval, row.totals, variances[k]);
        row.small_cell = is_small(row.totals);
        out.rows.push_back(std::move(row));
    }
    // Time stands in its order; everything else by size. Cells come ascending, so that ties keep the file's order.
    if (dimensions.empty() || !dimensions[0]->ordered)
        std::stable_sort(out.rows.begin(), out.rows.end(), [](const BreakdownRow& a, const BreakdownRow& b) { return a.totals.impressions > b.totals.impressions; });
    out.left_out_marked = static_cast<std::int64_t>(table.marked.count());
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
}

Result<Headline> headline(const EventTable& table, const Selection* rows, const JobContext& job) {
    const Selection& selected = rows ? *rows : table.usable();
    Headline out;
    ADSCOPE_ASSIGN(all, accumulate(table, selected, {}, job));
    std::vector<CellSums> whole(1);
    if (!all.empty()) whole = all;
    out.totals = whole[0].totals;
    for (const Measure measure : {Measure::ctr, Measure::cvr, Measure::cpc, Measure::ecpm, Measure::roas}) {
        double variance = kMissing;
        if (table.has_user) {
            ADSCOPE_ASSIGN(v, clustered_variance(table, selected, {}, whole, measure, job));
            variance = v[0];
        }
        out.metrics[measure] = metric_of(measure, IntervalKind::wider, out.totals, variance);
    }
    std::vector<std::uint8_t> users(table.users.count + 1), ads(table.ads.count + 1);
    out.from = std::numeric_limits<std::int64_t>::max();
    out.to = std::numeric_limits<std::int64_t>::min();
    selected.for_each([&](std::size_t i) {
        users[table.user[i]] = ads[table.ad[i]] = 1;
        if (table.time[i] == EventTable::kNoTime) return;
        out.from = std::min(out.from, table.time[i]);
        out.to = std::max(out.to, table.time[i]);
    });
    if (out.from > out.to) out.from = out.to = 0;
    out.users = std::count(users.begin() + 1, users.end(), 1);
    out.ads = std::count(ads.begin() + 1, ads.end(), 1);
    return out;
}

}  // namespace adscope
