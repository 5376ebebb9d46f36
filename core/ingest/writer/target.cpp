#include "core/ingest/writer/target.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace adscope::ingest {
namespace {

namespace fs = std::filesystem;
constexpr const char* kMaking = ".making-";

void remove_database(const std::string& path) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(path + suffix, ignored);
}

// Half workspaces of imports into this place that were killed: their names hold a process that is gone.
void remove_leftovers(const std::string& path) {
    std::error_code failure;
    const fs::path place(path);
    const std::string stem = place.filename().string() + kMaking;
    for (const auto& entry : fs::directory_iterator(place.has_parent_path() ? place.parent_path() : fs::path("."), failure)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(stem)) continue;
        long process = 0;
        const auto [end, wrong] = std::from_chars(name.data() + stem.size(), name.data() + name.size(), process);
        if (wrong != std::errc() || process <= 0) continue;
        if (kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH) fs::remove(entry.path(), failure);
    }
}

Error write_error(const std::string& path) {
    const ErrorCode code = errno == ENOSPC || errno == EDQUOT  ? ErrorCode::disk_full
                           : errno == EROFS || errno == EACCES ? ErrorCode::read_only
                                                               : ErrorCode::io;
    if (code == ErrorCode::disk_full) return {code, "workspace.disk_full", {{"path", path}}};
    if (code == ErrorCode::read_only) return {code, "workspace.read_only", {{"path", path}}};
    return {code, "base.file_write", {{"path", path}, {"cause", std::strerror(errno)}}};
}

bool sync_path(const std::string& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool done = fsync(descriptor) == 0;
    const int kept = errno;
    close(descriptor);
    errno = kept;
    return done;
}

}  // namespace

Result<std::unique_ptr<Target>> Target::open(const std::string& path, const std::string& time_zone, bool dry_run) {
    std::unique_ptr<Target> out(new Target);
    out->path_ = path;
    out->dry_run_ = dry_run;
    if (!dry_run && !path.empty()) remove_leftovers(path);
    struct stat info {};
    if (path.empty() || stat(path.c_str(), &info) != 0) {
        out->is_new_ = true;
        if (!time_zone.empty()) out->time_zone_ = time_zone;
        if (!dry_run) ADSCOPE_TRY(out->make_new(time_zone));
        return out;
    }
    ADSCOPE_TRY(out->open_existing());
    return out;
}

Result<void> Target::make_new(const std::string& time_zone) {
    temporary_ = path_ + kMaking + std::to_string(getpid());
    auto made = Workspace::create(temporary_, fs::path(path_).stem().string());
    if (!made) {
        // The message names the place that was asked for.
        const Error error = made.error();
        if (access(fs::path(path_).has_parent_path() ? fs::path(path_).parent_path().c_str() : ".", W_OK) != 0) return write_error(path_);
        return error;
    }
    workspace_.emplace(std::move(*made));
    if (!time_zone.empty()) ADSCOPE_TRY(workspace_->set_setting("time_zone", time_zone));
    // Nobody sees the file before it is whole and on disk, so it needs no journal while it is made. A page cache that
    // is small stays in the processor's: rows are only appended.
    ADSCOPE_TRY(database()->execute(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384"));
    ADSCOPE_ASSIGN(transaction, Transaction::begin(*database()));
    transaction_.emplace(std::move(transaction));
    return {};
}

Result<void> Target::open_existing() {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path_, dry_run_ ? Database::Access::read_only : Database::Access::read_write));
    workspace_.emplace(std::move(workspace));
    ADSCOPE_ASSIGN(zone, workspace_->setting("time_zone", "UTC"));
    time_zone_ = std::move(zone);
    if (dry_run_) return {};
    ADSCOPE_ASSIGN(transaction, Transaction::begin(*database()));
    transaction_.emplace(std::move(transaction));
    return {};
}

Result<void> Target::commit() {
    if (dry_run_) return {};
    ADSCOPE_TRY(transaction_->commit());
    transaction_.reset();
    if (!is_new_) return {};
    // From here on it is a workspace like any other, whose header says so.
    ADSCOPE_TRY(database()->execute("PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL"));
    workspace_.reset();
    return move_into_place();
}

Result<void> Target::move_into_place() {
    if (!sync_path(temporary_, O_RDWR)) return write_error(path_);
    // Never over a file that came there meanwhile.
    if (link(temporary_.c_str(), path_.c_str()) == 0) {
        remove_database(temporary_);
    } else if (errno == EEXIST) {
        return Error(ErrorCode::busy, "workspace.exists", {{"path", path_}});
    } else if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {  // a file system without hard links
        return write_error(path_);
    }
    temporary_.clear();
    const fs::path parent = fs::path(path_).parent_path();
    sync_path(parent.empty() ? "." : parent.string(), O_RDONLY | O_DIRECTORY);
    return {};
}

Target::~Target() {
    transaction_.reset();
    workspace_.reset();
    if (!temporary_.empty()) remove_database(temporary_);
}

}  // namespace adscope::ingest
