// A table cell that draws a value with its interval on a scale shared by the rows of its kind.
#pragma once

#include "core/base/series.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

class IntervalDelegate : public TableDelegate {
    Q_OBJECT
public:
    // `role`: of the model, gives an adscope::Metric. `group_role`: rows that give the same value for it share a scale; -1: all do.
    IntervalDelegate(int role, QObject* parent = nullptr, int group_role = -1)
        : TableDelegate(parent), role_(role), group_role_(group_role) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, 28}; }

private:
    int role_, group_role_;
};

}  // namespace adscope::ui

Q_DECLARE_METATYPE(adscope::Metric)
