#include "core/ingest/reader/database_table.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>

#include "core/ingest/reader/workbook/sheet_values.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::int64_t kCounted = 2'000'000;  // tables that seem larger are not counted row by row
constexpr std::size_t kMostParts = 2000;
constexpr auto kLongest = std::chrono::seconds(60);  // until the next row

struct Close {
    void operator()(sqlite3* d) const { sqlite3_close_v2(d); }
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

bool is_filled(const std::string& path) {
    std::error_code failure;
    return std::filesystem::file_size(path, failure) > 0 && !failure;
}

// A file that nobody writes is read without locks, so that nothing is made beside it: a database with a write-ahead log whose
// log is not there, and one that was unpacked.
bool is_still(const std::string& path) {
    if (path.starts_with("/proc/self/fd/")) return true;
    if (is_filled(path + "-wal") || is_filled(path + "-journal")) return false;
    std::ifstream file(path, std::ios::binary);
    char head[20] = {};
    file.read(head, sizeof head);
    return head[18] == 2;
}

std::string uri_of(const std::string& path) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out = "file:";
    for (const char c : path) {
        if (std::string_view("?#%").find(c) == std::string_view::npos) out += c;
        else out += {'%', digits[static_cast<unsigned char>(c) >> 4], digits[c & 15]};
    }
    return out + (is_still(path) ? "?mode=ro&immutable=1" : "?mode=ro");
}

// What a statement that only reads may do.
int allow(void*, int action, const char*, const char*, const char*, const char*) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_FUNCTION:
        case SQLITE_RECURSIVE: return SQLITE_OK;
        default: return SQLITE_DENY;
    }
}

class DatabaseTable {
public:
    DatabaseTable(const SpoolRequest& request, const JobContext& job) : request_(request), job_(job) {}
    Result<SpooledTable> run(const std::string& path);

private:
    Result<void> open(const std::string& path);
    Result<Statement> prepare(const std::string& sql);
    Result<bool> step(sqlite3_stmt* statement);
    Result<void> list_parts();
    Result<std::string> largest();
    Result<std::int64_t> size_of(const std::string& name);
    Result<SpooledTable> read(const std::string& name);
    Error failed() const;
    static int watch(void* self);

    const SpoolRequest& request_;
    const JobContext& job_;
    std::unique_ptr<sqlite3, Close> handle_;
    Cells tables_, views_;
    std::chrono::steady_clock::time_point since_;
    bool slow_ = false;
};

int DatabaseTable::watch(void* self) {
    auto& me = *static_cast<DatabaseTable*>(self);
    me.slow_ = std::chrono::steady_clock::now() - me.since_ > kLongest;
    return me.slow_ || me.job_.cancelled();
}

Error DatabaseTable::failed() const {
    if (job_.cancelled()) return Error::cancelled();
    const int code = sqlite3_errcode(handle_.get()) & 0xff;
    if (code == SQLITE_INTERRUPT && slow_)
        return {ErrorCode::invalid_input,
                "ingest.database.slow",
                {{"path", request_.shown}, {"seconds", static_cast<std::int64_t>(kLongest.count())}}};
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return {ErrorCode::busy, "ingest.database.busy", {{"path", request_.shown}}};
    const std::string cause = clean_text(sqlite3_errmsg(handle_.get()), 200);
    return {ErrorCode::corrupt,
            code == SQLITE_NOTADB ? "ingest.database.no_database" : "ingest.database.damaged",
            {{"path", request_.shown}, {"cause", cause}}};
}

Result<void> DatabaseTable::open(const std::string& path) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(uri_of(path).c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) return failed();
    for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}})
        sqlite3_db_config(handle, option, value, nullptr);
    for (const auto& [limit, value] : {std::pair{SQLITE_LIMIT_LENGTH, 64 << 20},
                                       {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
                                       {SQLITE_LIMIT_COLUMN, 4000},
                                       {SQLITE_LIMIT_EXPR_DEPTH, 200},
                                       {SQLITE_LIMIT_COMPOUND_SELECT, 50},
                                       {SQLITE_LIMIT_VDBE_OP, 100000},
                                       {SQLITE_LIMIT_ATTACHED, 0},
                                       {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
                                       {SQLITE_LIMIT_WORKER_THREADS, 0}})
        sqlite3_limit(handle, limit, value);
    sqlite3_busy_timeout(handle, 2000);
    since_ = std::chrono::steady_clock::now();
    sqlite3_progress_handler(handle, 20000, watch, this);
    for (const char* pragma : {"PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0", "PRAGMA query_only = ON", "PRAGMA temp_store = FILE"})
        if (sqlite3_exec(handle, pragma, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return {};
}

Result<Statement> DatabaseTable::prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK || !statement) return failed();
    return Statement(statement);
}

Result<bool> DatabaseTable::step(sqlite3_stmt* statement) {
    since_ = std::chrono::steady_clock::now();
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failed();
}

Result<void> DatabaseTable::list_parts() {
    ADSCOPE_ASSIGN(list, prepare("SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view') "
                                 "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"));
    while (tables_.size() + views_.size() < kMostParts) {
        ADSCOPE_ASSIGN(more, step(list.get()));
        if (!more) break;
        const auto text = [&](int i) { return std::string(reinterpret_cast<const char*>(sqlite3_column_text(list.get(), i))); };
        (text(1) == "view" ? views_ : tables_).push_back(text(0));
    }
    if (tables_.empty() && views_.empty()) return Error(ErrorCode::invalid_input, "ingest.database.no_tables", {{"path", request_.shown}});
    return {};
}

// Rows of a table: counted where it is small, else by its highest row id.
Result<std::int64_t> DatabaseTable::size_of(const std::string& name) {
    std::int64_t highest = 0;
    if (auto by_id = prepare("SELECT max(rowid) FROM " + quoted(name))) {
        ADSCOPE_TRY(step(by_id->get()));
        highest = sqlite3_column_int64(by_id->get(), 0);
        if (highest > kCounted) return highest;
    }
    ADSCOPE_ASSIGN(count, prepare("SELECT count(*) FROM " + quoted(name)));
    ADSCOPE_TRY(step(count.get()));
    return sqlite3_column_int64(count.get(), 0);
}

Result<std::string> DatabaseTable::largest() {
    std::int64_t most = -1;
    std::string name = tables_.empty() ? views_.front() : tables_.front();
    for (const auto& table : tables_) {
        ADSCOPE_ASSIGN(rows, size_of(table));
        if (rows > most) most = rows, name = table;
    }
    return name;
}

std::string value_text(sqlite3_stmt* row, int column) {
    const auto bytes = [&] {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(row, column));
        return std::string_view(data, data ? static_cast<std::size_t>(sqlite3_column_bytes(row, column)) : 0);
    };
    switch (sqlite3_column_type(row, column)) {
        case SQLITE_NULL: return {};
        case SQLITE_INTEGER: return std::to_string(sqlite3_column_int64(row, column));
        case SQLITE_FLOAT: {
            auto text = number_text(sqlite3_column_double(row, column));
            return text.find_first_of(".einf") == std::string::npos ? text + ".0" : text;
        }
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
            return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column))) : std::string();
        }
        default: break;
    }
    const auto blob = bytes();
    if (is_utf8(blob) && blob.find('\0') == std::string_view::npos) return std::string(blob);
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out = "X'";
    for (const char c : blob) out += {digits[static_cast<unsigned char>(c) >> 4], digits[c & 15]};
    return out + "'";
}

Result<SpooledTable> DatabaseTable::read(const std::string& name) {
    sqlite3_set_authorizer(handle_.get(), allow, nullptr);
    ADSCOPE_ASSIGN(select, prepare("SELECT * FROM " + quoted(name)));
    const int width = sqlite3_column_count(select.get());
    Cells names, cells(static_cast<std::size_t>(width));
    for (int c = 0; c < width; ++c) names.emplace_back(sqlite3_column_name(select.get(), c));
    RowSpool rows;
    ADSCOPE_TRY(rows.open(request_.shown));
    for (std::uint64_t number = 1; number <= request_.most_rows; ++number) {
        if (number % 256 == 0 && job_.cancelled()) return Error::cancelled();
        ADSCOPE_ASSIGN(more, step(select.get()));
        if (!more) break;
        for (int c = 0; c < width; ++c) cells[static_cast<std::size_t>(c)] = value_text(select.get(), c);
        ADSCOPE_TRY(rows.row(cells, number));
        if (number % 4096 == 0) job_.report(Message("ingest.converting"), -1);
    }
    ADSCOPE_ASSIGN(table, rows.finish());
    table.format = "sqlite";
    table.names = std::move(names);
    table.part = name;
    table.parts = tables_;
    table.parts.insert(table.parts.end(), views_.begin(), views_.end());
    return table;
}

Result<SpooledTable> DatabaseTable::run(const std::string& path) {
    ADSCOPE_TRY(open(path));
    ADSCOPE_TRY(list_parts());
    const auto wanted = request_.given.find("table");
    if (wanted == request_.given.end() || wanted->second.empty()) {
        ADSCOPE_ASSIGN(name, largest());
        return read(name);
    }
    const auto known = [&](const Cells& names) { return std::find(names.begin(), names.end(), wanted->second) != names.end(); };
    if (known(tables_) || known(views_)) return read(wanted->second);
    std::string names;
    for (const auto* list : {&tables_, &views_})
        for (const auto& name : *list) names += (names.empty() ? "" : ", ") + name;
    return Error(ErrorCode::not_found, "ingest.database.no_table", {{"path", request_.shown}, {"found", wanted->second}, {"known", names}});
}

}  // namespace

bool opens_database(std::string_view head) { return head.starts_with(std::string_view("SQLite format 3\0", 16)); }

Result<SpooledTable> spool_database(const std::string& path, const SpoolRequest& request, const JobContext& job) {
    return DatabaseTable(request, job).run(path);
}

}  // namespace adscope::ingest
