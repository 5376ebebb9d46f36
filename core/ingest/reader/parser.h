// Records of a delimited text. RFC 4180 with what real files need beyond it: any delimiter (of several characters too)
// and quote, an escape character, comment lines, CR, LF or CRLF, quotes that are strays.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/import.h"
#include "core/ingest/reader/scanner.h"

namespace adscope::ingest {

struct Record {
    std::vector<std::string_view> cells;  // valid until the parser is fed again or told to forget
    std::string_view raw;                 // the record as it stands in the file, without its line end
    std::uint64_t line = 0;               // physical line of its beginning, from 1
    std::uint32_t quoted = 0;             // cells that were in quotes
    std::uint32_t strays = 0;             // quotes that neither open, close nor are escaped
    bool unterminated = false;            // a quote was opened and never closed: it stays in its cell
    bool blank_before = false;            // an empty line stands before it
    bool comment = false;                 // a comment line, as one cell
    const char* fault = nullptr;          // the reason why the record could not be read, of a format that is no delimited text
};

// A quote opens a cell at its beginning only. Inside a quoted cell a quote closes it when the cell ends there; a stray
// one stays in the cell, and when the line has no proper close the whole cell is taken as it stands. A record with
// strays that has not the expected number of cells is read again in every way its quotes allow, and the plainest that
// has that number is taken. Empty lines are no records.
class RecordParser {
public:
    explicit RecordParser(const Dialect& dialect)
        : scanner_(dialect.delimiter, dialect.quote, dialect.escape),
          delimiter_(dialect.delimiter),
          quote_(dialect.quote),
          escape_(dialect.escape),
          rest_(dialect.delimiter_rest),
          comment_(dialect.comment),
          rest_is_blank_(!rest_.empty() && rest_.find_first_not_of(' ') == std::string::npos) {}

    // The number of cells that records should have; 0: not known.
    void expect(std::size_t width) { expected_ = width; }
    // The text to read on; Scanner::kPadding bytes behind it must be readable. `last`: nothing follows it.
    void feed(const char* data, std::size_t size, bool last) {
        data_ = data;
        size_ = size;
        last_ = last;
        position_ = 0;
        scanner_.reset(data, size);
    }
    // The physical line that the text begins with, where it is not the first.
    void start_line(std::uint64_t line) { line_ = line; }
    // The next whole record; false when the text ends before one does: feed again from consumed() on.
    bool next(Record& record);
    std::size_t consumed() const { return position_; }
    // The physical line that is read next.
    std::uint64_t line() const { return line_; }
    // The cells of the records given so far are not needed any more.
    void forget() { spares_used_ = 0; }
    // A quoted cell longer than this is taken for a stray quote.
    static constexpr std::size_t kLongestCell = 4 << 20;
    // A record longer than this is none: readers stop with an error.
    static constexpr std::size_t kLongestRecord = 128 << 20;

private:
    enum class Outcome { cell, incomplete, unterminated };
    Outcome quoted_cell(std::size_t begin, std::size_t& end, Record& record);
    bool closes_on_line(std::size_t from) const;
    bool ends_cell(std::size_t position) const;
    bool at_delimiter(std::size_t position) const {
        return data_[position] == delimiter_ && delimiter_ && (rest_.empty() || delimiter_length(position) > 0);
    }
    std::size_t delimiter_length(std::size_t position) const;
    bool at_line_end(std::size_t position) const { return data_[position] == '\n' || data_[position] == '\r'; }
    bool is_escape(std::size_t position) const;
    // Whether too little of the text is there to tell what stands at this position.
    bool too_near_end(std::size_t position) const { return !last_ && position + rest_.size() >= size_; }
    Outcome plain_cell(std::size_t begin, std::size_t search_from, std::size_t& end, Record& record);
    std::string& spare();
    bool skip_blank_lines(Record& record);
    bool whole_line(Record& record, bool comment);
    bool mend(Record& record);
    bool finish(Record& record, std::size_t end);

    Scanner scanner_;
    char delimiter_, quote_, escape_;
    std::string rest_, comment_;
    bool rest_is_blank_;
    const char* data_ = nullptr;
    std::size_t size_ = 0, position_ = 0, expected_ = 0;
    bool last_ = false;
    std::uint64_t line_ = 1, inner_lines_ = 0;
    std::deque<std::string> spares_;  // cells that had to be rewritten
    std::size_t spares_used_ = 0;
};

// Gives the records of a text that is held as a whole, one after the other, until `take` wants no more. `last`: nothing follows the
// text; otherwise its last, unfinished record is left out. `width`: cells that records should have, 0 not known.
void parse_text(std::string_view text, const Dialect& dialect, bool last, const std::function<bool(const Record&)>& take,
                std::size_t width = 0);

}  // namespace adscope::ingest
