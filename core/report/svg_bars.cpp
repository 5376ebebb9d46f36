// Bars lie flat, so that names of any length can be read; the waterfall and the heat map share their layout.
#include <algorithm>
#include <map>

#include "core/report/markup.h"
#include "core/report/svg.h"

namespace adscope::svg {
namespace {

constexpr double kFont = 12;

// Rows with names on the left and one numeric axis below.
struct Rows {
    Box box;
    double row_height;
    Ticks ticks;
    double x_at(double v) const { return box.left + (v - ticks.low) / (ticks.high - ticks.low) * box.width(); }
};

Rows make_rows(std::size_t count, double names, double right, const Ticks& ticks, const Look& look, double top) {
    const double wanted = (look.height - top - 48) / static_cast<double>(std::max<std::size_t>(count, 1));
    Rows rows{{names, top + 4, look.width - right, 0}, std::clamp(wanted, 20.0, 30.0), ticks};
    rows.box.bottom = rows.box.top + rows.row_height * static_cast<double>(count);
    return rows;
}

double names_width(const std::vector<std::string>& names, const Look& look) {
    double widest = 0;
    for (const auto& n : names) widest = std::max(widest, text_width(n));
    return std::min(kFont * widest + 12, look.width * 0.38);
}

void value_axis(Writer& out, const Axis& axis, const Rows& rows, const Look& look) {
    for (const double v : rows.ticks.values()) {
        out.line(rows.x_at(v), rows.box.top, rows.x_at(v), rows.box.bottom, kGrid, 1);
        out.text(rows.x_at(v), rows.box.bottom + 16, tick_text(axis, v, rows.ticks.step, look), Writer::Anchor::middle);
    }
    out.line(rows.box.left, rows.box.bottom, rows.box.right, rows.box.bottom, kAxis, 1);
    out.text(rows.box.right, rows.box.bottom + 34, render(axis.title, look.language), Writer::Anchor::end);
}

void name_of_row(Writer& out, const Rows& rows, std::size_t row, const std::string& name, bool bold) {
    out.text(0, rows.box.top + rows.row_height * (static_cast<double>(row) + 0.5) + 4, fit_text(name, (rows.box.left - 8) / kFont),
             Writer::Anchor::start, bold ? kText : kText2, bold);
}

void whisker(Writer& out, double low, double high, double y, const char* colour) {
    out.line(low, y, high, y, colour, 1.5);
    for (const double x : {low, high}) out.line(x, y - 4, x, y + 4, colour, 1.5);
}

void bar(Writer& out, const Series& series, const SeriesPoint& p, const Trace& trace, const Rows& rows, double y, double height,
         const Look& look) {
    if (!std::isfinite(p.y)) {
        out.text(rows.x_at(std::max(0.0, rows.ticks.low)) + 4, y + height / 2 + 4, "—");
        return;
    }
    const double zero = rows.x_at(std::clamp(0.0, rows.ticks.low, rows.ticks.high)), end = rows.x_at(p.y);
    out.rect(std::min(zero, end), y, std::abs(end - zero), height, p.small_cell ? kSmallCell : fill_colour(trace.role),
             tip_of(series, p, look));
    double text_at = std::max(zero, end);
    if (std::isfinite(p.low) && std::isfinite(p.high)) {
        whisker(out, rows.x_at(p.low), rows.x_at(p.high), y + height / 2, kText);
        text_at = std::max(text_at, rows.x_at(p.high));
    }
    if (height >= 9)
        out.text(text_at + 8, y + height / 2 + 4, format_number(p.y, series.y.format, look.language, look.currency), Writer::Anchor::start,
                 kText);
}

}  // namespace

double draw_bars(Writer& out, const Series& series, const Look& look, double top) {
    // Places in the order of x; every trace has one bar at each.
    std::map<double, std::string> places;
    for (const auto& t : series.traces)
        for (const auto& p : t.points) places.try_emplace(p.x, label_of(series, p, look));
    std::vector<std::string> names;
    std::map<double, std::size_t> row_of;
    for (const auto& [x, name] : places) {
        row_of[x] = names.size();
        names.push_back(name);
    }
    const auto [low, high] = value_range(series, true);
    const Rows rows =
        make_rows(names.size(), names_width(names, look), 72, make_ticks(low, high, series.y.minimum, series.y.maximum), look, top);
    value_axis(out, series.y, rows, look);
    for (std::size_t r = 0; r < names.size(); ++r) name_of_row(out, rows, r, names[r], false);
    const double height = std::min(16.0, (rows.row_height - 6) / static_cast<double>(series.traces.size()));
    for (std::size_t t = 0; t < series.traces.size(); ++t)
        for (const auto& p : series.traces[t].points) {
            const double middle = rows.box.top + rows.row_height * (static_cast<double>(row_of[p.x]) + 0.5);
            bar(out, series, p, series.traces[t], rows,
                middle + height * (static_cast<double>(t) - static_cast<double>(series.traces.size()) / 2), height, look);
        }
    return rows.box.bottom + 44;
}

// The first and the last point are totals from zero; between them each change begins where the last one ended.
double draw_waterfall(Writer& out, const Series& series, const Look& look, double top) {
    const auto& points = series.traces[0].points;
    std::vector<std::string> names;
    std::vector<std::pair<double, double>> spans;
    double level = 0, low = 0, high = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double y = std::isfinite(points[i].y) ? points[i].y : 0;
        const bool total = i == 0 || i + 1 == points.size();
        spans.emplace_back(total ? 0 : level, total ? y : level + y);
        level = spans.back().second;
        low = std::min(low, level);
        high = std::max(high, level);
        names.push_back(label_of(series, points[i], look));
    }
    const Rows rows = make_rows(names.size(), names_width(names, look), 72, make_ticks(low, high, {}, {}), look, top);
    value_axis(out, series.y, rows, look);
    const double height = std::min(16.0, rows.row_height - 6);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool total = i == 0 || i + 1 == points.size();
        const double y = rows.box.top + rows.row_height * (static_cast<double>(i) + 0.5);
        const auto [from, to] = spans[i];
        name_of_row(out, rows, i, names[i], total);
        if (i + 1 < points.size()) out.line(rows.x_at(to), y + height / 2, rows.x_at(to), y + rows.row_height - height / 2, kAxis, 1);
        const char* colour = total ? "#8A939E" : to >= from ? "#0072B2" : "#D55E00";
        out.rect(std::min(rows.x_at(from), rows.x_at(to)), y - height / 2, std::abs(rows.x_at(to) - rows.x_at(from)), height, colour,
                 tip_of(series, points[i], look));
        const std::string sign = !total && points[i].y > 0 ? "+" : "";
        const char* text_colour = total ? kText : to >= from ? "#00609A" : "#A34400";
        out.text(std::max(rows.x_at(from), rows.x_at(to)) + 8, y + 4,
                 sign + format_number(points[i].y, series.y.format, look.language, look.currency), Writer::Anchor::start, text_colour,
                 true);
    }
    return rows.box.bottom + 44;
}

namespace {

// Between the surface and the accent.
std::string heat_colour(double share) {
    const int from[] = {0xE1, 0xEF, 0xF8}, to[] = {0x00, 0x72, 0xB2};
    char buffer[32];
    int rgb[3];
    for (int i = 0; i < 3; ++i) rgb[i] = static_cast<int>(std::lround(from[i] + share * (to[i] - from[i])));
    std::snprintf(buffer, sizeof buffer, "#%02X%02X%02X", rgb[0], rgb[1], rgb[2]);
    return buffer;
}

}  // namespace

// A trace is a row; its points are cells by x.
double draw_heat_map(Writer& out, const Series& series, const Look& look, double top) {
    std::vector<std::string> names;
    std::map<double, std::string> columns;
    for (const auto& t : series.traces) {
        names.push_back(render(t.name, look.language));
        for (const auto& p : t.points) columns.try_emplace(p.x, label_of(series, p, look));
    }
    std::map<double, std::size_t> column_of;
    for (const auto& [x, name] : columns) column_of.emplace(x, column_of.size());
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& t : series.traces)
        for (const auto& p : t.points)
            if (std::isfinite(p.y)) {
                low = std::min(low, p.y);
                high = std::max(high, p.y);
            }
    const Rows rows = make_rows(names.size(), names_width(names, look), 8, {}, look, top);
    const double width = rows.box.width() / static_cast<double>(std::max<std::size_t>(columns.size(), 1));
    for (std::size_t r = 0; r < names.size(); ++r) {
        name_of_row(out, rows, r, names[r], false);
        for (const auto& p : series.traces[r].points) {
            const double x = rows.box.left + width * static_cast<double>(column_of[p.x]),
                         y = rows.box.top + rows.row_height * static_cast<double>(r);
            const double share = high > low && std::isfinite(p.y) ? (p.y - low) / (high - low) : 0;
            out.rect(x + 1, y + 1, width - 2, rows.row_height - 2, !std::isfinite(p.y) || p.small_cell ? "#ECEEF1" : heat_colour(share),
                     tip_of(series, p, look));
            const std::string text = format_number(p.y, series.y.format, look.language, look.currency);
            if (kFont * text_width(text) < width - 6)
                out.text(x + width / 2, y + rows.row_height / 2 + 4, text, Writer::Anchor::middle,
                         share > 0.55 && !p.small_cell ? kSurface : kText);
        }
    }
    for (const auto& [x, name] : columns)
        out.text(rows.box.left + width * (static_cast<double>(column_of[x]) + 0.5), rows.box.bottom + 16,
                 fit_text(name, (width - 4) / kFont), Writer::Anchor::middle);
    out.text(rows.box.right, rows.box.bottom + 34, render(series.x.title, look.language), Writer::Anchor::end);
    return rows.box.bottom + 44;
}

}  // namespace adscope::svg
