// Tables as they look here: no grid, rows of 28 px, sorted by a click on the head, columns chosen from the head's menu,
// copied as tab-separated text by Ctrl+C, the focus shown inside the cell.
#pragma once

#include <QFrame>
#include <QStyledItemDelegate>
#include <QTableView>

namespace adscope::ui {

void set_up_table(QTableView* table, int row_height = 28);
// The view inside a frame with the card's edge.
QFrame* framed(QWidget* view);
// Selected cells (all when nothing is selected) with the heads of their columns, in the order shown.
QString selection_as_tsv(const QTableView* table);

class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // The cell's ground and focus, for delegates that draw their own content.
    static void paintGround(QPainter* painter, const QStyleOptionViewItem& option);
    static void paintFocus(QPainter* painter, const QStyleOptionViewItem& option);
};

}  // namespace adscope::ui
