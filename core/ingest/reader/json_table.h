// JSON as a table: an array of objects, a single document, or one document a line (JSON Lines).
#pragma once

#include "core/ingest/reader/spooled_table.h"

namespace adscope::ingest {

// Members of objects inside objects are columns with names joined by a point; a list of scalars is one cell, its values
// joined by |; other lists stay as they are written. Numbers stay as they are written (1.0, 1e5), null is an empty cell.
// A list inside the outer array is a row without names; a scalar is a row of one cell.
//
// Nothing: this is no JSON. A name that ends in .json, .jsonl or .ndjson (and .gz, .zst behind) must be: then a fault is an
// error that names its line and column, and so is an empty file. A line of JSON Lines behind the first that is no
// document is a fault of the table alone. The text is read once, and each document of it checked once.
Result<std::optional<SpooledTable>> spool_json(std::unique_ptr<Input>& input, const SpoolRequest& request, const JobContext& job);

}  // namespace adscope::ingest
