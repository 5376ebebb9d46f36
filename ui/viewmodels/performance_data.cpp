#include "ui/viewmodels/performance_data.h"

#include <algorithm>
#include <cctype>

namespace adscope::ui {
namespace {

constexpr std::int64_t kDay = 86'400'000;
// Bars of more values than this are no help as a first choice; they can still be chosen.
constexpr std::size_t kFewValues = 60;

std::int64_t local_day(const EventTable& table, std::int64_t t) {
    const std::int64_t local = t + table.zone_offset(t);
    return local >= 0 ? local / kDay : (local - kDay + 1) / kDay;
}

std::size_t value_count(const Column& column) {
    if (const auto* c = column.category()) return c->names.size();
    if (const auto* t = column.tags()) return t->names.size();
    return column.field.kind == FieldKind::flag ? 3 : 1'000'000;
}

// Both ends of the slice as whole local days.
std::optional<Period> period_of(const EventTable& table, const Headline& h) {
    if (!table.has_time || h.totals.impressions == 0) return std::nullopt;
    return Period{local_day(table, h.from) * kDay, (local_day(table, h.to) + 1) * kDay};
}

// The slice without its own period, inside another one.
Result<Selection> rows_before(const PerformanceRequest& r, const Period& before, const JobContext& job) {
    std::string condition;
    for (const auto& c : r.conditions) {
        if (is_time_condition(*r.table, c)) continue;
        condition += condition.empty() ? "(" + c + ")" : " and (" + c + ")";
    }
    ADSCOPE_ASSIGN(filter, Filter::parse(condition));
    ADSCOPE_ASSIGN(rows, filter.select(*r.table));
    for (std::size_t i = 0; i < r.table->rows; ++i) {
        if ((i & 0xfffff) == 0 && job.cancelled()) return Error::cancelled();
        const std::int64_t t = r.table->time[i];
        const std::int64_t local = t == EventTable::kNoTime ? t : t + r.table->zone_offset(t);
        if (local < before.from || local >= before.to) rows.clear(i);
    }
    return rows;
}

Result<void> add_changes(const PerformanceRequest& r, PerformanceData& out, const JobContext& job) {
    const auto period = period_of(*r.table, out.now);
    if (!period) return {};
    out.period = *period;
    const bool narrowed =
        std::any_of(r.conditions.begin(), r.conditions.end(), [&](const auto& c) { return is_time_condition(*r.table, c); });
    if (!narrowed) return {};
    out.period_before = {period->from - (period->to - period->from), period->from};
    ADSCOPE_ASSIGN(rows, rows_before(r, out.period_before, job));
    if (rows.count() == 0) return {};
    ADSCOPE_ASSIGN(before, headline(*r.table, &rows, job));
    for (const auto& [measure, metric] : out.now.metrics)
        if (const auto old = before.metrics.find(measure); old != before.metrics.end())
            out.changes[measure] = difference(metric, old->second);
    out.impressions_change = count_change(static_cast<double>(out.now.totals.impressions), static_cast<double>(before.totals.impressions));
    out.clicks_change = count_change(static_cast<double>(out.now.totals.clicks), static_cast<double>(before.totals.clicks));
    out.before = std::move(before);
    return {};
}

Result<Breakdown> by(const PerformanceRequest& r, std::vector<std::string> fields, IntervalKind interval, const JobContext& job) {
    BreakdownRequest request;
    request.by = std::move(fields);
    request.interval = interval;
    return breakdown(*r.table, r.rows.get(), request, job);
}

struct Choice {
    std::string name;
    int rank;
};

void add_fields(const EventTable& table, const std::vector<Column>& columns, Owner owner, std::vector<Choice>& out) {
    for (const auto& column : columns) {
        const std::size_t n = value_count(column);
        if (column.field.kind == FieldKind::text || column.field.kind == FieldKind::image || n < 2 || n > 200'000) continue;
        // What is known only after the impression does not explain the click.
        if (column.field.role == FieldRole::outcome) continue;
        const auto found = table.find(column.field.name);
        std::string name = column.field.name;
        if (!found || found->column != &column) name = (owner == Owner::user ? "user." : owner == Owner::ad ? "ad." : "event.") + name;
        const int kind = owner == Owner::event && column.field.role == FieldRole::context ? 0 : owner == Owner::event ? 2 : 1;
        out.push_back({std::move(name), (n > kFewValues ? 10 : 0) + kind});
    }
}

}  // namespace

Change difference(const Metric& now, const Metric& before) {
    Change c;
    if (!now.has_value() || !before.has_value()) return c;
    c.difference = now.value - before.value;
    if (before.value > 0) c.relative = c.difference / before.value;
    if (!now.has_interval() || !before.has_interval()) return c;
    c.low = c.difference - std::hypot(now.value - now.low, before.high - before.value);
    c.high = c.difference + std::hypot(now.high - now.value, before.value - before.low);
    return c;
}

Change count_change(double now, double before) {
    Change c;
    c.difference = now - before;
    if (before > 0) c.relative = c.difference / before;
    return c;
}

bool is_time_condition(const EventTable& table, const std::string& condition) {
    const std::size_t at = condition.find_first_not_of(" (");
    if (at == std::string::npos) return false;
    std::size_t end = at;
    while (end < condition.size() &&
           (std::isalnum(static_cast<unsigned char>(condition[end])) || condition[end] == '_' || condition[end] == '`'))
        ++end;
    std::string field = condition.substr(at, end - at);
    std::erase(field, '`');
    return field == "time" || ((field == "day" || field == "date") && !table.find(field));
}

std::string value_condition(const std::string& field, const std::string& value) {
    if (value.empty()) return quote_field(field) + " is-missing";
    return quote_field(field) + " = " + quote_value(value);
}

std::vector<std::string> breakdown_dimensions(const EventTable& table) {
    std::vector<Choice> out;
    add_fields(table, table.columns, Owner::event, out);
    add_fields(table, table.users.columns, Owner::user, out);
    add_fields(table, table.ads.columns, Owner::ad, out);
    if (std::any_of(table.position.begin(), table.position.end(), [](std::int32_t p) { return p != EventTable::kNoPosition; }))
        out.push_back({"position", 0});
    if (table.has_time)
        for (const char* name : {"hour", "weekday"})
            if (!table.find(name)) out.push_back({name, 3});
    if (table.has_ad) out.push_back({"ad", 20});
    if (table.has_user) out.push_back({"user", 20});
    std::stable_sort(out.begin(), out.end(), [](const Choice& a, const Choice& b) { return a.rank < b.rank; });
    std::vector<std::string> names;
    for (auto& c : out) names.push_back(std::move(c.name));
    return names;
}

Series heat_series(const Breakdown& b, const std::string& slice_text) {
    Series s;
    s.id = "ctr_by_weekday_and_hour";
    s.kind = ChartKind::heat_map;
    s.title = Message("performance.heat.title");
    s.subtitle = Message("performance.heat.subtitle",
                         {{"slice", slice_text.empty() ? Message("analytics.all_events") : Message::verbatim(slice_text)}});
    s.x.title = Message("analytics.axis.hour");
    s.x.scale = Axis::Scale::category;
    s.y.title = Message("analytics.axis.ctr");
    s.y.format = NumberFormat::percent;
    for (int h = 0; h < 24; ++h) s.x.categories.push_back((h < 10 ? "0" : "") + std::to_string(h));
    for (int day = 1; day <= 7; ++day) {
        Trace t;
        t.name = Message("performance.weekday." + std::to_string(day));
        for (const auto& row : b.rows) {
            if (row.key.size() < 2 || std::atoi(row.key[0].c_str()) != day || row.key[1].empty()) continue;
            SeriesPoint p;
            p.x = std::atof(row.key[1].c_str());
            p.y = row.metric.value;
            p.low = row.metric.low;
            p.high = row.metric.high;
            p.numerator = row.totals.clicks;
            p.denominator = row.totals.impressions;
            p.small_cell = row.small_cell;
            t.points.push_back(p);
        }
        std::sort(t.points.begin(), t.points.end(), [](const auto& a, const auto& c) { return a.x < c.x; });
        s.traces.push_back(std::move(t));
    }
    return s;
}

Result<PerformanceData> compute_performance(const PerformanceRequest& r, const JobContext& job) {
    PerformanceData out;
    job.report(Message("performance.stage.headline"), 0);
    ADSCOPE_ASSIGN(now, headline(*r.table, r.rows.get(), job.part(0, 0.3)));
    out.now = std::move(now);
    ADSCOPE_TRY(add_changes(r, out, job.part(0.3, 0.5)));
    job.report(Message("performance.stage.breakdowns"), 0.5);
    ADSCOPE_ASSIGN(wilson, by(r, {}, IntervalKind::wilson, job));
    out.ctr_wilson = wilson.total.metric;
    if (r.table->has_user) {
        ADSCOPE_ASSIGN(clustered, by(r, {}, IntervalKind::clustered, job));
        out.ctr_clustered = clustered.total.metric;
    }
    out.dimensions = breakdown_dimensions(*r.table);
    const auto& all = out.dimensions;
    out.dimension = std::find(all.begin(), all.end(), r.dimension) != all.end() ? r.dimension : all.empty() ? std::string() : all.front();
    out.unit = r.unit;
    if (r.table->has_time) {
        ADSCOPE_ASSIGN(time, by(r, {r.unit}, IntervalKind::wilson, job.part(0.6, 0.75)));
        out.by_time = std::move(time);
        out.over_time = series_over_time(out.by_time, r.slice_text);
        ADSCOPE_ASSIGN(heat, by(r, {"weekday", "hour"}, IntervalKind::wilson, job.part(0.75, 0.85)));
        out.heat = heat_series(heat, r.slice_text);
    }
    if (!out.dimension.empty()) {
        ADSCOPE_ASSIGN(bars, by(r, {out.dimension}, IntervalKind::wilson, job.part(0.85, 1)));
        out.by_dimension = std::move(bars);
        out.bars = series_by_dimension(out.by_dimension, r.top, r.slice_text);
        out.table = table_of(out.by_dimension);
        // A breakdown does not know of which slice it is; all its rows are in the table.
        out.table.subtitle = series_by_dimension(out.by_dimension, out.by_dimension.rows.size(), r.slice_text).subtitle;
    }
    return out;
}

}  // namespace adscope::ui
