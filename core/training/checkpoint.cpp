#include "core/training/checkpoint.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <set>

#include "core/base/hash.h"

namespace adscope {
namespace {

constexpr std::string_view kMagic = "adscope-run-1\n";
constexpr std::size_t kDigest = 64;

Error failure(const std::string& path, int number) {
    const ErrorCode code = number == ENOSPC || number == EDQUOT  ? ErrorCode::disk_full
                           : number == EACCES || number == EROFS ? ErrorCode::read_only
                                                                 : ErrorCode::io;
    return {code, "training.checkpoint_write", {{"path", path}, {"cause", std::strerror(number)}}};
}

void append_size(std::string& out, std::uint64_t size) { out.append(reinterpret_cast<const char*>(&size), sizeof size); }

// magic, SHA-256 of what follows, then for each part: size of the name, name, size, bytes.
std::string encode(const CheckpointFile::Parts& parts) {
    std::string body;
    for (const auto& [name, bytes] : parts) {
        append_size(body, name.size());
        body += name;
        append_size(body, bytes.size());
        body += bytes;
    }
    return std::string(kMagic) + sha256_hex(body) + body;
}

bool take_text(std::string_view& rest, std::string& out) {
    std::uint64_t size = 0;
    if (rest.size() < sizeof size) return false;
    std::memcpy(&size, rest.data(), sizeof size);
    rest.remove_prefix(sizeof size);
    if (size > rest.size()) return false;
    out.assign(rest.substr(0, size));
    rest.remove_prefix(size);
    return true;
}

bool decode(std::string_view bytes, CheckpointFile::Parts& parts) {
    if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kDigest) return false;
    const auto digest = bytes.substr(kMagic.size(), kDigest);
    auto rest = bytes.substr(kMagic.size() + kDigest);
    if (sha256_hex(rest) != digest) return false;
    while (!rest.empty()) {
        std::string name, content;
        if (!take_text(rest, name) || !take_text(rest, content)) return false;
        parts[std::move(name)] = std::move(content);
    }
    return true;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool read_all(int descriptor, std::string& out) {
    char buffer[1 << 16];
    while (true) {
        const ssize_t n = ::read(descriptor, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return n == 0;
        out.append(buffer, static_cast<std::size_t>(n));
    }
}

// The rename itself must reach the disk.
void sync_folder(const std::string& path) {
    auto folder = std::filesystem::path(path).parent_path();
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

// The descriptor still is the file of that name: it was not replaced between open and lock.
bool is_current(int descriptor, const std::string& path) {
    struct stat opened {
    }, named{};
    return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

}  // namespace

CheckpointFile::~CheckpointFile() { hold(-1); }

void CheckpointFile::hold(int descriptor) {
    if (held_ >= 0) ::close(held_);
    held_ = descriptor;
}

Result<void> CheckpointFile::write(const Parts& parts) {
    const std::string temporary = path_ + ".tmp";
    const int descriptor = ::open(temporary.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
    if (descriptor < 0) return failure(path_, errno);
    // Locked before it gets its name, so that there is no moment without a holder.
    const bool written = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && write_all(descriptor, encode(parts)) && ::fsync(descriptor) == 0 &&
                         ::rename(temporary.c_str(), path_.c_str()) == 0;
    if (!written) {
        const int number = errno;
        ::close(descriptor);
        ::unlink(temporary.c_str());
        return failure(path_, number);
    }
    sync_folder(path_);
    hold(descriptor);
    return {};
}

Result<CheckpointFile::Parts> CheckpointFile::take() {
    int descriptor = -1;
    do {
        if (descriptor >= 0) ::close(descriptor);
        descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) return Error(ErrorCode::not_found, "training.no_checkpoint", {{"path", path_}});
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            ::close(descriptor);
            return Error(ErrorCode::busy, "training.run_active", {{"path", path_}});
        }
    } while (!is_current(descriptor, path_));
    hold(descriptor);
    std::string bytes;
    Parts parts;
    if (!read_all(descriptor, bytes) || !decode(bytes, parts)) {
        hold(-1);
        return Error(ErrorCode::corrupt, "training.checkpoint_damaged", {{"path", path_}});
    }
    return parts;
}

void CheckpointFile::remove() {
    ::unlink(path_.c_str());
    ::unlink((path_ + ".tmp").c_str());
    hold(-1);
}

std::string CheckpointFile::path_of(const std::string& workspace_path, std::int64_t model_id) {
    return workspace_path + ".run-" + std::to_string(model_id) + ".ckpt";
}

bool CheckpointFile::exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

bool CheckpointFile::is_held(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return held;
}

std::vector<std::int64_t> CheckpointFile::ids_beside(const std::string& workspace_path) {
    const std::filesystem::path workspace(workspace_path);
    const std::string start = workspace.filename().string() + ".run-";
    std::set<std::int64_t> ids;
    std::error_code failed;
    const auto folder = workspace.has_parent_path() ? workspace.parent_path() : std::filesystem::path(".");
    for (auto it = std::filesystem::directory_iterator(folder, failed); !failed && it != std::filesystem::directory_iterator();
         it.increment(failed)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with(start)) continue;
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(name.data() + start.size(), name.data() + name.size(), id);
        const std::string_view rest(end, static_cast<std::size_t>(name.data() + name.size() - end));
        if (error == std::errc() && (rest == ".ckpt" || rest == ".ckpt.tmp")) ids.insert(id);
    }
    return {ids.begin(), ids.end()};
}

void CheckpointFile::remove_unheld(const std::string& path) {
    if (is_held(path) || is_held(path + ".tmp")) return;
    ::unlink(path.c_str());
    ::unlink((path + ".tmp").c_str());
}

}  // namespace adscope
