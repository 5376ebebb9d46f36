// What kind of delimited text this is, told from a sample of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/import.h"

namespace adscope::ingest {

using Cells = std::vector<std::string>;

// Up to `limit` records of a sample. When the sample was cut (not `whole`), its last, unfinished record is left out.
std::vector<Cells> parse_sample(std::string_view sample, const Dialect& dialect, bool whole, std::size_t limit);

// Delimiter, quote, escape, header and preamble. Parts in `given` (delimiter, quote, escape, header; also encoding)
// are taken as they are; a part that is no part, or a value that cannot be one, is wrong usage.
Result<Dialect> sniff(std::string_view sample, bool whole, const std::map<std::string, std::string>& given);

// Whether a first row looks like names rather than values.
bool looks_like_header(const std::vector<Cells>& rows);

// The number of cells that most rows have.
std::size_t usual_width(const std::vector<Cells>& rows);

// True when a text cannot be a table of text: it holds zero bytes.
bool looks_binary(std::string_view sample);

}  // namespace adscope::ingest
