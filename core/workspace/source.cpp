#include "core/workspace/source.h"

#include <charconv>
#include <cmath>

namespace adscope {
namespace {

template <class T>
double value_or_missing(const std::vector<T>& values, std::size_t i) {
    return values.empty() ? kMissing : static_cast<double>(values[i]);
}

}  // namespace

bool FieldSource::find_role(const EventTable& table, const std::string& name, FieldSource& out) {
    const auto number = [&](Role role, bool there) {
        out.role_ = role;
        out.shape_ = Shape::number;
        return there;
    };
    const auto identity = [&](Role role, Owner owner, const EntityTable& entities, bool there) {
        out.role_ = role;
        out.owner_ = owner;
        out.names_ = &entities.keys;
        return there;
    };
    if (name == "user") return identity(Role::user, Owner::user, table.users, table.has_user);
    if (name == "ad") return identity(Role::ad, Owner::ad, table.ads, table.has_ad);
    if (name == "time" || name.empty()) return number(Role::time, table.has_time);
    if (table.find(name)) return false;  // a field of the same name as one of the roles below is meant
    if (name == "click") return number(Role::click, table.has_click);
    if (name == "conversion") return number(Role::conversion, !table.conversion.empty());
    if (name == "cost") return number(Role::cost, !table.cost.empty());
    if (name == "revenue") return number(Role::revenue, !table.revenue.empty());
    if (name == "position") return number(Role::position, !table.position.empty());
    if (name == "rating") return number(Role::rating, !table.rating.empty());
    if (name == "propensity") return number(Role::propensity, !table.propensity.empty());
    return false;
}

void FieldSource::take_column(const Column& column, FieldSource& out) {
    out.role_ = Role::field;
    out.column_ = &column;
    if (const auto* c = column.category()) {
        out.shape_ = Shape::coded;
        out.codes_ = &c->codes;
        out.names_ = &c->names;
    } else if (const auto* n = column.number()) {
        out.shape_ = Shape::number;
        out.numbers_ = &n->values;
    } else {
        out.shape_ = Shape::tags;
        out.tags_ = column.tags();
        out.names_ = &out.tags_->names;
    }
}

Result<FieldSource> FieldSource::find(const EventTable& table, const std::string& name, const std::string& feature) {
    FieldSource role;
    role.table_ = &table;
    if (find_role(table, name, role)) return role;
    FieldSource out;
    out.table_ = &table;
    const auto found = table.find(name);
    // The log's own name of a column with a role: "slot" for position.
    if (const auto alias = table.aliases.find(name); !found && alias != table.aliases.end() && find_role(table, alias->second, out))
        return out;
    const bool usable = found && (found->owner == Owner::event || (found->owner == Owner::user ? table.has_user : table.has_ad));
    if (!usable) {
        return Error(ErrorCode::not_found, "features.unknown_source",
                     {{"feature", feature}, {"source", name.empty() ? std::string("time") : name}, {"known", known_sources(table)}});
    }
    out.owner_ = found->owner;
    take_column(*found->column, out);
    return out;
}

std::size_t FieldSource::slot_count() const {
    return owner_ == Owner::event ? table_->rows : 1 + (owner_ == Owner::user ? table_->users.count : table_->ads.count);
}

double FieldSource::role_number(std::size_t slot) const {
    switch (role_) {
        case Role::time: return table_->time[slot] == EventTable::kNoTime ? kMissing : static_cast<double>(table_->time[slot]);
        case Role::click: return value_or_missing(table_->click, slot);
        case Role::conversion: return value_or_missing(table_->conversion, slot);
        case Role::cost: return value_or_missing(table_->cost, slot);
        case Role::revenue: return value_or_missing(table_->revenue, slot);
        case Role::position: return table_->position[slot] == EventTable::kNoPosition ? kMissing : table_->position[slot];
        case Role::rating: return value_or_missing(table_->rating, slot);
        case Role::propensity: return value_or_missing(table_->propensity, slot);
        default: return kMissing;
    }
}

std::string known_sources(const EventTable& table) {
    std::vector<std::string> names;
    if (table.has_user) names.push_back("user");
    if (table.has_ad) names.push_back("ad");
    if (table.has_time) names.push_back("time");
    for (const auto& c : table.columns) names.push_back(c.field.name);
    for (const auto& c : table.users.columns) names.push_back("user." + c.field.name);
    for (const auto& c : table.ads.columns) names.push_back("ad." + c.field.name);
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < 60; ++i) out += (i ? ", " : "") + names[i];
    return names.size() > 60 ? out + ", ..." : out;
}

std::string number_key(double value) {
    char buffer[40];
    const bool whole = std::abs(value) < 1e15 && value == std::floor(value);  // 100000 rather than 1e+05
    const auto end = whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(value)).ptr
                           : std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

double parse_number(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value) ? value : kMissing;
}

}  // namespace adscope
