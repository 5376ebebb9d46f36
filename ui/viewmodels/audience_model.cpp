#include "ui/viewmodels/audience_model.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

#include "core/analytics/breakdown.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/interval_delegate.h"

namespace adscope::ui {
namespace {

// Sorted by what a column holds; equal ones by code, so that the order is one.
template <class Key>
void sort_by(std::vector<std::uint32_t>& users, bool descending, const Key& key) {
    std::stable_sort(users.begin(), users.end(), [&](auto a, auto b) { return descending ? key(b) < key(a) : key(a) < key(b); });
}

}  // namespace

QString user_field_text(const UserField& f, std::uint32_t user) {
    if (f.kind == UserField::Kind::number)
        return std::isnan(f.numbers[user]) ? QString::fromUtf8("—") : QLocale().toString(f.numbers[user], 'g', 6);
    return f.codes[user] == 0 ? QString::fromUtf8("—") : QString::fromStdString(f.names[f.codes[user]]);
}

Result<UserOrder> AudienceModel::order_of(const AudienceData& d, int column, bool descending, const QString& text, const JobContext& job) {
    UserOrder out;
    const QString wanted = text.trimmed();
    // Names are compared once a value, not once a user.
    std::vector<std::vector<std::uint8_t>> hits;
    for (const auto& f : d.fields) {
        auto& hit = hits.emplace_back(f.names.size());
        for (std::size_t c = 1; !wanted.isEmpty() && c < f.names.size(); ++c)
            hit[c] = QString::fromStdString(f.names[c]).contains(wanted, Qt::CaseInsensitive);
    }
    for (std::size_t i = 0; i < d.users.size(); ++i) {
        if (i % 4096 == 0 && job.cancelled()) return Error::cancelled();
        const auto u = d.users[i];
        bool found = wanted.isEmpty() || QString::fromStdString(d.table->users.keys[u]).contains(wanted, Qt::CaseInsensitive);
        for (std::size_t f = 0; !found && f < d.fields.size(); ++f)
            found = d.fields[f].kind == UserField::Kind::category && hits[f][d.fields[f].codes[u]];
        if (found) out.users.push_back(u);
    }
    const auto fields = static_cast<int>(d.fields.size());
    const auto rate = [&](std::uint32_t u) { return static_cast<double>(d.clicks[u]) / static_cast<double>(d.impressions[u]); };
    if (column == 0) {
        sort_by(out.users, descending, [&](auto u) -> const std::string& { return d.table->users.keys[u]; });
    } else if (column >= 1 && column <= fields) {
        const auto& f = d.fields[static_cast<std::size_t>(column - 1)];
        if (f.kind == UserField::Kind::number)
            sort_by(out.users, descending,
                    [&](auto u) { return std::isnan(f.numbers[u]) ? -std::numeric_limits<double>::infinity() : f.numbers[u]; });
        else sort_by(out.users, descending, [&](auto u) -> const std::string& { return f.names[f.codes[u]]; });
    } else if (column == fields + 1) {
        sort_by(out.users, descending, [&](auto u) { return d.active_days[u]; });
    } else if (column == fields + 2) {
        sort_by(out.users, descending, [&](auto u) { return d.impressions[u]; });
    } else if (column == fields + 3) {
        sort_by(out.users, descending, [&](auto u) { return d.clicks[u]; });
    } else if (column > fields + 3) {
        sort_by(out.users, descending, rate);
    }
    if (job.cancelled()) return Error::cancelled();
    out.found = out.users.size();
    if (out.users.size() > kMostRows) out.users.resize(kMostRows);
    return out;
}

void AudienceModel::setData(std::shared_ptr<const AudienceData> data, UserOrder order) {
    beginResetModel();
    data_ = std::move(data);
    order_ = std::move(order);
    low_ = 0;
    high_ = 1e-3;
    // To the largest end of a user who is no small cell.
    for (const auto u : data_ ? data_->users : std::vector<std::uint32_t>())
        if (data_->impressions[u] >= 30 && data_->clicks[u] >= 5)
            high_ = std::max(high_, wilson(data_->clicks[u], data_->impressions[u]).high);
    if (high_ <= 1e-3) high_ = 1;
    endResetModel();
}

void AudienceModel::setOrder(UserOrder order) {
    beginResetModel();
    order_ = std::move(order);
    endResetModel();
}

int AudienceModel::rowOf(std::uint32_t user) const {
    const auto found = std::find(order_.users.begin(), order_.users.end(), user);
    return found == order_.users.end() ? -1 : static_cast<int>(found - order_.users.begin());
}

int AudienceModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(order_.users.size()); }
int AudienceModel::columnCount(const QModelIndex& parent) const { return parent.isValid() || !data_ ? 0 : attributes() + 6; }

QString AudienceModel::text(std::uint32_t u, int column) const {
    if (column == 0) return QString::fromStdString(data_->table->users.keys[u]);
    const int at = column - attributes();
    if (at <= 0) return user_field_text(data_->fields[static_cast<std::size_t>(column - 1)], u);
    if (at == 1) return data_->table->has_time ? count_text(data_->active_days[u]) : QString::fromUtf8("—");
    if (at == 2) return count_text(data_->impressions[u]);
    if (at == 3) return data_->table->has_click ? count_text(data_->clicks[u]) : QString::fromUtf8("—");
    if (!data_->table->has_click) return QString::fromUtf8("—");
    const Metric m = wilson(data_->clicks[u], data_->impressions[u]);
    return at == 4 ? percent_text(m.value) : interval_text(m);
}

QVariant AudienceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !data_) return {};
    const auto u = user(index.row());
    const bool number = index.column() > attributes() ||
                        (index.column() > 0 && data_->fields[static_cast<std::size_t>(index.column() - 1)].kind == UserField::Kind::number);
    switch (role) {
        case Qt::DisplayRole: return text(u, index.column());
        case Qt::TextAlignmentRole:
            return int(Qt::AlignVCenter | (number && index.column() != barColumn() ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::ToolTipRole:
            if (index.column() < rateColumn() || !data_->table->has_click) return {};
            return tr("%1 clicks of %2 impressions, 95 % Wilson %3 %")
                .arg(count_text(data_->clicks[u]), count_text(data_->impressions[u]),
                     interval_text(wilson(data_->clicks[u], data_->impressions[u])));
        case MetricRole:
            return index.column() == barColumn() && data_->table->has_click
                       ? QVariant::fromValue(wilson(data_->clicks[u], data_->impressions[u]))
                       : QVariant();
        case UserRole: return u;
        default: return {};
    }
}

QVariant AudienceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || !data_) return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section > attributes() && section != barColumn() ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole) return {};
    if (section == 0) return tr("User");
    const int at = section - attributes();
    if (at <= 0) {
        const auto& f = data_->fields[static_cast<std::size_t>(section - 1)];
        return f.name.starts_with("user.clicked.") ? tr("Most clicked: %1").arg(QString::fromStdString(f.title))
                                                   : QString::fromStdString(f.title);
    }
    const QString titles[] = {tr("Active days"), tr("Impressions"), tr("Clicks"), tr("CTR, %"),
                              tr("0 to %1 %, Wilson 95 %").arg(percent_text(high_, 1))};
    return titles[at - 1];
}

}  // namespace adscope::ui
