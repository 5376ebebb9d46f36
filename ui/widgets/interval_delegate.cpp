#include "ui/widgets/interval_delegate.h"

#include <QPainter>

#include "ui/theme/tokens.h"

namespace adscope::ui {

void IntervalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const auto metric = index.data(role_).value<Metric>();
    if (!metric.has_value()) return;
    // The scale of the column: all values of the model, a little wider.
    double low = metric.value, high = metric.value;
    const auto* model = index.model();
    for (int r = 0; r < model->rowCount(); ++r) {
        const auto m = model->index(r, index.column()).data(role_).value<Metric>();
        if (!m.has_value()) continue;
        low = std::min(low, m.has_interval() ? m.low : m.value);
        high = std::max(high, m.has_interval() ? m.high : m.value);
    }
    const double margin = std::max(1e-9, 0.08 * (high - low));
    low -= margin;
    high += margin;
    const QRectF box = QRectF(option.rect).adjusted(8, 0, -8, 0);
    const auto x = [&](double v) { return box.left() + (v - low) / (high - low) * box.width(); };
    const double y = box.center().y();
    const Tokens& t = tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(t.grid, 1));
    painter->drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    if (metric.has_interval()) {
        painter->setPen(QPen(t.series1, 1.5));
        painter->drawLine(QPointF(x(metric.low), y), QPointF(x(metric.high), y));
        for (const double v : {metric.low, metric.high}) painter->drawLine(QPointF(x(v), y - 4), QPointF(x(v), y + 4));
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.series1);
    painter->drawEllipse(QPointF(x(metric.value), y), 3.5, 3.5);
    painter->restore();
}

}  // namespace adscope::ui
