#include "core/scoring/export.h"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace adscope {
namespace {

constexpr std::size_t kBlock = 65536;

// A file that appears under its name only when it is whole.
class WholeFile {
public:
    explicit WholeFile(std::string path)
        : path_(std::move(path)), aside_(path_ + ".part" + std::to_string(getpid())), file_(std::fopen(aside_.c_str(), "wb")) {}
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;
    ~WholeFile() {
        if (file_) std::fclose(file_);
        if (!renamed_) std::remove(aside_.c_str());
    }
    bool is_open() const { return file_ != nullptr; }
    bool write(const std::string& text) { return std::fwrite(text.data(), 1, text.size(), file_) == text.size(); }
    bool finish() {
        const bool flushed = std::fflush(file_) == 0 && fsync(fileno(file_)) == 0;
        const bool closed = std::fclose(file_) == 0;
        file_ = nullptr;
        return renamed_ = flushed && closed && std::rename(aside_.c_str(), path_.c_str()) == 0;
    }
    Error failure() const {
        return {
            errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::io, "base.file_write", {{"path", path_}, {"cause", std::strerror(errno)}}};
    }

private:
    std::string path_, aside_;
    std::FILE* file_;
    bool renamed_ = false;
};

// RFC 4180.
void put_text(std::string& out, const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
}

template <class T>
void put_number(std::string& out, T value) {
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void put_row(std::string& out, const EventTable& table, std::uint32_t row, std::int64_t name, bool label, float prediction) {
    put_number(out, name);
    out += ',';
    if (table.has_user) put_text(out, table.users.keys[table.user[row]]);
    out += ',';
    if (table.has_ad) put_text(out, table.ads.keys[table.ad[row]]);
    out += ',';
    if (label) out += table.click[row] ? '1' : '0';
    out += ',';
    put_number(out, prediction);
    out += '\n';
}

}  // namespace

Result<ExportResult> export_scores(const Scorer& scorer, std::span<const std::uint32_t> rows, std::span<const std::int64_t> names,
                                   bool labels, const std::string& path, const JobContext& job) {
    const auto begun = std::chrono::steady_clock::now();
    WholeFile file(path);
    if (!file.is_open() || !file.write("event,user,ad,label,prediction\n")) return file.failure();
    std::string text;
    for (std::size_t begin = 0; begin < rows.size(); begin += kBlock) {
        const auto block = rows.subspan(begin, std::min(kBlock, rows.size() - begin));
        const double n = static_cast<double>(rows.size());
        ADSCOPE_ASSIGN(scores,
                       scorer.score_rows(block, job.part(static_cast<double>(begin) / n, static_cast<double>(begin + block.size()) / n)));
        text.clear();
        for (std::size_t i = 0; i < block.size(); ++i) put_row(text, scorer.table(), block[i], names[begin + i], labels, scores[i]);
        if (!file.write(text)) return file.failure();
    }
    if (job.cancelled()) return Error::cancelled();
    if (!file.finish()) return file.failure();
    return ExportResult{static_cast<std::int64_t>(rows.size()),
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count()};
}

}  // namespace adscope
