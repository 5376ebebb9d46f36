// Any table as records, whatever its format: opened, sniffed, its names known, read in blocks.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/ingest/reader/input.h"
#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"
#include "core/ingest/reader/spool.h"
#include "core/ingest/reader/spooled_table.h"
#include "core/ingest/reader/text_window.h"

namespace adscope::ingest {

class TableReader {
public:
    // `given`: parts of the dialect that are not sniffed. An empty file and a binary one have their own errors. `most_rows`: more
    // will not be asked for, so that a file that must be turned into text first is so only that far.
    static Result<std::unique_ptr<TableReader>> open(const std::string& path, const std::map<std::string, std::string>& given,
                                                     const JobContext& job, std::uint64_t most_rows = ~std::uint64_t{0});

    const std::string& path() const { return path_; }
    const Dialect& dialect() const { return dialect_; }
    // Names of the columns: the header, or column_1, ...; an empty or doubled name gets its number.
    const std::vector<std::string>& names() const { return names_; }
    // Other names for the columns of a file that has none; as many as there are.
    void rename(std::vector<std::string> names) { names_ = std::move(names); }
    // The first data records (up to 256 KiB of text), and whether they are the whole file.
    const std::vector<Cells>& sample() const { return sample_; }
    bool sample_is_whole() const { return sample_is_whole_; }

    // The next data record; false at the end. Stops with an error when the job is cancelled. Records given before are
    // not valid any more.
    Result<bool> next(Record& record) {
        parser_->forget();
        filled_.clear();
        if (take(record)) return true;
        return refill(record);
    }
    // The next data record where it is in memory already; those given since the last next() stay valid.
    bool next_at_hand(Record& record) { return take(record); }
    // True while the text read last holds nothing but ASCII, so that no record needs checking.
    bool ascii() const { return window_->ascii(); }
    // Sheets of a workbook, tables and views of a database, of which the dialect names the one that is read.
    const Cells& parts() const { return parts_; }
    // How much of the file has been read, 0 to 1; negative when that is not known.
    double fraction() const { return (text_ ? *text_ : *input_).fraction(); }
    // Comment lines passed over so far.
    std::uint64_t comments() const { return comments_; }
    // The file proper: its size and hash.
    const Input& input() const { return *input_; }
    Input& input() { return *input_; }

private:
    TableReader() = default;
    Result<bool> refill(Record& record);
    bool take(Record& record);
    void take_spooled(Record& record);
    Result<void> tell_dialect(const std::map<std::string, std::string>& given);
    void name_columns(const Cells& first);
    Result<void> begin();

    std::string path_;
    std::optional<Spool> spool_;
    std::optional<SpooledTable> spooled_;
    std::unique_ptr<Input> input_, text_;  // text_: of what is spooled
    Dialect dialect_;
    Cells parts_;
    std::uint64_t spooled_records_ = 0;  // given so far
    std::size_t next_fault_ = 0;
    std::deque<std::string> filled_;  // texts of records that had to be filled
    std::vector<std::string> names_;
    std::vector<Cells> sample_;
    bool sample_is_whole_ = false;
    std::uint64_t comments_ = 0;
    std::optional<TextWindow> window_;
    std::unique_ptr<RecordParser> parser_;
};

}  // namespace adscope::ingest
