#include "ui/charts/canvas.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <cmath>

#include "ui/charts/bar_canvas.h"
#include "ui/charts/heat_canvas.h"
#include "ui/charts/line_canvas.h"
#include "ui/charts/waterfall_canvas.h"

namespace adscope::ui {

std::size_t value_count(const Series& series) {
    std::size_t n = 0;
    for (const auto& t : series.traces)
        for (const auto& p : t.points) n += !std::isnan(p.y);
    return n;
}

Extent y_extent(const Series& series, std::optional<std::pair<double, double>> window) {
    Extent all, solid;
    for (const auto& t : series.traces)
        for (const auto& p : t.points) {
            if (window && (p.x < window->first || p.x > window->second)) continue;
            all.add(p.y);
            if (p.small_cell) continue;
            solid.add(p.y);
            solid.add(p.low);
            solid.add(p.high);
        }
    for (const auto& m : series.markers)
        if (!window || (m.x >= window->first && m.x <= window->second)) all.add(m.y);
    if (solid.valid()) {
        all.add(solid.low);
        all.add(solid.high);
    } else {
        // Nothing but small cells: their intervals are all there is to show.
        for (const auto& t : series.traces)
            for (const auto& p : t.points) {
                all.add(p.low);
                all.add(p.high);
            }
    }
    return all;
}

ChartCanvas::ChartCanvas(std::shared_ptr<const Series> series, const ChartStyle& style)
    : series_(std::move(series)), style_(style), t_(style.tokens ? *style.tokens : tokens()) {}

std::unique_ptr<ChartCanvas> ChartCanvas::make(std::shared_ptr<const Series> series, const ChartStyle& style) {
    switch (series->kind) {
        case ChartKind::bar: return std::make_unique<BarCanvas>(std::move(series), style);
        case ChartKind::waterfall: return std::make_unique<WaterfallCanvas>(std::move(series), style);
        case ChartKind::heat_map: return std::make_unique<HeatCanvas>(std::move(series), style);
        default: return std::make_unique<LineCanvas>(std::move(series), style);
    }
}

double ChartCanvas::textWidth(const QFont& f, const QString& text) { return QFontMetricsF(f).horizontalAdvance(text); }

void ChartCanvas::layout(const QRectF& area, std::optional<std::pair<double, double>> window) {
    area_ = area;
    window_ = window;
    hits_.clear();
    tick_boxes_.clear();
    plot_ = QRectF();
    empty_ = value_count(*series_) == 0;
    legend_.clear();
    if (empty_) return;
    layoutPlot(area.adjusted(0, layoutLegend(area), 0, 0));
}

void ChartCanvas::paint(QPainter& p) const {
    p.setRenderHint(QPainter::Antialiasing);
    if (empty_) {
        // Before the first series there is nothing to say either.
        if (series_->id.empty() && series_->title.empty()) return;
        text(p, area_, Qt::AlignCenter | Qt::TextWordWrap,
             QCoreApplication::translate("Chart", "Nothing to draw yet: there are no values here."), t_.text3, font(Type::body));
        return;
    }
    paintLegend(p);
    paintPlot(p);
}

void ChartCanvas::paintPicked(QPainter& p, int hit) const {
    if (hit < 0 || hit >= static_cast<int>(hits_.size())) return;
    p.setRenderHint(QPainter::Antialiasing);
    paintPickedPoint(p, hits_[static_cast<std::size_t>(hit)]);
}

void ChartCanvas::paintPickedPoint(QPainter& p, const ChartHit& hit) const {
    const Trace& trace = series_->traces[static_cast<std::size_t>(hit.trace)];
    p.setPen(QPen(t_.surface, 2));
    p.setBrush(colorOf(trace, trace.points[static_cast<std::size_t>(hit.point)]));
    p.drawEllipse(hit.anchor, 6, 6);
}

int ChartCanvas::hitAt(const QPointF& place) const {
    int best = -1;
    double best_distance = 1e18;
    for (std::size_t i = 0; i < hits_.size(); ++i) {
        if (!hits_[i].area.contains(place)) continue;
        const QPointF d = hits_[i].anchor - place;
        const double distance = QPointF::dotProduct(d, d);
        if (distance < best_distance) {
            best_distance = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

QColor ChartCanvas::color(TraceRole role) const {
    if (style_.stale) return t_.other;
    switch (role) {
        case TraceRole::contrast: return t_.series2;
        case TraceRole::other:
        case TraceRole::train: return t_.other;
        case TraceRole::test: return t_.series2;
        case TraceRole::good: return t_.good;
        case TraceRole::warn: return t_.warn;
        default: return t_.series1;
    }
}

QColor ChartCanvas::colorOf(const Trace& trace, const SeriesPoint& point) const {
    if (!point.small_cell) return color(trace.role);
    QColor grey = t_.other;
    grey.setAlphaF(0.55F);
    return grey;
}

bool ChartCanvas::plainPercent(const Axis& axis) const {
    return axis.format == NumberFormat::percent && words(axis.title, style_.words.language).contains(QLatin1Char('%'));
}

std::vector<ChartCanvas::LegendEntry> ChartCanvas::legendEntries() const {
    std::vector<LegendEntry> out;
    if (series_->traces.size() < 2 && series_->kind != ChartKind::lorenz) return out;
    for (const auto& trace : series_->traces) {
        using Mark = LegendEntry::Mark;
        const Mark mark = trace.style == Trace::Style::dashed_line                                  ? Mark::dashed
                          : trace.style == Trace::Style::points                                     ? Mark::dot
                          : trace.style == Trace::Style::line || series_->kind == ChartKind::lorenz ? Mark::line
                                                                                                    : Mark::box;
        const QString name = words(trace.name, style_.words.language);
        if (!name.isEmpty()) out.push_back({name, color(trace.role), mark, {}});
    }
    return out;
}

double ChartCanvas::layoutLegend(const QRectF& area) {
    legend_ = legendEntries();
    if (legend_.empty()) return 0;
    const QFont f = small();
    double x = area.left(), y = area.top();
    for (auto& entry : legend_) {
        const double width = std::min(24 + textWidth(f, entry.text), area.width());
        if (x > area.left() && x + width > area.right()) {
            x = area.left();
            y += 18;
        }
        entry.box = QRectF(x, y, width, 16);
        x += width + 14;
    }
    return y + 20 - area.top();
}

void ChartCanvas::paintLegend(QPainter& p) const {
    using Mark = LegendEntry::Mark;
    for (const auto& entry : legend_) {
        const double y = entry.box.center().y(), x = entry.box.left();
        QPen pen(entry.color, entry.mark == Mark::dashed ? 2 : 3);
        if (entry.mark == Mark::dashed) pen.setDashPattern({2.5, 1.5});
        pen.setCapStyle(Qt::FlatCap);
        p.setPen(pen);
        p.setBrush(Qt::NoBrush);
        if (entry.mark == Mark::line || entry.mark == Mark::dashed) {
            p.drawLine(QPointF(x, y), QPointF(x + 16, y));
        } else if (entry.mark == Mark::dot) {
            p.setPen(Qt::NoPen);
            p.setBrush(entry.color);
            p.drawEllipse(QPointF(x + 8, y), 4, 4);
        } else if (entry.mark == Mark::diamond) {
            p.setPen(QPen(entry.color, 1.5));
            p.drawPolygon(QPolygonF({{x + 8, y - 5}, {x + 13, y}, {x + 8, y + 5}, {x + 3, y}}));
        } else {
            p.fillRect(QRectF(x, y - 4, 14, 8), entry.color);
        }
        text(p, entry.box.adjusted(20, 0, 4, 0), Qt::AlignLeft | Qt::AlignVCenter, entry.text, t_.text2, small());
    }
}

void ChartCanvas::text(QPainter& p, const QRectF& box, int flags, const QString& t, const QColor& c, const QFont& f) const {
    p.setPen(c);
    p.setFont(f);
    const bool wraps = flags & Qt::TextWordWrap;
    p.drawText(box, flags | (wraps ? 0 : Qt::TextSingleLine), wraps ? t : QFontMetricsF(f).elidedText(t, Qt::ElideRight, box.width() + 1));
}

void ChartCanvas::layoutAxes(const QRectF& area, const Ticks& y_ticks, double bottom, double right) {
    y_ticks_ = y_ticks;
    const bool has_title = !series_->y.title.empty(), has_x_title = !series_->x.title.empty();
    double left = 12;
    for (const auto& tick : y_ticks.ticks) left = std::max(left, textWidth(small(), tick.text));
    left += 10;
    plot_ = QRectF(area.left() + left, area.top() + (has_title ? 22 : 8), 0, 0);
    plot_.setRight(area.right() - right);
    plot_.setBottom(area.bottom() - bottom - (has_x_title ? 18 : 2));
    if (plot_.height() < 20) plot_.setBottom(plot_.top() + 20);
    if (plot_.width() < 20) plot_.setRight(plot_.left() + 20);
    y_ = {y_ticks.low, y_ticks.high, plot_.bottom(), plot_.top()};
    double last = 1e18;
    for (const auto& tick : y_ticks.ticks) {
        const double y = y_(tick.value);
        if (last - y < 13) continue;
        last = y;
        tick_boxes_.push_back(QRectF(area.left(), y - 8, left - 10, 16));
    }
}

void ChartCanvas::paintYAxis(QPainter& p) const {
    p.setRenderHint(QPainter::Antialiasing, false);
    double last = 1e18;
    for (const auto& tick : y_ticks_.ticks) {
        const double y = y_(tick.value);
        p.setPen(QPen(t_.grid, 1));
        p.drawLine(QPointF(plot_.left(), std::round(y)), QPointF(plot_.right(), std::round(y)));
        if (last - y < 13) continue;
        last = y;
        text(p, QRectF(area_.left(), y - 8, plot_.left() - 10 - area_.left(), 16), Qt::AlignRight | Qt::AlignVCenter, tick.text, t_.text2,
             small());
    }
    p.setRenderHint(QPainter::Antialiasing, true);
    if (!series_->y.title.empty())
        text(p, QRectF(area_.left(), plot_.top() - 24, area_.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
             words(series_->y.title, style_.words.language), t_.text2, small());
}

void ChartCanvas::paintXTitle(QPainter& p, double top) const {
    if (series_->x.title.empty()) return;
    text(p, QRectF(area_.left(), top, plot_.right() - area_.left(), 16), Qt::AlignRight | Qt::AlignVCenter,
         words(series_->x.title, style_.words.language), t_.text2, small());
}

void ChartCanvas::whisker(QPainter& p, double at, double low, double high, bool vertical, const QColor& c) const {
    const Scale& s = vertical ? y_ : x_;
    const double near = std::min(s.from, s.to), far = std::max(s.from, s.to);
    const double a = s(low), b = s(high);
    const auto point = [&](double along, double across) { return vertical ? QPointF(at + across, along) : QPointF(along, at + across); };
    p.setPen(QPen(c, 1.5, Qt::SolidLine, Qt::FlatCap));
    p.setBrush(Qt::NoBrush);
    p.drawLine(point(std::clamp(a, near, far), 0), point(std::clamp(b, near, far), 0));
    for (const double end : {a, b}) {
        if (end >= near - 0.5 && end <= far + 0.5) {
            p.drawLine(point(end, -4), point(end, 4));
            continue;
        }
        const double edge = std::clamp(end, near, far), back = end < edge ? 5 : -5;
        p.drawPolyline(QPolygonF({point(edge + back, -4), point(edge, 0), point(edge + back, 4)}));
    }
}

}  // namespace adscope::ui
