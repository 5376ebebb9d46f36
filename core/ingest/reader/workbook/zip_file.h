// The parts of a zip archive, as workbooks are: found by name, unpacked one at a time, with bounds.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/base/job.h"
#include "core/ingest/reader/spool.h"

namespace adscope::ingest {

// A text in a temporary file, mapped into memory: the system may take its pages back at any time. Zeros stand behind it.
class MappedText {
public:
    static Result<MappedText> of(Spool file);
    MappedText(MappedText&& other) noexcept;
    MappedText& operator=(MappedText&&) = delete;
    ~MappedText();

    std::string_view text() const { return {data_, size_}; }
    // What is before this place is not needed any more.
    void forget(std::size_t before) const;

private:
    explicit MappedText(Spool file) : file_(std::move(file)) {}
    Spool file_;
    const char* data_ = nullptr;
    std::size_t size_ = 0, mapped_ = 0;
};

class ZipFile {
public:
    // Reads the directory. `shown` is named in errors. A file that is no archive, or cut, is an error of its own.
    static Result<ZipFile> open(const std::string& path, const std::string& shown);
    ZipFile(ZipFile&& other) noexcept;
    ZipFile& operator=(ZipFile&&) = delete;
    ~ZipFile();

    bool has(const std::string& name) const { return parts_.count(name) > 0; }
    // All together may not unpack to more than kMost, nor to much more than what is packed: such archives are bombs.
    Result<MappedText> unpack(const std::string& name, const JobContext& job);
    // An error that says the archive, or this part of it, is damaged.
    Error damaged(const std::string& part) const;
    const std::string& shown() const { return shown_; }

    static constexpr std::uint64_t kMost = std::uint64_t{3} << 30;

private:
    struct Part {
        std::uint64_t at = 0, packed = 0, size = 0;
        std::uint32_t check = 0;
        int method = 0;
        bool locked = false;
    };
    ZipFile() = default;
    Result<void> read_directory();
    Result<void> read_entries(std::string_view directory, std::uint64_t count);
    Result<void> copy(const Part& part, std::uint64_t from, const std::string& name, Spool& to, const JobContext& job);
    Result<std::string> bytes(std::uint64_t at, std::uint64_t size) const;

    std::string shown_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0, unpacked_ = 0;
    std::map<std::string, Part> parts_;
};

}  // namespace adscope::ingest
