#include "core/ingest/reader/workbook/zip_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace adscope::ingest {
namespace {

constexpr std::size_t kBlock = 1 << 18;
constexpr std::uint64_t kDirectory = 64 << 20;    // a larger one is none
constexpr std::uint64_t kSuspicious = 256 << 20;  // unpacked size from which on the ratio counts
constexpr std::uint64_t kRatio = 300;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < size; ++i)
        out |= static_cast<std::uint64_t>(static_cast<unsigned char>(at + i < bytes.size() ? bytes[at + i] : 0)) << (8 * i);
    return out;
}

}  // namespace

Result<MappedText> MappedText::of(Spool file) {
    MappedText out(std::move(file));
    const int descriptor = ::open(out.file_.path().c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (descriptor < 0 || fstat(descriptor, &info) != 0) {
        if (descriptor >= 0) close(descriptor);
        return Error(ErrorCode::io, "base.file_read", {{"path", out.file_.path()}, {"cause", std::strerror(errno)}});
    }
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    out.size_ = static_cast<std::size_t>(info.st_size);
    out.mapped_ = (out.size_ / page + 2) * page;
    void* const all = mmap(nullptr, out.mapped_, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const bool mapped =
        all != MAP_FAILED && (out.size_ == 0 || mmap(all, out.size_, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0) == all);
    close(descriptor);
    out.data_ = all == MAP_FAILED ? nullptr : static_cast<const char*>(all);
    if (!mapped) return Error(ErrorCode::out_of_memory, "workspace.out_of_memory", {{"path", out.file_.path()}});
    return out;
}

MappedText::MappedText(MappedText&& other) noexcept
    : file_(std::move(other.file_)), data_(std::exchange(other.data_, nullptr)), size_(other.size_), mapped_(other.mapped_) {}

MappedText::~MappedText() {
    if (data_) munmap(const_cast<char*>(data_), mapped_);
}

void MappedText::forget(std::size_t before) const {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    madvise(const_cast<char*>(data_), std::min(before, size_) / page * page, MADV_DONTNEED);
}

ZipFile::ZipFile(ZipFile&& other) noexcept
    : shown_(std::move(other.shown_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      unpacked_(other.unpacked_),
      parts_(std::move(other.parts_)) {}

ZipFile::~ZipFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

Error ZipFile::damaged(const std::string& part) const {
    return {ErrorCode::corrupt, "ingest.workbook.damaged", {{"path", shown_}, {"part", part}}};
}

Result<std::string> ZipFile::bytes(std::uint64_t at, std::uint64_t size) const {
    if (at > size_ || size > size_ - at) return damaged("zip");
    std::string out(size, '\0');
    for (std::size_t n = 0; n < out.size();) {
        const auto got = pread(descriptor_, out.data() + n, out.size() - n, static_cast<off_t>(at + n));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Error(ErrorCode::io, "base.file_read", {{"path", shown_}, {"cause", got < 0 ? std::strerror(errno) : "0"}});
        n += static_cast<std::size_t>(got);
    }
    return out;
}

Result<ZipFile> ZipFile::open(const std::string& path, const std::string& shown) {
    ZipFile zip;
    zip.shown_ = shown;
    zip.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (zip.descriptor_ < 0 || fstat(zip.descriptor_, &info) != 0)
        return Error(ErrorCode::io, "base.file_open", {{"path", shown}, {"cause", std::strerror(errno)}});
    zip.size_ = static_cast<std::uint64_t>(info.st_size);
    ADSCOPE_TRY(zip.read_directory());
    return zip;
}

// The end of the archive says where its directory is (APPNOTE 4.3.16; 4.3.14 for large ones).
Result<void> ZipFile::read_directory() {
    const auto tail = std::min<std::uint64_t>(size_, 65535 + 22);
    ADSCOPE_ASSIGN(end, bytes(size_ - tail, tail));
    const auto at = end.rfind(std::string_view("PK\x05\x06", 4));
    if (at == std::string::npos || end.size() - at < 22) return Error(ErrorCode::corrupt, "ingest.workbook.cut", {{"path", shown_}});
    std::uint64_t count = number(end, at + 10, 2), size = number(end, at + 12, 4), from = number(end, at + 16, 4);
    if (from == 0xffffffff || count == 0xffff) {
        if (at < 20 || number(end, at - 20, 4) != 0x07064b50) return damaged("zip");
        ADSCOPE_ASSIGN(large, bytes(number(end, at - 12, 8), 56));
        if (number(large, 0, 4) != 0x06064b50) return damaged("zip");
        count = number(large, 32, 8), size = number(large, 40, 8), from = number(large, 48, 8);
    }
    if (size > kDirectory) return damaged("zip");
    ADSCOPE_ASSIGN(directory, bytes(from, size));
    return read_entries(directory, count);
}

Result<void> ZipFile::read_entries(std::string_view d, std::uint64_t count) {
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (d.size() - at < 46 || number(d, at, 4) != 0x02014b50) return damaged("zip");
        Part part;
        part.locked = number(d, at + 8, 2) & 1;
        part.method = static_cast<int>(number(d, at + 10, 2));
        part.check = static_cast<std::uint32_t>(number(d, at + 16, 4));
        part.packed = number(d, at + 20, 4);
        part.size = number(d, at + 24, 4);
        part.at = number(d, at + 42, 4);
        const std::size_t name = number(d, at + 28, 2), extra = number(d, at + 30, 2), note = number(d, at + 32, 2);
        if (d.size() - at - 46 < name + extra + note) return damaged("zip");
        // Sizes of large parts stand in an extra field, those alone that did not fit.
        for (std::size_t e = at + 46 + name, end = e + extra; e + 4 <= end;) {
            const auto id = number(d, e, 2), size = number(d, e + 2, 2);
            std::size_t field = e + 4;
            if (id == 1)
                for (auto* value : {&part.size, &part.packed, &part.at})
                    if (*value == 0xffffffff && field + 8 <= end) *value = number(d, field, 8), field += 8;
            e += 4 + size;
        }
        parts_[std::string(d.substr(at + 46, name))] = part;
        at += 46 + name + extra + note;
    }
    return {};
}

Result<void> ZipFile::copy(const Part& part, std::uint64_t from, const std::string& name, Spool& to, const JobContext& job) {
    z_stream state{};
    inflateInit2(&state, -15);
    struct End {
        z_stream& state;
        ~End() { inflateEnd(&state); }
    } end{state};
    std::vector<char> out(kBlock);
    std::uint64_t left = part.packed, written = 0;
    uLong check = crc32(0, nullptr, 0);
    const auto give = [&](const char* data, std::size_t size) -> Result<void> {
        written += size;
        unpacked_ += size;
        check = crc32(check, reinterpret_cast<const Bytef*>(data), static_cast<uInt>(size));
        const bool bomb = written > kSuspicious && written > kRatio * std::max<std::uint64_t>(1, part.packed);
        if (unpacked_ > kMost || bomb)
            return Error(ErrorCode::invalid_input, "ingest.workbook.bomb",
                         {{"path", shown_}, {"part", name}, {"megabytes", static_cast<std::int64_t>(unpacked_ >> 20)}});
        return to.write({data, size});
    };
    bool ended = false;
    while (left > 0 && !ended) {
        if (job.cancelled()) return Error::cancelled();
        ADSCOPE_ASSIGN(in, bytes(from, std::min<std::uint64_t>(left, kBlock)));
        from += in.size();
        left -= in.size();
        if (part.method == 0) {
            ADSCOPE_TRY(give(in.data(), in.size()));
            continue;
        }
        state.next_in = reinterpret_cast<Bytef*>(in.data());
        state.avail_in = static_cast<uInt>(in.size());
        do {
            state.next_out = reinterpret_cast<Bytef*>(out.data());
            state.avail_out = static_cast<uInt>(out.size());
            const int code = inflate(&state, Z_NO_FLUSH);
            if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return damaged(name);
            ADSCOPE_TRY(give(out.data(), out.size() - state.avail_out));
            ended = code == Z_STREAM_END;
        } while (state.avail_out == 0 && !ended);
    }
    if ((part.method == 8 && !ended) || check != part.check) return damaged(name);
    return {};
}

Result<MappedText> ZipFile::unpack(const std::string& name, const JobContext& job) {
    const auto found = parts_.find(name);
    if (found == parts_.end()) return damaged(name);
    const Part& part = found->second;
    if (part.locked) return Error(ErrorCode::invalid_input, "ingest.workbook.locked", {{"path", shown_}});
    if (part.method != 0 && part.method != 8) return damaged(name);
    ADSCOPE_ASSIGN(header, bytes(part.at, 30));
    if (number(header, 0, 4) != 0x04034b50) return damaged(name);
    const auto from = part.at + 30 + number(header, 26, 2) + number(header, 28, 2);
    if (from > size_ || part.packed > size_ - from) return damaged(name);
    ADSCOPE_ASSIGN(spool, Spool::empty());
    ADSCOPE_TRY(copy(part, from, name, spool, job));
    return MappedText::of(std::move(spool));
}

}  // namespace adscope::ingest
