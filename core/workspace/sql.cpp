#include "core/workspace/sql.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace adscope {
namespace {

// What a reader may do; everything else (writing, attaching, pragmas, loading) is denied.
int authorize(void*, int action, const char* first, const char* second, const char*, const char*) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_RECURSIVE: return SQLITE_OK;
        case SQLITE_FUNCTION: {
            const std::string_view name = second ? second : "";
            return name == "load_extension" || name == "fts3_tokenizer" || name == "writefile" || name == "edit" ? SQLITE_DENY : SQLITE_OK;
        }
        case SQLITE_PRAGMA: {
            // Harmless ones that list tables and columns.
            const std::string_view name = first ? first : "";
            return !second && (name == "table_list" || name == "database_list") ? SQLITE_OK : name == "table_info" || name == "table_xinfo" ? SQLITE_OK : SQLITE_DENY;
        }
        default: return SQLITE_DENY;
    }
}

struct Watch {
    const JobContext* job;
};

DataTable::Cell cell(const Statement& s, int c) {
    switch (s.type(c)) {
        case SQLITE_INTEGER: return s.integer(c);
        case SQLITE_FLOAT: return s.real(c);
        case SQLITE_TEXT: return std::string(s.text(c));
        case SQLITE_BLOB: return "[" + std::to_string(s.blob(c).size()) + " bytes]";
        default: return {};
    }
}

Error sql_error(Database& database, const JobContext& job) {
    if (job.cancelled()) return Error::cancelled();
    const int code = sqlite3_extended_errcode(database.handle());
    if ((code & 0xff) == SQLITE_AUTH || (code & 0xff) == SQLITE_READONLY) return {ErrorCode::refused, "sql.read_only", {{"cause", sqlite3_errmsg(database.handle())}}};
    if ((code & 0xff) == SQLITE_ERROR) {
        const int at = sqlite3_error_offset(database.handle());
        return {ErrorCode::invalid_input, at >= 0 ? "sql.wrong_at" : "sql.wrong", {{"cause", sqlite3_errmsg(database.handle())}, {"at", std::to_string(at + 1)}}};
    }
    return database.last_error();
}

std::string quoted(std::string name) {
    std::string out = "\"";
    for (char c : name) {
        if (c == '\0') continue;
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

struct ViewColumn {
    std::string expression, name;
};

std::string view_sql(const std::string& view, const std::string& table, std::vector<ViewColumn> columns) {
    std::string sql = "DROP VIEW IF EXISTS " + view + "; CREATE VIEW " + view + " AS SELECT ";
    std::vector<std::string> used;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        // SQLite compares names without regard to case: a second "Title" gets a number.
        std::string name = columns[i].name, lower;
        const auto lowered = [](const std::string& n) {
            std::string out;
            for (char c : n) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            return out;
        };
        for (int n = 2; std::find(used.begin(), used.end(), lower = lowered(name)) != used.end(); ++n) name = columns[i].name + "_" + std::to_string(n);
        used.push_back(lower);
        sql += (i ? ", " : "") + columns[i].expression + " AS " + quoted(name);
    }
    return sql + " FROM " + table + " t;";
}

}  // namespace

Result<SqlResult> run_sql(const std::string& workspace_path, const std::string& sql, std::size_t limit, const JobContext& job) {
    const auto start = std::chrono::steady_clock::now();
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    auto& database = workspace.database();
    sqlite3* handle = database.handle();
    ADSCOPE_TRY(database.execute("PRAGMA query_only = ON"));
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_set_authorizer(handle, authorize, nullptr);
    Watch watch{&job};
    sqlite3_progress_handler(handle, 10000, [](void* w) { return static_cast<Watch*>(w)->job->cancelled() ? 1 : 0; }, &watch);

    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v2(handle, sql.c_str(), static_cast<int>(sql.size()), &raw, &rest) != SQLITE_OK) return sql_error(database, job);
    const bool reads = raw && sqlite3_stmt_readonly(raw) && sqlite3_column_count(raw) > 0;
    const bool several = rest && std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos;
    const bool empty = raw == nullptr;
    sqlite3_finalize(raw);
    if (empty) return Error(ErrorCode::invalid_input, "sql.empty");
    if (several) return Error(ErrorCode::invalid_input, "sql.several");
    if (!reads) return Error(ErrorCode::refused, "sql.read_only", {{"cause", sql.substr(0, 40)}});

    auto statement = database.prepare(sql);
    if (!statement) return sql_error(database, job);
    SqlResult out;
    for (int c = 0; c < statement->columns(); ++c) out.columns.emplace_back(statement->name(c));
    while (true) {
        const auto row = statement->step();
        if (!row) return sql_error(database, job);
        if (!*row) break;
        if (out.rows.size() == limit) {
            out.truncated = true;
            break;
        }
        auto& cells = out.rows.emplace_back();
        for (int c = 0; c < statement->columns(); ++c) cells.push_back(cell(*statement, c));
    }
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
}

Result<void> rebuild_views(const Workspace& workspace) {
    auto& database = workspace.database();
    std::map<std::string, std::vector<ViewColumn>> columns = {
        {"event",
         {{"t.id", "event"},
          {"datetime(t.time / 1000.0, 'unixepoch')", "time_utc"},
          {"(SELECT key FROM users WHERE id = t.user)", "user"},
          {"(SELECT key FROM ads WHERE id = t.ad)", "ad"},
          {"t.click", "click"},
          {"t.conversion", "conversion"},
          {"t.cost / 1e6", "cost"},
          {"t.revenue / 1e6", "revenue"},
          {"t.position", "position"},
          {"coalesce(t.weight, 1)", "weight"},
          {"t.rating", "rating"},
          {"t.propensity", "propensity"},
          {"CASE t.split WHEN 1 THEN 'train' WHEN 2 THEN 'valid' WHEN 3 THEN 'test' END", "split"},
          {"EXISTS (SELECT 1 FROM marks m JOIN steps s ON s.id = m.step AND s.active = 1 WHERE m.event = t.id)", "marked"}}},
        {"user", {{"t.key", "user"}}},
        {"ad", {{"t.key", "ad"}}}};
    ADSCOPE_ASSIGN(select, database.prepare("SELECT id, owner, column_number, name, kind FROM fields ORDER BY owner, column_number"));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        const std::string column = "t.c_" + std::to_string(select.integer(2)), id = std::to_string(select.integer(0));
        const std::string kind(select.text(4));
        std::string expression = column;
        if (kind == "category" || kind == "text" || kind == "image") expression = "(SELECT value FROM dictionary WHERE field = " + id + " AND code = " + column + ")";
        // A set's members are codes joined by ','; the view joins their names by '|'.
        if (kind == "tags")
            expression = "(SELECT group_concat(n.value, '|') FROM dictionary s JOIN json_each('[' || s.value || ']') j JOIN dictionary n ON n.field = -" + id +
                         " AND n.code = j.value WHERE s.field = " + id + " AND s.code = " + column + ")";
        if (kind == "time") expression = "datetime(" + column + " / 1000.0, 'unixepoch')";
        columns[std::string(select.text(1))].push_back({expression, std::string(select.text(3))});
    }
    select.reset();
    return database.execute(view_sql("v_events", "events", columns["event"]) + view_sql("v_users", "users", columns["user"]) + view_sql("v_ads", "ads", columns["ad"]));
}

}  // namespace adscope
