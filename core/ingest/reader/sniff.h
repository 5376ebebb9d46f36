// What kind of delimited text this is, told from a sample of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/import.h"

namespace adscope::ingest {

using Cells = std::vector<std::string>;

// Where the text goes on after so many line ends (CR, LF, CRLF); its end where it has fewer.
std::size_t line_start(std::string_view text, int lines);

// Up to `limit` records of a sample, comments left out; `width`: cells that records should have, 0 not known. When the sample was cut (not
// `whole`), its last, unfinished record is left out.
std::vector<Cells> parse_sample(std::string_view sample, const Dialect& dialect, bool whole, std::size_t limit, std::size_t width = 0);

// Delimiter, quote, escape, header and preamble. Parts in `given` (delimiter, quote, escape, header; also encoding)
// are taken as they are; a part that is no part, or a value that cannot be one, is wrong usage.
Result<Dialect> sniff(std::string_view sample, bool whole, const std::map<std::string, std::string>& given);

// The same of a text whose delimiter and quotes are those of RFC 4180 and that has no comments: header and preamble.
Result<Dialect> sniff_rows(std::string_view sample, bool whole, const std::map<std::string, std::string>& given);

// A name that is no part of a dialect is wrong usage.
Result<void> check_dialect_parts(const std::map<std::string, std::string>& given);

// Whether a first row looks like names rather than values.
bool looks_like_header(const std::vector<Cells>& rows);

// How many rows at the top are the header: 1, or more where names go on in the rows below (groups, units). 0 when the
// first row does not look like one.
std::size_t header_rows(const std::vector<Cells>& rows);

// Names of the columns from these header rows, joined by a space.
Cells join_header(const std::vector<Cells>& rows, std::size_t count);

// Columns of a table whose cells are nearly all numbers or times; `from`: the first data row.
std::vector<std::size_t> number_columns(const std::vector<Cells>& rows, std::size_t from);
bool is_number_or_time(std::string_view cell);

// The number of cells that most rows have.
std::size_t usual_width(const std::vector<Cells>& rows);

// True when this cannot be a text: the beginning of a known binary format, or too many control characters.
bool looks_binary(std::string_view sample);

}  // namespace adscope::ingest
