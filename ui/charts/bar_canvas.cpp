#include "ui/charts/bar_canvas.h"

#include <algorithm>
#include <cmath>

namespace adscope::ui {

void BarCanvas::collectNames() {
    names_.clear();
    std::size_t n = series_->x.categories.size();
    for (const auto& trace : series_->traces)
        for (const auto& q : trace.points) n = std::max(n, static_cast<std::size_t>(std::max(0.0, q.x)) + 1);
    names_.resize(n);
    SeriesPoint probe;
    for (std::size_t i = 0; i < n; ++i) {
        probe.x = static_cast<double>(i);
        names_[i] = point_name(*series_, probe, style_.words);
    }
    for (const auto& trace : series_->traces)
        for (const auto& q : trace.points)
            if (!q.label.empty() || !q.label_message.empty())
                names_[static_cast<std::size_t>(std::max(0.0, q.x))] = point_name(*series_, q, style_.words);
}

Ticks BarCanvas::valueTicks(double length, bool extend) const {
    Extent y = y_extent(*series_, {});
    y.add(0);
    if (series_->y.minimum) y.low = std::min(0.0, *series_->y.minimum);
    if (series_->y.maximum) y.high = *series_->y.maximum;
    return number_ticks(y.low, y.high, std::clamp(static_cast<int>(length / (lying_ ? 70 : 34)), 3, 6), extend, series_->y.format,
                        plainPercent(series_->y), style_.words.language);
}

void BarCanvas::layoutPlot(const QRectF& area) {
    collectNames();
    bars_.clear();
    lying_ = false;
    const double rough_slot = (area.width() - 60) / static_cast<double>(std::max<std::size_t>(1, names_.size()));
    double widest = 0;
    for (const auto& name : names_) widest = std::max(widest, textWidth(small(), name));
    // Lying bars need 16 px a row; otherwise names are cut, then left out by steps.
    const bool fits = widest <= rough_slot - 6;
    const bool room = (area.height() - 46) / static_cast<double>(std::max<std::size_t>(1, names_.size())) >= 15;
    lying_ = !fits && room;
    if (lying_) layoutLying(area);
    else layoutStanding(area);
}

void BarCanvas::layoutStanding(const QRectF& area) {
    layoutAxes(area, valueTicks(area.height() - 56, true), 22, 8);
    slot_ = plot_.width() / static_cast<double>(names_.size());
    x_ = {-0.5, static_cast<double>(names_.size()) - 0.5, plot_.left(), plot_.right()};
    // A name gets up to 72 px: names that do not fit are left out by steps.
    double widest = 0;
    for (const auto& name : names_) widest = std::max(widest, textWidth(small(), name));
    name_step_ = static_cast<std::size_t>(std::max(1.0, std::ceil(std::min(widest + 6, 72.0) / slot_)));
    for (std::size_t i = 0; i < names_.size(); i += name_step_) {
        const double wide = slot_ * static_cast<double>(name_step_) - 4;
        tick_boxes_.push_back(QRectF(std::max(area.left(), x_(static_cast<double>(i)) - wide / 2), plot_.bottom() + 4, wide, 16));
    }
    addBars();
}

void BarCanvas::layoutLying(const QRectF& area) {
    double widest = 0;
    for (const auto& name : names_) widest = std::max(widest, textWidth(small(), name));
    const double left = std::min(widest + 12, area.width() * 0.42);
    const bool has_title = !series_->y.title.empty();
    const Ticks ticks = valueTicks(area.width() - left - 20, true);
    y_ticks_ = ticks;
    plot_ = QRectF(QPointF(area.left() + left, area.top() + (has_title ? 20 : 2)), QPointF(area.right() - 20, area.bottom() - 22));
    if (plot_.height() < 20) plot_.setBottom(plot_.top() + 20);
    if (plot_.width() < 20) plot_.setRight(plot_.left() + 20);
    // Rows are at most 34 px high; the plot ends under the last of them.
    slot_ = std::min(34.0, plot_.height() / static_cast<double>(names_.size()));
    plot_.setHeight(slot_ * static_cast<double>(names_.size()));
    x_ = {ticks.low, ticks.high, plot_.left(), plot_.right()};
    y_ = {-0.5, static_cast<double>(names_.size()) - 0.5, plot_.top(), plot_.bottom()};
    for (std::size_t i = 0; i < names_.size(); ++i)
        tick_boxes_.push_back(QRectF(area.left(), y_(static_cast<double>(i)) - std::min(8.0, slot_ / 2), left - 8, std::min(16.0, slot_)));
    addBars();
}

void BarCanvas::addBars() {
    const auto groups = static_cast<double>(std::max<std::size_t>(1, series_->traces.size()));
    const double share = groups > 1 ? 0.76 : 0.66, thick = std::min(slot_ * share / groups, 48.0);
    for (std::size_t k = 0; k < series_->traces.size(); ++k) {
        const auto& trace = series_->traces[k];
        for (std::size_t i = 0; i < trace.points.size(); ++i) {
            const auto& q = trace.points[i];
            const double offset = (static_cast<double>(k) - (groups - 1) / 2) * thick;
            const double middle = (lying_ ? y_ : x_)(q.x) + offset;
            const Scale& value = lying_ ? x_ : y_;
            const double zero = value(0),
                         end = std::isnan(q.y) ? zero
                                               : std::clamp(value(q.y), std::min(value.from, value.to), std::max(value.from, value.to));
            QRectF box = lying_ ? QRectF(QPointF(zero, middle - thick / 2), QPointF(end, middle + thick / 2))
                                : QRectF(QPointF(middle - thick / 2, end), QPointF(middle + thick / 2, zero));
            box = box.normalized().adjusted(groups > 1 ? 0.5 : 0, 0, groups > 1 ? -0.5 : 0, 0);
            bars_.push_back({static_cast<int>(k), static_cast<int>(i), box, q.low, q.high, middle, q.small_cell, std::isnan(q.y)});
            const QRectF area =
                lying_ ? QRectF(QPointF(area_.left(), middle - thick / 2 - (groups > 1 ? 0 : slot_ * 0.15)),
                                QPointF(plot_.right(), middle + thick / 2 + (groups > 1 ? 0 : slot_ * 0.15)))
                       : QRectF(QPointF(middle - thick / 2 - 2, plot_.top()), QPointF(middle + thick / 2 + 2, plot_.bottom() + 22));
            hits_.push_back({static_cast<int>(k), static_cast<int>(i), lying_ ? QPointF(end, middle) : QPointF(middle, end), area});
        }
    }
}

void BarCanvas::paintStandingAxis(QPainter& p) const {
    paintYAxis(p);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.setPen(QPen(t_.lineStrong, 1));
    const double base = std::round(y_(0));
    p.drawLine(QPointF(plot_.left(), base), QPointF(plot_.right(), base));
    p.setRenderHint(QPainter::Antialiasing, true);
    const std::size_t labelled = (names_.size() + name_step_ - 1) / name_step_, first = tick_boxes_.size() - labelled;
    for (std::size_t k = 0; k < labelled; ++k) text(p, tick_boxes_[first + k], Qt::AlignCenter, names_[k * name_step_], t_.text2, small());
    paintXTitle(p, plot_.bottom() + 22);
}

void BarCanvas::paintLyingAxis(QPainter& p) const {
    p.setRenderHint(QPainter::Antialiasing, false);
    double last = -1e18;
    for (const auto& tick : y_ticks_.ticks) {
        const double x = std::round(x_(tick.value));
        p.setPen(QPen(tick.value == 0 ? t_.lineStrong : t_.grid, 1));
        p.drawLine(QPointF(x, plot_.top()), QPointF(x, plot_.bottom()));
        const double w = textWidth(small(), tick.text);
        if (x - w / 2 < last + 8) continue;
        last = x + w / 2;
        text(p, QRectF(x - w / 2 - 2, plot_.bottom() + 4, w + 4, 16), Qt::AlignCenter, tick.text, t_.text2, small());
    }
    p.setRenderHint(QPainter::Antialiasing, true);
    const std::size_t first = tick_boxes_.size() - names_.size();
    for (std::size_t i = 0; i < names_.size(); ++i)
        text(p, tick_boxes_[first + i], Qt::AlignRight | Qt::AlignVCenter, names_[i], t_.text1, small());
    const Language l = style_.words.language;
    if (!series_->x.title.empty())
        text(p, QRectF(area_.left(), plot_.top() - 20, plot_.left() - area_.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
             words(series_->x.title, l), t_.text2, small());
    if (!series_->y.title.empty())
        text(p, QRectF(plot_.left(), plot_.top() - 20, plot_.width() + 20, 16), Qt::AlignLeft | Qt::AlignVCenter,
             words(series_->y.title, l), t_.text2, small());
}

void BarCanvas::paintBar(QPainter& p, const Bar& bar) const {
    const auto& trace = series_->traces[static_cast<std::size_t>(bar.trace)];
    if (bar.missing) {
        const QRectF box = lying_ ? QRectF(x_(0) + 4, bar.middle - 8, 30, 16) : QRectF(bar.middle - 15, y_(0) - 18, 30, 16);
        text(p, box, lying_ ? Qt::AlignLeft | Qt::AlignVCenter : int(Qt::AlignCenter), QString::fromUtf8("—"), t_.text3, small());
        return;
    }
    p.setRenderHint(QPainter::Antialiasing, false);
    p.fillRect(bar.box, colorOf(trace, trace.points[static_cast<std::size_t>(bar.point)]));
    p.setRenderHint(QPainter::Antialiasing, true);
    if (!std::isnan(bar.low) && !std::isnan(bar.high))
        whisker(p, bar.middle, bar.low, bar.high, !lying_, bar.small_cell ? t_.text3 : t_.text1);
}

void BarCanvas::paintPlot(QPainter& p) const {
    if (lying_) paintLyingAxis(p);
    else paintStandingAxis(p);
    for (const auto& bar : bars_) paintBar(p, bar);
}

void BarCanvas::paintPickedPoint(QPainter& p, const ChartHit& hit) const {
    for (const auto& bar : bars_) {
        if (bar.trace != hit.trace || bar.point != hit.point) continue;
        p.setPen(QPen(t_.text1, 2));
        p.setBrush(Qt::NoBrush);
        p.setRenderHint(QPainter::Antialiasing, false);
        p.drawRect(bar.box.adjusted(-2, -2, 2, 2));
    }
}

}  // namespace adscope::ui
