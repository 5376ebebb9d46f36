// A table that is no delimited text (JSON, a sheet, a table of a database, an access log), as delimited text in a
// temporary file: rows as RFC 4180, with the place of each in the file proper.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/reader/input.h"
#include "core/ingest/reader/row_places.h"
#include "core/ingest/reader/sniff.h"
#include "core/ingest/reader/spool.h"
#include "core/ingest/writer/csv_writer.h"

namespace adscope::ingest {

struct SpooledTable {
    enum class Header { named, none, in_rows };  // by the format; the rows have none; told from the rows, as in delimited text

    std::string format;
    std::optional<Spool> text;
    Header header = Header::named;
    Cells names;  // where named
    RowPlaces places;
    std::vector<std::uint64_t> faults;  // records, rising, that hold what could not be read, as one cell
    const char* fault = nullptr;        // the reason for which these are rejected
    std::size_t widest = 0;             // cells of the longest row
    Cells parts;                        // sheets of a workbook, tables of a database: what may be chosen
    std::string part;                   // the one that was
    std::string encoding = "UTF-8";
    bool byte_order_mark = false;
};

struct SpoolRequest {
    std::string path, shown;                   // to be read; to be named in messages
    std::map<std::string, std::string> given;  // parts of the dialect
    std::uint64_t most_rows = ~std::uint64_t{0};
    bool strict = false;  // what cannot be read is an error instead of a fault
};

// Nothing: this is delimited text (or no table at all), and `input`, opened on the file, has not been read. Otherwise
// `input` was read to its end, unless fewer rows were wanted.
Result<std::optional<SpooledTable>> spool_table(std::unique_ptr<Input>& input, const SpoolRequest& request, const JobContext& job);

// Takes rows and writes them. The first are held back, so that all can be filled to the same width.
class RowSpool {
public:
    RowSpool();
    RowSpool(const RowSpool&) = delete;
    RowSpool& operator=(const RowSpool&) = delete;

    // `shown` is named where the rows need more room than kMost, as those of a damaged or made-up file may.
    Result<void> open(const std::string& shown);
    static constexpr std::uint64_t kMost = std::uint64_t{16} << 30;
    // Columns that are empty in all rows held back are left out on the left: tables of sheets begin anywhere.
    void trim_left() { trim_ = true; }
    // A row without cells is an empty line.
    Result<void> row(const Cells& cells, std::uint64_t place);
    Result<void> fault(std::string_view text, std::uint64_t place);
    std::uint64_t records() const { return table_.places.records(); }
    // A cell stood left of what was trimmed: the table must be read again, untrimmed.
    bool lost() const { return lost_; }
    // Everything is written; `format` and the names are the caller's.
    Result<SpooledTable> finish();

private:
    Result<void> settle();
    void write(const Cells& cells);

    SpooledTable table_;
    std::string shown_;
    std::uint64_t bytes_ = 0;
    Result<void> written_;
    CsvWriter csv_;
    std::vector<Cells> held_;
    std::size_t held_bytes_ = 0, width_ = 0, left_ = 0;
    bool settled_ = false, trim_ = false, lost_ = false;
};

}  // namespace adscope::ingest
