// A table cell that draws a value with its interval on a scale shared by the column.
#pragma once

#include "core/base/series.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

class IntervalDelegate : public TableDelegate {
    Q_OBJECT
public:
    // `role`: of the model, gives an adscope::Metric.
    IntervalDelegate(int role, QObject* parent = nullptr) : TableDelegate(parent), role_(role) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, 28}; }

private:
    int role_;
};

}  // namespace adscope::ui

Q_DECLARE_METATYPE(adscope::Metric)
