// SQL of a person on a workspace: read only, bounded, interruptible.
#pragma once

#include "core/base/series.h"
#include "core/workspace/workspace.h"

namespace adscope {

struct SqlResult {
    std::vector<std::string> columns;
    std::vector<std::vector<DataTable::Cell>> rows;
    bool truncated = false;  // there were more rows than `limit`
    double seconds = 0;
};
// One SELECT (or WITH, EXPLAIN, VALUES). The connection is read only and an authorizer allows nothing but reading this file: what
// writes, attaches, loads or changes settings is refused with one error. A syntax error says what SQLite found. A cancel interrupts.
Result<SqlResult> run_sql(const std::string& workspace_path, const std::string& sql, std::size_t limit, const JobContext& job = {});

}  // namespace adscope
