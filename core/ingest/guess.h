// Guesses what columns are for, from their names (English and Chinese), their values and how many there are.
#pragma once

#include <string>
#include <vector>

#include "core/ingest/import.h"
#include "core/ingest/reader/sniff.h"

namespace adscope::ingest {

// What a sample says about one column.
struct ColumnFacts {
    std::string name;
    std::size_t present = 0, missing = 0, distinct = 0;
    std::vector<std::string> examples;                                  // the first few different values
    double numbers = 0, integers = 0, times = 0, flags = 0, money = 0;  // shares of the values present
    double mean_length = 0;                                             // in characters
};

// Facts of column `index` over rows; a row that is too short counts as missing.
ColumnFacts facts_of(const std::string& name, const std::vector<Cells>& rows, std::size_t index);

// The kind of a field whose kind nobody said.
FieldKind guess_kind(const ColumnFacts& facts);

// One role for each column, in order, with confidence and reason; a role that is there once is given once. Columns that
// are none of the known are `kept`.
std::vector<ColumnRole> guess_roles(const std::vector<ColumnFacts>& facts);

// Lower case, without blanks, points, dashes and underscores.
std::string plain_name(const std::string& name);

}  // namespace adscope::ingest
