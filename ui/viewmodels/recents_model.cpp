#include "ui/viewmodels/recents_model.h"

#include <QFont>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {
namespace {

bool small_cell(const RecentWorkspace& w) { return w.events < 30 || w.clicks < 5; }

}  // namespace

RecentsModel::RecentsModel(AppState* state, QObject* parent) : QAbstractTableModel(parent), state_(state) { reload(); }

void RecentsModel::reload() {
    beginResetModel();
    rows_.clear();
    for (const auto& w : state_->recents()->list())
        if (filter_.isEmpty() || w.name.contains(filter_, Qt::CaseInsensitive) || w.path.contains(filter_, Qt::CaseInsensitive))
            rows_.append(w);
    endResetModel();
}

void RecentsModel::setFilter(const QString& text) {
    filter_ = text.trimmed();
    reload();
}

int RecentsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int RecentsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(ColumnCount); }

QVariant RecentsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RecentWorkspace& w = rows_[index.row()];
    const int c = index.column();
    const QString dash = QString::fromUtf8("—");
    switch (role) {
        case Qt::DisplayRole:
            switch (c) {
                case Name: return w.name;
                case Period: return short_period_text(w.from, w.to, w.zone_offset);
                case Events: return count_text(w.events);
                case Ctr: return w.ctr.has_value() ? percent_text(w.ctr.value) + " %" : dash;
                case Interval: return w.ctr.has_interval() ? interval_text(w.ctr) : dash;
                case Model: return w.best_model.isEmpty() ? dash : w.best_model;
                default: return ago_text(w.opened_at);
            }
        case SortRole:
            switch (c) {
                case Name: return w.name;
                case Period: return w.from;
                case Events: return w.events;
                case Ctr:
                case Interval: return w.ctr.has_value() ? w.ctr.value : -1;
                case Model: return w.best_model;
                default: return w.opened_at;
            }
        case PathRole: return w.path;
        case SmallRole: return small_cell(w);
        case Qt::ToolTipRole: return c == Period ? period_text(w.from, w.to, w.zone_offset) : w.path;
        case Qt::TextAlignmentRole: return QVariant((c >= Events && c <= Interval ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case Qt::FontRole:
            if (c == Name && w.path == state_->workspacePath()) return ui::font(Type::body, true);
            return {};
        case Qt::ForegroundRole:
            if ((c == Ctr || c == Interval) && small_cell(w)) return tokens().text3;
            return c == Name || c == Events || c == Ctr ? QVariant() : QVariant(tokens().text2);
        default: return {};
    }
}

QVariant RecentsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= Events && section <= Interval ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name: return tr("Name");
        case Period: return tr("Period");
        case Events: return tr("Events");
        case Ctr: return tr("CTR");
        case Interval: return tr("95 % interval");
        case Model: return tr("Best model");
        default: return tr("Last opened");
    }
}

}  // namespace adscope::ui
