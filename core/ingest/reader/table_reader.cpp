#include "core/ingest/reader/table_reader.h"

#include <algorithm>
#include <set>

#include "core/ingest/reader/json_table.h"
#include "core/ingest/values.h"
#include "core/ingest/writer/csv_writer.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kSample = 1 << 18;
constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kSampleRows = 5000;

}  // namespace

Result<std::unique_ptr<TableReader>> TableReader::open(const std::string& path, const std::map<std::string, std::string>& given,
                                                       const JobContext& job) {
    std::unique_ptr<TableReader> reader(new TableReader);
    reader->path_ = path;
    ADSCOPE_ASSIGN(spool, Spool::of(path, job));
    reader->spool_.emplace(std::move(spool));
    const auto part = given.find("encoding");
    const std::string encoding = part == given.end() ? "" : part->second;
    ADSCOPE_ASSIGN(input, Input::open(reader->spool_->path(), encoding, job));
    reader->input_ = std::move(input);
    if (!given.count("delimiter")) {
        ADSCOPE_ASSIGN(json, JsonTable::open(reader->spool_->path(), path, encoding, job));
        if (json) ADSCOPE_TRY(reader->read_json(*json, job));
    }
    reader->window_.emplace(reader->json_text_ ? *reader->json_text_ : *reader->input_);
    ADSCOPE_TRY(reader->window_->fill(kSample));
    const auto text = reader->window_->text();
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Error(ErrorCode::invalid_input, "ingest.empty_file", {{"path", path}});
    if (!reader->json_text_) {
        if (looks_binary(text)) return Error(ErrorCode::invalid_input, "ingest.binary_file", {{"path", path}});
        ADSCOPE_ASSIGN(dialect, sniff(text, reader->window_->last(), given));
        reader->dialect_ = dialect;
        reader->dialect_.encoding = reader->input_->encoding();
        reader->dialect_.byte_order_mark = reader->input_->byte_order_mark();
    }
    ADSCOPE_TRY(reader->begin());
    return reader;
}

// JSON goes on as delimited text, in a temporary file; the input proper is read through for its hash.
Result<void> TableReader::read_json(const JsonTable& json, const JobContext& job) {
    ADSCOPE_ASSIGN(text, Spool::empty());
    json_spool_.emplace(std::move(text));
    Result<void> written;
    CsvWriter csv([&](std::string_view chunk) {
        if (written) written = json_spool_->write(chunk);
    });
    if (!json.columns().empty()) csv.row(json.columns(), json.columns().size());
    ADSCOPE_TRY(json.each(
        [&](const std::vector<std::string>& cells) {
            csv.row(cells, cells.size());
            return written.ok();
        },
        false, job));
    csv.flush();
    ADSCOPE_TRY(std::move(written));
    std::vector<char> block(kBlock);
    while (true) {
        ADSCOPE_ASSIGN(n, input_->read(block.data(), block.size()));
        if (n == 0) break;
    }
    ADSCOPE_ASSIGN(input, Input::open(json_spool_->path(), "UTF-8", job));
    json_text_ = std::move(input);
    dialect_.format = json.format();
    dialect_.header = !json.columns().empty();
    dialect_.encoding = json.encoding();
    dialect_.byte_order_mark = json.byte_order_mark();
    return {};
}

// Skips the preamble, takes the header, keeps the sample; the parser then stands on the first data record.
Result<void> TableReader::begin() {
    window_->drop(line_start(window_->text(), dialect_.skipped_lines));
    sample_ = parse_sample(window_->text(), dialect_, window_->last(), kSampleRows + 1);
    const std::size_t width = usual_width(sample_);
    sample_ = parse_sample(window_->text(), dialect_, window_->last(), kSampleRows + 1, width);
    sample_is_whole_ = window_->last() && sample_.size() <= kSampleRows;
    const std::size_t header = !dialect_.header ? 0 : json_text_ ? 1 : std::max<std::size_t>(1, header_rows(sample_));
    name_columns(join_header(sample_, header));
    sample_.erase(sample_.begin(), sample_.begin() + static_cast<std::ptrdiff_t>(std::min(header, sample_.size())));
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
        if (!record.comment) return true;
        ++comments_;
    }
    return false;
}

Result<bool> TableReader::refill(Record& record) {
    while (!window_->last()) {
        window_->drop(parser_->consumed());
        ADSCOPE_TRY(window_->fill(kBlock));
        parser_->feed(window_->data(), window_->size(), window_->last());
        if (take(record)) return true;
    }
    return false;
}

}  // namespace adscope::ingest
