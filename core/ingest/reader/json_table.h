// JSON as a table: an array of objects, a single document, or one document a line (JSON Lines).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/ingest/reader/input.h"

namespace adscope::ingest {

// Members of objects inside objects are columns with names joined by a point; a list of scalars is one cell, its values
// joined by |; other lists stay as they are written. Numbers stay as they are written (1.0, 1e5), null is an empty cell.
// A list inside the outer array is a row without names; a scalar is a row of one cell.
class JsonTable {
public:
    // Nothing: this is no JSON. A name that ends in .json, .jsonl or .ndjson (and .gz, .zst behind) must be: then a
    // fault is an error that names its line and column, and so is an empty file. `path` is read more than once.
    static Result<std::optional<JsonTable>> open(const std::string& path, const std::string& shown_path, const std::string& encoding,
                                                 const JobContext& job);

    const std::string& format() const { return format_; }                 // "json" or "json_lines"
    const std::vector<std::string>& columns() const { return columns_; }  // empty: rows have no names
    const std::string& encoding() const { return encoding_; }
    bool byte_order_mark() const { return mark_; }

    // Every row in turn, until `row` says false. A line that is no document is an error where `strict`; else `row` gets
    // it as one cell.
    Result<void> each(const std::function<bool(const std::vector<std::string>&)>& row, bool strict, const JobContext& job) const;

private:
    JsonTable() = default;
    Result<bool> tell(const JobContext& job, bool named);
    Result<void> collect(const JobContext& job);
    Result<void> each_document(const std::function<Result<bool>(std::string_view, std::uint64_t)>& take, const JobContext& job) const;
    Error fault_of(std::string_view text, std::uint64_t line) const;

    std::string path_, shown_, wanted_encoding_, encoding_, format_ = "json";
    bool mark_ = false;
    std::vector<std::string> columns_;
};

}  // namespace adscope::ingest
