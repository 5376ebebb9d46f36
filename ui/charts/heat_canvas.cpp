#include "ui/charts/heat_canvas.h"

#include <algorithm>
#include <cmath>

namespace adscope::ui {

QString HeatCanvas::columnName(std::size_t i) const {
    SeriesPoint probe;
    probe.x = static_cast<double>(i);
    return point_name(*series_, probe, style_.words);
}

void HeatCanvas::layoutPlot(const QRectF& area) {
    columns_ = series_->x.categories.size();
    Extent range;
    left_ = 0;
    for (const auto& trace : series_->traces) {
        left_ = std::max(left_, textWidth(small(), words(trace.name, style_.words.language)));
        for (const auto& q : trace.points) {
            columns_ = std::max(columns_, static_cast<std::size_t>(std::max(0.0, q.x)) + 1);
            if (!q.small_cell) range.add(q.y);
        }
    }
    if (!range.valid())
        for (const auto& trace : series_->traces)
            for (const auto& q : trace.points) range.add(q.y);
    low_ = series_->y.minimum.value_or(range.low);
    high_ = series_->y.maximum.value_or(range.high);
    left_ = std::min(left_ + 10, area.width() * 0.3);
    plot_ = QRectF(QPointF(area.left() + left_, area.top() + 4), QPointF(area.right() - 4, area.bottom() - 46));
    if (plot_.height() < 20) plot_.setHeight(20);
    x_ = {-0.5, static_cast<double>(columns_) - 0.5, plot_.left(), plot_.right()};
    y_ = {-0.5, static_cast<double>(series_->traces.size()) - 0.5, plot_.top(), plot_.bottom()};
    double widest = 0;
    for (std::size_t i = 0; i < columns_; ++i) widest = std::max(widest, textWidth(small(), columnName(i)));
    const double wide = plot_.width() / static_cast<double>(columns_);
    name_step_ = static_cast<std::size_t>(std::max(1.0, std::ceil((std::min(widest, 60.0) + 8) / wide)));
    for (std::size_t r = 0; r < series_->traces.size(); ++r) {
        tick_boxes_.push_back(QRectF(area.left(), y_(static_cast<double>(r)) - 8, left_ - 8, 16));
        const auto& points = series_->traces[r].points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const QRectF box = cell(r, points[i].x);
            hits_.push_back({static_cast<int>(r), static_cast<int>(i), box.center(), box});
        }
    }
    for (std::size_t i = 0; i < columns_; i += name_step_) {
        const double w = wide * static_cast<double>(name_step_) - 2;
        tick_boxes_.push_back(QRectF(x_(static_cast<double>(i)) - w / 2, plot_.bottom() + 3, w, 16));
    }
}

QRectF HeatCanvas::cell(std::size_t row, double column) const {
    const double r = static_cast<double>(row);
    return QRectF(QPointF(x_(column - 0.5), y_(r - 0.5)), QPointF(x_(column + 0.5), y_(r + 0.5)));
}

// From the card's ground to the first series colour and beyond it, even steps of lightness.
QColor HeatCanvas::cellColor(double share) const {
    const bool dark = t_.surface.lightness() < 128;
    const QColor from = dark ? QColor(0x18, 0x2B, 0x3A) : QColor(0xE6, 0xF1, 0xF9), middle(0x00, 0x72, 0xB2),
                 to = dark ? QColor(0x9B, 0xD6, 0xF6) : QColor(0x0A, 0x3A, 0x5C);
    share = std::clamp(share, 0.0, 1.0);
    const auto mix = [](const QColor& a, const QColor& b, double s) {
        return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * s),
                                static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * s),
                                static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * s));
    };
    const QColor c = share < 0.65 ? mix(from, middle, share / 0.65) : mix(middle, to, (share - 0.65) / 0.35);
    return style_.stale ? QColor::fromHsl(0, 0, c.lightness()) : c;
}

void HeatCanvas::paintPlot(QPainter& p) const {
    p.setRenderHint(QPainter::Antialiasing, false);
    const double span = high_ > low_ ? high_ - low_ : 1;
    for (std::size_t r = 0; r < series_->traces.size(); ++r)
        for (const auto& q : series_->traces[r].points) {
            const QRectF box = cell(r, q.x).adjusted(0.5, 0.5, -0.5, -0.5);
            if (std::isnan(q.y)) continue;
            if (q.small_cell) {
                p.fillRect(box, t_.sunken);
                p.setPen(QPen(t_.text3, 1));
                const double s = std::min(box.width(), box.height()) * 0.35;
                p.setRenderHint(QPainter::Antialiasing, true);
                p.drawLine(box.center() + QPointF(-s, s), box.center() + QPointF(s, -s));
                p.setRenderHint(QPainter::Antialiasing, false);
            } else {
                p.fillRect(box, cellColor((q.y - low_) / span));
            }
        }
    p.setRenderHint(QPainter::Antialiasing, true);
    const std::size_t rows = series_->traces.size();
    for (std::size_t r = 0; r < rows; ++r)
        text(p, tick_boxes_[r], Qt::AlignLeft | Qt::AlignVCenter, words(series_->traces[r].name, style_.words.language), t_.text2, small());
    for (std::size_t k = rows, i = 0; k < tick_boxes_.size(); ++k, i += name_step_)
        text(p, tick_boxes_[k], Qt::AlignCenter, columnName(i), t_.text2, small());
    // The scale: twelve steps between the two ends.
    const double y = plot_.bottom() + 26;
    const QString from = number_text(low_, series_->y.format, style_.words), to = number_text(high_, series_->y.format, style_.words);
    const double w = textWidth(small(), from) + 6;
    text(p, QRectF(plot_.left(), y, w, 16), Qt::AlignLeft | Qt::AlignVCenter, from, t_.text2, small());
    p.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < 24; ++i) p.fillRect(QRectF(plot_.left() + w + i * 8, y + 3, 8, 10), cellColor(i / 23.0));
    p.setRenderHint(QPainter::Antialiasing, true);
    text(p, QRectF(plot_.left() + w + 198, y, 90, 16), Qt::AlignLeft | Qt::AlignVCenter, to, t_.text2, small());
    paintXTitle(p, y);
}

void HeatCanvas::paintPickedPoint(QPainter& p, const ChartHit& hit) const {
    p.setPen(QPen(t_.warn, 2));
    p.setBrush(Qt::NoBrush);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.drawRect(hit.area);
}

}  // namespace adscope::ui
