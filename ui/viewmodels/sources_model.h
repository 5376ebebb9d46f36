// Imported files as a table.
#pragma once

#include <QAbstractTableModel>

#include "core/ingest/import.h"

namespace adscope::ui {

class SourcesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Content, Read, Accepted, Rejected, Duplicates, Size, Hash, Imported, ColumnCount };
    static constexpr int SortRole = Qt::UserRole + 1;

    explicit SourcesModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setSources(std::vector<StoredSource> sources);
    const StoredSource& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<StoredSource> rows_;
};

QString content_words(const std::string& content);

}  // namespace adscope::ui
