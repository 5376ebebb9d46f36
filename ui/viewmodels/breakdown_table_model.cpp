#include "ui/viewmodels/breakdown_table_model.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>
#include <numeric>

#include "ui/theme/tokens.h"

namespace adscope::ui {

void BreakdownTableModel::setBreakdown(const Breakdown& breakdown, const ChartWords& w) {
    beginResetModel();
    breakdown_ = breakdown;
    words_ = w;
    order_.resize(breakdown_.rows.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    scale_end_ = breakdown_.total.metric.has_interval() ? breakdown_.total.metric.high : 0;
    for (const auto& row : breakdown_.rows)
        if (!row.small_cell && row.metric.has_interval()) scale_end_ = std::max(scale_end_, row.metric.high);
    if (!(scale_end_ > 0)) scale_end_ = 1;
    endResetModel();
}

void BreakdownTableModel::retranslate(const ChartWords& w) {
    words_ = w;
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int BreakdownTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || breakdown_.by.empty() ? 0 : static_cast<int>(order_.size()) + 1;
}
int BreakdownTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString BreakdownTableModel::text(const BreakdownRow& row, int column, bool total) const {
    const auto count = [&](std::int64_t n) { return number_text(static_cast<double>(n), NumberFormat::integer, words_); };
    switch (column) {
        case Value:
            if (total) return tr("Total");
            return row.key.empty() || row.key[0].empty() ? QCoreApplication::translate("Chart", "(missing)")
                                                         : QString::fromStdString(row.key[0]);
        case Impressions: return count(row.totals.impressions);
        case Clicks: return count(row.totals.clicks);
        case Rate: return number_text(row.metric.value, NumberFormat::percent, words_);
        default:
            return row.metric.has_interval() ? interval_text(row.metric.low, row.metric.high, NumberFormat::percent, words_)
                                             : QString::fromUtf8("—");
    }
}

QVariant BreakdownTableModel::sortKey(const BreakdownRow& row, int column) const {
    switch (column) {
        case Value: return row.key.empty() ? QString() : QString::fromStdString(row.key[0]);
        case Impressions: return static_cast<double>(row.totals.impressions);
        case Clicks: return static_cast<double>(row.totals.clicks);
        case Rate: return row.metric.has_value() ? row.metric.value : -1.0;
        default: return row.metric.has_interval() ? row.metric.low : -1.0;
    }
}

QVariant BreakdownTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const bool total = isTotal(index.row());
    const BreakdownRow& row = at(index.row());
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole: return text(row, index.column(), total);
        case Qt::ToolTipRole:
            if (row.small_cell) return tr("small cell: under 30 impressions or 5 clicks");
            return index.column() == Interval ? text(row, Interval, total) : QVariant();
        case Qt::TextAlignmentRole: return static_cast<int>((index.column() == Value ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        case SortRole: return sortKey(row, index.column());
        case SmallRole: return row.small_cell;
        case TotalRole: return total;
        default: return {};
    }
}

QVariant BreakdownTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>((section == Value ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Value: return breakdown_.by.empty() ? QString() : QString::fromStdString(breakdown_.by[0]);
        case Impressions: return tr("Impr.");
        case Clicks: return tr("Clicks");
        case Rate: return tr("CTR");
        default: return tr("95 %, 0 to %1").arg(QString::number(scale_end_ * 100, 'g', 3) + QStringLiteral(" %"));
    }
}

void BreakdownTableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= ColumnCount) return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const std::vector<std::size_t> old = order_;
    std::vector<QVariant> keys(breakdown_.rows.size());
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = sortKey(breakdown_.rows[i], column);
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
        const int way = column == Value ? QString::localeAwareCompare(keys[a].toString(), keys[b].toString())
                                        : (keys[a].toDouble() < keys[b].toDouble() ? -1 : keys[a].toDouble() > keys[b].toDouble());
        return order == Qt::AscendingOrder ? way < 0 : way > 0;
    });
    std::vector<int> place(old.size());
    for (std::size_t i = 0; i < order_.size(); ++i) place[order_[i]] = static_cast<int>(i);
    QModelIndexList from = persistentIndexList(), to;
    for (const auto& i : from)
        to << (i.row() < static_cast<int>(old.size()) ? index(place[old[static_cast<std::size_t>(i.row())]], i.column()) : i);
    changePersistentIndexList(from, to);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void BreakdownDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(BreakdownTableModel::TotalRole).toBool()) option->font.setBold(true);
    if (index.column() == BreakdownTableModel::Rate) option->font.setBold(true);
    if (index.data(BreakdownTableModel::SmallRole).toBool()) option->palette.setColor(QPalette::Text, tokens().text3);
    if (index.column() == BreakdownTableModel::Interval) option->text.clear();
}

void BreakdownDelegate::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(p, option, index);
    if (index.column() != BreakdownTableModel::Interval) return;
    const auto* model = static_cast<const BreakdownTableModel*>(index.model());
    const Metric& m = model->at(index.row()).metric;
    const Tokens& t = tokens();
    const QRectF box = QRectF(option.rect).adjusted(12, 0, -12, 0);
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    p->setPen(QPen(t.grid, 1));
    p->drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
    if (m.has_interval()) {
        const bool small = index.data(BreakdownTableModel::SmallRole).toBool();
        const auto at = [&](double v) { return box.left() + std::clamp(v / model->scaleEnd(), 0.0, 1.0) * box.width(); };
        const double y = box.center().y();
        p->setPen(QPen(small ? t.other : t.series1, 1.5));
        p->drawLine(QPointF(at(m.low), y), QPointF(at(m.high), y));
        p->drawLine(QPointF(at(m.low), y - 4), QPointF(at(m.low), y + 4));
        if (m.high <= model->scaleEnd()) p->drawLine(QPointF(at(m.high), y - 4), QPointF(at(m.high), y + 4));
        else p->drawPolyline(QPolygonF({{box.right() - 5, y - 4}, {box.right(), y}, {box.right() - 5, y + 4}}));
        p->setBrush(small ? t.surface : t.series1);
        p->drawEllipse(QPointF(at(m.value), y), 3.5, 3.5);
    }
    p->restore();
}

}  // namespace adscope::ui
