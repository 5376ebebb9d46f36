#include "core/workspace/workspace.h"

#include <chrono>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/base/embedded.h"

namespace adscope {
namespace {

// "AdSc": tells a workspace from any other database.
constexpr std::int64_t kApplicationId = 0x41645363;

std::vector<std::string_view> migrations() {
    std::vector<std::string_view> out;
    for (const auto& file : embedded_files())
        if (file.name.starts_with("migrations/")) out.push_back(file.bytes);
    return out;
}

Result<void> migrate(Database& database, int from) {
    const auto steps = migrations();
    ADSCOPE_ASSIGN(transaction, Transaction::begin(database));
    for (std::size_t i = static_cast<std::size_t>(from); i < steps.size(); ++i) ADSCOPE_TRY(database.execute(steps[i]));
    ADSCOPE_TRY(database.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                                 "; PRAGMA user_version = " + std::to_string(steps.size())));
    return transaction.commit();
}

}  // namespace

int Workspace::newest_version() { return static_cast<int>(migrations().size()); }

Result<Workspace> Workspace::open(const std::string& path, Database::Access access) {
    ADSCOPE_ASSIGN(database, Database::open(path, access == Database::Access::create ? Database::Access::read_write : access));
    ADSCOPE_ASSIGN(application, database->integer("PRAGMA application_id"));
    if (application != kApplicationId) return Error(ErrorCode::invalid_input, "workspace.not_a_workspace", {{"path", path}});
    ADSCOPE_ASSIGN(version, database->integer("PRAGMA user_version"));
    if (version > newest_version())
        return Error(ErrorCode::newer_version, "workspace.newer", {{"path", path}, {"found", version}, {"expected", newest_version()}});
    if (access != Database::Access::read_only) {
        ADSCOPE_TRY(database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"));
        if (version < newest_version()) ADSCOPE_TRY(migrate(*database, static_cast<int>(version)));
    } else if (version < newest_version()) {
        return Error(ErrorCode::read_only, "workspace.needs_migration", {{"path", path}});
    }
    return Workspace(std::move(database));
}

Result<Workspace> Workspace::create(const std::string& path, const std::string& name) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return Error(ErrorCode::invalid_input, "workspace.exists", {{"path", path}});
    ADSCOPE_ASSIGN(database, Database::open(path, Database::Access::create));
    const auto fill = [&]() -> Result<void> {
        ADSCOPE_TRY(database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"));
        ADSCOPE_TRY(migrate(*database, 0));
        ADSCOPE_ASSIGN(insert, database->prepare("INSERT INTO meta VALUES ('name', ?1), ('time_zone', 'UTC'), ('created', ?2)"));
        insert.bind(1, std::string_view(name.empty() ? std::filesystem::path(path).stem().string() : name))
            .bind(2, std::string_view(std::to_string(now_ms())));
        return insert.run();
    };
    if (auto filled = fill(); !filled) {
        database.reset();
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix, ignored);
        return std::move(filled).error();
    }
    return Workspace(std::move(database));
}

Result<Workspace> Workspace::open_or_create(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored) ? open(path) : create(path);
}

Result<std::string> Workspace::setting(const std::string& key, const std::string& otherwise) const {
    ADSCOPE_ASSIGN(select, database_->prepare("SELECT value FROM meta WHERE key = ?1"));
    select.bind(1, std::string_view(key));
    ADSCOPE_ASSIGN(row, select.step());
    return row ? std::string(select.text(0)) : otherwise;
}

Result<void> Workspace::set_setting(const std::string& key, const std::string& value) const {
    ADSCOPE_ASSIGN(upsert, database_->prepare("INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    upsert.bind(1, std::string_view(key)).bind(2, std::string_view(value));
    return upsert.run();
}

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace adscope
