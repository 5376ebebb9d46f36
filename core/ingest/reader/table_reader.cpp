#include "core/ingest/reader/table_reader.h"

#include <algorithm>
#include <cstring>
#include <set>

#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kSample = 1 << 18;
constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kSampleRows = 5000;

bool is_ascii(const char* p, std::size_t size) {
    std::uint64_t any = 0;
    std::size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        std::uint64_t word;
        std::memcpy(&word, p + i, 8);
        any |= word;
    }
    for (; i < size; ++i) any |= static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) & 0x80;
    return !(any & 0x8080808080808080ULL);
}

}  // namespace

// Reads until the buffer holds `size` more bytes or the input ends.
Result<void> TableReader::fill(std::size_t size) {
    const std::size_t goal = size_ + size;
    if (buffer_.size() < goal + Scanner::kPadding) buffer_.resize(goal + Scanner::kPadding);
    while (size_ < goal) {
        ADSCOPE_ASSIGN(n, input_->read(buffer_.data() + size_, goal - size_));
        if (n == 0) {
            last_ = true;
            break;
        }
        ascii_ = ascii_ && is_ascii(buffer_.data() + size_, n);
        size_ += n;
    }
    return {};
}

Result<std::unique_ptr<TableReader>> TableReader::open(const std::string& path, const std::map<std::string, std::string>& given, const JobContext& job) {
    std::unique_ptr<TableReader> reader(new TableReader);
    reader->path_ = path;
    const auto encoding = given.find("encoding");
    ADSCOPE_ASSIGN(input, Input::open(path, encoding == given.end() ? "UTF-8" : encoding->second, job));
    reader->input_ = std::move(input);
    ADSCOPE_TRY(reader->fill(kSample));
    const std::string_view text(reader->buffer_.data(), reader->size_);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return Error(ErrorCode::invalid_input, "ingest.empty_file", {{"path", path}});
    if (looks_binary(text)) return Error(ErrorCode::invalid_input, "ingest.binary_file", {{"path", path}});
    ADSCOPE_ASSIGN(dialect, sniff(text, reader->last_, given));
    reader->dialect_ = dialect;
    reader->dialect_.encoding = reader->input_->encoding();
    reader->dialect_.byte_order_mark = reader->input_->byte_order_mark();
    ADSCOPE_TRY(reader->begin());
    return reader;
}

// Skips the preamble, takes the header, keeps the sample; the parser then stands on the first data record.
Result<void> TableReader::begin() {
    std::string_view text(buffer_.data(), size_);
    std::size_t at = 0;
    for (int i = 0; i < dialect_.skipped_lines; ++i) {
        at = text.find_first_of("\r\n", at);
        at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    }
    sample_ = parse_sample(text.substr(at), dialect_, last_, kSampleRows + 1);
    sample_is_whole_ = last_ && sample_.size() <= kSampleRows;
    const std::size_t header = dialect_.header ? std::max<std::size_t>(1, header_rows(sample_)) : 0;
    name_columns(join_header(sample_, header));
    sample_.erase(sample_.begin(), sample_.begin() + static_cast<std::ptrdiff_t>(std::min(header, sample_.size())));
    if (sample_.empty() && last_) return Error(ErrorCode::invalid_input, "ingest.empty_file", {{"path", path_}});

    std::memmove(buffer_.data(), buffer_.data() + at, size_ - at);
    size_ -= at;
    parser_ = std::make_unique<RecordParser>(dialect_);
    parser_->start_line(static_cast<std::uint64_t>(dialect_.skipped_lines) + 1);
    parser_->feed(buffer_.data(), size_, last_);
    Record skipped;
    for (std::size_t i = 0; i < header; ++i) ADSCOPE_TRY(next(skipped));
    return {};
}

void TableReader::name_columns(const Cells& first) {
    std::size_t width = first.size();
    if (!dialect_.header) width = usual_width(sample_);
    std::set<std::string> used;
    for (std::size_t i = 0; i < width; ++i) {
        std::string name = dialect_.header ? clean_text(trimmed(first[i]), 200) : "";
        if (name.empty()) name = "column_" + std::to_string(i + 1);
        if (!used.insert(name).second) used.insert(name += "_" + std::to_string(i + 1));
        names_.push_back(std::move(name));
    }
}

Result<bool> TableReader::refill(Record& record) {
    while (!last_) {
        const std::size_t done = parser_->consumed();
        std::memmove(buffer_.data(), buffer_.data() + done, size_ - done);
        size_ -= done;
        ascii_ = is_ascii(buffer_.data(), size_);
        ADSCOPE_TRY(fill(kBlock));
        parser_->feed(buffer_.data(), size_, last_);
        if (parser_->next(record)) return true;
    }
    return false;
}

}  // namespace adscope::ingest
