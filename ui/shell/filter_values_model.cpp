#include "ui/shell/filter_values_model.h"

#include <QLocale>

namespace adscope::ui {

void FilterValuesModel::setBreakdown(const Breakdown& breakdown, bool has_clicks) {
    beginResetModel();
    rows_.clear();
    has_clicks_ = has_clicks;
    for (const auto& r : breakdown.rows)
        rows_.push_back({QString::fromStdString(r.key.empty() ? std::string() : r.key[0]), r.totals.impressions, r.metric});
    endResetModel();
}

void FilterValuesModel::setTicked(const QStringList& values) {
    ticked_ = QSet<QString>(values.begin(), values.end());
    if (!rows_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    emit tickedChanged();
}

QStringList FilterValuesModel::ticked() const {
    QStringList out;
    QSet<QString> rest = ticked_;
    for (const auto& r : rows_)
        if (rest.remove(r.value)) out << r.value;
    // Values of an earlier condition that this slice of the table does not list stay picked.
    return out + QStringList(rest.begin(), rest.end());
}

int FilterValuesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int FilterValuesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(ColumnCount); }

QVariant FilterValuesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& r = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Value) return ticked_.contains(r.value) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::TextAlignmentRole && index.column() != Value) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == SortRole)
        return index.column() == Value    ? QVariant(r.value)
               : index.column() == Events ? QVariant(r.events)
                                          : QVariant(r.rate.has_value() ? r.rate.value : -1);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    if (index.column() == Value) return r.value.isEmpty() ? tr("(empty)") : r.value;
    if (index.column() == Events) return QLocale().toString(r.events);
    return has_clicks_ && r.rate.has_value() ? QLocale().toString(r.rate.value * 100, 'f', 2) : QString::fromUtf8("—");
}

bool FilterValuesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != Value) return false;
    const QString& v = rows_[static_cast<std::size_t>(index.row())].value;
    if (value.toInt() == Qt::Checked) ticked_.insert(v);
    else ticked_.remove(v);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit tickedChanged();
    return true;
}

QVariant FilterValuesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant((section == Value ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return section == Value ? tr("Value") : section == Events ? tr("Events") : tr("CTR, %");
}

Qt::ItemFlags FilterValuesModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    auto f = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == Value ? f | Qt::ItemIsUserCheckable : f;
}

}  // namespace adscope::ui
