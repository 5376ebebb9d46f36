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

// Counts of events and flags of one event exclude each other.
bool excludes(Role given, Role other) {
    const auto is_count = [](Role r) { return r == Role::impressions || r == Role::clicks || r == Role::conversions; };
    const auto is_flag = [](Role r) { return r == Role::weight || r == Role::click || r == Role::conversion; };
    const auto is_outcome = [](Role r) { return r == Role::click || r == Role::conversion; };
    if (given == Role::action || other == Role::action) return is_outcome(given) || is_outcome(other) || is_count(given) || is_count(other);
    return (is_count(given) && is_flag(other)) || (is_flag(given) && is_count(other));
}

// A role that is there once, given by --map, is taken from the column that had it, and from those that it excludes.
void give_up(std::vector<Assignment>& plan, const ColumnRole& role) {
    if (has_field(role.role) || role.role == Role::ignore) return;
    for (auto& a : plan)
        if (a.role.role == role.role || excludes(role.role, a.role.role))
            a.role = ColumnRole{Role::kept, a.column, std::nullopt, 1, Message("ingest.reason.kept")};
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
        if (cell && !there) plan.push_back({d.role, d.from, *cell, false, d.as});
    }
}

bool has(const std::vector<Assignment>& plan, Role role) {
    return std::any_of(plan.begin(), plan.end(), [&](const Assignment& a) { return a.role.role == role; });
}

// Counts come as impressions with their clicks, and not beside flags of single events.
Result<void> check_counts(const TableReader& reader, const std::vector<Assignment>& plan) {
    if (has(plan, Role::action)) {
        if (!has(plan, Role::time)) return Error(ErrorCode::usage, "mapping.actions_need_time", {{"path", reader.path()}});
        for (const Role role : {Role::click, Role::conversion, Role::impressions, Role::clicks, Role::conversions})
            if (has(plan, role))
                return Error(ErrorCode::usage, "mapping.action_and_flags",
                             {{"path", reader.path()}, {"role", to_string(ColumnRole{role, {}, std::nullopt, 1, {}})}});
    }
    const bool impressions = has(plan, Role::impressions), clicks = has(plan, Role::clicks), conversions = has(plan, Role::conversions);
    if (!impressions && !clicks && !conversions) return {};
    if (!impressions || !clicks)
        return Error(ErrorCode::usage, "mapping.counts_incomplete",
                     {{"path", reader.path()}, {"missing", impressions ? "clicks" : "impressions"}});
    for (const Role role : {Role::weight, Role::click, Role::conversion})
        if (has(plan, role))
            return Error(ErrorCode::usage, "mapping.counts_and_flags",
                         {{"path", reader.path()}, {"role", to_string(ColumnRole{role, {}, std::nullopt, 1, {}})}});
    return {};
}

Result<void> note_missing(const TableReader& reader, const std::vector<Assignment>& plan, std::vector<Message>& notices) {
    std::size_t found = 0;
    for (const auto& [role, id] : {std::pair{Role::time, "ingest.no_time"}, std::pair{Role::user, "ingest.no_user"},
                                   std::pair{Role::ad, "ingest.no_ad"}, std::pair{Role::click, "ingest.no_click"}}) {
        const Role r = role;
        if (has(plan, r) || (r == Role::click && (has(plan, Role::clicks) || has(plan, Role::action)))) ++found;
        else notices.emplace_back(id, std::initializer_list<MessageArg>{{"path", reader.path()}});
    }
    if (found == 0)
        return Error(ErrorCode::invalid_input, "ingest.no_roles", {{"path", reader.path()}, {"columns", joined(reader.names())}});
    return {};
}

}  // namespace

bool is_single(Role role) { return !has_field(role) && role != Role::ignore; }

Result<std::unique_ptr<TableReader>> open_log(const std::string& path, const std::map<std::string, std::string>& given,
                                              const Preset& preset, const JobContext& job, std::uint64_t most_rows) {
    auto parts = given;
    parts.insert(preset.dialect.begin(), preset.dialect.end());
    ADSCOPE_ASSIGN(reader, TableReader::open(path, parts, job, most_rows));
    if (!reader->dialect().header && preset.columns.size() == reader->names().size()) reader->rename(preset.columns);
    return reader;
}

std::vector<ColumnRole> roles_of(const std::vector<ColumnFacts>& facts, const Preset& preset) {
    std::vector<ColumnRole> roles;
    const auto kept = [](const std::string& name) { return ColumnRole{Role::kept, name, std::nullopt, 1, Message("ingest.reason.kept")}; };
    if (preset.guesses) {
        roles = guess_roles(facts);
    } else {
        for (const auto& f : facts) roles.push_back(kept(f.name));
    }
    std::set<Role> taken;
    std::vector<bool> set(facts.size());
    // In the order of the preset: where several columns could have a role, it says which is the better one.
    for (const auto& column : preset.events)
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (set[i] || Preset::find(preset.events, facts[i].name) != &column) continue;
            const auto role = std::find_if(column.roles.begin(), column.roles.end(),
                                           [&](const ColumnRole& r) { return !is_single(r.role) || !taken.count(r.role); });
            set[i] = true;
            if (role == column.roles.end()) {
                roles[i] = kept(facts[i].name);
                continue;
            }
            taken.insert(role->role);
            roles[i] = *role;
            if (roles[i].name.empty()) roles[i].name = facts[i].name;
            roles[i].reason = Message("ingest.reason.preset", {{"preset", preset.name}});
        }
    // What the preset gave is no guess's any more.
    for (std::size_t i = 0; i < facts.size(); ++i)
        if (!set[i] && is_single(roles[i].role) && taken.count(roles[i].role)) roles[i] = kept(facts[i].name);
    return roles;
}

Result<std::vector<Assignment>> plan_events(const TableReader& reader, const PlanRequest& request, std::vector<Message>& notices) {
    const auto facts = facts_of_all(reader);
    const auto roles = roles_of(facts, request.preset);
    std::vector<Assignment> plan;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        plan.push_back({roles[i], facts[i].name, i});
        if (const auto* column = Preset::find(request.preset.events, facts[i].name)) plan.back().as = column->as;
    }
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
    ADSCOPE_TRY(check_counts(reader, plan));
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
    const auto& preset = owner == Owner::user ? request.preset.users : request.preset.ads;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (i == *cell) continue;
        Assignment a{{field_role, facts[i].name, std::nullopt, 1, Message("ingest.reason.attribute")}, facts[i].name, i};
        if (const auto* set = Preset::find(preset, facts[i].name)) {
            a.role = set->roles.front();
            if (a.role.role == key_role) a.role.role = field_role;  // "ad:category" in a file of ads: by the column's own name
            a.as = set->as;
        }
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
                                            const std::map<std::string, std::string>& forms) {
    std::vector<Assignment> plan;
    for (const auto& [text, column] : mapping) {
        ADSCOPE_ASSIGN(role, parse_role(text));
        const auto cell = place_of(columns, column);
        if (!cell) continue;
        Assignment a{std::move(role), column, *cell};
        if (const auto form = forms.find(text); form != forms.end()) a.as = parse_transform(form->second).value_or(Transform{});
        plan.push_back(std::move(a));
    }
    return plan;
}

std::map<std::string, std::string> forms_of(const std::vector<Assignment>& assignments) {
    std::map<std::string, std::string> out;
    for (const auto& a : assignments)
        if (!a.as.is_plain()) out.emplace(to_string(a.role), to_string(a.as));
    return out;
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
