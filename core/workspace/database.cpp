#include "core/workspace/database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace adscope {
namespace {

Error error_of(sqlite3* handle, int code, const std::string& path) {
    const std::string cause = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return {ErrorCode::busy, "workspace.busy", {{"path", path}}};
        case SQLITE_READONLY: return {ErrorCode::read_only, "workspace.read_only", {{"path", path}}};
        case SQLITE_FULL: return {ErrorCode::disk_full, "workspace.disk_full", {{"path", path}}};
        case SQLITE_NOTADB: return {ErrorCode::corrupt, "workspace.not_a_database", {{"path", path}}};
        case SQLITE_CORRUPT: return {ErrorCode::corrupt, "workspace.corrupt", {{"path", path}, {"cause", cause}}};
        case SQLITE_CANTOPEN: return {ErrorCode::io, "workspace.cannot_open", {{"path", path}, {"cause", cause}}};
        case SQLITE_INTERRUPT: return Error::cancelled();
        case SQLITE_NOMEM: return {ErrorCode::out_of_memory, "workspace.out_of_memory", {{"path", path}}};
        default: return {ErrorCode::io, "workspace.sqlite", {{"path", path}, {"cause", cause}}};
    }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)), database_(other.database_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    std::swap(database_, other.database_);
    return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int index, std::int64_t value) {
    sqlite3_bind_int64(statement_, index, value);
    return *this;
}
Statement& Statement::bind(int index, double value) {
    sqlite3_bind_double(statement_, index, value);
    return *this;
}
Statement& Statement::bind(int index, std::string_view text) {
    sqlite3_bind_text64(statement_, index, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}
Statement& Statement::bind_blob(int index, std::span<const std::byte> bytes) {
    if (bytes.empty()) sqlite3_bind_zeroblob(statement_, index, 0);
    else sqlite3_bind_blob64(statement_, index, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
    return *this;
}
Statement& Statement::bind_null(int index) {
    sqlite3_bind_null(statement_, index);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return database_->last_error();
}

Result<void> Statement::run() {
    const auto stepped = step();
    if (!stepped) {
        Error error = stepped.error();
        reset();
        return error;
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

int Statement::columns() const { return sqlite3_column_count(statement_); }
std::string_view Statement::name(int column) const { return sqlite3_column_name(statement_, column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string_view Statement::text(int column) const {
    const auto* p = sqlite3_column_text(statement_, column);
    return p ? std::string_view(reinterpret_cast<const char*>(p), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
             : std::string_view();
}
std::span<const std::byte> Statement::blob(int column) const {
    const auto* p = sqlite3_column_blob(statement_, column);
    return {static_cast<const std::byte*>(p), p ? static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) : 0};
}
int Statement::type(int column) const { return sqlite3_column_type(statement_, column); }

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Access access) {
    struct stat info {};
    const bool exists = stat(path.c_str(), &info) == 0;
    if (!exists && access != Access::create) return Error(ErrorCode::not_found, "workspace.missing", {{"path", path}});
    if (exists && S_ISDIR(info.st_mode)) return Error(ErrorCode::invalid_input, "workspace.is_folder", {{"path", path}});
    const int flags = (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                      (access == Access::create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    if (code != SQLITE_OK) {
        const Error error = error_of(handle, code, path);
        sqlite3_close_v2(handle);
        return error;
    }
    std::unique_ptr<Database> database(new Database(handle, path));
    sqlite3_busy_timeout(handle, 5000);
    // A file from elsewhere must not run code through its schema, nor read past its pages.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    ADSCOPE_TRY(database->execute("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"));
    return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Result<void> Database::execute(std::string_view sql) {
    const std::string text(sql);
    if (sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return last_error();
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    Statement statement;
    statement.database_ = this;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), 0, &statement.statement_, nullptr) != SQLITE_OK)
        return last_error();
    return statement;
}

Result<std::int64_t> Database::integer(std::string_view sql) {
    ADSCOPE_ASSIGN(statement, prepare(sql));
    ADSCOPE_ASSIGN(row, statement.step());
    return row ? statement.integer(0) : 0;
}

Result<std::string> Database::text(std::string_view sql) {
    ADSCOPE_ASSIGN(statement, prepare(sql));
    ADSCOPE_ASSIGN(row, statement.step());
    return row ? std::string(statement.text(0)) : std::string();
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }
Error Database::last_error() const { return error_of(handle_, sqlite3_extended_errcode(handle_), path_); }
void Database::interrupt() { sqlite3_interrupt(handle_); }

Result<Transaction> Transaction::begin(Database& database) {
    ADSCOPE_TRY(database.execute("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_) (void)database_->execute("ROLLBACK");
}

Result<void> Transaction::commit() {
    ADSCOPE_TRY(database_->execute("COMMIT"));
    database_ = nullptr;
    return {};
}

}  // namespace adscope
