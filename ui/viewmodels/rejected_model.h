// A window of the rejected rows of a workspace.
#pragma once

#include <QAbstractTableModel>

#include "core/ingest/import.h"

namespace adscope::ui {

class RejectedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Line, Source, Reason, Raw, ColumnCount };
    static constexpr int SortRole = Qt::UserRole + 1;
    // Rows that are shown at once.
    static constexpr std::size_t kWindow = 100'000;

    explicit RejectedModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setRows(std::vector<RejectedRow> rows, const std::map<std::int64_t, QString>& source_names, Language language);
    const RejectedRow& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<RejectedRow> rows_;
    std::map<std::int64_t, QString> names_;
    Language language_ = Language::en;
};

// The short name of a reason's code.
QString reason_words(const std::string& code, Language language);

}  // namespace adscope::ui
