// Any readable delimited file as RFC 4180, its values verbatim. What is no part of the first table is told, not printed.
#include <algorithm>

#include "core/ingest/import.h"
#include "core/ingest/reader/input.h"
#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"
#include "core/ingest/values.h"

namespace adscope {
namespace ingest {
namespace {

constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kSample = 1 << 18;

class Converter {
public:
    Converter(const std::function<void(std::string_view)>& out, const std::function<void(std::string_view)>& notes) : out_(out), notes_(notes) {}

    Result<void> run(const PreviewRequest& request, const JobContext& job);

private:
    Result<void> fill(std::size_t size);
    void skip_preamble();
    void learn_table();
    void take(const Record& record);
    bool begins_other_table(const Record& record) const;
    bool is_comment(const Record& record) const;
    void take_other(const Record& record);
    template <class CellsLike>
    void print(const CellsLike& cells);
    void note(std::string_view line) { notes_(std::string(line) + '\n'); }
    void flush();

    const std::function<void(std::string_view)>& out_;
    const std::function<void(std::string_view)>& notes_;
    std::unique_ptr<Input> input_;
    Dialect dialect_;
    std::vector<char> buffer_;
    std::size_t size_ = 0, start_ = 0;
    bool last_ = false;
    std::vector<Cells> header_;            // rows of the header still to come, then joined
    std::size_t header_count_ = 0, width_ = 0;
    std::vector<std::size_t> numbers_;     // columns of the first table that hold numbers
    bool hash_first_ = false;              // first cells of data begin with '#': no comments then
    bool in_first_ = true;
    std::size_t rows_left_ = 0;            // that were asked for
    std::string title_;                    // of the table that comes next
    bool awaiting_table_ = false;
    std::string text_;
};

Result<void> Converter::fill(std::size_t size) {
    const std::size_t goal = size_ + size;
    if (buffer_.size() < goal + Scanner::kPadding) buffer_.resize(goal + Scanner::kPadding);
    while (size_ < goal) {
        ADSCOPE_ASSIGN(n, input_->read(buffer_.data() + size_, goal - size_));
        if (n == 0) {
            last_ = true;
            break;
        }
        size_ += n;
    }
    return {};
}

void Converter::flush() {
    if (!text_.empty()) out_(text_);
    text_.clear();
}

template <class CellsLike>
void Converter::print(const CellsLike& cells) {
    bool first = true;
    for (const std::string_view cell : cells) {
        if (!first) text_ += ',';
        first = false;
        // A lone empty cell is quoted, since an empty line is no row.
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos && !(cell.empty() && cells.size() == 1)) {
            text_ += cell;
            continue;
        }
        text_ += '"';
        for (const char c : cell) {
            if (c == '"') text_ += '"';
            text_ += c;
        }
        text_ += '"';
    }
    text_ += "\r\n";
    if (text_.size() >= kBlock) flush();
}

void Converter::skip_preamble() {
    const std::string_view text(buffer_.data(), size_);
    for (int i = 0; i < dialect_.skipped_lines; ++i) {
        const auto end = text.find_first_of("\r\n", start_);
        if (const auto line = text.substr(start_, end - start_); !trimmed(line).empty()) note(line);
        start_ = end + (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? 2 : 1);
    }
}

// The shape of the first table, from the sample: from its rows up to the first empty line.
void Converter::learn_table() {
    std::string padded(buffer_.data() + start_, size_ - start_);
    const std::size_t size = padded.size();
    padded.resize(size + Scanner::kPadding);
    RecordParser parser(dialect_);
    parser.feed(padded.data(), size, last_);
    std::vector<Cells> rows;
    Record record;
    while (rows.size() < 2000 && parser.next(record)) {
        if (record.blank_before && rows.size() > 1) break;
        rows.emplace_back(record.cells.begin(), record.cells.end());
    }
    header_count_ = dialect_.header ? header_rows(rows) : 0;
    width_ = usual_width(rows);
    numbers_ = number_columns(rows, header_count_);
    std::size_t hashes = 0;
    for (std::size_t i = header_count_; i < rows.size(); ++i) hashes += !rows[i].empty() && rows[i][0].starts_with('#');
    hash_first_ = 2 * hashes > rows.size() || (!rows.empty() && header_count_ > 0 && rows[0][0].starts_with('#'));
}

bool Converter::is_comment(const Record& record) const {
    return !hash_first_ && record.raw.starts_with('#') && (record.cells.size() != width_ || width_ == 1 || !numbers_.empty());
}

// Behind an empty line: another width, or texts where the table has numbers.
bool Converter::begins_other_table(const Record& record) const {
    if (record.cells.size() != width_) return true;
    if (numbers_.empty()) return false;
    return std::none_of(numbers_.begin(), numbers_.end(), [&](std::size_t c) { return is_missing(trimmed(record.cells[c])) || is_number_or_time(record.cells[c]); });
}

void Converter::take_other(const Record& record) {
    const auto filled = std::count_if(record.cells.begin(), record.cells.end(), [](auto c) { return !trimmed(c).empty(); });
    if (record.blank_before && filled <= 1 && !awaiting_table_) {
        if (!title_.empty()) note(title_);
        title_ = record.raw;
        awaiting_table_ = true;
        return;
    }
    if (record.blank_before || awaiting_table_) {
        note(title_.empty() ? record.raw : std::string_view(title_ + ": " + std::string(record.raw)));
        title_.clear();
        awaiting_table_ = false;
    }
}

void Converter::take(const Record& record) {
    if (is_comment(record)) return note(record.raw);
    if (in_first_ && record.blank_before && header_count_ == 0 && begins_other_table(record)) in_first_ = false;
    if (!in_first_) return take_other(record);
    if (header_.size() < header_count_) {
        header_.emplace_back(record.cells.begin(), record.cells.end());
        if (header_.size() == header_count_) {
            print(join_header(header_, header_count_));
            header_count_ = 0;
        }
        return;
    }
    if (rows_left_ == 0) return;
    --rows_left_;
    print(record.cells);
}

Result<void> Converter::run(const PreviewRequest& request, const JobContext& job) {
    std::map<std::string, std::string> parts = request.dialect_parts;
    const auto encoding = parts.find("encoding");
    ADSCOPE_ASSIGN(input, Input::open(request.path, encoding == parts.end() ? "UTF-8" : encoding->second, job));
    input_ = std::move(input);
    ADSCOPE_TRY(fill(kSample));
    const std::string_view text(buffer_.data(), size_);
    if (text.find_first_not_of("\r\n") == std::string_view::npos && last_) return {};
    if (looks_binary(text)) return Error(ErrorCode::invalid_input, "ingest.binary_file", {{"path", request.path}});
    ADSCOPE_ASSIGN(dialect, sniff(text, last_, parts));
    dialect_ = dialect;
    skip_preamble();
    learn_table();
    RecordParser parser(dialect_);
    parser.feed(buffer_.data() + start_, size_ - start_, last_);
    rows_left_ = request.rows;
    Record record;
    while (true) {
        while (parser.next(record)) {
            take(record);
            parser.forget();
        }
        if (last_ || rows_left_ == 0) break;
        if (job.cancelled()) return Error::cancelled();
        job.report(Message("ingest.converting"), input_->fraction());
        const std::size_t done = start_ + parser.consumed();
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(done), buffer_.begin() + static_cast<std::ptrdiff_t>(size_), buffer_.begin());
        size_ -= done;
        start_ = 0;
        ADSCOPE_TRY(fill(kBlock));
        parser.feed(buffer_.data(), size_, last_);
    }
    if (!header_.empty() && header_count_ > 0) print(join_header(header_, header_.size()));
    if (!title_.empty()) note(title_);
    flush();
    return {};
}

}  // namespace
}  // namespace ingest

Result<void> convert_to_csv(const PreviewRequest& request, const std::function<void(std::string_view)>& out, const std::function<void(std::string_view)>& notes, const JobContext& job) {
    return ingest::Converter(out, notes).run(request, job);
}

}  // namespace adscope
