// A Series as an SVG picture: what all kinds share, and the choice of the kind.
#include "core/report/svg.h"

#include <algorithm>
#include <cstdio>

#include "core/report/markup.h"
#include "core/report/report.h"

namespace adscope {
namespace svg {
namespace {

std::string number(double v) {
    char buffer[48];
    std::snprintf(buffer, sizeof buffer, "%.2f", std::abs(v) < 0.005 ? 0.0 : v);
    std::string text = buffer;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string points_text(const std::vector<std::pair<double, double>>& points) {
    std::string out;
    for (const auto& [x, y] : points) out += (out.empty() ? "" : " ") + number(x) + "," + number(y);
    return out;
}

std::string closed(const std::string& element, const std::string& name, const std::string& tip) {
    return tip.empty() ? element + "/>\n" : element + "><title>" + escape_markup(tip) + "</title></" + name + ">\n";
}

}  // namespace

void Writer::line(double x1, double y1, double x2, double y2, const char* colour, double width, bool dashed) {
    body_ += "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) + "\" stroke=\"" +
             colour + "\" stroke-width=\"" + number(width) + "\"" + (dashed ? " stroke-dasharray=\"4 3\"" : "") + "/>\n";
}
void Writer::rect(double x, double y, double w, double h, const std::string& fill, const std::string& tip) {
    body_ += closed("<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(std::max(w, 0.0)) + "\" height=\"" +
                        number(std::max(h, 0.0)) + "\" fill=\"" + fill + "\"",
                    "rect", tip);
}
void Writer::circle(double x, double y, double radius, const char* fill, const std::string& tip) {
    body_ += closed("<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\" fill=\"" + fill + "\"",
                    "circle", tip);
}
void Writer::diamond(double x, double y, double r, const char* stroke) {
    body_ += "<path d=\"M" + number(x) + " " + number(y - r) + "L" + number(x + r) + " " + number(y) + "L" + number(x) + " " +
             number(y + r) + "L" + number(x - r) + " " + number(y) + "Z\" fill=\"" + kSurface + "\" stroke=\"" + stroke +
             "\" stroke-width=\"2\"/>\n";
}
void Writer::polyline(const std::vector<std::pair<double, double>>& points, const char* colour, double width, bool dashed) {
    body_ += "<polyline points=\"" + points_text(points) + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + number(width) +
             "\" stroke-linejoin=\"round\"" + (dashed ? " stroke-dasharray=\"5 4\"" : "") + "/>\n";
}
void Writer::polygon(const std::vector<std::pair<double, double>>& points, const char* fill, double opacity) {
    body_ += "<polygon points=\"" + points_text(points) + "\" fill=\"" + fill + "\" fill-opacity=\"" + number(opacity) + "\"/>\n";
}
void Writer::text(double x, double y, const std::string& text, Anchor anchor, const char* colour, bool bold) {
    static constexpr const char* kAnchors[] = {"start", "middle", "end"};
    body_ += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" fill=\"" + colour + "\"" +
             (anchor == Anchor::start ? std::string() : std::string(" text-anchor=\"") + kAnchors[static_cast<int>(anchor)] + "\"") +
             (bold ? " font-weight=\"700\"" : "") + ">" + escape_markup(text) + "</text>\n";
}

std::vector<double> Ticks::values() const {
    std::vector<double> out;
    const double first = std::ceil(low / step - 1e-9);
    for (int i = 0; i < 20; ++i) {
        const double v = (first + i) * step;
        if (v > high + 1e-9 * step) break;
        out.push_back(std::abs(v) < 1e-9 * step ? 0 : v);
    }
    return out;
}

Ticks make_ticks(double low, double high, std::optional<double> minimum, std::optional<double> maximum) {
    if (minimum) low = *minimum;
    if (maximum) high = *maximum;
    if (!(high > low)) {
        const double pad = low == 0 ? 1 : std::abs(low) * 0.1;
        if (!maximum) high = low + pad;
        if (!minimum) low -= pad;
        if (!(high > low)) high = low + 1;
    }
    const double rough = (high - low) / 4.5, magnitude = std::pow(10, std::floor(std::log10(rough))), share = rough / magnitude;
    Ticks t;
    t.step = magnitude * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
    t.low = minimum ? low : std::floor(low / t.step + 1e-9) * t.step;
    t.high = maximum ? high : std::ceil(high / t.step - 1e-9) * t.step;
    return t;
}

std::string tick_text(const Axis& axis, double value, double step, const Look& look) {
    const bool percent = axis.format == NumberFormat::percent;
    const std::string title = render(axis.title, look.language);
    if (axis.format != NumberFormat::number && axis.format != NumberFormat::integer && !percent)
        return format_number(value, axis.format, look.language, look.currency);
    const double scale = percent ? 100 : 1;
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step * scale) - 1e-9)), 0, 8);
    // Rounded to what is shown, a whole number prints without decimals.
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, std::abs(value * scale));
    std::string text = decimals == 0 ? format_number(std::abs(value * scale), NumberFormat::integer, look.language) : buffer;
    if (value < 0 && std::abs(value) > 1e-12) text = "\u2212" + text;
    if (percent && !title.ends_with("%")) text += look.language == Language::zh ? "%" : "\u00a0%";
    return text;
}

std::string label_of(const Series& series, const SeriesPoint& p, const Look& look) {
    if (!p.label_message.empty()) return render(p.label_message, look.language);
    if (!p.label.empty()) return p.label;
    if (series.x.scale == Axis::Scale::category && p.x >= 0 && p.x < static_cast<double>(series.x.categories.size()))
        return series.x.categories[static_cast<std::size_t>(p.x)];
    return format_number(p.x, series.x.format, look.language, look.currency);
}

std::string tip_of(const Series& series, const SeriesPoint& p, const Look& look) {
    const auto text = [&](double v) { return format_number(v, series.y.format, look.language, look.currency); };
    std::string tip = label_of(series, p, look) + ": " + text(p.y);
    if (!std::isnan(p.low) && !std::isnan(p.high)) tip += " (" + text(p.low) + " – " + text(p.high) + ")";
    if (p.denominator > 0)
        tip += ", " + format_number(static_cast<double>(p.numerator), NumberFormat::integer, look.language) + " / " +
               format_number(static_cast<double>(p.denominator), NumberFormat::integer, look.language);
    return tip;
}

const char* line_colour(TraceRole role) {
    switch (role) {
        case TraceRole::current:
        case TraceRole::valid: return "#0072B2";
        case TraceRole::contrast:
        case TraceRole::test:
        case TraceRole::warn: return "#D55E00";
        case TraceRole::good: return "#009E73";
        default: return "#8A939E";
    }
}

const char* fill_colour(TraceRole role) {
    if (role == TraceRole::train) return "#0072B2";
    if (role == TraceRole::valid) return "#56B4E9";
    if (role == TraceRole::test) return "#E69F00";
    return line_colour(role);
}

std::pair<double, double> value_range(const Series& series, bool with_zero) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    const auto take = [&](double v) {
        if (!std::isfinite(v)) return;
        low = std::min(low, v);
        high = std::max(high, v);
    };
    for (const auto& t : series.traces)
        for (const auto& p : t.points)
            for (const double v : {p.y, p.low, p.high}) take(v);
    if (with_zero) take(0);
    if (low > high) return {0, 1};
    return {low, high};
}

namespace {

// One row of coloured marks and names, wrapped. Returns the height used.
double draw_legend(Writer& out, const Series& series, const Look& look) {
    std::vector<std::pair<const char*, std::string>> entries;
    if (series.kind == ChartKind::waterfall) {
        entries = {{"#0072B2", render(Message("report.raises"), look.language)},
                   {"#D55E00", render(Message("report.lowers"), look.language)},
                   {"#8A939E", render(Message("report.total"), look.language)}};
    } else if (series.traces.size() > 1 && series.kind != ChartKind::heat_map) {
        for (const auto& t : series.traces)
            entries.emplace_back(t.style == Trace::Style::bar ? fill_colour(t.role) : line_colour(t.role), render(t.name, look.language));
    }
    double x = 0, y = 12;
    for (const auto& [colour, name] : entries) {
        const std::string shown = fit_text(name, 40);
        const double width = 12 * text_width(shown) + 32;
        if (x > 0 && x + width > look.width) {
            x = 0;
            y += 18;
        }
        out.rect(x, y - 9, 10, 10, colour);
        out.text(x + 16, y, shown);
        x += width;
    }
    return entries.empty() ? 0 : y + 10;
}

}  // namespace
}  // namespace svg

std::string to_svg(const Series& series, Language language, const std::string& currency, int width, int height) {
    using namespace svg;
    const Look look{language, currency, std::clamp(width, 200, 4000), std::clamp(height, 120, 4000)};
    Writer out;
    const double top = draw_legend(out, series, look);
    bool any = false;
    for (const auto& t : series.traces) any |= !t.points.empty();
    double used = look.height;
    if (!any) out.text(look.width / 2.0, top + 40, render(Message("report.no_data"), language), Writer::Anchor::middle);
    else if (series.kind == ChartKind::bar) used = draw_bars(out, series, look, top);
    else if (series.kind == ChartKind::waterfall) used = draw_waterfall(out, series, look, top);
    else if (series.kind == ChartKind::heat_map) used = draw_heat_map(out, series, look, top);
    else used = draw_lines(out, series, look, top);
    const std::string w = std::to_string(look.width), h = std::to_string(static_cast<int>(std::ceil(any ? used : top + 80)));
    const std::string title = escape_markup(render(series.title, language));
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + w + " " + h + "\" width=\"" + w + "\" height=\"" + h +
           "\" role=\"img\" aria-label=\"" + title +
           "\" font-family=\"'Noto Sans CJK SC', 'Noto Sans SC', 'DejaVu Sans', sans-serif\" font-size=\"12\"><title>" + title +
           "</title>\n" + out.body() + "</svg>";
}

}  // namespace adscope
