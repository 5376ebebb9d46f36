// What a cell looks like, told from its shape alone: enough to weigh one dialect against another.
#pragma once

#include <string_view>

namespace adscope::ingest {

// number: digits with a point or comma, thousands, a sign, an exponent, a per cent sign or a currency. time: dates and
// times of day of any common order. link: an address of the web or of mail. word: letters, digits and _-.: without
// blanks. text: anything printable that has words. odd: what a wrong dialect leaves (quotes at the edge, delimiters).
enum class CellKind { empty, number, time, link, word, text, odd };

CellKind cell_kind(std::string_view cell);

inline bool is_number_or_time(CellKind kind) { return kind == CellKind::number || kind == CellKind::time; }

}  // namespace adscope::ingest
