#include "core/workspace/sql.h"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <chrono>

#include "core/workspace/saved_queries.h"

namespace adscope {
namespace {

// What a reader may do; everything else (writing, attaching, pragmas, loading) is denied.
bool allowed(int action, const char* first, const char* second) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_RECURSIVE: return true;
        case SQLITE_FUNCTION: {
            const std::string_view name = second ? second : "";
            return name != "load_extension" && name != "fts3_tokenizer" && name != "writefile" && name != "edit";
        }
        case SQLITE_PRAGMA: {
            // Harmless ones that list tables and columns.
            const std::string_view name = first ? first : "";
            return (!second && (name == "table_list" || name == "database_list")) || name == "table_info" || name == "table_xinfo";
        }
        default: return false;
    }
}

// What the callbacks of one query share.
struct Watch {
    const JobContext& job;
    std::chrono::steady_clock::time_point end;  // of the time limit
    bool denied = false, late = false;
};

int authorize(void* watch, int action, const char* first, const char* second, const char*, const char*) {
    if (allowed(action, first, second)) return SQLITE_OK;
    static_cast<Watch*>(watch)->denied = true;
    return SQLITE_DENY;
}

// SQLite asks every 10,000 steps of its machine, which is well under a millisecond.
int stop_if_cancelled(void* data) {
    auto& watch = *static_cast<Watch*>(data);
    watch.late = watch.late || std::chrono::steady_clock::now() > watch.end;
    return watch.late || watch.job.cancelled() ? 1 : 0;
}

// The beginning of a query, for an error: whole characters.
std::string beginning(const std::string& sql) {
    std::size_t end = std::min<std::size_t>(sql.size(), 60);
    while (end < sql.size() && end > 0 && (sql[end] & 0xc0) == 0x80) --end;
    return end < sql.size() ? sql.substr(0, end) + "..." : sql;
}

Error refused(const std::string& sql) { return {ErrorCode::refused, "sql.read_only", {{"found", beginning(sql)}}}; }

DataTable::Cell cell(const Statement& s, int c) {
    switch (s.type(c)) {
        case SQLITE_INTEGER: return s.integer(c);
        case SQLITE_FLOAT: return s.real(c);
        case SQLITE_TEXT: return std::string(s.text(c));
        case SQLITE_BLOB: return "[" + std::to_string(s.blob(c).size()) + " bytes]";
        default: return {};
    }
}

Error sql_error(Database& database, const std::string& sql, const SqlOptions& options, const Watch& watch) {
    if (watch.job.cancelled()) return Error::cancelled();
    if (watch.late) return {ErrorCode::refused, "sql.too_slow", {{"seconds", options.seconds}}};
    const int code = sqlite3_extended_errcode(database.handle());
    if (watch.denied || (code & 0xff) == SQLITE_AUTH || (code & 0xff) == SQLITE_READONLY) return refused(sql);
    if ((code & 0xff) == SQLITE_ERROR) {
        const int at = sqlite3_error_offset(database.handle());
        return {ErrorCode::invalid_input,
                at >= 0 ? "sql.wrong_at" : "sql.wrong",
                {{"cause", sqlite3_errmsg(database.handle())}, {"at", std::to_string(at + 1)}}};
    }
    return database.last_error();
}

// The events of the slice, by id, in a table that lives with the connection.
Result<void> fill_slice(Database& database, const SqlOptions& options, const JobContext& job) {
    ADSCOPE_TRY(database.execute("CREATE TEMP TABLE slice(event INTEGER PRIMARY KEY)"));
    ADSCOPE_ASSIGN(insert, database.prepare("INSERT INTO temp.slice VALUES(?)"));
    const auto& words = options.slice->words();
    for (std::size_t w = 0; w < words.size(); ++w) {
        if (w % 1024 == 0 && job.cancelled()) return Error::cancelled();
        for (std::uint64_t bits = words[w]; bits; bits &= bits - 1) {
            insert.bind(1, options.table->id[w * 64 + static_cast<std::size_t>(std::countr_zero(bits))]);
            ADSCOPE_TRY(insert.run());
        }
    }
    return {};
}

// `sliced` and the saved queries, as views of this connection alone.
Result<void> add_views(Workspace& workspace, const std::string& sql, const SqlOptions& options, const JobContext& job) {
    auto& database = workspace.database();
    ADSCOPE_TRY(database.execute("PRAGMA temp_store = MEMORY; BEGIN"));
    ADSCOPE_ASSIGN(saved, saved_queries::list(workspace));
    const bool uses_slice = sql.find("sliced") != std::string::npos || std::any_of(saved.begin(), saved.end(), [](const SavedQuery& q) {
                                return q.sql.find("sliced") != std::string::npos;
                            });
    if (uses_slice && options.table && options.slice) {
        ADSCOPE_TRY(fill_slice(database, options, job));
        ADSCOPE_TRY(database.execute("CREATE TEMP VIEW sliced AS SELECT * FROM v_events WHERE event IN (SELECT event FROM temp.slice)"));
    } else if (uses_slice) {
        ADSCOPE_TRY(database.execute("CREATE TEMP VIEW sliced AS SELECT * FROM v_events WHERE NOT marked"));
    }
    for (const auto& query : saved) {
        std::string name;
        for (const char c : query.name) name += c == '"' ? std::string("\"\"") : std::string(1, c);
        // One that no longer makes sense (a column went with its source) is an error where it is used, not here.
        if (auto view = database.prepare("CREATE TEMP VIEW \"" + name + "\" AS " + query.sql)) (void)view->run();
    }
    return database.execute("COMMIT");
}

}  // namespace

Result<SqlResult> run_sql(const std::string& workspace_path, const std::string& sql, const SqlOptions& options, const JobContext& job) {
    const auto start = std::chrono::steady_clock::now();
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    auto& database = workspace.database();
    sqlite3* handle = database.handle();
    ADSCOPE_TRY(add_views(workspace, sql, options, job));
    ADSCOPE_TRY(database.execute("PRAGMA query_only = ON"));
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    const auto patience = std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(options.seconds));
    Watch watch{job, options.seconds > 0 ? start + patience : std::chrono::steady_clock::time_point::max()};
    sqlite3_set_authorizer(handle, authorize, &watch);
    sqlite3_progress_handler(handle, 10000, stop_if_cancelled, &watch);

    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v2(handle, sql.c_str(), static_cast<int>(sql.size()), &raw, &rest) != SQLITE_OK)
        return sql_error(database, sql, options, watch);
    const bool reads = raw && sqlite3_stmt_readonly(raw) && sqlite3_column_count(raw) > 0;
    const bool several = rest && std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos;
    const bool empty = raw == nullptr;
    sqlite3_finalize(raw);
    if (empty) return Error(ErrorCode::invalid_input, "sql.empty");
    if (several) return Error(ErrorCode::invalid_input, "sql.several");
    if (!reads) return refused(sql);

    auto statement = database.prepare(sql);
    if (!statement) return sql_error(database, sql, options, watch);
    SqlResult out;
    for (int c = 0; c < statement->columns(); ++c) out.columns.emplace_back(statement->name(c));
    while (true) {
        const auto row = statement->step();
        if (!row) return sql_error(database, sql, options, watch);
        if (!*row) break;
        if (out.rows.size() == options.limit) {
            out.truncated = true;
            break;
        }
        auto& cells = out.rows.emplace_back();
        for (int c = 0; c < statement->columns(); ++c) cells.push_back(cell(*statement, c));
    }
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
}

}  // namespace adscope
