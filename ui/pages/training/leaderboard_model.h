// The finished runs as a table: run, model, features, the task's metric with its interval, secondary metrics, time, state.
#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include "ui/shell/app_state.h"
#include "ui/widgets/interval_delegate.h"

namespace adscope::ui {

class LeaderboardModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Chosen, Run, Model_, Task_, Auc, Interval, Entropy, Ndcg, Calibration, Time, State, ColumnCount };
    // IntervalRole: the Metric for the painted interval; SortRole: a number or text to sort by.
    enum Role { IntervalRole = Qt::UserRole + 1, SortRole, IdRole, StateRole, TaskRole };

    explicit LeaderboardModel(AppState* state, QObject* parent = nullptr);
    void reload();
    void retranslate();  // other words of the same runs

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    QList<qint64> chosen() const;
    const StoredModel& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }

signals:
    void chosenChanged();

private:
    AppState* state_;
    std::vector<StoredModel> rows_;
    QSet<qint64> chosen_;
};

// A metric of the test part; empty when the run has none.
Metric test_metric(const StoredModel& model, const std::string& name);

}  // namespace adscope::ui
