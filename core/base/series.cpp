// A number as text is made in number.cpp; JSON in series_json.cpp.
// A chart's numbers as a table.
#include "core/base/series.h"

#include <algorithm>
#include <map>
#include <set>

namespace adscope {
namespace {

struct Shape {  // which columns a trace needs
    bool interval = false, counts = false;
};

Shape shape_of(const Trace& trace) {
    Shape s;
    for (const auto& p : trace.points) {
        s.interval |= !std::isnan(p.low) || !std::isnan(p.high);
        s.counts |= p.numerator != 0 || p.denominator != 0;
    }
    return s;
}

DataTable::Cell number_cell(double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); }

DataTable::Cell place_cell(const Series& series, const SeriesPoint& p) {
    if (!p.label_message.empty()) return p.label_message;
    if (!p.label.empty()) return p.label;
    const auto index = static_cast<std::size_t>(std::max(0.0, p.x));
    if (series.x.scale == Axis::Scale::category && p.x >= 0 && index < series.x.categories.size()) return series.x.categories[index];
    return number_cell(p.x);
}

bool places_are_text(const Series& series) {
    if (series.x.scale == Axis::Scale::category) return true;
    return std::any_of(series.traces.begin(), series.traces.end(), [](const Trace& t) {
        return std::any_of(t.points.begin(), t.points.end(),
                           [](const SeriesPoint& p) { return !p.label.empty() || !p.label_message.empty(); });
    });
}

DataTable::ColumnHead place_head(const Series& series, bool text) {
    return {series.x.title.empty() ? Message("series.place") : series.x.title, series.x.format, text};
}

void add_heads(const Series& series, const Message& name, Shape shape, std::vector<DataTable::ColumnHead>& out) {
    out.push_back({name, series.y.format});
    if (shape.interval) {
        out.push_back({Message("series.low", {{"name", name}}), series.y.format});
        out.push_back({Message("series.high", {{"name", name}}), series.y.format});
    }
    if (shape.counts) {
        out.push_back({Message("series.numerator", {{"name", name}}), NumberFormat::integer});
        out.push_back({Message("series.denominator", {{"name", name}}), NumberFormat::integer});
    }
}

void add_cells(const SeriesPoint* p, Shape shape, std::vector<DataTable::Cell>& out) {
    const std::size_t width = 1 + 2 * shape.interval + 2 * shape.counts;
    if (!p) {
        out.resize(out.size() + width);
        return;
    }
    out.push_back(number_cell(p->y));
    if (shape.interval) {
        out.push_back(number_cell(p->low));
        out.push_back(number_cell(p->high));
    }
    if (shape.counts) {
        out.push_back(p->numerator);
        out.push_back(p->denominator);
    }
}

// One row a place, one group of columns a trace: fits when no trace has two points at one place.
bool fits_wide(const Series& series) {
    if (series.kind == ChartKind::scatter || series.kind == ChartKind::lorenz) return series.traces.size() == 1;
    for (const auto& trace : series.traces) {
        std::set<double> seen;
        for (const auto& p : trace.points)
            if (!seen.insert(p.x).second) return false;
    }
    return true;
}

const Message& value_name(const Series& series, const Trace& trace) {
    return series.traces.size() == 1 && !series.y.title.empty() ? series.y.title : trace.name.empty() ? series.y.title : trace.name;
}

void fill_wide(const Series& series, DataTable& table) {
    std::map<double, const SeriesPoint*> places;
    std::vector<std::map<double, const SeriesPoint*>> points(series.traces.size());
    std::vector<Shape> shapes;
    table.columns.push_back(place_head(series, places_are_text(series)));
    for (std::size_t t = 0; t < series.traces.size(); ++t) {
        for (const auto& p : series.traces[t].points) {
            places.try_emplace(p.x, &p);
            points[t].try_emplace(p.x, &p);
        }
        shapes.push_back(shape_of(series.traces[t]));
        add_heads(series, value_name(series, series.traces[t]), shapes.back(), table.columns);
    }
    for (const auto& [x, first] : places) {
        auto& row = table.rows.emplace_back();
        row.push_back(place_cell(series, *first));
        for (std::size_t t = 0; t < points.size(); ++t) {
            const auto found = points[t].find(x);
            add_cells(found == points[t].end() ? nullptr : found->second, shapes[t], row);
        }
    }
}

// One row a point. Named points (a model of a scatter) get a column of their own beside x.
void fill_long(const Series& series, DataTable& table) {
    Shape shape;
    bool named = false;
    for (const auto& trace : series.traces) {
        const Shape s = shape_of(trace);
        shape.interval |= s.interval;
        shape.counts |= s.counts;
        for (const auto& p : trace.points) named |= !p.label.empty() || !p.label_message.empty();
    }
    table.columns.push_back({Message("series.trace"), NumberFormat::number, true});
    if (named) table.columns.push_back({Message("series.place"), NumberFormat::number, true});
    table.columns.push_back({series.x.title.empty() ? Message("series.x") : series.x.title, series.x.format});
    add_heads(series, series.y.title.empty() ? Message("series.value") : series.y.title, shape, table.columns);
    for (const auto& trace : series.traces)
        for (const auto& p : trace.points) {
            auto& row = table.rows.emplace_back();
            row.push_back(trace.name);
            if (named) row.push_back(p.label_message.empty() ? DataTable::Cell(p.label) : DataTable::Cell(p.label_message));
            row.push_back(number_cell(p.x));
            add_cells(&p, shape, row);
        }
}

}  // namespace

DataTable table_of(const Series& series) {
    DataTable table;
    table.id = series.id;
    table.title = series.title;
    table.subtitle = series.subtitle;
    if (fits_wide(series)) fill_wide(series, table);
    else fill_long(series, table);
    return table;
}

}  // namespace adscope
