// SQL of a person on a workspace: read only, bounded, interruptible.
#pragma once

#include "core/base/series.h"
#include "core/workspace/event_table.h"

namespace adscope {

struct SqlResult {
    std::vector<std::string> columns;
    std::vector<std::vector<DataTable::Cell>> rows;
    bool truncated = false;  // there were more rows than the limit
    double seconds = 0;
};

struct SqlOptions {
    SqlOptions(std::size_t rows = 1000) : limit(rows) {}  // NOLINT: a limit alone is the usual case

    std::size_t limit;   // rows at most
    double seconds = 0;  // after which the query is stopped with an error of its own; 0: never
    // The events of the view `sliced`: v_events where a slice of this table holds. Without a table it has every unmarked event.
    EventTablePtr table;
    std::shared_ptr<const Selection> slice;  // null: every unmarked event
};

// One SELECT (or WITH, EXPLAIN, VALUES). The connection is read only and an authorizer allows nothing but reading this file: what
// writes, attaches, loads or changes settings is refused with one error. A syntax error says what SQLite found. A cancel interrupts.
// Besides tables and views of the file a query can read `sliced` and every saved query by its name.
Result<SqlResult> run_sql(const std::string& workspace_path, const std::string& sql, const SqlOptions& options, const JobContext& job = {});

}  // namespace adscope
