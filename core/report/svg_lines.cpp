// Lines, scatters and Lorenz curves: two numeric axes (or time, or few categories).
#include <unicode/smpdtfmt.h>

#include <algorithm>
#include <functional>
#include <memory>

#include "core/report/markup.h"
#include "core/report/svg.h"

namespace adscope::svg {
namespace {

constexpr double kDay = 86'400'000, kHour = 3'600'000;

struct Plot {
    Box box;
    double x_low, x_high;
    Ticks y;
    double x_at(double v) const { return box.left + (x_high > x_low ? (v - x_low) / (x_high - x_low) : 0.5) * box.width(); }
    double y_at(double v) const { return box.bottom - (v - y.low) / (y.high - y.low) * box.height(); }
};

// A moment as an axis shows it: day and month in the reader's language, the hour or the year where they matter.
std::string moment(double ms, double step, double span, Language language) {
    const char* skeleton = step < kDay ? "MMMdHHmm" : span > 500 * kDay ? "yMMM" : "MMMd";
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::DateFormat> format(
        icu::DateFormat::createInstanceForSkeleton(skeleton, icu::Locale(language == Language::zh ? "zh_CN" : "en_US"), status));
    if (U_FAILURE(status)) return format_number(ms, NumberFormat::date, language);
    format->setTimeZone(*icu::TimeZone::getGMT());
    icu::UnicodeString text;
    format->format(ms, text);
    std::string out;
    text.toUTF8String(out);
    return out;
}

double time_step(double span, double most) {
    for (const double step :
         {kHour, 3 * kHour, 6 * kHour, 12 * kHour, kDay, 2 * kDay, 7 * kDay, 14 * kDay, 28 * kDay, 91 * kDay, 182 * kDay})
        if (span / step <= most) return step;
    return std::ceil(span / most / (365 * kDay)) * 365 * kDay;
}

void time_axis(Writer& out, const Plot& plot, const Look& look) {
    const double span = plot.x_high - plot.x_low, step = time_step(span, std::max(2.0, plot.box.width() / 90));
    const double unit = std::min(step, kDay);  // the first tick is the first day, or a full step of hours
    for (double v = std::ceil(plot.x_low / unit) * unit; v <= plot.x_high; v += step) {
        out.line(plot.x_at(v), plot.box.bottom, plot.x_at(v), plot.box.bottom + 4, kAxis, 1);
        out.text(plot.x_at(v), plot.box.bottom + 17, moment(v, step, span, look.language), Writer::Anchor::middle);
    }
}

void category_axis(Writer& out, const Series& series, const Plot& plot) {
    const std::size_t n = series.x.categories.size(),
                      every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(static_cast<double>(n) * 60 / plot.box.width())));
    for (std::size_t i = 0; i < n; i += every)
        out.text(plot.x_at(static_cast<double>(i)), plot.box.bottom + 17,
                 fit_text(series.x.categories[i], plot.box.width() / static_cast<double>((n + every - 1) / every) / 12),
                 Writer::Anchor::middle);
}

void number_axis(Writer& out, const Series& series, const Plot& plot, const Look& look, bool grid) {
    const Ticks ticks = make_ticks(plot.x_low, plot.x_high, plot.x_low, plot.x_high);
    for (const double v : ticks.values()) {
        if (grid) out.line(plot.x_at(v), plot.box.top, plot.x_at(v), plot.box.bottom, kGrid, 1);
        out.line(plot.x_at(v), plot.box.bottom, plot.x_at(v), plot.box.bottom + 4, kAxis, 1);
        out.text(plot.x_at(v), plot.box.bottom + 17, tick_text(series.x, v, ticks.step, look), Writer::Anchor::middle);
    }
}

void axes(Writer& out, const Series& series, const Plot& plot, const Look& look) {
    for (const double v : plot.y.values()) {
        out.line(plot.box.left, plot.y_at(v), plot.box.right, plot.y_at(v), kGrid, 1);
        out.text(plot.box.left - 8, plot.y_at(v) + 4, tick_text(series.y, v, plot.y.step, look), Writer::Anchor::end);
    }
    const bool both = series.kind == ChartKind::scatter || series.kind == ChartKind::lorenz;
    if (series.x.scale == Axis::Scale::time) time_axis(out, plot, look);
    else if (series.x.scale == Axis::Scale::category) category_axis(out, series, plot);
    else number_axis(out, series, plot, look, both);
    out.line(plot.box.left, plot.box.bottom, plot.box.right, plot.box.bottom, kAxis, 1);
    out.text(0, plot.box.top - 12, render(series.y.title, look.language));
    if (!series.x.title.empty()) out.text(plot.box.right, plot.box.bottom + 36, render(series.x.title, look.language), Writer::Anchor::end);
}

// Runs of neighbouring points with values, so that a gap stays a gap.
template <class F>
void for_each_run(const std::vector<SeriesPoint>& points, F&& has, const std::function<void(std::size_t, std::size_t)>& f) {
    for (std::size_t i = 0; i < points.size();) {
        if (!has(points[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < points.size() && has(points[end])) ++end;
        f(i, end);
        i = end;
    }
}

void band(Writer& out, const Trace& trace, const Plot& plot) {
    const auto has = [](const SeriesPoint& p) { return std::isfinite(p.low) && std::isfinite(p.high); };
    for_each_run(trace.points, has, [&](std::size_t begin, std::size_t end) {
        std::vector<std::pair<double, double>> edge;
        for (std::size_t i = begin; i < end; ++i) edge.emplace_back(plot.x_at(trace.points[i].x), plot.y_at(trace.points[i].high));
        for (std::size_t i = end; i-- > begin;) edge.emplace_back(plot.x_at(trace.points[i].x), plot.y_at(trace.points[i].low));
        out.polygon(edge, line_colour(trace.role), 0.16);
    });
}

void curve(Writer& out, const Series& series, const Trace& trace, const Plot& plot, const Look& look) {
    const auto has = [](const SeriesPoint& p) { return std::isfinite(p.y); };
    const char* colour = line_colour(trace.role);
    const bool points_only = trace.style == Trace::Style::points || series.kind == ChartKind::scatter;
    if (!points_only)
        for_each_run(trace.points, has, [&](std::size_t begin, std::size_t end) {
            std::vector<std::pair<double, double>> run;
            for (std::size_t i = begin; i < end; ++i) run.emplace_back(plot.x_at(trace.points[i].x), plot.y_at(trace.points[i].y));
            if (trace.style == Trace::Style::area) {
                auto area = run;
                area.emplace_back(run.back().first, plot.box.bottom);
                area.emplace_back(run.front().first, plot.box.bottom);
                out.polygon(area, colour, 0.16);
            }
            out.polyline(run, colour, 2, trace.style == Trace::Style::dashed_line);
        });
    if (series.kind == ChartKind::lorenz || (!points_only && trace.points.size() > 80)) return;
    for (const auto& p : trace.points) {
        if (!has(p)) continue;
        out.circle(plot.x_at(p.x), plot.y_at(p.y), points_only ? 4 : 2.5, p.small_cell ? kSmallCell : colour, tip_of(series, p, look));
        if (points_only && (!p.label.empty() || !p.label_message.empty()))
            out.text(plot.x_at(p.x) + 8, plot.y_at(p.y) + 4, fit_text(label_of(series, p, look), 20));
    }
}

void whiskers(Writer& out, const Trace& trace, const Plot& plot) {
    for (const auto& p : trace.points) {
        if (!std::isfinite(p.low) || !std::isfinite(p.high)) continue;
        out.line(plot.x_at(p.x), plot.y_at(p.low), plot.x_at(p.x), plot.y_at(p.high), line_colour(trace.role), 1.5);
        for (const double v : {p.low, p.high})
            out.line(plot.x_at(p.x) - 4, plot.y_at(v), plot.x_at(p.x) + 4, plot.y_at(v), line_colour(trace.role), 1.5);
    }
}

void markers(Writer& out, const Series& series, const Plot& plot, const Look& look) {
    for (const auto& m : series.markers) {
        if (m.x < plot.x_low || m.x > plot.x_high) continue;
        const double x = plot.x_at(m.x);
        const bool right_half = x > (plot.box.left + plot.box.right) / 2;
        const auto anchor = right_half ? Writer::Anchor::end : Writer::Anchor::start;
        const double beside = right_half ? -10 : 10;
        if (std::isnan(m.y)) {
            out.line(x, plot.box.top, x, plot.box.bottom, kAxis, 1.5, true);
            out.text(x + beside, plot.box.top + 12, render(m.text, look.language), anchor, kText2, true);
        } else {
            out.diamond(x, plot.y_at(m.y), 6, "#D55E00");
            out.text(x + beside, plot.y_at(m.y) + 4, render(m.text, look.language), anchor, "#A34400", true);
        }
    }
}

Plot make_plot(const Series& series, const Look& look, double top) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& t : series.traces)
        for (const auto& p : t.points) {
            low = std::min(low, p.x);
            high = std::max(high, p.x);
        }
    if (series.kind == ChartKind::scatter && high > low) {  // room for points on the edge
        const double pad = 0.06 * (high - low);
        low -= pad;
        high += pad;
    }
    if (series.x.minimum) low = *series.x.minimum;
    if (series.x.maximum) high = *series.x.maximum;
    const auto [y_low, y_high] = value_range(series, false);
    Plot plot{{0, top + 32, static_cast<double>(look.width) - 16, static_cast<double>(look.height) - 44},
              low,
              high,
              make_ticks(y_low, y_high, series.y.minimum, series.y.maximum)};
    double widest = 0;
    for (const double v : plot.y.values()) widest = std::max(widest, text_width(tick_text(series.y, v, plot.y.step, look)));
    plot.box.left = 12 * widest + 16;
    plot.box.bottom = std::max(plot.box.bottom, plot.box.top + 60);
    // A Lorenz curve is read against its diagonal: the plot is square.
    if (series.kind == ChartKind::lorenz) plot.box.right = std::min(plot.box.right, plot.box.left + std::max(plot.box.height(), 200.0));
    return plot;
}

}  // namespace

double draw_lines(Writer& out, const Series& series, const Look& look, double top) {
    const Plot plot = make_plot(series, look, top);
    axes(out, series, plot, look);
    const bool as_band = series.kind == ChartKind::line;
    for (const auto& t : series.traces) as_band&& t.style != Trace::Style::points ? band(out, t, plot) : whiskers(out, t, plot);
    for (const auto& t : series.traces) curve(out, series, t, plot, look);
    markers(out, series, plot, look);
    return plot.box.bottom + 44;
}

}  // namespace adscope::svg
