#include "core/ingest/source_store.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/workspace/workspace.h"

namespace adscope {
namespace ingest {
namespace {

std::string text_of(char c) { return c ? std::string(1, c) : std::string(); }
char char_of(const nlohmann::json& json, const char* key) {
    const auto text = json.value(key, std::string());
    return text.empty() ? '\0' : text[0];
}

Error damaged(const Database& database, std::int64_t source) {
    return {ErrorCode::corrupt, "workspace.corrupt", {{"path", database.path()}, {"cause", "sources " + std::to_string(source)}}};
}

}  // namespace

StoredSource describe_source(const TableReader& reader, const std::string& content, std::map<std::string, std::string> mapping,
                             std::int64_t id, std::int64_t batch) {
    StoredSource s;
    s.id = id;
    s.batch = batch;
    s.content = content;
    std::error_code failure;
    const bool stream = reader.path() == "-";
    const auto absolute = std::filesystem::absolute(reader.path(), failure);
    s.path = stream || failure ? reader.path() : absolute.lexically_normal().string();
    s.name = stream ? "-" : std::filesystem::path(reader.path()).filename().string();
    s.mapping = std::move(mapping);
    s.imported_at = now_ms();
    return s;
}

Result<void> insert_source(Database& database, const StoredSource& s, const TableReader& reader, const std::string& preset,
                           const std::map<std::string, std::string>& forms, const StoredActions& actions) {
    const auto& d = reader.dialect();
    const std::string mapping = nlohmann::json(s.mapping).dump();
    const std::string dialect = nlohmann::json{
        {"format", d.format},
        {"delimiter", d.delimiter_text()},
        {"quote", text_of(d.quote)},
        {"escape", text_of(d.escape)},
        {"encoding", d.encoding},
        {"header", d.header},
        {"comment", d.comment},
        {"skipped_lines", d.skipped_lines},
        {"columns", reader.names()},
        {"preset", preset},
        {"forms", forms},
        {"actions", actions.words},
        {"window", actions.window},
        {"begins", actions.begins}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    ADSCOPE_ASSIGN(insert, database.prepare("INSERT INTO sources VALUES (?1, ?2, ?3, ?4, '', 0, 0, 0, 0, 0, '{}', ?5, ?6, ?7, ?8)"));
    insert.bind(1, s.id).bind(2, std::string_view(s.content)).bind(3, std::string_view(s.path)).bind(4, std::string_view(s.name));
    return insert.bind(5, std::string_view(mapping)).bind(6, std::string_view(dialect)).bind(7, s.imported_at).bind(8, s.batch).run();
}

Result<void> update_source(Database& database, const StoredSource& s) {
    const std::string reasons = nlohmann::json(s.reasons).dump();
    ADSCOPE_ASSIGN(update, database.prepare("UPDATE sources SET sha256 = ?1, bytes = ?2, rows_read = ?3, accepted = ?4, rejected = ?5, "
                                            "duplicates = ?6, reasons = ?7 WHERE id = ?8"));
    update.bind(1, std::string_view(s.sha256)).bind(2, static_cast<std::int64_t>(s.bytes)).bind(3, static_cast<std::int64_t>(s.read));
    update.bind(4, static_cast<std::int64_t>(s.accepted))
        .bind(5, static_cast<std::int64_t>(s.rejected))
        .bind(6, static_cast<std::int64_t>(s.duplicates));
    return update.bind(7, std::string_view(s.reasons.empty() ? "{}" : reasons)).bind(8, s.id).run();
}

Result<RejectedWriter> RejectedWriter::make(Database& database, std::int64_t source) {
    RejectedWriter out;
    ADSCOPE_ASSIGN(insert, database.prepare("INSERT INTO rejected(source, line, reason, message, raw) VALUES (?1, ?2, ?3, ?4, ?5)"));
    out.insert_ = std::move(insert);
    out.source_ = source;
    return out;
}

Result<void> RejectedWriter::write(const RejectedLine& r) {
    const std::string message = message_to_json(r.message);
    insert_.bind(1, source_).bind(2, static_cast<std::int64_t>(r.line)).bind(3, std::string_view(r.reason));
    return insert_.bind(4, std::string_view(message)).bind(5, std::string_view(r.raw)).run();
}

Result<StoredDialect> read_dialect(Database& database, std::int64_t source) {
    ADSCOPE_ASSIGN(select, database.prepare("SELECT dialect FROM sources WHERE id = ?1"));
    ADSCOPE_ASSIGN(found, select.bind(1, source).step());
    if (!found) return damaged(database, source);
    const auto json = nlohmann::json::parse(select.text(0), nullptr, false);
    if (!json.is_object()) return damaged(database, source);
    try {
        StoredDialect out;
        const auto delimiter = json.value("delimiter", std::string());
        out.dialect.delimiter = delimiter.empty() ? '\0' : delimiter[0];
        if (!delimiter.empty()) out.dialect.delimiter_rest = delimiter.substr(1);
        out.dialect.quote = char_of(json, "quote");
        out.dialect.escape = char_of(json, "escape");
        out.dialect.format = json.value("format", std::string("delimited"));
        out.columns = json.value("columns", std::vector<std::string>());
        out.actions.words = json.value("actions", std::map<std::string, std::string>());
        out.actions.window = json.value("window", std::string());
        out.actions.begins = json.value("begins", 0);
        out.forms = json.value("forms", std::map<std::string, std::string>());
        return out;
    } catch (const nlohmann::json::exception&) {
        return damaged(database, source);
    }
}

namespace {
std::string undo_key(std::int64_t batch) { return "undo." + std::to_string(batch); }
}  // namespace

Result<void> write_undo(Database& database, std::int64_t batch, const std::string& undo) {
    if (undo.empty()) return {};
    const std::string key = undo_key(batch);
    ADSCOPE_ASSIGN(insert, database.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)"));
    return insert.bind(1, std::string_view(key)).bind(2, std::string_view(undo)).run();
}

Result<std::string> read_undo(Database& database, std::int64_t batch) {
    const std::string key = undo_key(batch);
    ADSCOPE_ASSIGN(select, database.prepare("SELECT value FROM meta WHERE key = ?1"));
    ADSCOPE_ASSIGN(found, select.bind(1, std::string_view(key)).step());
    return found ? std::string(select.text(0)) : std::string();
}

Result<void> forget_undo(Database& database, std::int64_t batch) {
    const std::string key = undo_key(batch);
    ADSCOPE_ASSIGN(erase, database.prepare("DELETE FROM meta WHERE key = ?1"));
    return erase.bind(1, std::string_view(key)).run();
}

Result<std::vector<StoredSource>> read_sources(Database& database) {
    ADSCOPE_ASSIGN(select, database.prepare("SELECT id, batch, content, path, name, sha256, bytes, rows_read, accepted, rejected, "
                                            "duplicates, reasons, mapping, imported_at FROM sources ORDER BY id"));
    std::vector<StoredSource> out;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        StoredSource s;
        s.id = select.integer(0);
        s.batch = select.integer(1);
        s.content = select.text(2);
        s.path = select.text(3);
        s.name = select.text(4);
        s.sha256 = select.text(5);
        s.bytes = static_cast<std::uint64_t>(select.integer(6));
        s.read = static_cast<std::uint64_t>(select.integer(7));
        s.accepted = static_cast<std::uint64_t>(select.integer(8));
        s.rejected = static_cast<std::uint64_t>(select.integer(9));
        s.duplicates = static_cast<std::uint64_t>(select.integer(10));
        s.imported_at = select.integer(13);
        try {
            if (select.text(11) != "{}") s.reasons = nlohmann::json::parse(select.text(11)).get<std::map<std::string, std::uint64_t>>();
            if (select.text(12) != "{}") s.mapping = nlohmann::json::parse(select.text(12)).get<std::map<std::string, std::string>>();
        } catch (const nlohmann::json::exception&) {
            return damaged(database, s.id);
        }
        out.push_back(std::move(s));
    }
}

}  // namespace ingest

Result<std::vector<StoredSource>> list_sources(const std::string& workspace_path) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    return ingest::read_sources(workspace.database());
}

Result<std::vector<RejectedRow>> list_rejected(const std::string& workspace_path, std::int64_t source, const std::string& reason,
                                               std::size_t limit, std::size_t offset) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    ADSCOPE_ASSIGN(
        select,
        workspace.database().prepare(
            "SELECT id, source, line, reason, message, raw FROM rejected WHERE (?1 = 0 OR source = ?1) AND (?2 = '' OR reason = ?2) "
            "ORDER BY source, line, id LIMIT ?3 OFFSET ?4"));
    select.bind(1, source)
        .bind(2, std::string_view(reason))
        .bind(3, static_cast<std::int64_t>(limit))
        .bind(4, static_cast<std::int64_t>(offset));
    std::vector<RejectedRow> out;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        out.push_back({select.integer(0), select.integer(1), static_cast<std::uint64_t>(select.integer(2)), std::string(select.text(3)),
                       message_from_json(select.text(4)), std::string(select.text(5))});
    }
}

}  // namespace adscope
