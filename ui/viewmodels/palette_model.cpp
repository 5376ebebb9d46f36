#include "ui/viewmodels/palette_model.h"

#include <QLocale>

#include "core/workspace/filter.h"

namespace adscope::ui {
namespace {

// The ad's first text field names it.
const CategoryValues* titles(const EventTable& table) {
    for (const auto& c : table.ads.columns)
        if (c.field.kind == FieldKind::text && c.category()) return c.category();
    return nullptr;
}

}  // namespace

PaletteModel::PaletteModel(AppState* state, QList<PaletteEntry> fixed, QObject* parent)
    : QAbstractListModel(parent), state_(state), fixed_(std::move(fixed)) {
    build({});
}

void PaletteModel::setOpeners(std::function<void(std::uint32_t)> openUser, std::function<void(std::uint32_t)> openAd) {
    open_user_ = std::move(openUser);
    open_ad_ = std::move(openAd);
}

PaletteModel::Hits PaletteModel::find(const EventTable& table, const QString& text, const JobContext& job) {
    Hits hits;
    const auto look = [&](const EntityTable& entities, const CategoryValues* names, std::vector<Found>& out, qint64& all) {
        for (std::uint32_t code = 1; code <= entities.count; ++code) {
            if (code % 4096 == 0 && job.cancelled()) return;
            const QString key = QString::fromStdString(entities.keys[code]);
            const QString title = names ? QString::fromStdString(names->names[names->codes[code]]) : QString();
            if (!key.contains(text, Qt::CaseInsensitive) && !title.contains(text, Qt::CaseInsensitive)) continue;
            ++all;
            if (static_cast<int>(out.size()) < kMostOfGroup) out.push_back({code, key, title});
        }
    };
    look(table.ads, titles(table), hits.ads, hits.all_ads);
    look(table.users, nullptr, hits.users, hits.all_users);
    return hits;
}

void PaletteModel::search(const QString& text) {
    text_ = text.trimmed();
    build({});
    if (text_.isEmpty() || !state_->table()) {
        emit searchedAll();
        return;
    }
    state_->jobs()->run<Hits>(
        tr("Searching"), this,
        [table = state_->table(), wanted = text_](const JobContext& job) -> Result<Hits> { return find(*table, wanted, job); },
        [this](Result<Hits> hits) {
            if (!hits) return;
            build(*hits);
            emit searchedAll();
        },
        "search", false);
}

void PaletteModel::addGroup(const QString& name, qint64 all, QList<PaletteEntry> entries) {
    if (entries.isEmpty()) return;
    if (entries.size() > kMostOfGroup && !text_.isEmpty()) entries.resize(kMostOfGroup);
    PaletteEntry heading;
    heading.heading = true;
    const QLocale l;
    heading.text = all > entries.size() ? tr("%1 · %2 of %3").arg(name, l.toString(entries.size()), l.toString(all)) : name;
    shown_ << heading << entries;
}

void PaletteModel::build(const Hits& hits) {
    beginResetModel();
    shown_.clear();
    QStringList groups;
    QHash<QString, QList<PaletteEntry>> found;
    for (const auto& e : fixed_) {
        if (!text_.isEmpty() && !e.text.contains(text_, Qt::CaseInsensitive)) continue;
        if (!groups.contains(e.group)) groups << e.group;
        found[e.group] << e;
    }
    const auto entries = [&](const std::vector<Found>& list, const QString& icon, const std::string& field, const auto& open) {
        QList<PaletteEntry> out;
        for (const auto& f : list) {
            const SliceChip chip{QString::fromStdString(field) + " = " + f.key, field + " = " + quote_value(f.key.toStdString())};
            out.append({{},
                        icon,
                        f.title.isEmpty() ? f.key : f.title,
                        f.title.isEmpty() ? QString() : f.key,
                        [open, code = f.code] {
                            if (open) open(code);
                        },
                        chip});
        }
        return out;
    };
    for (const auto& g : groups) addGroup(g, found[g].size(), found[g]);
    addGroup(tr("Ads"), hits.all_ads, entries(hits.ads, "ads", "ad", open_ad_));
    addGroup(tr("Users"), hits.all_users, entries(hits.users, "users", "user", open_user_));
    endResetModel();
}

int PaletteModel::firstEntry() const { return next(-1, 1); }

int PaletteModel::next(int row, int step) const {
    for (int r = row + step; r >= 0 && r < shown_.size(); r += step)
        if (!shown_[r].heading) return r;
    return row >= 0 && row < shown_.size() && !shown_[row].heading ? row : -1;
}

int PaletteModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const PaletteEntry& e = shown_[index.row()];
    switch (role) {
        case Qt::DisplayRole: return e.text;
        case Qt::AccessibleTextRole: return e.detail.isEmpty() ? e.text : e.text + ", " + e.detail;
        case GroupRole: return e.group;
        case IconRole: return e.icon;
        case DetailRole: return e.detail;
        case HeadingRole: return e.heading;
        default: return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    return shown_[index.row()].heading ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

}  // namespace adscope::ui
