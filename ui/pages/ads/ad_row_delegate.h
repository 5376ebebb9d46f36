// A row of a list of ads: picture, title over key, the figure on the right with its interval under it.
#pragma once

#include <QStyledItemDelegate>

namespace adscope::ui {

class AdRowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {220, 52}; }
};

// A picture cut to a box; without one a field in a colour of the ad's own with the first characters of its name.
void paint_creative(QPainter& p, const QRectF& box, const QImage& picture, const QString& name, unsigned ad);

}  // namespace adscope::ui
