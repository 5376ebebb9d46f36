// The preview of a file as a table: the first rows, then the oddest ones, each under a heading row.
#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include "core/ingest/import.h"

namespace adscope::ui {

class PreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int HeadingRole = Qt::UserRole + 1, OddRole = Qt::UserRole + 2;

    explicit PreviewModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setPreview(const FilePreview& preview);
    bool isHeading(int row) const { return rows_[static_cast<std::size_t>(row)].heading; }
    int headings() const { return rows_.empty() ? 0 : odd_begin_ > 0 ? 2 : 1; }

    // Column 0 is the line number.
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        bool heading = false;
        QString line;
        QStringList cells;
        QSet<int> odd;
    };
    QSet<int> oddCells(const std::vector<std::string>& cells) const;
    QStringList names_;
    std::vector<QSet<QString>> shapes_;  // of each column's cells in the first rows
    std::vector<double> missing_;        // share of missing cells in the sample
    std::vector<bool> number_;
    std::vector<Row> rows_;
    int odd_begin_ = 0;
};

// "2026-03-01 00:00" -> "0-0-0 0:0", "u123" -> "a0": what a cell looks like.
QString cell_shape(const QString& cell);

}  // namespace adscope::ui
