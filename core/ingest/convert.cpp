// Any readable file as RFC 4180, its values verbatim. What is no part of the first table is told, not printed.
// The file is read twice: once to see where its table ends and how wide it is, once to print it.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <limits>
#include <map>
#include <optional>

#include "core/ingest/import.h"
#include "core/ingest/reader/encoding.h"
#include "core/ingest/reader/input.h"
#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"
#include "core/ingest/reader/spooled_table.h"
#include "core/ingest/reader/table_layout.h"
#include "core/ingest/reader/text_window.h"
#include "core/ingest/values.h"
#include "core/ingest/writer/csv_writer.h"

namespace adscope {
namespace ingest {
namespace {

constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kSample = 1 << 20;
constexpr std::size_t kSampleRows = 5000;
constexpr std::uint64_t kMoreRows = 20;  // read beyond those asked for, to see where the table ends

class Converter {
public:
    Converter(const PreviewRequest& request, const std::function<void(std::string_view)>& out,
              const std::function<void(std::string_view)>& notes, const JobContext& job)
        : request_(request), csv_(out), notes_(notes), job_(job) {}

    Result<void> run();

private:
    using Take = std::function<bool(const Record&)>;
    Result<void> look();
    Result<void> each_record(const Take& take, const JobContext& job);
    Result<void> measure(const JobContext& job);
    void keep_odd(const Record& record);
    bool learn_from_odd();
    Result<void> print_spooled();
    void print_preamble();
    bool print(const Record& record);
    void name_other(const Record& record);
    void note(std::string_view line) { notes_(std::string(line) + '\n'); }

    const PreviewRequest& request_;
    CsvWriter csv_;
    const std::function<void(std::string_view)>& notes_;
    const JobContext& job_;
    std::string path_, encoding_, preamble_;
    Dialect dialect_;
    std::optional<SpooledTable> spooled_;  // what was no delimited text
    std::optional<TableLayout> layout_;
    std::map<std::string, std::string> parts_;  // of the dialect that are not told from the beginning
    std::vector<std::string> odd_;              // records that do not fit what the beginning told
    std::size_t odd_size_ = 0;
    bool foreign_ = false, utf8_ = false;  // bytes that are no UTF-8; characters beyond ASCII that are
    std::vector<Cells> header_;            // rows of the header still to be joined
    std::uint64_t record_ = 0;             // of the second reading
    std::size_t rows_left_ = 0;            // that were asked for
    std::string title_;                    // of the table that comes next
    bool awaiting_table_ = false, empty_ = false;
};

// Rows up to the first empty line; what is behind it may be another table.
std::size_t first_stretch(std::string_view text, const Dialect& dialect) {
    std::size_t rows = 0;
    parse_text(text, dialect, true, [&](const Record& record) {
        if (record.blank_before && rows > 0) return false;
        rows += !record.comment;
        return rows < kSampleRows;
    });
    return rows;
}

// The dialect and the shape of the table, from the beginning of the file.
Result<void> Converter::look() {
    const auto given = parts_.find("encoding");
    encoding_ = given == parts_.end() ? "" : given->second;
    ADSCOPE_ASSIGN(input, Input::open(path_, encoding_, job_));
    TextWindow window(*input);
    ADSCOPE_TRY(window.fill(kSample));
    const auto text = window.text();
    empty_ = text.find_first_not_of("\r\n") == std::string_view::npos && window.last();
    if (empty_) return {};
    if (looks_binary(text)) return Error(ErrorCode::invalid_input, "ingest.binary_file", {{"path", request_.path}});
    ADSCOPE_ASSIGN(dialect, spooled_ ? sniff_rows(text, window.last(), parts_) : sniff(text, window.last(), parts_));
    dialect_ = dialect;
    dialect_.encoding = input->encoding();
    const auto start = line_start(text, dialect_.skipped_lines);
    preamble_ = text.substr(0, start);
    auto rows = parse_sample(text.substr(start), dialect_, window.last(), kSampleRows);
    rows = parse_sample(text.substr(start), dialect_, window.last(), kSampleRows, usual_width(rows));
    layout_.emplace(rows, first_stretch(text.substr(start), dialect_), dialect_.header);
    return {};
}

// Gives every record below the preamble until `take` has enough.
Result<void> Converter::each_record(const Take& take, const JobContext& job) {
    ADSCOPE_ASSIGN(input, Input::open(path_, encoding_, job_));
    TextWindow window(*input);
    ADSCOPE_TRY(window.fill(std::max(kBlock, preamble_.size())));
    window.drop(preamble_.size());
    RecordParser parser(dialect_);
    parser.expect(layout_->usual_width());
    parser.start_line(static_cast<std::uint64_t>(dialect_.skipped_lines) + 1);
    parser.feed(window.data(), window.size(), window.last());
    Record record;
    while (true) {
        while (parser.next(record)) {
            if (!take(record)) return {};
            parser.forget();
        }
        if (window.last()) return {};
        if (job_.cancelled()) return Error::cancelled();
        job.report(Message("ingest.converting"), input->fraction());
        window.drop(parser.consumed());
        if (window.size() > RecordParser::kLongestRecord)
            return Error(ErrorCode::invalid_input, "ingest.long_row",
                         {{"path", request_.path},
                          {"line", parser.line()},
                          {"megabytes", static_cast<std::int64_t>(RecordParser::kLongestRecord >> 20)}});
        ADSCOPE_TRY(window.fill(std::max(kBlock, window.size())));
        parser.feed(window.data(), window.size(), window.last());
    }
}

void Converter::keep_odd(const Record& r) {
    constexpr std::size_t kMost = 1 << 18;
    bool odd = r.strays > 0 || r.unterminated || (r.cells.size() != layout_->usual_width() && layout_->records() > layout_->header_rows());
    if (dialect_.encoding == "UTF-8" && std::any_of(r.raw.begin(), r.raw.end(), [](char c) { return (c & 0x80) != 0; })) {
        const bool fits = is_utf8(r.raw);
        (fits ? utf8_ : foreign_) = true;
        odd = odd || !fits;
    }
    if (!odd || odd_size_ > kMost) return;
    odd_.emplace_back(r.raw);
    odd_size_ += r.raw.size() + 1;
}

// What the beginning of the file could not show: an encoding, quotes or escapes that come later. True when a part of the
// dialect is known better now, so that the file is to be measured again.
bool Converter::learn_from_odd() {
    if (odd_.empty() || spooled_) return false;
    std::string text;
    for (const auto& line : odd_) text += line + '\n';
    if (foreign_ && !utf8_ && parts_.count("encoding") == 0)
        if (const auto encoding = detect_encoding(text); encoding != "UTF-8") {
            parts_["encoding"] = encoding;
            return true;
        }
    const auto fitting = [&](const Dialect& dialect) {
        std::size_t n = 0;
        for (const auto& line : odd_) {
            std::string padded = line;
            padded.resize(line.size() + Scanner::kPadding);
            RecordParser parser(dialect);
            parser.feed(padded.data(), line.size(), true);
            Record r;
            n += parser.next(r) && !r.unterminated && r.strays == 0 && r.cells.size() == layout_->usual_width() &&
                 parser.consumed() == line.size();
        }
        return n;
    };
    const std::size_t now = fitting(dialect_);
    for (const auto& [quote, escape] : {std::pair{dialect_.quote, '\\'}, std::pair{'"', '\0'}, std::pair{'"', '\\'}}) {
        Dialect other = dialect_;
        if (quote == dialect_.quote && escape == dialect_.escape) continue;
        if ((quote != dialect_.quote && parts_.count("quote")) || (escape != dialect_.escape && parts_.count("escape"))) continue;
        other.quote = quote;
        other.escape = escape;
        if (fitting(other) <= now || fitting(other) * 10 < odd_.size() * 9) continue;
        parts_["quote"] = quote ? std::string(1, quote) : "none";
        parts_["escape"] = escape ? std::string(1, escape) : "none";
        return true;
    }
    return false;
}

// Where the table ends and how wide it is, from the whole file (or as much of it as is asked for).
Result<void> Converter::measure(const JobContext& job) {
    const bool all = request_.rows == std::numeric_limits<std::size_t>::max();
    for (int round = 0; round < 3; ++round) {
        odd_.clear();
        odd_size_ = 0;
        foreign_ = utf8_ = false;
        const std::uint64_t most = all ? ~std::uint64_t{0} : layout_->header_rows() + request_.rows + kMoreRows;
        ADSCOPE_TRY(each_record(
            [&](const Record& r) {
                if (r.comment) return true;
                layout_->add(r);
                keep_odd(r);
                return layout_->records() < most;
            },
            job));
        layout_->finish();
        if (round == 2 || !learn_from_odd()) break;
        ADSCOPE_TRY(look());
    }
    return {};
}

void Converter::name_other(const Record& record) {
    if (layout_->only_notes_below()) return note(record.raw);
    const bool first = record_ == layout_->end();
    const auto filled = std::count_if(record.cells.begin(), record.cells.end(), [](auto c) { return !trimmed(c).empty(); });
    if ((record.blank_before || first) && filled <= 1 && !awaiting_table_) {
        if (!title_.empty()) note(title_);
        title_ = record.raw;
        awaiting_table_ = true;
        return;
    }
    if (record.blank_before || first || awaiting_table_) {
        note(title_.empty() ? record.raw : std::string_view(title_ + ": " + std::string(record.raw)));
        title_.clear();
        awaiting_table_ = false;
    }
}

bool Converter::print(const Record& record) {
    if (record.comment) {
        note(record.raw);
        return true;
    }
    if (record_ >= layout_->end()) {
        name_other(record);
    } else if (record_ < layout_->header_rows()) {
        header_.emplace_back(record.cells.begin(), record.cells.end());
        if (header_.size() == std::min<std::uint64_t>(layout_->header_rows(), layout_->end()))
            csv_.row(join_header(header_, header_.size()), layout_->width());
    } else if (rows_left_ > 0) {
        --rows_left_;
        csv_.row(record.cells, layout_->width());
    }
    ++record_;
    return rows_left_ > 0 || request_.rows == std::numeric_limits<std::size_t>::max();
}

// A table whose names are known, or that has none: its rows as they are.
Result<void> Converter::print_spooled() {
    const bool named = spooled_->header == SpooledTable::Header::named;
    const std::size_t width = std::max(named ? spooled_->names.size() : 0, spooled_->widest);
    if (named) csv_.row(spooled_->names, width);
    layout_.emplace(std::vector<Cells>(), 0, false);
    if (rows_left_ > 0)
        ADSCOPE_TRY(each_record(
            [&](const Record& r) {
                csv_.row(r.cells, width);
                return --rows_left_ > 0;
            },
            job_.part(0.5, 1)));
    csv_.flush();
    return {};
}

void Converter::print_preamble() {
    for (std::size_t at = 0; at < preamble_.size();) {
        const auto next = at + line_start(std::string_view(preamble_).substr(at), 1);
        auto line = std::string_view(preamble_).substr(at, next - at);
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        if (!trimmed(line).empty()) note(line);
        at = next;
    }
}

Result<void> Converter::run() {
    parts_ = request_.dialect_parts;
    rows_left_ = request_.rows;
    ADSCOPE_TRY(check_dialect_parts(parts_));
    ADSCOPE_ASSIGN(spool, Spool::of(request_.path, job_));
    path_ = spool.path();
    const auto encoding = parts_.find("encoding");
    ADSCOPE_ASSIGN(input, Input::open(path_, encoding == parts_.end() ? "" : encoding->second, job_));
    const bool all = rows_left_ == std::numeric_limits<std::size_t>::max();
    const std::uint64_t most = all ? ~std::uint64_t{0} : rows_left_ + kMoreRows;
    ADSCOPE_ASSIGN(spooled, spool_table(input, {path_, request_.path, parts_, most, true}, job_.part(0, 0.5)));
    if (spooled) {
        spooled_.emplace(std::move(*spooled));
        path_ = spooled_->text->path();
        parts_["encoding"] = "UTF-8";
        if (spooled_->header != SpooledTable::Header::in_rows) return print_spooled();
    }
    ADSCOPE_TRY(look());
    if (empty_) return {};
    ADSCOPE_TRY(measure(job_.part(0, 0.5)));
    print_preamble();
    ADSCOPE_TRY(each_record([&](const Record& r) { return print(r); }, job_.part(0.5, 1)));
    if (!title_.empty()) note(title_);
    csv_.flush();
    return {};
}

}  // namespace
}  // namespace ingest

Result<void> convert_to_csv(const PreviewRequest& request, const std::function<void(std::string_view)>& out,
                            const std::function<void(std::string_view)>& notes, const JobContext& job) {
    return ingest::Converter(request, out, notes, job).run();
}

}  // namespace adscope
