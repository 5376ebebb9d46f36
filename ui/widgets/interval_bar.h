// An interval on a scale shared by all rows: line, caps, the value as a dot.
#pragma once

#include <QPainter>
#include <QWidget>
#include <limits>

#include "core/base/series.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

struct IntervalScale {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
    bool valid() const { return high > low; }
    void add(const Metric& m);
};
// Values beyond the scale end in an arrow; `muted`: drawn grey (small cells).
void paint_interval(QPainter& p, const QRectF& box, const Metric& metric, const IntervalScale& scale, bool muted = false);

// In a table: the cell's Metric comes from `role`, the scale from setScale.
class IntervalDelegate : public TableDelegate {
    Q_OBJECT
public:
    IntervalDelegate(int role, QObject* parent) : TableDelegate(parent), role_(role) {}
    void setScale(const IntervalScale& scale) { scale_ = scale; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int role_;
    IntervalScale scale_;
};

}  // namespace adscope::ui
