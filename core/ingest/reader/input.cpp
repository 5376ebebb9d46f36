#include "core/ingest/reader/input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "core/base/hash.h"
#include "core/ingest/reader/encoding.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kBlock = 1 << 18;
constexpr std::size_t kTelling = 1 << 18;  // bytes that an encoding is told from
constexpr std::size_t kHead = 4096;        // bytes that a format is told from

// The stored bytes, hashed as they go by.
class Stored {
public:
    Stored(int descriptor, std::string path, JobContext job) : descriptor_(descriptor), path_(std::move(path)), job_(std::move(job)) {
        struct stat info {};
        if (fstat(descriptor_, &info) == 0 && S_ISREG(info.st_mode)) size_ = static_cast<std::uint64_t>(info.st_size);
    }
    ~Stored() {
        if (descriptor_ > 0) close(descriptor_);
    }
    Stored(const Stored&) = delete;
    Stored& operator=(const Stored&) = delete;

    Result<std::size_t> read(char* into, std::size_t size) {
        while (true) {
            if (job_.cancelled()) return Error::cancelled();
            // A pipe may be silent for long: it is asked in short turns, so that a cancel is noticed.
            if (size_ == 0) {
                pollfd waiting{descriptor_, POLLIN, 0};
                if (poll(&waiting, 1, 50) == 0) continue;
            }
            const ssize_t n = ::read(descriptor_, into, size);
            if (n >= 0) {
                hash_.update(into, static_cast<std::size_t>(n));
                read_ += static_cast<std::uint64_t>(n);
                return static_cast<std::size_t>(n);
            }
            if (errno != EINTR) return Error(ErrorCode::io, "base.file_read", {{"path", path_}, {"cause", std::strerror(errno)}});
        }
    }
    double fraction() const { return size_ == 0 ? -1 : std::min(1.0, static_cast<double>(read_) / static_cast<double>(size_)); }
    std::uint64_t bytes() const { return read_; }
    std::string sha256() { return hash_.hex(); }
    const std::string& path() const { return path_; }

private:
    int descriptor_;
    std::string path_;
    JobContext job_;
    std::uint64_t size_ = 0, read_ = 0;
    Sha256 hash_;
};

// Turns stored bytes into plain ones.
class Unpacker {
public:
    explicit Unpacker(Stored& stored) : stored_(stored) {}
    virtual ~Unpacker() = default;
    virtual Result<std::size_t> read(char* into, std::size_t size) = 0;

    std::string held;  // stored bytes that were read to tell the format

protected:
    // The next stored bytes: those held back first.
    Result<std::size_t> stored(char* into, std::size_t size) {
        if (held.empty()) return stored_.read(into, size);
        const std::size_t n = std::min(size, held.size());
        std::memcpy(into, held.data(), n);
        held.erase(0, n);
        return n;
    }
    Error damaged() const { return {ErrorCode::corrupt, "ingest.damaged", {{"path", stored_.path()}}}; }
    Error cut() const { return {ErrorCode::corrupt, "ingest.truncated", {{"path", stored_.path()}}}; }

private:
    Stored& stored_;
};

class Plain : public Unpacker {
public:
    using Unpacker::Unpacker;
    Result<std::size_t> read(char* into, std::size_t size) override { return stored(into, size); }
};

class Gzip : public Unpacker {
public:
    explicit Gzip(Stored& s) : Unpacker(s), packed_(kBlock) { inflateInit2(&state_, 15 + 16); }
    ~Gzip() override { inflateEnd(&state_); }

    Result<std::size_t> read(char* into, std::size_t size) override {
        state_.next_out = reinterpret_cast<Bytef*>(into);
        state_.avail_out = static_cast<uInt>(size);
        while (state_.avail_out == size) {
            if (state_.avail_in == 0) {
                ADSCOPE_ASSIGN(n, stored(packed_.data(), packed_.size()));
                if (n == 0) {
                    if (!between_members_) return cut();
                    break;
                }
                state_.next_in = reinterpret_cast<Bytef*>(packed_.data());
                state_.avail_in = static_cast<uInt>(n);
            }
            if (between_members_) {
                // Anything after the last member that is no member is padding, as gzip itself has it.
                if (started_ && *state_.next_in != 0x1f) {
                    state_.avail_in = 0;
                    continue;
                }
                between_members_ = false;
                started_ = true;
            }
            const int code = inflate(&state_, Z_NO_FLUSH);
            if (code == Z_STREAM_END) {
                inflateReset(&state_);
                between_members_ = true;
            } else if (code != Z_OK && code != Z_BUF_ERROR) {
                return damaged();
            }
        }
        return size - state_.avail_out;
    }

private:
    z_stream state_{};
    std::vector<char> packed_;
    bool between_members_ = true, started_ = false;
};

class Zstd : public Unpacker {
public:
    explicit Zstd(Stored& s) : Unpacker(s), state_(ZSTD_createDCtx()), packed_(kBlock) {}
    ~Zstd() override { ZSTD_freeDCtx(state_); }

    Result<std::size_t> read(char* into, std::size_t size) override {
        ZSTD_outBuffer out{into, size, 0};
        while (out.pos == 0) {
            if (in_.pos == in_.size) {
                ADSCOPE_ASSIGN(n, stored(packed_.data(), packed_.size()));
                if (n == 0) {
                    if (open_frame_) return cut();
                    break;
                }
                in_ = {packed_.data(), n, 0};
            }
            const std::size_t left = ZSTD_decompressStream(state_, &out, &in_);
            if (ZSTD_isError(left)) return damaged();
            open_frame_ = left != 0;
        }
        return out.pos;
    }

private:
    ZSTD_DCtx* state_;
    std::vector<char> packed_;
    ZSTD_inBuffer in_{nullptr, 0, 0};
    bool open_frame_ = true;
};

}  // namespace

struct Input::Impl {
    Impl(int descriptor, const std::string& path, const JobContext& job) : stored(descriptor, path, job) {}
    ~Impl() {
        if (from) ucnv_close(from);
        if (to) ucnv_close(to);
    }

    Stored stored;
    std::unique_ptr<Unpacker> unpacker;
    std::string encoding;
    bool mark = false, packed = false;
    std::string ready;  // plain bytes read to tell the encoding
    std::size_t ready_at = 0;
    UConverter* from = nullptr;
    UConverter* to = nullptr;
    std::vector<char> source;
    std::size_t source_begin = 0, source_end = 0;
    std::vector<UChar> pivot;
    UChar *pivot_begin = nullptr, *pivot_end = nullptr;
    bool ended = false, flushed = false;

    Result<std::size_t> plain(char* into, std::size_t size) {
        if (ready_at >= ready.size()) return unpacker->read(into, size);
        const std::size_t n = std::min(size, ready.size() - ready_at);
        std::memcpy(into, ready.data() + ready_at, n);
        ready_at += n;
        if (ready_at == ready.size()) ready = std::string(), ready_at = 0;
        return n;
    }
    Result<void> tell_format();
    Result<void> tell_encoding(const std::string& wanted);
    Result<void> decode_as(const std::string& wanted);
    Result<std::size_t> decode(char* into, std::size_t size);
};

Result<void> Input::Impl::tell_format() {
    std::string first(4, '\0');
    std::size_t n = 0;
    while (n < first.size()) {
        ADSCOPE_ASSIGN(more, stored.read(first.data() + n, first.size() - n));
        if (more == 0) break;
        n += more;
    }
    first.resize(n);
    if (first.starts_with("\x1f\x8b")) unpacker = std::make_unique<Gzip>(stored);
    else if (first == "\x28\xb5\x2f\xfd") unpacker = std::make_unique<Zstd>(stored);
    else unpacker = std::make_unique<Plain>(stored);
    packed = first.starts_with("\x1f\x8b") || first == "\x28\xb5\x2f\xfd";
    unpacker->held = first;
    return {};
}

Result<void> Input::Impl::tell_encoding(const std::string& wanted) {
    // A mark needs four bytes, a container its first hundreds; to tell the encoding of a text without a mark a good part of it is read.
    ready.resize(wanted.empty() ? kTelling : kHead);
    std::size_t n = 0;
    while (n < ready.size()) {
        ADSCOPE_ASSIGN(more, unpacker->read(ready.data() + n, ready.size() - n));
        if (more == 0) break;
        n += more;
    }
    ready.resize(n);
    return decode_as(wanted.empty() ? detect_encoding(ready) : wanted);
}

Result<void> Input::Impl::decode_as(const std::string& wanted) {
    if (from) ucnv_close(from);
    if (to) ucnv_close(to);
    from = to = nullptr;
    ready_at = 0;
    encoding = wanted;
    if (const auto found = ingest::byte_order_mark(ready)) {
        mark = true;
        ready_at = found->size;
        if (found->encoding != "UTF-8") encoding = found->encoding;
    }
    UErrorCode status = U_ZERO_ERROR;
    from = ucnv_open(encoding.c_str(), &status);
    if (U_FAILURE(status)) return Error(ErrorCode::usage, "ingest.unknown_encoding", {{"found", wanted}});
    // UTF-8 goes through untouched: invalid bytes are found row by row, and such a row is rejected, not mended.
    if (ucnv_getType(from) == UCNV_UTF8) {
        encoding = "UTF-8";
        ucnv_close(from);
        from = nullptr;
        return {};
    }
    to = ucnv_open("UTF-8", &status);
    source.resize(kBlock);
    pivot.resize(kBlock);
    pivot_begin = pivot_end = pivot.data();
    return {};
}

Result<std::size_t> Input::Impl::decode(char* into, std::size_t size) {
    char* target = into;
    while (target == into && !flushed) {
        if (source_begin == source_end && !ended) {
            ADSCOPE_ASSIGN(n, plain(source.data(), source.size()));
            source_begin = 0;
            source_end = n;
            ended = n == 0;
        }
        const char* at = source.data() + source_begin;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &target, into + size, &at, source.data() + source_end, pivot.data(), &pivot_begin, &pivot_end,
                       pivot.data() + pivot.size(), false, ended, &status);
        source_begin = static_cast<std::size_t>(at - source.data());
        if (status == U_BUFFER_OVERFLOW_ERROR) break;
        if (U_FAILURE(status))
            return Error(ErrorCode::invalid_input, "ingest.cannot_decode", {{"path", stored.path()}, {"encoding", encoding}});
        flushed = ended;
    }
    return static_cast<std::size_t>(target - into);
}

Input::Input(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Input::~Input() = default;

Result<std::unique_ptr<Input>> Input::open(const std::string& path, const std::string& encoding, const JobContext& job) {
    int descriptor = STDIN_FILENO;
    if (path != "-") {
        struct stat info {};
        if (stat(path.c_str(), &info) != 0)
            return errno == ENOENT || errno == ENOTDIR
                       ? Error(ErrorCode::not_found, "ingest.missing_file", {{"path", path}})
                       : Error(ErrorCode::io, "base.file_open", {{"path", path}, {"cause", std::strerror(errno)}});
        if (S_ISDIR(info.st_mode)) return Error(ErrorCode::invalid_input, "ingest.is_folder", {{"path", path}});
        descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) return Error(ErrorCode::io, "base.file_open", {{"path", path}, {"cause", std::strerror(errno)}});
    }
    auto impl = std::make_unique<Impl>(descriptor, path, job);
    ADSCOPE_TRY(impl->tell_format());
    ADSCOPE_TRY(impl->tell_encoding(encoding));
    return std::unique_ptr<Input>(new Input(std::move(impl)));
}

Result<std::size_t> Input::read(char* into, std::size_t size) { return impl_->from ? impl_->decode(into, size) : impl_->plain(into, size); }
std::string_view Input::head() const { return impl_->ready; }
Result<void> Input::decode_as(const std::string& encoding) { return impl_->decode_as(encoding); }
bool Input::packed() const { return impl_->packed; }
double Input::fraction() const { return impl_->stored.fraction(); }
std::uint64_t Input::stored_bytes() const { return impl_->stored.bytes(); }
std::string Input::sha256() { return impl_->stored.sha256(); }
const std::string& Input::encoding() const { return impl_->encoding; }
bool Input::byte_order_mark() const { return impl_->mark; }

}  // namespace adscope::ingest
