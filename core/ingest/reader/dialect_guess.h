// Delimiter, quote, escape and comment sign of a delimited text, told from a sample.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/ingest/import.h"

namespace adscope::ingest {

// Every sensible dialect reads the sample; the one whose table is most regular and whose cells look most like values is
// taken (after van den Burg, Nazabal, Sutton 2019, "Wrangling messy CSV files by detecting row and type patterns": a
// pattern score times a type score). Parts that are set in `fixed` are kept: delimiter, quote, escape.
Dialect guess_dialect(std::string_view sample, bool whole, const Dialect& start, const std::map<std::string, std::string>& fixed);

// What comment lines begin with, such as # or //, where lines that are none of the table's rows begin with it; empty:
// there are none. `width`: usual cells of a row.
std::string comment_sign(std::string_view sample, const Dialect& dialect, std::size_t width);

}  // namespace adscope::ingest
