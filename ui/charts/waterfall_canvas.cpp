#include "ui/charts/waterfall_canvas.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace adscope::ui {

void WaterfallCanvas::collectRows() {
    rows_.clear();
    double running = 0;
    for (std::size_t k = 0; k < series_->traces.size(); ++k) {
        const auto& points = series_->traces[k].points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto& q = points[i];
            if (std::isnan(q.y)) continue;
            const bool total = i == 0 || i + 1 == points.size();
            QString name = point_name(*series_, q, style_.words), value;
            if (const auto at = name.indexOf(QStringLiteral(" = ")); at > 0) {
                value = name.mid(at + 3);
                name.truncate(at);
            }
            rows_.push_back(
                {static_cast<int>(k), static_cast<int>(i), name, value, total ? 0 : running, total ? q.y : running + q.y, total});
            running = rows_.back().to;
        }
    }
}

void WaterfallCanvas::layoutPlot(const QRectF& area) {
    collectRows();
    Extent range;
    range.add(0);
    double widest_name = 0, widest_value = 0;
    for (const auto& row : rows_) {
        range.add(row.from);
        range.add(row.to);
        widest_name = std::max(widest_name, textWidth(small(row.total), row.name));
        widest_value = std::max(widest_value, textWidth(small(), row.value));
    }
    const double room = area.width() * 0.46;
    value_width_ = std::min(widest_value, room * 0.4);
    name_width_ = std::min(widest_name + 2, room - value_width_ - 12);
    const double left = name_width_ + (value_width_ > 0 ? value_width_ + 12 : 0) + 12;
    row_height_ = std::clamp((area.height() - 44) / static_cast<double>(std::max<std::size_t>(1, rows_.size())), 14.0, 30.0);
    plot_ = QRectF(area.left() + left, area.top() + 4, std::max(40.0, area.width() - left - 24),
                   row_height_ * static_cast<double>(rows_.size()));
    y_ticks_ = number_ticks(range.low, range.high * 1.06, std::clamp(static_cast<int>(plot_.width() / 80), 3, 6), true, series_->y.format,
                            false, style_.words.language);
    x_ = {y_ticks_.low, y_ticks_.high, plot_.left(), plot_.right()};
    y_ = {0, static_cast<double>(rows_.size()), plot_.top(), plot_.bottom()};
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i].y = y_(static_cast<double>(i) + 0.5);
        const QRectF row(area.left(), rows_[i].y - row_height_ / 2, area.width(), row_height_);
        hits_.push_back({rows_[i].trace, rows_[i].point, QPointF(x_(rows_[i].to), rows_[i].y), row});
        tick_boxes_.push_back(QRectF(area.left(), rows_[i].y - std::min(8.0, row_height_ / 2), name_width_, std::min(16.0, row_height_)));
    }
}

QColor WaterfallCanvas::rowColor(const Row& row) const {
    if (row.total || style_.stale) return t_.other;
    return row.to >= row.from ? t_.series1 : t_.series2;
}

// Changes of a probability are given in percentage points.
QString WaterfallCanvas::changeText(const Row& row) const {
    const double change = row.total ? row.to : row.to - row.from;
    if (row.total) return number_text(change, series_->y.format, style_.words);
    QString t;
    if (series_->y.format == NumberFormat::percent) {
        const double points = change * 100;
        t = QString::number(points, 'f', std::abs(points) < 0.1 ? 3 : 2);
    } else {
        t = QString::number(change, 'f', std::abs(change) < 0.01 ? 4 : 3);
    }
    return t.startsWith(QLatin1Char('-')) ? t.replace(0, 1, QChar(0x2212)) : QLatin1Char('+') + t;
}

void WaterfallCanvas::paintRow(QPainter& p, const Row& row) const {
    const QFont f = small(row.total);
    text(p, QRectF(area_.left(), row.y - 8, name_width_ + (row.value.isEmpty() ? value_width_ + 12 : 0), 16),
         Qt::AlignLeft | Qt::AlignVCenter, row.name, t_.text1, f);
    text(p, QRectF(area_.left() + name_width_ + 12, row.y - 8, value_width_, 16), Qt::AlignRight | Qt::AlignVCenter, row.value, t_.text2,
         small());
    const double a = x_(row.from), b = x_(row.to), thick = std::min(18.0, row_height_ * 0.66);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.fillRect(QRectF(QPointF(std::min(a, b), row.y - thick / 2), QPointF(std::max(std::min(a, b) + 1, std::max(a, b)), row.y + thick / 2)),
               rowColor(row));
    p.setRenderHint(QPainter::Antialiasing, true);
    const auto& q = series_->traces[static_cast<std::size_t>(row.trace)].points[static_cast<std::size_t>(row.point)];
    double right = std::max(a, b), left = std::min(a, b);
    if (!std::isnan(q.low) && !std::isnan(q.high)) {
        const double shift = row.total ? 0 : row.from;
        whisker(p, row.y, shift + q.low, shift + q.high, false, t_.text1);
        right = std::max(right, x_(shift + q.high));
        left = std::min(left, x_(shift + q.low));
    }
    const QString label = changeText(row);
    const double w = textWidth(small(true), label);
    const QColor c = row.total ? t_.text1 : row.to >= row.from ? t_.accentText : t_.warnText;
    // To the right of the bar; where there is no room, to its left; a wide total carries it inside.
    QRectF box(right + 6, row.y - 8, w + 2, 16);
    if (box.right() > area_.right()) box.moveRight(left - 6);
    if (box.left() < plot_.left()) box.moveLeft(left + 6);
    text(p, box, Qt::AlignLeft | Qt::AlignVCenter, label,
         box.left() >= left && box.right() <= right ? (t_.bg.lightness() < 128 ? t_.bg : QColor(Qt::black)) : c, small(true));
}

void WaterfallCanvas::paintPlot(QPainter& p) const {
    p.setRenderHint(QPainter::Antialiasing, false);
    double last = -1e18;
    for (const auto& tick : y_ticks_.ticks) {
        const double x = std::round(x_(tick.value)), w = textWidth(small(), tick.text);
        p.setPen(QPen(tick.value == 0 ? t_.lineStrong : t_.grid, 1));
        p.drawLine(QPointF(x, plot_.top()), QPointF(x, plot_.bottom()));
        if (x - w / 2 < last + 8) continue;
        last = x + w / 2;
        text(p, QRectF(x - w / 2 - 2, plot_.bottom() + 4, w + 4, 16), Qt::AlignCenter, tick.text, t_.text2, small());
    }
    p.setPen(QPen(t_.lineStrong, 1));
    p.drawLine(QPointF(plot_.left(), std::round(plot_.bottom())), QPointF(plot_.right(), std::round(plot_.bottom())));
    // Each step begins where the one before ended.
    for (std::size_t i = 0; i + 1 < rows_.size(); ++i) {
        const double x = std::round(x_(rows_[i].to));
        p.setPen(QPen(t_.lineStrong, 1));
        p.drawLine(QPointF(x, rows_[i].y), QPointF(x, rows_[i + 1].y));
    }
    p.setRenderHint(QPainter::Antialiasing, true);
    for (const auto& row : rows_) paintRow(p, row);
    const QString title = words(series_->y.title, style_.words.language);
    text(p, QRectF(area_.left(), plot_.bottom() + 20, plot_.right() - area_.left(), 16), Qt::AlignRight | Qt::AlignVCenter, title, t_.text2,
         small());
}

void WaterfallCanvas::paintPickedPoint(QPainter& p, const ChartHit& hit) const {
    p.setPen(QPen(t_.accent, 1));
    p.setBrush(Qt::NoBrush);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.drawRect(hit.area.adjusted(0, 0, -1, -1));
}

std::vector<ChartCanvas::LegendEntry> WaterfallCanvas::legendEntries() const {
    return {{QCoreApplication::translate("Chart", "raises"), style_.stale ? t_.other : t_.series1, LegendEntry::Mark::box, {}},
            {QCoreApplication::translate("Chart", "lowers"), style_.stale ? t_.other : t_.series2, LegendEntry::Mark::box, {}},
            {QCoreApplication::translate("Chart", "total"), t_.other, LegendEntry::Mark::box, {}}};
}

}  // namespace adscope::ui
