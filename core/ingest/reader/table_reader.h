// A delimited file, or JSON, as records: opened, sniffed, its names known, read in blocks.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/ingest/reader/input.h"
#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"
#include "core/ingest/reader/spool.h"
#include "core/ingest/reader/text_window.h"

namespace adscope::ingest {

class JsonTable;

class TableReader {
public:
    // `given`: parts of the dialect that are not sniffed. An empty file and a binary one have their own errors.
    static Result<std::unique_ptr<TableReader>> open(const std::string& path, const std::map<std::string, std::string>& given,
                                                     const JobContext& job);

    const std::string& path() const { return path_; }
    const Dialect& dialect() const { return dialect_; }
    // Names of the columns: the header, or column_1, ...; an empty or doubled name gets its number.
    const std::vector<std::string>& names() const { return names_; }
    // The first data records (up to 256 KiB of text), and whether they are the whole file.
    const std::vector<Cells>& sample() const { return sample_; }
    bool sample_is_whole() const { return sample_is_whole_; }

    // The next data record; false at the end. Stops with an error when the job is cancelled. Records given before are
    // not valid any more.
    Result<bool> next(Record& record) {
        parser_->forget();
        if (take(record)) return true;
        return refill(record);
    }
    // The next data record where it is in memory already; those given since the last next() stay valid.
    bool next_at_hand(Record& record) { return take(record); }
    // True while the text read last holds nothing but ASCII, so that no record needs checking.
    bool ascii() const { return window_->ascii(); }
    // Comment lines passed over so far.
    std::uint64_t comments() const { return comments_; }
    const Input& input() const { return *input_; }
    Input& input() { return *input_; }

private:
    TableReader() = default;
    Result<bool> refill(Record& record);
    bool take(Record& record);
    Result<void> read_json(const JsonTable& json, const JobContext& job);
    void name_columns(const Cells& first);
    Result<void> begin();

    std::string path_;
    std::optional<Spool> spool_, json_spool_;
    std::unique_ptr<Input> input_, json_text_;  // json_text_: JSON as delimited text
    Dialect dialect_;
    std::vector<std::string> names_;
    std::vector<Cells> sample_;
    bool sample_is_whole_ = false;
    std::uint64_t comments_ = 0;
    std::optional<TextWindow> window_;
    std::unique_ptr<RecordParser> parser_;
};

}  // namespace adscope::ingest
