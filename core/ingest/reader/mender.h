// Rows whose quotes are out of order, read in the way that gives the expected number of cells.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/import.h"

namespace adscope::ingest {

struct MendedCell {
    std::size_t begin = 0, end = 0;  // of its text, without the quotes around it
    bool quoted = false;
};
struct MendedRow {
    std::vector<MendedCell> cells;
    std::size_t end = 0;  // where its line end stands, or the text ends
    std::uint64_t inner_lines = 0;
};

// The plainest reading of the row that `text` begins with that has exactly `width` cells: each cell plain or quoted, a
// quote inside closing it or not. Every liberty has a price (a stray quote, a quote that opens and is taken as it
// stands, a close that is passed over, a line end inside), and the cheapest row is given. Nothing: there is none, or
// the text ends before it does (`last`: nothing follows it).
std::optional<MendedRow> mend_row(std::string_view text, bool last, const Dialect& dialect, std::size_t width);

// The value of a quoted cell: doubled and escaped quotes are one; strays stay.
std::string unquoted(std::string_view text, const Dialect& dialect);

}  // namespace adscope::ingest
