// Where the first table of a text ends, and how wide it is: told from all of its records.
#pragma once

#include <cstdint>
#include <vector>

#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"

namespace adscope::ingest {

class TableLayout {
public:
    // Learns the table's shape from a sample that begins with its first row (header or data), how many of its rows come
    // before an empty line, and whether the first are the header.
    TableLayout(const std::vector<Cells>& sample, std::size_t first_stretch, bool header);

    std::size_t header_rows() const { return header_rows_; }
    std::size_t usual_width() const { return usual_; }

    // Every record in turn, comments left out. Records whose shape is the usual one cost next to nothing.
    void add(const Record& record);
    // After the last: settles what end() and width() say.
    void finish();

    std::uint64_t records() const { return records_; }
    // The first record that is not of the table: of another table below it, its title, or notes at the foot.
    std::uint64_t end() const { return end_; }
    // Whether what is below the table are but notes of one cell.
    bool only_notes_below() const { return only_notes_; }
    // Columns of the table: those of the header, and as many more as its rows fill.
    std::size_t width() const { return width_; }

private:
    struct Odd {
        std::uint64_t index = 0;
        std::size_t cells = 0, filled = 0, last = 0;  // last: behind the last cell that is not empty
        std::size_t widest = 0;                       // of the regular rows before
        bool apart = false;                           // an empty line or row stands before it
        bool misfit = false;                          // no number where the table has numbers
        bool names = false;                           // may be a header
        bool repeats = false;                         // is the header again
        bool label = false;                           // only its first cell is filled
    };
    bool regular(const Record& record) const;
    Odd odd_of(const Record& record) const;
    bool repeats_header(const Record& record) const;
    bool regular_follows(std::size_t odd) const;
    bool begins_other(std::size_t odd) const;
    void cut_foot();

    std::size_t header_rows_ = 0, usual_ = 0, width_ = 0, widest_ = 0;
    Cells header_;
    std::vector<std::size_t> numbers_;  // columns that hold numbers or times
    std::vector<Odd> odds_;
    std::uint64_t records_ = 0, end_ = 0;
    bool after_empty_ = false, only_notes_ = false;
};

}  // namespace adscope::ingest
