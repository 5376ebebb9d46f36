// A workspace: one SQLite file that holds everything. Each thread opens its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/workspace/database.h"

namespace adscope {

class Workspace {
public:
    // The newest file version that this program reads and writes: the number of the last migration.
    static int newest_version();

    // Opens an existing workspace, migrating an older one when it may be written. Its own errors: missing file,
    // folder, not a database, a database that is no workspace, made by a newer program, locked, read only.
    static Result<Workspace> open(const std::string& path, Database::Access access = Database::Access::read_write);

    // Makes a new workspace at a path where there is no file.
    static Result<Workspace> create(const std::string& path, const std::string& name = {});

    // Opens `path`, or makes it where it is missing.
    static Result<Workspace> open_or_create(const std::string& path);

    Database& database() const { return *database_; }
    const std::string& path() const { return database_->path(); }

    // Settings of the workspace: name, time_zone (IANA, default UTC), currency (ISO 4217, default empty), ...
    Result<std::string> setting(const std::string& key, const std::string& otherwise = {}) const;
    Result<void> set_setting(const std::string& key, const std::string& value) const;

private:
    explicit Workspace(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    std::unique_ptr<Database> database_;
};

// Milliseconds since 1970-01-01 UTC, now.
std::int64_t now_ms();

}  // namespace adscope
