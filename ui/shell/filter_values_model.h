// Values of a field with their events and CTR, to be ticked.
#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include "core/analytics/breakdown.h"

namespace adscope::ui {

class FilterValuesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Value, Events, Rate, ColumnCount };
    static constexpr int SortRole = Qt::UserRole + 1;

    explicit FilterValuesModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setBreakdown(const Breakdown& breakdown, bool has_clicks);
    void setTicked(const QStringList& values);
    QStringList ticked() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void tickedChanged();

private:
    struct Row {
        QString value;
        qint64 events;
        Metric rate;
    };
    std::vector<Row> rows_;
    QSet<QString> ticked_;
    bool has_clicks_ = true;
};

}  // namespace adscope::ui
