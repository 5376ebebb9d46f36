#include "core/ingest/plan.h"

#include <algorithm>

namespace adscope::ingest {
namespace {

constexpr double kUnsure = 0.5;

bool has_field(Role role) {
    return role == Role::outcome || role == Role::user_field || role == Role::ad_field || role == Role::context || role == Role::kept ||
           role == Role::sequence;
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& n : names) out += (out.empty() ? "" : ", ") + n;
    return out;
}

std::optional<std::size_t> place_of(const std::vector<std::string>& names, const std::string& column) {
    const auto found = std::find(names.begin(), names.end(), column);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

std::vector<ColumnFacts> facts_of_all(const TableReader& reader) {
    std::vector<ColumnFacts> out;
    for (std::size_t i = 0; i < reader.names().size(); ++i) out.push_back(facts_of(reader.names()[i], reader.sample(), i));
    return out;
}

// Settles the kind of a field, and takes away what other roles do not need.
void settle_kind(Assignment& a, const ColumnFacts& facts, const std::set<std::string>& as_category) {
    if (!has_field(a.role.role)) return;
    if (a.role.name.empty()) a.role.name = a.column;
    if (a.role.role == Role::sequence) {
        a.role.kind = FieldKind::tags;
        return;
    }
    if (a.role.kind) return;
    a.guessed_kind = true;
    a.role.kind = as_category.count(a.column) ? FieldKind::category : guess_kind(facts);
}

// A role that is there once, given by --map, is taken from the column that had it.
void give_up(std::vector<Assignment>& plan, const ColumnRole& role) {
    if (has_field(role.role) || role.role == Role::ignore) return;
    for (auto& a : plan)
        if (a.role.role == role.role) a.role = ColumnRole{Role::kept, a.column, std::nullopt, 1, Message("ingest.reason.kept")};
}

Result<void> apply_map(std::vector<Assignment>& plan, const std::vector<std::string>& names,
                       const std::map<std::string, std::string>& roles, bool (*mine)(Role)) {
    std::set<std::string> mapped;
    std::vector<Assignment> given;
    for (const auto& [text, column] : roles) {
        ADSCOPE_ASSIGN(role, parse_role(text));
        const auto cell = place_of(names, column);
        if (!cell || !mine(role.role)) continue;
        role.reason = Message("ingest.reason.given");
        mapped.insert(column);
        give_up(plan, role);
        given.push_back({std::move(role), column, *cell});
    }
    std::erase_if(plan, [&](const Assignment& a) { return mapped.count(a.column) > 0; });
    plan.insert(plan.end(), given.begin(), given.end());
    std::stable_sort(plan.begin(), plan.end(), [](const Assignment& a, const Assignment& b) { return a.cell < b.cell; });
    return {};
}

Result<void> check_twice(const std::vector<Assignment>& plan) {
    std::map<std::string, std::string> seen;
    for (const auto& a : plan) {
        if (a.role.role == Role::ignore) continue;
        // context, outcome and kept share the names of the events' fields.
        ColumnRole role = a.role;
        role.kind.reset();
        if (role.role == Role::outcome || role.role == Role::kept || role.role == Role::sequence) role.role = Role::context;
        const auto [other, added] = seen.emplace(to_string(role), a.column);
        if (!added)
            return Error(ErrorCode::usage, "ingest.role_twice",
                         {{"role", to_string(a.role)}, {"first", other->second}, {"second", a.column}});
    }
    return {};
}

void add_derived(std::vector<Assignment>& plan, const std::vector<std::string>& names, const Preset& preset) {
    for (const auto& d : preset.derived) {
        const auto cell = place_of(names, d.from);
        const bool there = std::any_of(plan.begin(), plan.end(),
                                       [&](const Assignment& a) { return a.role.name == d.role.name && a.role.role == d.role.role; });
        if (cell && !there) plan.push_back({d.role, d.from, *cell, false, d.divide_by});
    }
}

Result<void> note_missing(const TableReader& reader, const std::vector<Assignment>& plan, std::vector<Message>& notices) {
    std::size_t found = 0;
    for (const auto& [role, id] : {std::pair{Role::time, "ingest.no_time"}, std::pair{Role::user, "ingest.no_user"},
                                   std::pair{Role::ad, "ingest.no_ad"}, std::pair{Role::click, "ingest.no_click"}}) {
        const auto it = std::find_if(plan.begin(), plan.end(), [&, r = role](const Assignment& a) { return a.role.role == r; });
        if (it != plan.end()) ++found;
        else notices.emplace_back(id, std::initializer_list<MessageArg>{{"path", reader.path()}});
    }
    if (found == 0)
        return Error(ErrorCode::invalid_input, "ingest.no_roles", {{"path", reader.path()}, {"columns", joined(reader.names())}});
    return {};
}

}  // namespace

std::vector<ColumnRole> roles_of(const std::vector<ColumnFacts>& facts, const Preset& preset) {
    std::vector<ColumnRole> roles;
    if (preset.guesses) {
        roles = guess_roles(facts);
    } else {
        for (const auto& f : facts) roles.push_back({Role::kept, f.name, std::nullopt, 1, Message("ingest.reason.kept")});
    }
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto set = preset.events.find(facts[i].name);
        if (set == preset.events.end()) continue;
        for (auto& r : roles)
            if (r.role == set->second.role && !has_field(r.role)) r = {Role::kept, r.name, std::nullopt, 1, Message("ingest.reason.kept")};
        roles[i] = set->second;
        roles[i].reason = Message("ingest.reason.preset", {{"preset", preset.name}});
    }
    return roles;
}

Result<std::vector<Assignment>> plan_events(const TableReader& reader, const PlanRequest& request, std::vector<Message>& notices) {
    const auto facts = facts_of_all(reader);
    const auto roles = roles_of(facts, request.preset);
    std::vector<Assignment> plan;
    for (std::size_t i = 0; i < facts.size(); ++i) plan.push_back({roles[i], facts[i].name, i});
    ADSCOPE_TRY(apply_map(plan, reader.names(), request.roles, [](Role) { return true; }));
    add_derived(plan, reader.names(), request.preset);
    for (auto& a : plan) {
        settle_kind(a, facts[a.cell], request.as_category);
        if (a.role.confidence < kUnsure && a.role.role != Role::kept) {
            ColumnRole plain = a.role;
            plain.kind.reset();
            notices.emplace_back("ingest.unsure_role", std::initializer_list<MessageArg>{
                                                           {"column", a.column}, {"role", to_string(plain)}, {"path", reader.path()}});
        }
    }
    ADSCOPE_TRY(check_twice(plan));
    ADSCOPE_TRY(note_missing(reader, plan, notices));
    return plan;
}

Result<EntityPlan> plan_entities(const TableReader& reader, Owner owner, const std::string& key, const PlanRequest& request) {
    const Role key_role = owner == Owner::user ? Role::user : Role::ad,
               field_role = owner == Owner::user ? Role::user_field : Role::ad_field;
    const auto facts = facts_of_all(reader);
    EntityPlan plan;
    std::optional<std::size_t> cell;
    if (!key.empty()) {
        cell = place_of(reader.names(), key);
        if (!cell)
            return Error(ErrorCode::usage, "ingest.unknown_key",
                         {{"found", key}, {"path", reader.path()}, {"columns", joined(reader.names())}});
    } else {
        const auto guessed = guess_roles(facts);
        for (std::size_t i = 0; i < guessed.size() && !cell; ++i)
            if (guessed[i].role == key_role) cell = i;
        if (!cell) return Error(ErrorCode::usage, "ingest.no_key", {{"path", reader.path()}, {"columns", joined(reader.names())}});
    }
    plan.key_cell = *cell;
    plan.key_column = reader.names()[*cell];
    const Mapping& preset = owner == Owner::user ? request.preset.users : request.preset.ads;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (i == *cell) continue;
        Assignment a{{field_role, facts[i].name, std::nullopt, 1, Message("ingest.reason.attribute")}, facts[i].name, i};
        if (const auto set = preset.find(facts[i].name); set != preset.end()) a.role = set->second;
        plan.assignments.push_back(std::move(a));
    }
    ADSCOPE_TRY(apply_map(
        plan.assignments, reader.names(), request.roles,
        owner == Owner::user ? [](Role r) { return r == Role::user_field; } : [](Role r) { return r == Role::ad_field; }));
    for (auto& a : plan.assignments) settle_kind(a, facts[a.cell], request.as_category);
    ADSCOPE_TRY(check_twice(plan.assignments));
    return plan;
}

Result<std::vector<Assignment>> plan_stored(const std::map<std::string, std::string>& mapping, const std::vector<std::string>& columns,
                                            const Preset& preset) {
    std::vector<Assignment> plan;
    for (const auto& [text, column] : mapping) {
        ADSCOPE_ASSIGN(role, parse_role(text));
        const auto cell = place_of(columns, column);
        if (!cell) continue;
        Assignment a{std::move(role), column, *cell};
        for (const auto& d : preset.derived)
            if (d.from == column && d.role.role == a.role.role && d.role.name == a.role.name) a.divide_by = d.divide_by;
        plan.push_back(std::move(a));
    }
    return plan;
}

std::map<std::string, std::string> mapping_of(const std::vector<Assignment>& assignments, bool kinds) {
    std::map<std::string, std::string> out;
    for (const auto& a : assignments) {
        ColumnRole role = a.role;
        if (!kinds) role.kind.reset();
        if (role.role == Role::sequence) role.kind.reset();
        // Several columns may be ignored; the text names one role once.
        std::string text = to_string(role);
        if (role.role == Role::ignore && out.count(text)) continue;
        out.emplace(std::move(text), a.column);
    }
    return out;
}

}  // namespace adscope::ingest
