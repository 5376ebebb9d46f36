#include "ui/viewmodels/sources_model.h"

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {

QString content_words(const std::string& content) {
    if (content == "events") return SourcesModel::tr("events");
    if (content == "users") return SourcesModel::tr("users");
    if (content == "ads") return SourcesModel::tr("ads");
    if (content == "history") return SourcesModel::tr("history");
    return SourcesModel::tr("feedback");
}

void SourcesModel::setSources(std::vector<StoredSource> sources) {
    beginResetModel();
    rows_ = std::move(sources);
    endResetModel();
}

int SourcesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int SourcesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(ColumnCount); }

QVariant SourcesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const StoredSource& s = rows_[static_cast<std::size_t>(index.row())];
    const auto number = [&](std::uint64_t v) {
        return role == SortRole ? QVariant(static_cast<qlonglong>(v)) : QVariant(count_text(static_cast<qint64>(v)));
    };
    if (role == Qt::TextAlignmentRole)
        return QVariant((index.column() >= Read && index.column() <= Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) return index.column() == Hash ? QString::fromStdString(s.sha256) : QString::fromStdString(s.path);
    if (role == Qt::ForegroundRole) return index.column() == Rejected && s.rejected > 0 ? QVariant(tokens().warnText) : QVariant();
    if (role != Qt::DisplayRole && role != SortRole) return {};
    switch (index.column()) {
        case Name: return QString::fromStdString(s.name);
        case Content: return content_words(s.content);
        case Read: return number(s.read);
        case Accepted: return number(s.accepted);
        case Rejected: return number(s.rejected);
        case Duplicates: return number(s.duplicates);
        case Size: return role == SortRole ? QVariant(static_cast<qlonglong>(s.bytes)) : QVariant(bytes_text(s.bytes));
        case Hash: return QString::fromStdString(s.sha256.substr(0, 12));
        default: return role == SortRole ? QVariant(static_cast<qlonglong>(s.imported_at)) : QVariant(ago_text(s.imported_at));
    }
}

QVariant SourcesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= Read && section <= Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString names[] = {tr("File"),       tr("Holds"), tr("Read"),    tr("Accepted"), tr("Rejected"),
                             tr("Duplicates"), tr("Size"),  tr("SHA-256"), tr("Imported")};
    return names[section];
}

}  // namespace adscope::ui
