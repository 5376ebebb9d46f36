#include "core/ingest/reader/table_reader.h"

#include <algorithm>
#include <set>

#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kSample = 1 << 18;
constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kSampleRows = 5000;

}  // namespace

Result<std::unique_ptr<TableReader>> TableReader::open(const std::string& path, const std::map<std::string, std::string>& given,
                                                       const JobContext& job, std::uint64_t most_rows) {
    std::unique_ptr<TableReader> reader(new TableReader);
    reader->path_ = path;
    ADSCOPE_TRY(check_dialect_parts(given));
    ADSCOPE_ASSIGN(spool, Spool::of(path, job));
    reader->spool_.emplace(std::move(spool));
    const auto part = given.find("encoding");
    ADSCOPE_ASSIGN(input, Input::open(reader->spool_->path(), part == given.end() ? "" : part->second, job));
    reader->input_ = std::move(input);
    ADSCOPE_ASSIGN(spooled, spool_table(reader->input_, {reader->spool_->path(), path, given, most_rows, false}, job));
    if (spooled) {
        reader->spooled_.emplace(std::move(*spooled));
        ADSCOPE_ASSIGN(text, Input::open(reader->spooled_->text->path(), "UTF-8", job));
        reader->text_ = std::move(text);
    }
    reader->window_.emplace(reader->text_ ? *reader->text_ : *reader->input_);
    ADSCOPE_TRY(reader->window_->fill(kSample));
    const auto text = reader->window_->text();
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Error(ErrorCode::invalid_input, "ingest.empty_file", {{"path", path}});
    ADSCOPE_TRY(reader->tell_dialect(given));
    ADSCOPE_TRY(reader->begin());
    return reader;
}

Result<void> TableReader::tell_dialect(const std::map<std::string, std::string>& given) {
    const auto text = window_->text();
    if (!spooled_) {
        if (looks_binary(text)) return Error(ErrorCode::invalid_input, "ingest.binary_file", {{"path", path_}});
        ADSCOPE_ASSIGN(dialect, sniff(text, window_->last(), given));
        dialect_ = dialect;
        dialect_.encoding = input_->encoding();
        dialect_.byte_order_mark = input_->byte_order_mark();
        return {};
    }
    if (spooled_->header == SpooledTable::Header::in_rows) {
        ADSCOPE_ASSIGN(dialect, sniff_rows(text, window_->last(), given));
        dialect_ = dialect;
    } else {
        dialect_.header = spooled_->header == SpooledTable::Header::named;
    }
    dialect_.format = spooled_->format;
    dialect_.part = spooled_->part;
    dialect_.encoding = spooled_->encoding;
    dialect_.byte_order_mark = spooled_->byte_order_mark;
    parts_ = spooled_->parts;
    return {};
}

// Skips the preamble, takes the header, keeps the sample; the parser then stands on the first data record.
Result<void> TableReader::begin() {
    const auto preamble = line_start(window_->text(), dialect_.skipped_lines);
    if (spooled_) parse_text(window_->text().substr(0, preamble), dialect_, true, [&](const Record&) { return ++spooled_records_, true; });
    window_->drop(preamble);
    const bool named = spooled_ && spooled_->header == SpooledTable::Header::named;
    sample_ = parse_sample(window_->text(), dialect_, window_->last(), kSampleRows + 1);
    const std::size_t width = named ? spooled_->names.size() : usual_width(sample_);
    sample_ = parse_sample(window_->text(), dialect_, window_->last(), kSampleRows + 1, width);
    sample_is_whole_ = window_->last() && sample_.size() <= kSampleRows;
    const std::size_t header = named || !dialect_.header ? 0 : std::max<std::size_t>(1, header_rows(sample_));
    name_columns(named ? spooled_->names : join_header(sample_, header));
    sample_.erase(sample_.begin(), sample_.begin() + static_cast<std::ptrdiff_t>(std::min(header, sample_.size())));
    if (named)
        for (auto& row : sample_) row.resize(std::max(row.size(), names_.size()));
    if (sample_.empty() && window_->last()) return Error(ErrorCode::invalid_input, "ingest.empty_file", {{"path", path_}});

    parser_ = std::make_unique<RecordParser>(dialect_);
    parser_->start_line(static_cast<std::uint64_t>(dialect_.skipped_lines) + 1);
    parser_->expect(width);
    parser_->feed(window_->data(), window_->size(), window_->last());
    Record skipped;
    for (std::size_t i = 0; i < header; ++i) ADSCOPE_TRY(next(skipped));
    parser_->expect(names_.size());
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

bool TableReader::take(Record& record) {
    while (parser_->next(record)) {
        if (spooled_) take_spooled(record);
        if (!record.comment) return true;
        ++comments_;
    }
    return false;
}

// The record's place in the file proper; what could not be read as it stands there; cells of columns that came up later.
void TableReader::take_spooled(Record& record) {
    const auto number = spooled_records_++;
    record.line = spooled_->places.at(number);
    record.fault = nullptr;
    if (next_fault_ < spooled_->faults.size() && spooled_->faults[next_fault_] == number) {
        ++next_fault_;
        record.fault = spooled_->fault;
        record.raw = record.cells.empty() ? std::string_view() : record.cells[0];
    } else if (spooled_->header == SpooledTable::Header::named && record.cells.size() < names_.size()) {
        auto& text = filled_.emplace_back(record.raw);
        text.append(names_.size() - record.cells.size(), ',');
        record.raw = text;
        record.cells.resize(names_.size());
    }
}

Result<bool> TableReader::refill(Record& record) {
    while (!window_->last()) {
        window_->drop(parser_->consumed());
        if (window_->size() > RecordParser::kLongestRecord)
            return Error(
                ErrorCode::invalid_input, "ingest.long_row",
                {{"path", path_}, {"line", parser_->line()}, {"megabytes", static_cast<std::int64_t>(RecordParser::kLongestRecord >> 20)}});
        ADSCOPE_TRY(window_->fill(std::max(kBlock, window_->size())));
        parser_->feed(window_->data(), window_->size(), window_->last());
        if (take(record)) return true;
    }
    return false;
}

}  // namespace adscope::ingest
