// Import: file -> reader -> mapping -> validation -> workspace. Accepted + rejected = read, always.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/workspace/columns.h"

namespace adscope {

struct Dialect {
    // Or "json" (an array or one document), "json_lines", "xlsx", "ods", "sqlite", "access_log"; what is below but for part and encoding is
    // delimited text's.
    std::string format = "delimited";
    char delimiter = ',';        // 0: none, every line is one cell
    std::string delimiter_rest;  // the bytes behind it, of a delimiter of several characters such as "||" or ", "
    char quote = '"';            // 0: none
    char escape = 0;             // 0: quotes are doubled
    std::string encoding = "UTF-8";
    bool byte_order_mark = false;
    bool header = true;
    int skipped_lines = 0;  // preamble
    std::string comment;    // what lines that are comments begin with; empty: none
    std::string part;       // the sheet of a workbook, the table or view of a database

    // The whole delimiter; empty: none.
    std::string delimiter_text() const { return delimiter ? std::string(1, delimiter) + delimiter_rest : std::string(); }
};

enum class Role {
    time,
    user,
    ad,
    click,
    conversion,
    cost,
    revenue,
    position,
    rating,
    propensity,
    split,
    weight,
    sequence,
    outcome,
    user_field,
    ad_field,
    context,
    kept,
    ignore,
    // Aggregated tables: a row counts many impressions and what came of them.
    impressions,
    clicks,
    conversions,
    action,  // long logs: what the user did (show, click, buy); rows become events by joining
    term     // of a history: what was searched for or looked at
};

// What a column is for. `name` is the field's name for outcome.NAME, user.NAME, ad.NAME, context.NAME and kept.
struct ColumnRole {
    Role role = Role::kept;
    std::string name;
    std::optional<FieldKind> kind;
    double confidence = 1;  // 0 to 1, of a guess
    Message reason;         // why it was guessed
};
std::string to_string(const ColumnRole& role);  // as in CLI.md: "time", "ad.title:text"
Result<ColumnRole> parse_role(const std::string& text);

// column name -> role. Order of the file is kept by the reader.
using Mapping = std::map<std::string, ColumnRole>;

struct ColumnPreview {
    std::string name;
    FieldKind type = FieldKind::category;
    ColumnRole role;
    std::size_t missing = 0, distinct = 0;  // in the sample; distinct is capped
    std::vector<std::string> examples;
};

struct FilePreview {
    Dialect dialect;
    std::vector<ColumnPreview> columns;
    std::vector<std::vector<std::string>> rows;       // the first
    std::vector<std::size_t> odd_rows;                // line numbers of the oddest rows of the sample
    std::vector<std::vector<std::string>> odd_cells;  // and their cells
    std::uint64_t sampled_rows = 0;
    bool whole_file = false;          // the sample was the whole file
    std::vector<std::string> sheets;  // of a workbook, or tables and views of a database: dialect.part is one of them
};

struct PreviewRequest {
    std::string path;  // "-" is standard input
    std::size_t rows = 20;
    std::optional<Dialect> dialect;                    // a whole one overrides the sniffed
    std::map<std::string, std::string> dialect_parts;  // or parts of it, as in ImportRequest::dialect
    std::string preset = "generic";
};
Result<FilePreview> preview(const PreviewRequest& request, const JobContext& job = {});

// Writes the header and `request.rows` rows of any readable file as RFC 4180 CSV; see CLI.md. `out` and `notes` receive chunks.
Result<void> convert_to_csv(const PreviewRequest& request, const std::function<void(std::string_view)>& out,
                            const std::function<void(std::string_view)>& notes, const JobContext& job = {});

enum class OnDuplicate { mark, keep, reject };

struct ImportRequest {
    std::vector<std::string> files;
    std::string workspace;             // made where it is missing
    std::string users_file, user_key;  // attributes joined by key
    std::string ads_file, ad_key;
    // What users searched for or looked at, joined by user and time: terms are tags of the events after it, never of those before.
    std::string history_file, history_key;
    // Of long logs: how long after a show an action still belongs to it, "30m" or "30m,conversion=7d"; units s, m, h, d.
    std::string window;
    std::map<std::string, std::string> actions;  // word of the log -> show, click, conversion, or the name of an outcome
    std::map<std::string, std::string> roles;    // role text -> column, as given by --map; override preset and guess
    std::string preset = "generic";
    std::map<std::string, std::string> dialect;  // delimiter, quote, escape, encoding, header: given ones only
    OnDuplicate on_duplicate = OnDuplicate::mark;
    bool dry_run = false;   // everything but the writing
    std::string time_zone;  // reporting zone of a new workspace
};

struct ImportResult {
    std::vector<std::int64_t> sources;
    std::uint64_t read = 0, accepted = 0, rejected = 0, duplicates = 0;  // of event rows
    std::map<std::string, std::uint64_t> reasons;                        // of rejected rows
    std::uint64_t joined = 0;                                            // of accepted rows: actions that joined an event
    std::uint64_t users = 0, ads = 0;                                    // in the workspace afterwards
    std::uint64_t events = 0;                                            // made of the accepted rows
    std::uint64_t impressions = 0, clicks = 0;                           // of these, weighted
    std::map<std::string, std::string> mapping;                          // role text -> column
    Dialect dialect;
    std::vector<Message> notices;  // ambiguous guesses, joins without a match, a file seen before
    double seconds = 0;
};

// Events, attributes and rejected rows are committed together or not at all.
Result<ImportResult> import_files(const ImportRequest& request, const JobContext& job = {});

// Takes away exactly the rows of an import (all sources of its batch).
Result<void> remove_import(const std::string& workspace_path, std::int64_t batch, const JobContext& job = {});

struct StoredSource {
    std::int64_t id = 0, batch = 0;
    std::string content, path, name, sha256;
    std::uint64_t bytes = 0, read = 0, accepted = 0, rejected = 0, duplicates = 0;
    std::map<std::string, std::uint64_t> reasons;
    std::map<std::string, std::string> mapping;
    std::int64_t imported_at = 0;
};
struct RejectedRow {
    std::int64_t id = 0, source = 0;
    std::uint64_t line = 0;
    std::string reason;  // code
    Message message;     // column, found, expected
    std::string raw;
};
Result<std::vector<StoredSource>> list_sources(const std::string& workspace_path);
Result<std::vector<RejectedRow>> list_rejected(const std::string& workspace_path, std::int64_t source, const std::string& reason,
                                               std::size_t limit, std::size_t offset);
// Tries a rejected row again with an edited raw text; on success it becomes an event and leaves the list.
Result<void> retry_rejected(const std::string& workspace_path, std::int64_t id, const std::string& raw);

// Tries all rejected rows of a source (0: all sources of events) and reason again.
struct RetryRequest {
    std::int64_t source = 0;
    std::string reason;
    std::string replace, by;  // in the raw text, every time; empty: nothing
    bool fit = false;         // short rows are filled with empty cells, surplus cells joined to the last
};
struct RetryResult {
    std::uint64_t tried = 0, accepted = 0;
};
// What is accepted leaves the list; the others stay as they are. All or nothing when cancelled.
Result<RetryResult> retry_rejected_all(const std::string& workspace_path, const RetryRequest& request, const JobContext& job = {});

// Names of the shipped presets (resources/presets/NAME.json).
std::vector<std::string> preset_names();
// Names of the user's own, which lie in the folder of the settings.
std::vector<std::string> user_preset_names();
// What a preset is for, by language, and what it says of such files.
struct PresetSummary {
    std::string name;
    std::map<std::string, std::string> about;
    std::vector<std::string> columns;
    std::map<std::string, std::string> dialect;
};
// `name`: shipped, the user's, or the path of a JSON file (as ImportRequest::preset).
Result<PresetSummary> describe_preset(const std::string& name);
Result<std::string> preset_text(const std::string& name);  // its JSON
// Keeps a preset among the user's; one of the same name is replaced. The names of the shipped are taken.
Result<void> save_preset(const std::string& name, const std::string& json);
Result<void> remove_preset(const std::string& name);

}  // namespace adscope
