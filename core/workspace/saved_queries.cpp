#include "core/workspace/saved_queries.h"

#include <algorithm>

#include "core/workspace/sql.h"

namespace adscope {
namespace {

bool is_name(const std::string& name) {
    const auto letter = [](unsigned char c) { return c >= 0x80 || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !name.empty() && name.size() <= 64 && letter(static_cast<unsigned char>(name[0])) &&
           std::all_of(name.begin(), name.end(), [&](unsigned char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

Result<bool> is_taken(Database& database, const std::string& name) {
    ADSCOPE_ASSIGN(find, database.prepare("SELECT 1 FROM sqlite_master WHERE name = ? COLLATE NOCASE"));
    find.bind(1, std::string_view(name));
    ADSCOPE_ASSIGN(found, find.step());
    return found || name.starts_with("sqlite_") || name == "sliced" || name == "slice";
}

}  // namespace

namespace saved_queries {

Result<std::vector<SavedQuery>> list(const Workspace& workspace) {
    std::vector<SavedQuery> out;
    // A workspace that was opened to be read may be older than this table.
    ADSCOPE_ASSIGN(there, workspace.database().integer("SELECT count(*) FROM sqlite_master WHERE name = 'saved_queries'"));
    if (!there) return out;
    ADSCOPE_ASSIGN(query, workspace.database().prepare("SELECT name, sql, created_at FROM saved_queries ORDER BY name"));
    while (true) {
        ADSCOPE_ASSIGN(row, query.step());
        if (!row) return out;
        out.push_back({std::string(query.text(0)), std::string(query.text(1)), query.integer(2)});
    }
}

Result<void> save(const std::string& workspace_path, const std::string& name, const std::string& sql) {
    if (!is_name(name)) return Error(ErrorCode::invalid_input, "sql.bad_name", {{"found", name}});
    // EXPLAIN compiles the query, with all its checks, and reads no event.
    auto checked = run_sql(workspace_path, "EXPLAIN " + sql, 1);
    if (!checked) return std::move(checked.error());
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path));
    ADSCOPE_ASSIGN(taken, is_taken(workspace.database(), name));
    if (taken) return Error(ErrorCode::invalid_input, "sql.name_taken", {{"found", name}});
    const auto end = sql.find_last_not_of(" \t\r\n;");
    ADSCOPE_ASSIGN(insert, workspace.database().prepare("INSERT OR REPLACE INTO saved_queries(name, sql, created_at) VALUES(?, ?, ?)"));
    insert.bind(1, std::string_view(name)).bind(2, std::string_view(sql).substr(0, end + 1)).bind(3, now_ms());
    return insert.run();
}

Result<void> remove(const Workspace& workspace, const std::string& name) {
    ADSCOPE_ASSIGN(erase, workspace.database().prepare("DELETE FROM saved_queries WHERE name = ?"));
    erase.bind(1, std::string_view(name));
    return erase.run();
}

}  // namespace saved_queries

Result<std::vector<SqlTable>> sql_tables(const std::string& workspace_path) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    auto& database = workspace.database();
    std::vector<SqlTable> out;
    ADSCOPE_ASSIGN(names,
                   database.prepare("SELECT name, type = 'view' FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE "
                                    "'sqlite_%' ORDER BY type DESC, name"));
    while (true) {
        ADSCOPE_ASSIGN(row, names.step());
        if (!row) break;
        out.push_back({std::string(names.text(0)), names.integer(1) != 0, {}});
    }
    for (auto& table : out) {
        ADSCOPE_ASSIGN(columns, database.prepare("SELECT name, type FROM pragma_table_info(?)"));
        columns.bind(1, std::string_view(table.name));
        while (true) {
            ADSCOPE_ASSIGN(row, columns.step());
            if (!row) break;
            table.columns.push_back({std::string(columns.text(0)), std::string(columns.text(1))});
        }
    }
    ADSCOPE_ASSIGN(saved, saved_queries::list(workspace));
    const auto tables = std::find_if(out.begin(), out.end(), [](const SqlTable& t) { return !t.view; });
    std::vector<SqlTable> queries;
    const auto events = std::find_if(out.begin(), out.end(), [](const SqlTable& t) { return t.name == "v_events"; });
    if (events != out.end()) queries.push_back({"sliced", true, events->columns});
    for (const auto& q : saved) queries.push_back({q.name, true, {}});
    out.insert(tables, queries.begin(), queries.end());
    return out;
}

}  // namespace adscope
