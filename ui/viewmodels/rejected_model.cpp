#include "ui/viewmodels/rejected_model.h"

#include "ui/viewmodels/formats.h"

namespace adscope::ui {

QString reason_words(const std::string& code, Language language) {
    const std::string id = "ingest.reason_name." + code;
    return QString::fromStdString(has_message(id, language) ? render(Message(id), language) : code);
}

void RejectedModel::setRows(std::vector<RejectedRow> rows, const std::map<std::int64_t, QString>& source_names, Language language) {
    beginResetModel();
    rows_ = std::move(rows);
    names_ = source_names;
    language_ = language;
    endResetModel();
}

int RejectedModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int RejectedModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(ColumnCount); }

QVariant RejectedModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RejectedRow& r = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) return QVariant((index.column() == Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) return QString::fromStdString(render(r.message, language_));
    if (role != Qt::DisplayRole && role != SortRole) return {};
    switch (index.column()) {
        case Line: return role == SortRole ? QVariant(static_cast<qlonglong>(r.line)) : QVariant(count_text(static_cast<qint64>(r.line)));
        case Source: {
            const auto name = names_.find(r.source);
            return name == names_.end() ? QString::number(r.source) : name->second;
        }
        case Reason: return QString::fromStdString(render(r.message, language_));
        default: return QString::fromStdString(r.raw).left(500).simplified();
    }
}

QVariant RejectedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant((section == Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return section == Line ? tr("Line") : section == Source ? tr("File") : section == Reason ? tr("Reason") : tr("Raw text");
}

}  // namespace adscope::ui
