// A delimited file as records: opened, sniffed, its names known, read in blocks.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/ingest/reader/input.h"
#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"

namespace adscope::ingest {

class TableReader {
public:
    // `given`: parts of the dialect that are not sniffed. An empty file and a binary one have their own errors.
    static Result<std::unique_ptr<TableReader>> open(const std::string& path, const std::map<std::string, std::string>& given, const JobContext& job);

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
        if (parser_->next(record)) return true;
        return refill(record);
    }
    // The next data record where it is in memory already; those given since the last next() stay valid.
    bool next_at_hand(Record& record) { return parser_->next(record); }
    // True while the text read last holds nothing but ASCII, so that no record needs checking.
    bool ascii() const { return ascii_; }
    const Input& input() const { return *input_; }
    Input& input() { return *input_; }

private:
    TableReader() = default;
    Result<bool> refill(Record& record);
    Result<void> fill(std::size_t from);
    void name_columns(const Cells& first);
    Result<void> begin();

    std::string path_;
    std::unique_ptr<Input> input_;
    Dialect dialect_;
    std::vector<std::string> names_;
    std::vector<Cells> sample_;
    bool sample_is_whole_ = false, last_ = false, ascii_ = true;
    std::vector<char> buffer_;
    std::size_t size_ = 0;
    std::unique_ptr<RecordParser> parser_;
};

}  // namespace adscope::ingest
