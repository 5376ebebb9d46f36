#include "ui/viewmodels/recipe_model.h"

#include <cmath>

#include "core/features/kinds.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {
namespace {

constexpr const char* kDash = "—";

}  // namespace

RecipeModel::RecipeModel(AppState* state, RecipeSession* session, QObject* parent)
    : QAbstractTableModel(parent), state_(state), session_(session) {
    connect(session, &RecipeSession::entriesChanged, this, &RecipeModel::reload);
    connect(session, &RecipeSession::diagnosed, this, [this] {
        rescale();
        if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
    reload();
}

void RecipeModel::reload() {
    std::vector<std::string> rows;
    for (const auto& e : session_->entries()) rows.push_back(Recipe{{e.spec}}.to_json());
    if (rows == rows_) {
        if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    rows_ = std::move(rows);
    rescale();
    endResetModel();
}

void RecipeModel::rescale() {
    scale_ = 0;
    for (std::size_t r = 0; r < rows_.size(); ++r)
        if (const auto* d = session_->diagnosis(r);
            d && d->level != FeatureDiagnosis::Level::refused && std::isfinite(d->mutual_information))
            scale_ = std::max(scale_, d->mutual_information);
}

void RecipeModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RecipeModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int RecipeModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

// The kind, and what of its settings is not as usual.
QString RecipeModel::kindText(const FeatureSpec& spec) const {
    QString out = state_->words(Message("feature." + spec.kind));
    for (const auto& [name, value] : spec.settings) out += ", " + QString::fromStdString(value);
    return out;
}

QString RecipeModel::text(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    const auto& spec = session_->entries()[row].spec;
    const auto* d = session_->diagnosis(row);
    const auto number = [](double v, int digits, double times) {
        return std::isfinite(v) ? QLocale().toString(times * v, 'f', digits) : QString::fromUtf8(kDash);
    };
    switch (index.column()) {
        case Feature: return QString::fromStdString(spec.name);
        case Kind: return kindText(spec);
        case Coverage: return d && std::isfinite(d->coverage) ? percent_text(d->coverage, 1) + " %" : QString::fromUtf8(kDash);
        case Information: return d ? number(d->mutual_information, 1, 1000) : QString::fromUtf8(kDash);
        case Drift: return d ? number(d->psi, 2, 1) : QString::fromUtf8(kDash);
        case Warning: return d && !d->warning.empty() ? state_->words(d->warning) : QString::fromUtf8(kDash);
        default: return {};
    }
}

QVariant RecipeModel::sortValue(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    const auto* d = session_->diagnosis(row);
    const auto number = [](double v) { return std::isfinite(v) ? v : -1.0; };
    switch (index.column()) {
        case Used: return session_->entries()[row].used ? 1 : 0;
        case Coverage: return d ? number(d->coverage) : -1.0;
        case Information: return d ? number(d->mutual_information) : -1.0;
        case Drift: return d ? number(d->psi) : -1.0;
        case Warning: return d ? static_cast<int>(d->level) : 0;
        default: return text(index);
    }
}

QVariant RecipeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const auto* d = session_->diagnosis(row);
    const auto level = d ? d->level : FeatureDiagnosis::Level::good;
    const bool stands_out = level >= FeatureDiagnosis::Level::warn;
    switch (role) {
        case Qt::DisplayRole: return text(index);
        case Qt::CheckStateRole:
            if (index.column() == Used) return session_->entries()[row].used ? Qt::Checked : Qt::Unchecked;
            return {};
        case Qt::AccessibleTextRole:
            if (index.column() != Used) return text(index);
            return session_->entries()[row].used ? tr("used") : tr("not used");
        case Qt::ToolTipRole:
            if (index.column() == Warning && d && !d->warning.empty()) return state_->words(d->warning);
            if (index.column() == Kind || index.column() == Feature) return QString::fromStdString(session_->entries()[row].spec.source);
            if (index.column() == Drift && d && std::isfinite(d->ks))
                return tr("Kolmogorov-Smirnov distance %1").arg(QLocale().toString(d->ks, 'f', 3));
            return {};
        case Qt::TextAlignmentRole:
            if (index.column() == Coverage || index.column() == Drift) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
            return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
        case Qt::ForegroundRole:
            if (index.column() == Drift && d && d->psi > FeatureDiagnosis::kActOnDrift) return tokens().warnText;
            if (index.column() == Warning) return stands_out ? tokens().warnText : tokens().text2;
            if (!session_->entries()[row].used) return tokens().text2;
            return {};
        case Qt::FontRole: return font(Type::body, index.column() == Feature && session_->entries()[row].used);
        case Qt::DecorationRole:
            if (index.column() == Warning && stands_out) return icon("warning", Ink::warn);
            return {};
        case InformationRole: return d ? d->mutual_information : std::nan("");
        case ScaleRole: return scale_;
        case LevelRole: return static_cast<int>(level);
        case SortRole: return sortValue(index);
        default: return {};
    }
}

bool RecipeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Used || role != Qt::CheckStateRole) return false;
    session_->setUsed(static_cast<std::size_t>(index.row()), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags RecipeModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Used) flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant RecipeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole) {
        switch (section) {
            case Coverage: return tr("Share of the training impressions that have a value");
            case Information:
                return tr(
                    "Mutual information with the click on the training rows, less what chance alone would give; a thousandth of a bit");
            case Drift: return tr("Population stability index from train to test: watch over 0.10, act over 0.25");
            default: return {};
        }
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Used: return tr("Use");
        case Feature: return tr("Feature");
        case Kind: return tr("Kind");
        case Coverage: return tr("Coverage");
        case Information: return tr("Information on the click, millibits");
        case Drift: return tr("Drift");
        case Warning: return tr("Warning");
        default: return {};
    }
}

}  // namespace adscope::ui
