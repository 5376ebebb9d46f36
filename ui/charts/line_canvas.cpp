#include "ui/charts/line_canvas.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace adscope::ui {

bool LineCanvas::wantsDensity() const { return scatter() && value_count(*series_) > kMostPoints; }

std::pair<double, double> LineCanvas::fullRange() const {
    Extent x;
    for (const auto& trace : series_->traces)
        for (const auto& q : trace.points)
            if (!std::isnan(q.y)) x.add(q.x);
    if (series_->x.minimum) x.low = *series_->x.minimum;
    if (series_->x.maximum) x.high = *series_->x.maximum;
    return x.valid() ? std::pair(x.low, x.high) : std::pair(0.0, 1.0);
}

Ticks LineCanvas::yTicks(double height) const {
    Extent y = y_extent(*series_, window_);
    if (!y.valid()) y = y_extent(*series_, {});
    const bool positive = y.low >= 0;
    const double pad = (y.high - y.low) * 0.04;
    double low = scatter() ? y.low - pad : y.low, high = scatter() ? y.high + pad : y.high;
    if (positive) low = std::max(0.0, low);
    bool from_zero = false;
    for (const auto& trace : series_->traces) from_zero |= trace.style == Trace::Style::area || trace.style == Trace::Style::bar;
    if (from_zero) low = std::min(0.0, low);
    if (series_->y.minimum) low = *series_->y.minimum;
    if (series_->y.maximum) high = *series_->y.maximum;
    const int wanted = std::clamp(static_cast<int>(height / 34), 3, 6);
    return number_ticks(low, high, wanted, !(series_->y.minimum && series_->y.maximum), series_->y.format, plainPercent(series_->y),
                        style_.words.language);
}

void LineCanvas::layoutPlot(const QRectF& area) {
    layoutAxes(area, yTicks(area.height() - 56), 22, scatter() ? 16 : 22);
    layoutX(area);
    layoutHits();
    layoutPointLabels();
}

void LineCanvas::layoutX(const QRectF& area) {
    auto [low, high] = window_ ? *window_ : fullRange();
    const Language language = style_.words.language;
    if (series_->x.scale == Axis::Scale::time) {
        x_ticks_ = time_ticks(low, high, std::clamp(static_cast<int>(plot_.width() / 68), 1, 7), language);
    } else if (series_->x.scale == Axis::Scale::category) {
        x_ticks_ = {-0.5, static_cast<double>(series_->x.categories.size()) - 0.5, {}};
        for (std::size_t i = 0; i < series_->x.categories.size(); ++i)
            x_ticks_.ticks.push_back({static_cast<double>(i), QString::fromStdString(series_->x.categories[i])});
    } else {
        if (scatter()) {
            const double pad = (high - low) * 0.05;
            low = low >= 0 ? std::max(0.0, low - pad) : low - pad;
            high += pad;
        }
        x_ticks_ = number_ticks(low, high, std::clamp(static_cast<int>(plot_.width() / 64), 2, 6), scatter() && !window_, series_->x.format,
                                plainPercent(series_->x), language);
    }
    x_ = {x_ticks_.low, x_ticks_.high, plot_.left(), plot_.right()};
    // Labels that would touch are left out.
    std::vector<Tick> kept;
    double right = -1e18;
    for (const auto& tick : x_ticks_.ticks) {
        const double w = std::min(textWidth(small(), tick.text), 120.0),
                     x = std::clamp(x_(tick.value) - w / 2, area.left(), std::max(area.left(), area.right() - w));
        if (x < right + 10) continue;
        right = x + w;
        tick_boxes_.push_back(QRectF(x, plot_.bottom() + 5, w, 16));
        kept.push_back(tick);
    }
    x_ticks_.ticks = std::move(kept);
}

void LineCanvas::layoutHits() {
    std::size_t n = value_count(*series_);
    if (wantsDensity()) return;
    const double reach = scatter() ? 12 : std::clamp(plot_.width() / std::max<std::size_t>(1, n) / 2, 6.0, 24.0);
    for (std::size_t k = 0; k < series_->traces.size(); ++k) {
        const auto& trace = series_->traces[k];
        for (std::size_t i = 0; i < trace.points.size(); ++i) {
            const auto& q = trace.points[i];
            if (std::isnan(q.y) || q.x < x_.low - 1e-9 || q.x > x_.high + 1e-9) continue;
            const QPointF a = at(q);
            const QRectF area = scatter() ? QRectF(a.x() - reach, a.y() - reach, 2 * reach, 2 * reach)
                                          : QRectF(a.x() - reach, plot_.top(), 2 * reach, plot_.height());
            hits_.push_back({static_cast<int>(k), static_cast<int>(i), a, area});
        }
    }
}

// Names beside the points of a small scatter: of eight places the first that touches nothing placed before.
void LineCanvas::layoutPointLabels() {
    labels_.clear();
    if (!scatter() || hits_.size() > 40) return;
    std::vector<QRectF> taken;
    for (const auto& hit : hits_) taken.push_back(QRectF(hit.anchor.x() - 6, hit.anchor.y() - 6, 12, 12));
    std::vector<std::string> named;
    for (const auto& hit : hits_) {
        const auto& trace = series_->traces[static_cast<std::size_t>(hit.trace)];
        const auto& q = trace.points[static_cast<std::size_t>(hit.point)];
        if (trace.style != Trace::Style::points || (q.label.empty() && q.label_message.empty())) continue;
        const bool strong = trace.role == TraceRole::current || trace.role == TraceRole::contrast;
        const QString name = point_name(*series_, q, style_.words);
        const double w = textWidth(small(strong), name) + 2, h = 16;
        const double x = hit.anchor.x(), y = hit.anchor.y();
        const QPointF corners[] = {{x + 8, y - 18},     {x - w - 8, y - 18}, {x + 8, y + 2},  {x - w - 8, y + 2},
                                   {x - w / 2, y - 24}, {x - w / 2, y + 10}, {x + 12, y - 8}, {x - w - 12, y - 8}};
        QRectF best;
        double best_cost = 1e18;
        for (const auto& c : corners) {
            const QRectF box(c, QSizeF(w, h));
            double cost = 0;
            for (const auto& other : taken) {
                const QRectF both = box.intersected(other);
                if (!both.isEmpty()) cost += both.width() * both.height();
            }
            if (box.left() < plot_.left() || box.right() > area_.right() || box.top() < plot_.top() - 4 || box.bottom() > plot_.bottom())
                cost += 1e4;
            if (cost < best_cost) {
                best_cost = cost;
                best = box;
            }
        }
        if (best_cost >= 1e4) continue;
        taken.push_back(best);
        QColor c = trace.role == TraceRole::current ? t_.accentText : trace.role == TraceRole::contrast ? t_.warnText : t_.text2;
        labels_.push_back({best, name, c, strong});
    }
}

void LineCanvas::paintXAxis(QPainter& p) const {
    p.setRenderHint(QPainter::Antialiasing, false);
    const double base = std::round(plot_.bottom());
    if (scatter()) {
        p.setPen(QPen(t_.grid, 1));
        for (const auto& tick : x_ticks_.ticks)
            p.drawLine(QPointF(std::round(x_(tick.value)), plot_.top()), QPointF(std::round(x_(tick.value)), base));
    }
    p.setPen(QPen(t_.lineStrong, 1));
    p.drawLine(QPointF(plot_.left(), base), QPointF(plot_.right(), base));
    for (const auto& tick : x_ticks_.ticks)
        p.drawLine(QPointF(std::round(x_(tick.value)), base), QPointF(std::round(x_(tick.value)), base + 4));
    p.setRenderHint(QPainter::Antialiasing, true);
    const std::size_t first = tick_boxes_.size() - x_ticks_.ticks.size();
    for (std::size_t i = 0; i < x_ticks_.ticks.size(); ++i)
        text(p, tick_boxes_[first + i].adjusted(-2, 0, 2, 0), Qt::AlignCenter, x_ticks_.ticks[i].text, t_.text2, small());
    paintXTitle(p, plot_.bottom() + 22);
}

void LineCanvas::paintBand(QPainter& p, const Trace& trace) const {
    QColor fill = trace.role == TraceRole::current || trace.role == TraceRole::valid ? t_.band : color(trace.role);
    if (style_.stale) fill = t_.other;
    if (fill.alpha() == 255) fill.setAlphaF(0.16F);
    std::vector<const SeriesPoint*> run;
    const auto flush = [&] {
        if (run.size() == 1) whisker(p, x_(run[0]->x), run[0]->low, run[0]->high, true, t_.text2);
        QPolygonF shape;
        for (const auto* q : run) shape << QPointF(x_(q->x), y_(q->high));
        for (auto q = run.rbegin(); q != run.rend(); ++q) shape << QPointF(x_((*q)->x), y_((*q)->low));
        p.setPen(Qt::NoPen);
        p.setBrush(fill);
        if (run.size() > 1) p.drawPolygon(shape);
        run.clear();
    };
    for (const auto& q : trace.points) {
        if (std::isnan(q.y) || std::isnan(q.low) || std::isnan(q.high)) flush();
        else run.push_back(&q);
    }
    flush();
}

void LineCanvas::paintLine(QPainter& p, const Trace& trace) const {
    const bool dashed = trace.style == Trace::Style::dashed_line;
    QPen pen(color(trace.role), dashed ? 1.5 : 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (dashed) pen.setDashPattern({4, 3});
    p.setPen(pen);
    p.setBrush(Qt::NoBrush);
    QPolygonF line;
    const auto flush = [&] {
        if (line.size() > 1) p.drawPolyline(line);
        line.clear();
    };
    for (const auto& q : trace.points) {
        if (std::isnan(q.y)) flush();
        else line << at(q);
    }
    flush();
}

void LineCanvas::paintPoints(QPainter& p, const Trace& trace) const {
    const bool marks = trace.style == Trace::Style::points;
    std::size_t inside = 0;
    for (const auto& q : trace.points) inside += q.x >= x_.low && q.x <= x_.high;
    // Points of a line are shown while they stand apart.
    if (!marks && inside > 1 && plot_.width() / static_cast<double>(inside) < 9) return;
    const double radius = marks ? (scatter() ? 4.5 : 4) : 2.5;
    for (const auto& q : trace.points) {
        if (std::isnan(q.y) || q.x < x_.low - 1e-9 || q.x > x_.high + 1e-9) continue;
        if (marks && !std::isnan(q.low) && !std::isnan(q.high))
            whisker(p, x_(q.x), q.low, q.high, true, scatter() ? colorOf(trace, q) : t_.text1);
        p.setPen(Qt::NoPen);
        p.setBrush(q.small_cell ? QBrush(t_.surface) : QBrush(color(trace.role)));
        if (q.small_cell) p.setPen(QPen(t_.other, 1.5));
        p.drawEllipse(at(q), radius, radius);
    }
}

// Between the first coloured curve and the diagonal.
void LineCanvas::paintLorenzArea(QPainter& p) const {
    for (const auto& trace : series_->traces) {
        if (trace.style == Trace::Style::dashed_line || (trace.role != TraceRole::current && series_->traces.size() > 2)) continue;
        QPolygonF shape;
        for (const auto& q : trace.points)
            if (!std::isnan(q.y)) shape << at(q);
        p.setPen(Qt::NoPen);
        p.setBrush(t_.band);
        p.drawPolygon(shape);
        return;
    }
}

void LineCanvas::paintMarkers(QPainter& p) const {
    for (const auto& m : series_->markers) {
        const QString label = words(m.text, style_.words.language);
        const bool corner = series_->kind == ChartKind::lorenz;
        if (!corner && (m.x < x_.low || m.x > x_.high)) continue;
        const double x = x_(m.x), w = textWidth(small(true), label);
        const bool left = x + 12 + w > area_.right();
        if (corner) {
            text(
                p,
                QRectF(plot_.left() + 12, plot_.top() + 8 + 18 * static_cast<double>(&m - series_->markers.data()), plot_.width() - 12, 16),
                Qt::AlignLeft | Qt::AlignVCenter, label, t_.text1, small(true));
        } else if (std::isnan(m.y)) {
            QPen pen(t_.warn, 1.5);
            pen.setDashPattern({4, 3});
            p.setPen(pen);
            p.drawLine(QPointF(x, plot_.top()), QPointF(x, plot_.bottom()));
            text(p, QRectF(left ? x - 6 - w : x + 6, plot_.top() + 2, w + 2, 16), Qt::AlignLeft | Qt::AlignVCenter, label, t_.warnText,
                 small());
        } else {
            const double y = y_(m.y);
            p.setPen(QPen(t_.warn, 2));
            p.setBrush(Qt::NoBrush);
            p.drawPolygon(QPolygonF({{x, y - 7}, {x + 7, y}, {x, y + 7}, {x - 7, y}}));
            QColor ground = t_.surface;
            ground.setAlphaF(0.75F);
            QRectF box(left ? x - 12 - w : x + 12, y - 8, w + 2, 16);
            // No room beside the point: below it, else above.
            if (box.left() < plot_.left())
                box.moveTo(std::clamp(x - w / 2, plot_.left(), std::max(plot_.left(), area_.right() - w)),
                           y + 26 <= plot_.bottom() ? y + 10 : y - 26);
            p.fillRect(box, ground);
            text(p, box, Qt::AlignLeft | Qt::AlignVCenter, label, t_.warnText, small(true));
        }
    }
}

std::vector<ChartCanvas::LegendEntry> LineCanvas::legendEntries() const {
    auto out = ChartCanvas::legendEntries();
    // Bands are named once, beside the lines they belong to.
    bool band = false;
    for (const auto& trace : series_->traces)
        if (trace.style == Trace::Style::line)
            for (const auto& q : trace.points) band |= !std::isnan(q.low);
    if (band && !out.empty()) {
        QColor fill = t_.series1;
        fill.setAlphaF(0.22F);
        out.push_back({QCoreApplication::translate("Chart", "95 % interval"), fill, LegendEntry::Mark::box, {}});
    }
    return out;
}

void LineCanvas::paintPlot(QPainter& p) const {
    paintYAxis(p);
    paintXAxis(p);
    p.save();
    const double beside = window_ ? 0 : 8;
    p.setClipRect(plot_.adjusted(-beside, -8, beside, scatter() ? 8 : 1));
    if (wantsDensity() && !density_.isNull()) p.drawImage(plot_, density_);
    if (series_->kind == ChartKind::lorenz) paintLorenzArea(p);
    for (const auto& trace : series_->traces)
        if (trace.style == Trace::Style::line) paintBand(p, trace);
    for (const auto& trace : series_->traces) {
        if (trace.style == Trace::Style::area && series_->kind != ChartKind::lorenz) {
            QPolygonF shape;
            for (const auto& q : trace.points)
                if (!std::isnan(q.y)) shape << at(q);
            if (shape.isEmpty()) continue;
            shape << QPointF(shape.last().x(), y_(0)) << QPointF(shape.first().x(), y_(0));
            QColor fill = color(trace.role);
            fill.setAlphaF(0.2F);
            p.setPen(Qt::NoPen);
            p.setBrush(fill);
            p.drawPolygon(shape);
        }
        if (trace.style != Trace::Style::points) paintLine(p, trace);
    }
    if (!wantsDensity())
        for (const auto& trace : series_->traces)
            if (trace.style != Trace::Style::dashed_line && series_->kind != ChartKind::lorenz) paintPoints(p, trace);
    p.restore();
    for (const auto& label : labels_) text(p, label.box, Qt::AlignLeft | Qt::AlignVCenter, label.text, label.color, small(label.bold));
    paintMarkers(p);
}

}  // namespace adscope::ui
