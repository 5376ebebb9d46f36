#include "core/workspace/event_table.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/tztrans.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/base/parallel.h"
#include "core/workspace/event_reader.h"
#include "core/workspace/fields.h"
#include "core/workspace/segments.h"

namespace adscope {
namespace {

Result<void> read_entities(Database& database, const char* owner_table, const std::vector<Field>& fields, EntityTable& out) {
    ADSCOPE_ASSIGN(count, database.integer(std::string("SELECT max(id) FROM ") + owner_table));
    out.count = static_cast<std::size_t>(count);
    const std::size_t n = out.count + 1;
    out.keys.resize(n);
    std::string sql = "SELECT id, key";
    std::vector<std::vector<std::uint32_t>> sets(fields.size());
    for (std::size_t f = 0; f < fields.size(); ++f) {
        sql += ", c_" + std::to_string(fields[f].column_number);
        Column column;
        column.field = fields[f];
        if (is_coded(fields[f].kind)) {
            ADSCOPE_ASSIGN(names, read_dictionary(database, fields[f].id));
            CodeArray codes(n, static_cast<std::uint32_t>(names.size() - 1));
            column.values = CategoryValues{std::move(codes), std::move(names)};
        } else if (fields[f].kind == FieldKind::tags) {
            sets[f].resize(n);
        } else {
            column.values = NumberValues{std::vector<double>(n, kMissing)};
        }
        out.columns.push_back(std::move(column));
    }
    ADSCOPE_ASSIGN(select, database.prepare(sql + " FROM " + owner_table + " ORDER BY id"));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        const auto id = static_cast<std::size_t>(select.integer(0));
        if (id == 0 || id >= n) return Error(ErrorCode::corrupt, "workspace.corrupt", {{"path", database.path()}, {"cause", owner_table}});
        out.keys[id] = select.text(1);
        for (std::size_t f = 0; f < fields.size(); ++f) {
            const int c = 2 + static_cast<int>(f);
            if (select.is_null(c)) continue;
            if (auto* category = std::get_if<CategoryValues>(&out.columns[f].values); category && is_coded(fields[f].kind)) {
                const auto code = static_cast<std::uint64_t>(select.integer(c));
                if (code < category->names.size()) category->codes.set(id, static_cast<std::uint32_t>(code));
            } else if (fields[f].kind == FieldKind::tags) {
                sets[f][id] = static_cast<std::uint32_t>(select.integer(c));
            } else {
                std::get<NumberValues>(out.columns[f].values).values[id] = select.real(c);
            }
        }
    }
    for (std::size_t f = 0; f < fields.size(); ++f) {
        if (fields[f].kind != FieldKind::tags) continue;
        ADSCOPE_ASSIGN(values, read_tag_sets(database, fields[f].id, sets[f]));
        out.columns[f].values = std::move(values);
    }
    out.index.reserve(n);
    for (std::size_t id = 1; id < n; ++id) out.index.emplace(out.keys[id], static_cast<std::uint32_t>(id));
    return {};
}

Result<void> read_marks(Database& database, EventTable& table) {
    table.marked = Selection(table.rows);
    ADSCOPE_ASSIGN(select, database.prepare("SELECT m.event FROM marks m JOIN steps s ON s.id = m.step WHERE s.active = 1"));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        const auto found = std::lower_bound(table.id.begin(), table.id.end(), select.integer(0));
        if (found != table.id.end() && *found == select.integer(0)) table.marked.set(static_cast<std::size_t>(found - table.id.begin()));
    }
    table.usable_ = table.marked;
    table.usable_.invert();
    return {};
}

Result<void> read_aliases(Database& database, EventTable& table) {
    ADSCOPE_ASSIGN(select, database.prepare("SELECT mapping FROM sources WHERE content = 'events' ORDER BY id"));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return {};
        const auto mapping = nlohmann::json::parse(select.text(0), nullptr, false);
        if (!mapping.is_object()) continue;
        for (const auto& [role, column] : mapping.items())
            if (column.is_string() && role.find_first_of(".:") == std::string::npos)
                table.aliases.try_emplace(column.get<std::string>(), role);
    }
}

Result<void> find_zone_transitions(EventTable& table) {
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(table.time_zone)));
    if (!zone || *zone == icu::TimeZone::getUnknown())
        return Error(ErrorCode::invalid_input, "workspace.unknown_zone", {{"found", table.time_zone}});
    std::int64_t from = std::numeric_limits<std::int64_t>::max(), to = std::numeric_limits<std::int64_t>::min();
    for (const auto t : table.time)
        if (t != EventTable::kNoTime) {
            from = std::min(from, t);
            to = std::max(to, t);
        }
    if (from > to) from = to = now_ms();  // no event has a time: the zone as it is today
    const auto offset_at = [&](double time) {
        int32_t raw = 0, saving = 0;
        UErrorCode status = U_ZERO_ERROR;
        zone->getOffset(time, false, raw, saving, status);
        return static_cast<std::int64_t>(raw) + saving;
    };
    table.zone_transitions_.emplace_back(std::numeric_limits<std::int64_t>::min(), offset_at(static_cast<double>(from)));
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    icu::TimeZoneTransition transition;
    double at = static_cast<double>(from);
    // A century of half-yearly changes bounds the loop for times that are nonsense.
    for (int i = 0; basic && i < 400 && basic->getNextTransition(at, false, transition) && transition.getTime() <= static_cast<double>(to);
         ++i) {
        at = transition.getTime();
        table.zone_transitions_.emplace_back(static_cast<std::int64_t>(at), offset_at(at));
    }
    return {};
}

void hash_column(Sha256& hash, const Column& column, std::size_t begin, std::size_t end) {
    if (const auto* category = column.category()) {
        category->codes.visit([&](auto codes) { hash.update(codes.data() + begin, (end - begin) * sizeof(codes[0])); });
    } else if (const auto* number = column.number()) {
        hash.update(number->values.data() + begin, (end - begin) * sizeof(double));
    } else {
        const auto& tags = *column.tags();
        for (std::size_t i = begin; i < end; ++i) hash.update(tags.row(i).data(), tags.row(i).size_bytes()), hash.update("|");
    }
}

void hash_dictionary(Sha256& hash, const Column& column) {
    hash.update(to_string(column.field.owner) + '\0' + column.field.name + '\0' + to_string(column.field.role) + '\0' +
                to_string(column.field.kind) + '\0');
    const auto* category = column.category();
    const auto* tags = column.tags();
    for (const auto& name : category ? category->names : tags ? tags->names : std::vector<std::string>())
        hash.update(name.data(), name.size() + 1);
}

std::string hash_rows(const EventTable& t, std::size_t begin, std::size_t end) {
    Sha256 hash;
    const auto add = [&](const auto& values) {
        if (!values.empty()) hash.update(values.data() + begin, (end - begin) * sizeof(values[0]));
        hash.update("|");
    };
    add(t.time);
    for (const auto* codes : {&t.user, &t.ad})
        codes->visit([&](auto span) { hash.update(span.data() + begin, (end - begin) * sizeof(span[0])); });
    add(t.click), add(t.conversion), add(t.cost), add(t.revenue), add(t.position), add(t.weight), add(t.rating), add(t.propensity),
        add(t.split);
    for (const auto& column : t.columns) hash_column(hash, column, begin, end);
    for (std::size_t i = begin; i < end; i += 64) hash.update(&t.marked.words()[i / 64], 8);
    return hash.hex();
}

// SHA-256 over the events in order, the marks, the dictionaries and the attributes; rows are hashed in blocks of a fixed
// size, so that the number of threads has no say. Ids and sources are left out: the same content is the same state.
void hash_state(EventTable& table) {
    constexpr std::size_t block = 65536;
    std::vector<std::string> blocks((table.rows + block - 1) / block);
    parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t b = begin; b < end; ++b) blocks[b] = hash_rows(table, b * block, std::min(table.rows, (b + 1) * block));
    });
    Sha256 hash;
    hash.update("adscope state 1 " + table.time_zone + ' ' + table.currency + ' ' + std::to_string(table.has_click) + ' ' +
                std::to_string(table.rows) + '\n');
    for (const auto& b : blocks) hash.update(b);
    for (const auto& column : table.columns) hash_dictionary(hash, column);
    for (const auto* entities : {&table.users, &table.ads}) {
        for (const auto& key : entities->keys) hash.update(key.data(), key.size() + 1);
        for (const auto& column : entities->columns) {
            hash_dictionary(hash, column);
            hash_column(hash, column, 0, entities->count + 1);
        }
    }
    table.state_hash = hash.hex();
}

// What changes whenever an import, an undo, a cleaning step or feedback changes what is read here; runs of models do not.
Result<std::string> stamp(Database& database) {
    return database.text(
        "SELECT (SELECT coalesce(max(id), 0) FROM events) || ' ' || (SELECT coalesce(max(id), 0) FROM users) || ' ' || (SELECT "
        "coalesce(max(id), 0) FROM ads) || ' ' ||"
        " (SELECT count(*) || ' ' || coalesce(sum(id), 0) || ' ' || coalesce(sum(accepted + duplicates), 0) FROM sources) || ' ' ||"
        " (SELECT count(*) || ' ' || coalesce(sum(id * active), 0) FROM steps) || ' ' || (SELECT count(*) || ' ' || coalesce(sum(id), 0) "
        "FROM fields)");
}

std::vector<Field> of_owner(const std::vector<Field>& fields, Owner owner) {
    std::vector<Field> out;
    std::copy_if(fields.begin(), fields.end(), std::back_inserter(out), [&](const Field& f) { return f.owner == owner; });
    return out;
}

const Column* column_of(const std::vector<Column>& columns, std::string_view name) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.field.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

}  // namespace

const Column* EntityTable::column(std::string_view name) const { return column_of(columns, name); }

std::uint32_t EntityTable::code(std::string_view key) const {
    const auto found = index.find(key);
    return found == index.end() ? 0 : found->second;
}

std::optional<EventTable::Found> EventTable::find(std::string_view name) const {
    if (const Column* c = column_of(columns, name)) return Found{Owner::event, c};
    if (const Column* c = users.column(name)) return Found{Owner::user, c};
    if (const Column* c = ads.column(name)) return Found{Owner::ad, c};
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto owner = name.substr(0, dot), rest = name.substr(dot + 1);
    const Column* c = nullptr;
    if (owner == "user" && (c = users.column(rest))) return Found{Owner::user, c};
    if (owner == "ad" && (c = ads.column(rest))) return Found{Owner::ad, c};
    if ((owner == "event" || owner == "context" || owner == "outcome") && (c = column_of(columns, rest))) return Found{Owner::event, c};
    return std::nullopt;
}

EventTable::ZoneSpan EventTable::zone_span(std::int64_t time_ms) const {
    constexpr auto first = std::numeric_limits<std::int64_t>::min(), last = std::numeric_limits<std::int64_t>::max();
    if (zone_transitions_.empty()) return {first, last, 0};
    const auto after = std::upper_bound(zone_transitions_.begin(), zone_transitions_.end(), time_ms,
                                        [](std::int64_t t, const auto& x) { return t < x.first; });
    const auto own = after == zone_transitions_.begin() ? after : std::prev(after);
    return {after == zone_transitions_.begin() ? first : own->first, after == zone_transitions_.end() ? last : after->first, own->second};
}

Result<EventTablePtr> EventTable::read(const std::string& workspace_path, const JobContext& job) {
    job.report(Message("workspace.opening"), 0);
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    auto& database = workspace.database();
    const std::shared_ptr<EventTable> table(new EventTable, [](EventTable* t) {
        forget_segments(t);
        delete t;
    });
    ADSCOPE_ASSIGN(zone, workspace.setting("time_zone", "UTC"));
    ADSCOPE_ASSIGN(currency, workspace.setting("currency"));
    table->time_zone = zone;
    table->currency = currency;
    ADSCOPE_ASSIGN(before, stamp(database));
    ADSCOPE_ASSIGN(fields, read_fields(database));
    ADSCOPE_TRY(read_entities(database, "users", of_owner(fields, Owner::user), table->users));
    ADSCOPE_TRY(read_entities(database, "ads", of_owner(fields, Owner::ad), table->ads));
    ADSCOPE_TRY(read_events(workspace_path, of_owner(fields, Owner::event), *table, job.part(0.1, 0.9)));
    ADSCOPE_TRY(read_marks(database, *table));
    ADSCOPE_ASSIGN(after, stamp(database));
    // Somebody wrote while the parts were read: what was read is of two states, so it is read again.
    if (before != after) return job.cancelled() ? Result<EventTablePtr>(Error::cancelled()) : read(workspace_path, job);
    ADSCOPE_TRY(read_aliases(database, *table));
    ADSCOPE_TRY(find_zone_transitions(*table));
    ADSCOPE_ASSIGN(segments, segments_repository::list(workspace));
    keep_segments(table.get(), std::move(segments));
    if (job.cancelled()) return Error::cancelled();
    job.report(Message("workspace.hashing"), 0.95);
    hash_state(*table);
    return EventTablePtr(table);
}

}  // namespace adscope
