#include "ui/charts/data_table_model.h"

#include <algorithm>
#include <numeric>

namespace adscope::ui {

QString cell_text(const DataTable::Cell& cell, const DataTable::ColumnHead& head, const ChartWords& w) {
    if (const auto* s = std::get_if<std::string>(&cell)) return QString::fromStdString(*s);
    if (const auto* m = std::get_if<Message>(&cell)) return words(*m, w.language);
    if (const auto* d = std::get_if<double>(&cell)) return number_text(*d, head.format, w);
    if (const auto* i = std::get_if<std::int64_t>(&cell))
        return number_text(static_cast<double>(*i), head.format == NumberFormat::number ? NumberFormat::integer : head.format, w);
    return QString::fromUtf8("—");
}

void DataTableModel::setTable(const DataTable& table, const ChartWords& w) {
    beginResetModel();
    table_ = table;
    words_ = w;
    order_.resize(table_.rows.size());
    std::iota(order_.begin(), order_.end(), 0);
    endResetModel();
}

int DataTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(table_.rows.size()); }
int DataTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(table_.columns.size()); }

const DataTable::Cell& DataTableModel::cell(int row, int column) const {
    static const DataTable::Cell none;
    const auto& cells = table_.rows[static_cast<std::size_t>(order_[static_cast<std::size_t>(row)])];
    return static_cast<std::size_t>(column) < cells.size() ? cells[static_cast<std::size_t>(column)] : none;
}

QVariant DataTableModel::sortKey(int row, int column) const {
    const auto& c = cell(row, column);
    if (const auto* d = std::get_if<double>(&c)) return std::isnan(*d) ? QVariant() : QVariant(*d);
    if (const auto* i = std::get_if<std::int64_t>(&c)) return static_cast<double>(*i);
    if (std::holds_alternative<std::monostate>(c)) return {};
    return cell_text(c, table_.columns[static_cast<std::size_t>(column)], words_);
}

QVariant DataTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& head = table_.columns[static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole: return cell_text(cell(index.row(), index.column()), head, words_);
        case Qt::TextAlignmentRole: return static_cast<int>((head.text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        case SortRole: return sortKey(index.row(), index.column());
        case MissingRole: return !sortKey(index.row(), index.column()).isValid();
        default: return {};
    }
}

QVariant DataTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const auto& head = table_.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return words(head.title, words_.language);
    if (role == Qt::TextAlignmentRole) return static_cast<int>((head.text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

void DataTableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= columnCount()) return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    std::vector<int> sorted(order_.size());
    std::iota(sorted.begin(), sorted.end(), 0);
    std::vector<QVariant> keys;
    for (int r = 0; r < rowCount(); ++r) keys.push_back(sortKey(r, column));
    // Rows without a value stand last in both directions.
    std::stable_sort(sorted.begin(), sorted.end(), [&](int a, int b) {
        const QVariant &x = keys[static_cast<std::size_t>(a)], &y = keys[static_cast<std::size_t>(b)];
        if (!x.isValid() || !y.isValid()) return x.isValid() && !y.isValid();
        const bool numbers = x.typeId() == QMetaType::Double && y.typeId() == QMetaType::Double;
        const int way = numbers ? (x.toDouble() < y.toDouble() ? -1 : x.toDouble() > y.toDouble())
                                : QString::localeAwareCompare(x.toString(), y.toString());
        return order == Qt::AscendingOrder ? way < 0 : way > 0;
    });
    std::vector<int> rows(sorted.size()), place(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        rows[i] = order_[static_cast<std::size_t>(sorted[i])];
        place[static_cast<std::size_t>(sorted[i])] = static_cast<int>(i);
    }
    QModelIndexList from = persistentIndexList(), to;
    for (const auto& i : from) to << index(place[static_cast<std::size_t>(i.row())], i.column());
    order_ = std::move(rows);
    changePersistentIndexList(from, to);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

QString table_as_tsv(const DataTable& table, const ChartWords& w) {
    QStringList lines, heads;
    const auto flat = [](QString s) { return s.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' ')); };
    for (const auto& c : table.columns) heads << flat(words(c.title, w.language));
    lines << heads.join(QLatin1Char('\t'));
    for (const auto& row : table.rows) {
        QStringList cells;
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            cells << (c < row.size() ? flat(cell_text(row[c], table.columns[c], w)) : QString());
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QByteArray table_as_csv(const DataTable& table, const ChartWords& w) {
    const auto quoted = [](QString s) {
        // A cell that a spreadsheet would run as a formula is given as text.
        if (!s.isEmpty() && QStringLiteral("=+-@").contains(s[0])) s.prepend(QLatin1Char('\''));
        return s.contains(QLatin1Char(',')) || s.contains(QLatin1Char('"')) || s.contains(QLatin1Char('\n')) ||
                       s.contains(QLatin1Char('\r'))
                   ? QLatin1Char('"') + s.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"')
                   : s;
    };
    const auto written = [&](const DataTable::Cell& cell, const DataTable::ColumnHead& head) -> QString {
        if (const auto* d = std::get_if<double>(&cell)) {
            if (std::isnan(*d)) return {};
            if (head.format == NumberFormat::date || head.format == NumberFormat::date_hour) return quoted(cell_text(cell, head, w));
            return QString::number(*d, 'g', 17);
        }
        if (const auto* i = std::get_if<std::int64_t>(&cell)) return QString::number(*i);
        if (std::holds_alternative<std::monostate>(cell)) return {};
        return quoted(cell_text(cell, head, w));
    };
    QStringList lines, heads;
    for (const auto& c : table.columns) heads << quoted(words(c.title, w.language));
    lines << heads.join(QLatin1Char(','));
    for (const auto& row : table.rows) {
        QStringList cells;
        for (std::size_t c = 0; c < table.columns.size(); ++c) cells << (c < row.size() ? written(row[c], table.columns[c]) : QString());
        lines << cells.join(QLatin1Char(','));
    }
    return (lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n")).toUtf8();
}

}  // namespace adscope::ui
