// Taking an import away: its events, and everything that only they brought.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/ingest/import.h"
#include "core/ingest/source_store.h"
#include "core/workspace/fields.h"
#include "core/workspace/views.h"
#include "core/workspace/workspace.h"

namespace adscope {
namespace ingest {
namespace {

const char* table_of(Owner owner) { return owner == Owner::user ? "users" : owner == Owner::ad ? "ads" : "events"; }
std::string column_of(const Field& f) { return "c_" + std::to_string(f.column_number); }

class Removal {
public:
    Removal(Database& database, std::int64_t batch, const JobContext& job) : database_(database), batch_(batch), job_(job) {}
    Result<void> run();

private:
    Result<void> find_sources();
    Result<void> execute(const std::string& sql) {
        if (job_.cancelled()) return Error::cancelled();
        return database_.execute(sql);
    }
    Result<void> remove_events();
    Result<void> take_back_values(const std::vector<Field>& fields);
    Result<void> remove_entities(Owner owner);
    Result<void> trim_fields(const std::vector<Field>& fields);
    Result<void> trim_dictionary(const Field& field);
    Result<std::int64_t> largest_code(const Field& field);

    Database& database_;
    std::int64_t batch_;
    const JobContext& job_;
    std::string sources_;  // "1,2"
};

Result<void> Removal::find_sources() {
    ADSCOPE_ASSIGN(sources, read_sources(database_));
    std::set<std::int64_t> batches;
    for (const auto& s : sources) {
        batches.insert(s.batch);
        if (s.batch == batch_) sources_ += (sources_.empty() ? "" : ",") + std::to_string(s.id);
    }
    if (!sources_.empty()) return {};
    std::string known;
    for (const auto b : batches) known += (known.empty() ? "" : ", ") + std::to_string(b);
    return Error(ErrorCode::not_found, "ingest.no_batch", {{"found", batch_}, {"path", database_.path()}, {"known", known}});
}

// Events with their marks; steps of cleaning count anew, and the step that the import itself made goes with it.
Result<void> Removal::remove_events() {
    const std::string mine = "source IN (" + sources_ + ")";
    ADSCOPE_TRY(execute("DELETE FROM marks WHERE event IN (SELECT id FROM events WHERE " + mine + ")"));
    ADSCOPE_TRY(execute("DELETE FROM events WHERE " + mine));
    ADSCOPE_TRY(execute("DELETE FROM steps WHERE name = 'duplicates' AND json_valid(settings) AND json_extract(settings, '$.batch') = " +
                        std::to_string(batch_) + " AND NOT EXISTS (SELECT 1 FROM marks WHERE step = steps.id)"));
    return execute("UPDATE steps SET marked = (SELECT count(*) FROM marks WHERE step = steps.id)");
}

// Attributes that this import gave to users and ads that others had brought.
Result<void> Removal::take_back_values(const std::vector<Field>& fields) {
    ADSCOPE_ASSIGN(undo, read_undo(database_, batch_));
    const auto entries = nlohmann::json::parse(undo.empty() ? "[]" : undo, nullptr, false);
    const Error damaged(ErrorCode::corrupt, "workspace.corrupt", {{"path", database_.path()}, {"cause", "undo." + std::to_string(batch_)}});
    if (!entries.is_array()) return damaged;
    for (const auto& entry : entries) {
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&](const Field& f) { return entry.is_object() && f.id == entry.value("field", std::int64_t{0}); });
        if (field == fields.end() || !entry.contains("ids") || !entry["ids"].is_array()) return damaged;
        ADSCOPE_ASSIGN(update, database_.prepare(std::string("UPDATE ") + table_of(field->owner) + " SET " + column_of(*field) +
                                                 " = NULL WHERE id = ?1"));
        for (const auto& id : entry["ids"]) {
            if (!id.is_number_integer()) return damaged;
            ADSCOPE_TRY(update.bind(1, id.get<std::int64_t>()).run());
        }
    }
    return forget_undo(database_, batch_);
}

// Users or ads that came with this import and that no other event names.
Result<void> Removal::remove_entities(Owner owner) {
    const std::string column = owner == Owner::user ? "user" : "ad";
    return execute(std::string("DELETE FROM ") + table_of(owner) + " WHERE source IN (" + sources_ + ") AND id NOT IN (SELECT " + column +
                   " FROM events WHERE " + column + " IS NOT NULL)");
}

Result<std::int64_t> Removal::largest_code(const Field& f) {
    return database_.integer("SELECT coalesce(max(" + column_of(f) + "), 0) FROM " + table_of(f.owner));
}

// Codes have no gaps, so only those at the end that nothing uses can go: exactly what the last import added.
Result<void> Removal::trim_dictionary(const Field& f) {
    ADSCOPE_ASSIGN(largest, largest_code(f));
    ADSCOPE_TRY(execute("DELETE FROM dictionary WHERE field = " + std::to_string(f.id) + " AND code > " + std::to_string(largest)));
    if (f.kind != FieldKind::tags) return {};
    std::int64_t member = 0;
    ADSCOPE_ASSIGN(sets, read_dictionary(database_, f.id));
    for (const auto& set : sets)
        for (std::size_t at = 0; at < set.size();) {
            member = std::max<std::int64_t>(member, std::atoll(set.c_str() + at));
            const auto comma = set.find(',', at);
            at = comma == std::string::npos ? set.size() : comma + 1;
        }
    return execute("DELETE FROM dictionary WHERE field = " + std::to_string(-f.id) + " AND code > " + std::to_string(member));
}

Result<void> Removal::trim_fields(const std::vector<Field>& fields) {
    for (const auto& f : fields) {
        if (is_coded(f.kind) || f.kind == FieldKind::tags) ADSCOPE_TRY(trim_dictionary(f));
        ADSCOPE_ASSIGN(used, database_.integer(std::string("SELECT EXISTS (SELECT 1 FROM ") + table_of(f.owner) + " WHERE " + column_of(f) +
                                               " IS NOT NULL)"));
        const std::string id = std::to_string(f.id);
        ADSCOPE_ASSIGN(mine, database_.integer("SELECT source IN (" + sources_ + ") FROM fields WHERE id = " + id));
        if (!mine) continue;
        if (!used) {
            ADSCOPE_TRY(execute("DELETE FROM dictionary WHERE field IN (" + id + ", -" + id + ")"));
            ADSCOPE_TRY(execute("DELETE FROM fields WHERE id = " + id));
            ADSCOPE_TRY(execute(std::string("ALTER TABLE ") + table_of(f.owner) + " DROP COLUMN " + column_of(f)));
        } else {
            // Others use it too: it is theirs from now on.
            ADSCOPE_TRY(execute("UPDATE fields SET source = (SELECT min(id) FROM sources WHERE batch <> " + std::to_string(batch_) +
                                ") WHERE id = " + id));
        }
    }
    return {};
}

Result<void> Removal::run() {
    ADSCOPE_TRY(find_sources());
    job_.report(Message("ingest.removing"), 0.1);
    ADSCOPE_ASSIGN(fields, read_fields(database_));
    ADSCOPE_TRY(remove_events());
    ADSCOPE_TRY(take_back_values(fields));
    job_.report(Message("ingest.removing"), 0.5);
    ADSCOPE_TRY(remove_entities(Owner::user));
    ADSCOPE_TRY(remove_entities(Owner::ad));
    // What stays of this import's users and ads is named by events of others: it is theirs from now on.
    for (const auto& [table, column] : {std::pair{"users", "user"}, std::pair{"ads", "ad"}})
        ADSCOPE_TRY(execute(std::string("UPDATE ") + table + " SET source = first.source FROM (SELECT " + column +
                            " AS id, min(source) AS source FROM events GROUP BY 1) AS first WHERE first.id = " + table + ".id AND " +
                            table + ".source IN (" + sources_ + ")"));
    ADSCOPE_TRY(drop_views(database_));  // they name the columns that may go
    ADSCOPE_TRY(trim_fields(fields));
    ADSCOPE_TRY(rebuild_views(database_));
    job_.report(Message("ingest.removing"), 0.9);
    return execute("DELETE FROM sources WHERE id IN (" + sources_ + ")");
}

}  // namespace
}  // namespace ingest

Result<void> remove_import(const std::string& workspace_path, std::int64_t batch, const JobContext& job) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path));
    auto& database = workspace.database();
    // A statement over many rows is stopped where it is; the transaction is rolled back.
    std::stop_callback interrupt(job.stop_token(), [&] { database.interrupt(); });
    ADSCOPE_ASSIGN(transaction, Transaction::begin(database));
    ADSCOPE_TRY(ingest::Removal(database, batch, job).run());
    if (job.cancelled()) return Error::cancelled();
    job.finishing(Message("ingest.removing"), 0.95);
    return transaction.commit();
}

}  // namespace adscope
