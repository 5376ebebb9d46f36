// A thin layer over one SQLite connection: statements with typed binding and reading, errors as values.
// sqlite3.h stays in the .cpp files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/job.h"
#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace adscope {

class Database;

// A prepared statement. Parameters are numbered from 1, columns from 0, as in SQLite.
class Statement {
public:
    Statement() = default;
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
    Statement& bind(int index, double value);
    Statement& bind(int index, std::string_view text);                  // copied
    Statement& bind_blob(int index, std::span<const std::byte> bytes);  // copied
    Statement& bind_null(int index);
    template <class T>
    Statement& bind(int index, const std::optional<T>& value) {
        return value ? bind(index, *value) : bind_null(index);
    }

    // True while there is a row.
    Result<bool> step();
    // Steps a statement that returns no rows, then resets it for the next use.
    Result<void> run();
    void reset();

    int columns() const;
    std::string_view name(int column) const;
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;            // valid until the next step
    std::span<const std::byte> blob(int column) const;  // valid until the next step
    int type(int column) const;                         // SQLITE_INTEGER 1, FLOAT 2, TEXT 3, BLOB 4, NULL 5
    sqlite3_stmt* handle() const { return statement_; }

private:
    friend class Database;
    sqlite3_stmt* statement_ = nullptr;
    Database* database_ = nullptr;
};

class Database {
public:
    enum class Access { read_only, read_write, create };

    // Opens a connection for the calling thread. A file that is no database, is locked, or cannot be read or
    // written gives its own error; `create` makes a missing file.
    static Result<std::unique_ptr<Database>> open(const std::string& path, Access access);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // One or more statements without results.
    Result<void> execute(std::string_view sql);
    Result<Statement> prepare(std::string_view sql);
    // The single value of a query; 0 or empty when it has no row.
    Result<std::int64_t> integer(std::string_view sql);
    Result<std::string> text(std::string_view sql);

    std::int64_t last_insert_id() const;
    std::int64_t changes() const;
    const std::string& path() const { return path_; }
    sqlite3* handle() const { return handle_; }

    // The connection's last failure as an Error: busy, read only, disk full, corrupt, or plain io.
    Error last_error() const;
    // May be called from any thread: the running statement returns with an error.
    void interrupt();

private:
    Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
    sqlite3* handle_;
    std::string path_;
};

// BEGIN IMMEDIATE; rolls back unless commit() was called and succeeded.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    ~Transaction();
    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace adscope
