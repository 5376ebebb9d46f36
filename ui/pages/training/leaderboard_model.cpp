#include "ui/pages/training/leaderboard_model.h"

#include <algorithm>

namespace adscope::ui {

Metric test_metric(const StoredModel& model, const std::string& name) {
    const auto part = model.metrics.find("test");
    if (part == model.metrics.end()) return {};
    const auto found = part->second.find(name);
    return found == part->second.end() ? Metric() : found->second;
}

namespace {

QString number(double value, int decimals) { return std::isnan(value) ? QString::fromUtf8("—") : QString::number(value, 'f', decimals); }

// The metric that ranks a run: AUC for clicks, NDCG@10 for rankings.
Metric main_metric(const StoredModel& m) { return test_metric(m, m.task == "ranking" ? "ndcg@10" : m.task == "rating" ? "rmse" : "auc"); }

}  // namespace

LeaderboardModel::LeaderboardModel(AppState* state, QObject* parent) : QAbstractTableModel(parent), state_(state) { reload(); }

void LeaderboardModel::reload() {
    beginResetModel();
    rows_ = state_->models();
    // Clicks before rankings, each by its own metric: figures of different tasks are not compared.
    std::stable_sort(rows_.begin(), rows_.end(), [](const StoredModel& a, const StoredModel& b) {
        if (a.task != b.task) return a.task < b.task;
        const double x = main_metric(a).value, y = main_metric(b).value;
        return std::isnan(y) ? !std::isnan(x) : x > y;
    });
    QSet<qint64> known;
    for (const auto& m : rows_) known.insert(m.id);
    chosen_.intersect(known);
    endResetModel();
    emit chosenChanged();
}

void LeaderboardModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.empty()) emit dataChanged(index(0, 0), index(static_cast<int>(rows_.size()) - 1, ColumnCount - 1));
}

int LeaderboardModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int LeaderboardModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LeaderboardModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const StoredModel& m = rows_[static_cast<std::size_t>(index.row())];
    const int c = index.column();
    if (role == IdRole) return static_cast<qint64>(m.id);
    if (role == TaskRole) return QString::fromStdString(m.task);
    if (role == StateRole) return QString::fromStdString(m.state);
    if (role == Qt::CheckStateRole && c == Chosen) return chosen_.contains(m.id) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((c == Model_ || c == Task_ || c == State || c == Interval ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    if (role == IntervalRole && c == Interval) return QVariant::fromValue(main_metric(m));
    if (role == Qt::ToolTipRole && c == State && !m.notes.empty()) return state_->words(message_from_json(m.notes));
    if (role == SortRole) {
        switch (c) {
            case Run: return static_cast<qint64>(m.id);
            case Auc:
            case Interval: return main_metric(m).value;
            case Entropy: return test_metric(m, "normalised_entropy").value;
            case Ndcg: return test_metric(m, "ndcg@10").value;
            case Calibration: return test_metric(m, "ece").value;
            case Time: return m.seconds;
            default: role = Qt::DisplayRole;
        }
    }
    if (role != Qt::DisplayRole) return {};
    switch (c) {
        case Run: return QString::number(m.id);
        case Model_: return m.name.empty() ? state_->words(Message("model." + m.model)) : QString::fromStdString(m.name);
        case Task_: return m.task == "ranking" ? tr("ranking") : m.task == "rating" ? tr("rating") : tr("click");
        case Auc: return number(test_metric(m, "auc").value, 4);
        case Entropy: return number(test_metric(m, "normalised_entropy").value, 4);
        case Ndcg: return number(test_metric(m, "ndcg@10").value, 4);
        case Calibration: return number(test_metric(m, "ece").value, 4);
        case Time:
            return m.seconds < 90 ? tr("%1 s").arg(m.seconds, 0, 'f', m.seconds < 10 ? 1 : 0) : tr("%1 min").arg(m.seconds / 60, 0, 'f', 1);
        case State:
            return m.state == "done"      ? tr("done")
                   : m.state == "running" ? tr("interrupted")
                   : m.state == "failed"  ? tr("failed")
                                          : tr("cancelled");
        default: return {};
    }
}

bool LeaderboardModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || index.column() != Chosen) return false;
    const qint64 id = rows_[static_cast<std::size_t>(index.row())].id;
    if (value.toInt() == Qt::Checked) chosen_.insert(id);
    else chosen_.remove(id);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit chosenChanged();
    return true;
}

QVariant LeaderboardModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return data(index(0, section), role).isValid() ? data(index(0, section), role)
                                                       : QVariant(static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole) {
        switch (section) {
            case Auc: return tr("Area under the ROC curve on the test part; ties count half");
            case Interval: return tr("Of AUC for clicks, of NDCG@10 for rankings; each task has a scale of its own");
            case Entropy:
                return tr("Normalised entropy: log loss over the entropy of the base rate; below 1 is better than guessing the average");
            case Ndcg: return tr("NDCG of the first ten, over users with a new click in the test part");
            case Calibration: return tr("Expected calibration error, ten bins of equal mass");
            default: return {};
        }
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Run: return tr("Run");
        case Model_: return tr("Model");
        case Task_: return tr("Task");
        case Auc: return tr("AUC");
        case Interval: return tr("95 % interval");
        case Entropy: return tr("NE");
        case Ndcg: return tr("NDCG@10");
        case Calibration: return tr("ECE");
        case Time: return tr("Time");
        case State: return tr("State");
        default: return QString();
    }
}

Qt::ItemFlags LeaderboardModel::flags(const QModelIndex& index) const {
    auto f = QAbstractTableModel::flags(index);
    if (index.column() == Chosen) f |= Qt::ItemIsUserCheckable;
    return f;
}

QList<qint64> LeaderboardModel::chosen() const {
    QList<qint64> ids;
    for (const auto& m : rows_)
        if (chosen_.contains(m.id)) ids << m.id;
    return ids;
}

}  // namespace adscope::ui
