#include "ui/widgets/interval_delegate.h"

#include "ui/widgets/interval_bar.h"

namespace adscope::ui {

void IntervalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintGround(painter, option);
    const auto metric = index.data(role_).value<Metric>();
    // The scale: all values of the same kind, a little wider.
    IntervalScale scale;
    const auto* model = index.model();
    for (int r = 0; r < model->rowCount(); ++r) {
        const auto other = model->index(r, index.column());
        if (group_role_ < 0 || other.data(group_role_) == index.data(group_role_)) scale.add(other.data(role_).value<Metric>());
    }
    const double margin = std::max(1e-9, 0.08 * (scale.high - scale.low));
    scale.low -= margin;
    scale.high += margin;
    if (metric.has_value()) paint_interval(*painter, QRectF(option.rect).adjusted(8, 0, -8, 0), metric, scale);
    paintFocus(painter, option);
}

}  // namespace adscope::ui
