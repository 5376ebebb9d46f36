#include "ui/viewmodels/preview_model.h"

#include <QLocale>

#include "ui/theme/tokens.h"

namespace adscope::ui {

QString cell_shape(const QString& cell) {
    QString out;
    for (const QChar c : cell) {
        const QChar sign = c.isDigit() ? QChar('0') : c.isLetter() ? QChar('a') : c;
        if (out.isEmpty() || out.back() != sign) out += sign;
        if (out.size() > 24) break;
    }
    return out;
}

void PreviewModel::setPreview(const FilePreview& preview) {
    beginResetModel();
    names_.clear();
    rows_.clear();
    shapes_.assign(preview.columns.size(), {});
    missing_.clear();
    number_.clear();
    for (const auto& c : preview.columns) {
        names_ << QString::fromStdString(c.name);
        missing_.push_back(preview.sampled_rows ? static_cast<double>(c.missing) / static_cast<double>(preview.sampled_rows) : 0);
        number_.push_back(c.type == FieldKind::number);
    }
    for (const auto& cells : preview.rows)
        for (std::size_t i = 0; i < cells.size() && i < shapes_.size(); ++i)
            shapes_[i].insert(cell_shape(QString::fromStdString(cells[i])));
    const auto texts = [](const std::vector<std::string>& cells) {
        QStringList out;
        for (const auto& c : cells) out << QString::fromStdString(c);
        return out;
    };
    if (!preview.rows.empty()) rows_.push_back({true, {}, {tr("First rows")}, {}});
    std::size_t line = 1 + static_cast<std::size_t>(preview.dialect.skipped_lines) + preview.dialect.header;
    for (const auto& cells : preview.rows) rows_.push_back({false, QLocale().toString(static_cast<qint64>(line++)), texts(cells), {}});
    odd_begin_ = 0;
    if (!preview.odd_cells.empty()) {
        odd_begin_ = static_cast<int>(rows_.size());
        rows_.push_back({true, {}, {tr("The %n oddest row(s) of the sample", nullptr, static_cast<int>(preview.odd_cells.size()))}, {}});
        for (std::size_t i = 0; i < preview.odd_cells.size(); ++i) {
            const auto number = i < preview.odd_rows.size() ? QLocale().toString(static_cast<qint64>(preview.odd_rows[i])) : QString();
            rows_.push_back({false, number, texts(preview.odd_cells[i]), oddCells(preview.odd_cells[i])});
        }
    }
    endResetModel();
}

// A cell is odd when it is empty where few are, no number where all are, or of a shape that no other cell of its column has.
QSet<int> PreviewModel::oddCells(const std::vector<std::string>& cells) const {
    QSet<int> out;
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
        const int column = static_cast<int>(i) + 1;
        if (i >= cells.size()) {
            out.insert(column);
            continue;
        }
        const QString cell = QString::fromStdString(cells[i]);
        bool number = false;
        cell.toDouble(&number);
        if (cell.isEmpty() ? missing_[i] < 0.05
            : number_[i]   ? !number
                           : !shapes_[i].isEmpty() && shapes_[i].size() <= 3 && !shapes_[i].contains(cell_shape(cell)))
            out.insert(column);
    }
    return out;
}

int PreviewModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int PreviewModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(names_.size()) + 1; }

QVariant PreviewModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& r = rows_[static_cast<std::size_t>(index.row())];
    const Tokens& t = tokens();
    const bool odd = r.odd.contains(index.column());
    switch (role) {
        case HeadingRole: return r.heading;
        case OddRole: return odd;
        case Qt::DisplayRole:
            if (r.heading) return index.column() == 0 ? r.cells[0] : QString();
            if (index.column() == 0) return r.line;
            if (index.column() > r.cells.size()) return QString::fromUtf8("—");
            return r.cells[index.column() - 1].isEmpty() ? QString::fromUtf8("—") : r.cells[index.column() - 1].left(200);
        case Qt::BackgroundRole: return r.heading ? QVariant(t.sunken) : odd ? QVariant(t.warnWeak) : QVariant();
        case Qt::ForegroundRole:
            return r.heading ? QVariant(t.text2) : odd ? QVariant(t.warnText) : index.column() == 0 ? QVariant(t.text3) : QVariant();
        case Qt::FontRole: return r.heading || odd ? QVariant(ui::font(Type::small, true)) : QVariant(ui::font(Type::small));
        case Qt::TextAlignmentRole: {
            const bool right = !r.heading && (index.column() == 0 || number_[static_cast<std::size_t>(index.column()) - 1]);
            return QVariant((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        }
        default: return {};
    }
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Line") : names_[section - 1];
}

}  // namespace adscope::ui
