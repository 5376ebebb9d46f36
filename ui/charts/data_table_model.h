// A DataTable as an item model: the table view of a chart, and tables on pages. Numbers sort as numbers, are aligned
// to the right and written by their format; no value is a dash.
#pragma once

#include <QAbstractTableModel>

#include "ui/charts/chart_text.h"

namespace adscope::ui {

class DataTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    // SortRole: a number or text. MissingRole: the cell has no value.
    enum Role { SortRole = Qt::UserRole + 1, MissingRole };

    explicit DataTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setTable(const DataTable& table, const ChartWords& w);
    const DataTable& table() const { return table_; }
    // Sorted rows: the table's row that is shown at `row`.
    int sourceRow(int row) const { return order_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    const DataTable::Cell& cell(int row, int column) const;
    QVariant sortKey(int row, int column) const;

    DataTable table_;
    ChartWords words_;
    std::vector<int> order_;
};

QString cell_text(const DataTable::Cell& cell, const DataTable::ColumnHead& head, const ChartWords& w);
// The table with headings, cells as shown are joined by tabs (copy) or written as CSV with exact numbers.
QString table_as_tsv(const DataTable& table, const ChartWords& w);
QByteArray table_as_csv(const DataTable& table, const ChartWords& w);

}  // namespace adscope::ui
