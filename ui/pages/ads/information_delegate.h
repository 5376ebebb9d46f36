// What a feature tells, as a bar on one scale for all: cut where a refused feature would leave it.
#pragma once

#include "ui/widgets/table.h"

namespace adscope::ui {

class InformationDelegate : public TableDelegate {
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {210, 28}; }
};

}  // namespace adscope::ui
