// Recent workspaces as a table.
#pragma once

#include <QAbstractTableModel>

#include "ui/shell/app_state.h"

namespace adscope::ui {

class RecentsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Period, Events, Ctr, Interval, Model, Opened, ColumnCount };
    enum Role { SortRole = Qt::UserRole + 1, PathRole, SmallRole };

    explicit RecentsModel(AppState* state, QObject* parent = nullptr);
    void reload();
    void setFilter(const QString& text);
    QString path(int row) const { return rows_[row].path; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    AppState* state_;
    QString filter_;
    QList<RecentWorkspace> rows_;
};

}  // namespace adscope::ui
