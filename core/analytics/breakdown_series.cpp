#include <algorithm>
#include <chrono>
#include <cstdio>

#include "core/analytics/breakdown.h"
#include "core/analytics/dimension.h"

namespace adscope {
namespace {

const char* id_of(Measure measure) {
    switch (measure) {
        case Measure::ctr: return "ctr";
        case Measure::cvr: return "cvr";
        case Measure::cpc: return "cpc";
        case Measure::ecpm: return "ecpm";
        default: return "roas";
    }
}

NumberFormat format_of(Measure measure) {
    return measure == Measure::ctr || measure == Measure::cvr ? NumberFormat::percent
           : measure == Measure::roas                         ? NumberFormat::number
                                                              : NumberFormat::money;
}

Message axis_title(Measure measure) { return Message(std::string("analytics.axis.") + id_of(measure)); }

SeriesPoint point_of(const Breakdown& b, const BreakdownRow& row, double x) {
    SeriesPoint p;
    p.x = x;
    p.y = row.metric.value;
    p.low = row.metric.low;
    p.high = row.metric.high;
    if (row.key.empty() || row.key[0].empty()) p.label_message = Message("analytics.missing");
    else p.label = row.key[0];
    p.numerator = b.measure == Measure::ctr ? row.totals.clicks : b.measure == Measure::cvr ? row.totals.clicked_conversions : 0;
    p.denominator = b.measure == Measure::cvr || b.measure == Measure::cpc ? row.totals.clicks : row.totals.impressions;
    p.small_cell = row.small_cell;
    return p;
}

// Milliseconds of a key such as 2026-03-01, 2026-03 or 2026-03-01T18:00, as if it were UTC: charts show local time as it stands.
double time_of(const std::string& key) {
    int y = 0, m = 0, d = 1, h = 0;
    if (std::sscanf(key.c_str(), "%4d-%2d-%2dT%2d", &y, &m, &d, &h) < 2) return kMissing;
    const std::chrono::sys_days day{std::chrono::year_month_day{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                                                                std::chrono::day{static_cast<unsigned>(d)}}};
    return static_cast<double>((day.time_since_epoch().count() * 24LL + h) * 3'600'000);
}

Message subtitle(const Breakdown& b, const std::string& slice) {
    return Message("analytics.subtitle",
                   {{"slice", slice.empty() ? Message("analytics.all_events") : Message::verbatim(slice)},
                    {"impressions", b.total.totals.impressions},
                    {"clicks", b.total.totals.clicks},
                    {"interval", Message(b.measure == Measure::ctr || b.measure == Measure::cvr ? "analytics.interval.wilson"
                                                                                                : "analytics.interval.clustered")}});
}

}  // namespace

Series series_over_time(const Breakdown& b, const std::string& slice) {
    Series s;
    const std::string unit = b.by.empty() ? "day" : b.by[0];
    const bool cyclic = unit == "hour" || unit == "weekday";
    s.id = std::string(id_of(b.measure)) + "_over_time";
    s.title = Message(std::string("analytics.over_time.") + id_of(b.measure));
    s.subtitle = subtitle(b, slice);
    s.kind = ChartKind::line;
    s.x.title = Message("analytics.axis." + (is_calendar(unit) ? unit : std::string("day")));
    s.x.scale = cyclic ? Axis::Scale::linear : Axis::Scale::time;
    s.x.format = cyclic ? NumberFormat::integer : unit == "day_hour" ? NumberFormat::date_hour : NumberFormat::date;
    s.y.title = axis_title(b.measure);
    s.y.format = format_of(b.measure);
    Trace trace;
    trace.name = Message("analytics.this_period");
    for (const auto& row : b.rows) {
        if (row.key.empty() || row.key[0].empty()) continue;  // events without a time have no place on the axis
        trace.points.push_back(point_of(b, row, cyclic ? std::atof(row.key[0].c_str()) : time_of(row.key[0])));
    }
    s.traces.push_back(std::move(trace));
    return s;
}

Series series_by_dimension(const Breakdown& b, std::size_t top, const std::string& slice) {
    Series s;
    const std::string field = b.by.empty() ? "" : b.by[0];
    s.id = std::string(id_of(b.measure)) + "_by_" + field;
    s.title = Message(std::string("analytics.by.") + id_of(b.measure), {{"field", field}});
    s.subtitle = b.rows.size() > top
                     ? Message("analytics.subtitle_top", {{"all", subtitle(b, slice)}, {"shown", top}, {"count", b.rows.size()}})
                     : subtitle(b, slice);
    s.kind = ChartKind::bar;
    s.condition = field;
    s.x.title = Message::verbatim(field);
    s.x.scale = Axis::Scale::category;
    s.y.title = axis_title(b.measure);
    s.y.format = format_of(b.measure);
    s.y.minimum = 0;
    Trace trace;
    trace.name = axis_title(b.measure);
    trace.style = Trace::Style::bar;
    for (std::size_t i = 0; i < b.rows.size() && i < top; ++i) {
        s.x.categories.push_back(b.rows[i].key[0].empty() ? "—" : b.rows[i].key[0]);
        trace.points.push_back(point_of(b, b.rows[i], static_cast<double>(i)));
    }
    s.traces.push_back(std::move(trace));
    return s;
}

DataTable table_of(const Breakdown& b) {
    DataTable t;
    t.id = std::string(id_of(b.measure)) + "_table";
    t.title = b.by.empty() ? axis_title(b.measure) : Message(std::string("analytics.by.") + id_of(b.measure), {{"field", b.by[0]}});
    t.subtitle = subtitle(b, {});
    for (const auto& name : b.by) t.columns.push_back({Message::verbatim(name), NumberFormat::number, true});
    t.columns.push_back({Message("analytics.impressions"), NumberFormat::integer});
    t.columns.push_back({Message("analytics.clicks"), NumberFormat::integer});
    t.columns.push_back({axis_title(b.measure), format_of(b.measure)});
    t.columns.push_back({Message("analytics.low"), format_of(b.measure)});
    t.columns.push_back({Message("analytics.high"), format_of(b.measure)});
    const auto add = [&](const BreakdownRow& row, std::vector<DataTable::Cell> cells) {
        cells.emplace_back(row.totals.impressions);
        cells.emplace_back(row.totals.clicks);
        for (const double v : {row.metric.value, row.metric.low, row.metric.high})
            cells.push_back(std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v));
        t.rows.push_back(std::move(cells));
    };
    for (const auto& row : b.rows) {
        std::vector<DataTable::Cell> cells;
        for (const auto& k : row.key) cells.push_back(k.empty() ? DataTable::Cell(Message("analytics.missing")) : DataTable::Cell(k));
        add(row, std::move(cells));
    }
    if (!b.by.empty()) {
        std::vector<DataTable::Cell> cells(b.by.size());
        cells[0] = Message("analytics.total");
        add(b.total, std::move(cells));
    }
    return t;
}

}  // namespace adscope
