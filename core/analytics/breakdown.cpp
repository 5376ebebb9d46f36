#include "core/analytics/breakdown.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <chrono>
#include <cmath>

#include "core/analytics/accumulate.h"
#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr double kZ95 = 1.959963984540054;  // normal quantile of 0.975

// Whether the log has what a measure is made of: a missing column is no value, and not a sum of 0.
bool is_measured(const EventTable& table, Measure measure) {
    switch (measure) {
        case Measure::ctr: return table.has_click;
        case Measure::cvr: return table.has_click && !table.conversion.empty();
        case Measure::cpc: return table.has_click && !table.cost.empty();
        case Measure::ecpm: return !table.revenue.empty();
        case Measure::roas: return !table.revenue.empty() && !table.cost.empty();
    }
    return false;
}

// The interval of a cell: Wilson for shares, the user-clustered delta method for the rest or where it is asked for or wider.
Metric metric_of(Measure measure, bool measured, IntervalKind interval, const Totals& totals, double variance) {
    const auto [y, x] = ratio_of(measure, totals);
    const bool share = measure == Measure::ctr || measure == Measure::cvr;
    Metric m;
    m.n = measure == Measure::cvr || measure == Measure::cpc ? totals.clicks : totals.impressions;
    if (x == 0 || !measured) return m;
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
    static constexpr std::pair<const char*, Measure> names[] = {
        {"ctr", Measure::ctr}, {"cvr", Measure::cvr}, {"cpc", Measure::cpc}, {"ecpm", Measure::ecpm}, {"roas", Measure::roas}};
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

namespace {

// Sums and variances of the cells and of the whole selection.
struct Sums {
    std::vector<CellSums> cells, whole;
    std::vector<double> variances;
    double whole_variance = kMissing;
};

Result<Sums> sums_of(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions,
                     const BreakdownRequest& request, const JobContext& job) {
    Sums out;
    ADSCOPE_ASSIGN(cells, accumulate(table, rows, dimensions, job));
    out.cells = std::move(cells);
    out.whole.resize(1);
    if (std::none_of(dimensions.begin(), dimensions.end(), [](const Dimension* d) { return d->shape == Dimension::Shape::tags; })) {
        for (const auto& c : out.cells) out.whole[0].totals += c.totals;
    } else {  // a row counts in the cell of each of its tags, but once in the whole
        ADSCOPE_ASSIGN(all, accumulate(table, rows, {}, job));
        if (!all.empty()) out.whole = std::move(all);
    }
    out.variances.assign(out.cells.size(), kMissing);
    const bool share = request.measure == Measure::ctr || request.measure == Measure::cvr;
    if ((share && request.interval == IntervalKind::wilson) || !table.has_user || !is_measured(table, request.measure)) return out;
    ADSCOPE_ASSIGN(of_cells, clustered_variance(table, rows, dimensions, out.cells, request.measure, job));
    out.variances = std::move(of_cells);
    ADSCOPE_ASSIGN(of_whole, clustered_variance(table, rows, {}, out.whole, request.measure, job));
    out.whole_variance = of_whole[0];
    return out;
}

// Cells as they are to be listed: time in its order, everything else by size. Cells come ascending, so that ties keep the file's order.
std::vector<std::uint32_t> order_of(const std::vector<CellSums>& cells, const BreakdownRequest& request, bool by_time) {
    std::vector<std::uint32_t> order;
    order.reserve(cells.size());
    for (std::uint32_t k = 0; k < cells.size(); ++k)
        if (cells[k].totals.impressions >= request.minimum_impressions) order.push_back(k);
    if (!by_time)
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const auto x = cells[a].totals.impressions, y = cells[b].totals.impressions;
            return x != y ? x > y : a < b;
        });
    return order;
}

}  // namespace

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
    ADSCOPE_ASSIGN(sums, sums_of(table, selected, dimensions, request, job));
    const bool measured = is_measured(table, request.measure);
    const auto row_of = [&](const Totals& totals, double variance) {
        BreakdownRow row;
        row.totals = totals;
        row.metric = metric_of(request.measure, measured, request.interval, totals, variance);
        row.small_cell = is_small(totals);
        return row;
    };

    Breakdown out;
    out.by = request.by;
    out.measure = request.measure;
    out.total = row_of(sums.whole[0].totals, sums.whole_variance);
    const auto order = order_of(sums.cells, request, !dimensions.empty() && dimensions[0]->ordered);
    out.rows.resize(order.size());
    parallel_for(order.size(), 2048, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) {
            const CellSums& cell = sums.cells[order[i]];
            BreakdownRow row = row_of(cell.totals, sums.variances[order[i]]);
            row.key.resize(dimensions.size());
            std::uint64_t code = cell.cell;
            for (std::size_t d = dimensions.size(); d-- > 0; code /= dimensions[d]->cardinality)
                row.key[d] = dimensions[d]->name(static_cast<std::uint32_t>(code % dimensions[d]->cardinality));
            out.rows[i] = std::move(row);
        }
    });
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
        const bool measured = is_measured(table, measure);
        if (table.has_user && measured) {
            ADSCOPE_ASSIGN(v, clustered_variance(table, selected, {}, whole, measure, job));
            variance = v[0];
        }
        out.metrics[measure] = metric_of(measure, measured, IntervalKind::wider, out.totals, variance);
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
