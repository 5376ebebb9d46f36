#include "core/ingest/reader/spool.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

namespace adscope::ingest {
namespace {

Error failed(const char* what) { return {ErrorCode::io, what, {{"path", "-"}, {"cause", std::strerror(errno)}}}; }

Result<void> copy(int from, Spool& to, const JobContext& job) {
    std::vector<char> block(1 << 20);
    while (true) {
        if (job.cancelled()) return Error::cancelled();
        pollfd waiting{from, POLLIN, 0};
        if (poll(&waiting, 1, 50) == 0) continue;
        const ssize_t n = ::read(from, block.data(), block.size());
        if (n == 0) return {};
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return failed("base.file_read");
        ADSCOPE_TRY(to.write({block.data(), static_cast<std::size_t>(n)}));
    }
}

}  // namespace

Result<Spool> Spool::of(const std::string& path, const JobContext& job) {
    Spool spool;
    spool.path_ = path;
    // A pipe can be read once only, as standard input.
    struct stat info {};
    const bool pipe = path != "-" && stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
    if (path != "-" && !pipe) return spool;
    const int from = pipe ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (from < 0) return Error(ErrorCode::io, "base.file_open", {{"path", path}, {"cause", std::strerror(errno)}});
    ADSCOPE_ASSIGN(file, empty());
    const auto copied = copy(from, file, job);
    if (pipe) ::close(from);
    ADSCOPE_TRY(copied);
    return file;
}

Result<Spool> Spool::empty() {
    Spool spool;
    std::error_code none;
    std::string name = (std::filesystem::temp_directory_path(none) / "adscope-XXXXXX").string();
    spool.descriptor_ = mkstemp(name.data());
    if (spool.descriptor_ < 0) return failed("base.file_write");
    unlink(name.c_str());
    spool.path_ = "/proc/self/fd/" + std::to_string(spool.descriptor_);
    return spool;
}

Result<void> Spool::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR) return failed("base.file_write");
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    }
    return {};
}

Spool::Spool(Spool&& other) noexcept : path_(std::move(other.path_)), descriptor_(other.descriptor_) { other.descriptor_ = -1; }

Spool::~Spool() {
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace adscope::ingest
