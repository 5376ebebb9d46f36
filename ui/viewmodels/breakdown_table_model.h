// A breakdown as a table: value, impressions, clicks, CTR, its interval as a bar on a scale shared by all rows. The
// total stands last and stays there. Small cells are grey.
#pragma once

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include "core/analytics/breakdown.h"
#include "ui/charts/chart_text.h"

namespace adscope::ui {

class BreakdownTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Value, Impressions, Clicks, Rate, Interval, ColumnCount };
    // SortRole: a number or text; SmallRole: under 30 impressions or 5 clicks; TotalRole: the last row.
    enum Role { SortRole = Qt::UserRole + 1, SmallRole, TotalRole };

    explicit BreakdownTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setBreakdown(const Breakdown& breakdown, const ChartWords& w);
    void retranslate(const ChartWords& w);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    bool isTotal(int row) const { return row == static_cast<int>(order_.size()); }
    const BreakdownRow& at(int row) const {
        return isTotal(row) ? breakdown_.total : breakdown_.rows[order_[static_cast<std::size_t>(row)]];
    }
    // The interval scale: zero to the largest end of a cell that is not small.
    double scaleEnd() const { return scale_end_; }

private:
    QString text(const BreakdownRow& row, int column, bool total) const;
    QVariant sortKey(const BreakdownRow& row, int column) const;

    Breakdown breakdown_;
    ChartWords words_;
    std::vector<std::size_t> order_;
    double scale_end_ = 1;
};

// Paints the interval as a small bar and everything else with its tone: small cells grey, the total bold.
class BreakdownDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

}  // namespace adscope::ui
