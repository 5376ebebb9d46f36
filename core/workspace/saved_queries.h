// Queries that were saved under a name, and the names that a query can use.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/workspace.h"

namespace adscope {

struct SavedQuery {
    std::string name, sql;
    std::int64_t created_at = 0;  // ms UTC
};

namespace saved_queries {

Result<std::vector<SavedQuery>> list(const Workspace& workspace);  // by name
// Replaces one of the same name. A name is a letter or underscore, then letters, digits, underscores (any script), at most 64
// characters, and no table or view of the workspace; the query must be one that run_sql takes.
Result<void> save(const std::string& workspace_path, const std::string& name, const std::string& sql);
Result<void> remove(const Workspace& workspace, const std::string& name);

}  // namespace saved_queries

// A table or view that a query can read.
struct SqlTable {
    std::string name;
    bool view = false;
    struct ColumnName {
        std::string name, type;  // as declared; views have none
    };
    std::vector<ColumnName> columns;
};
// Readable views first, then saved queries, then tables.
Result<std::vector<SqlTable>> sql_tables(const std::string& workspace_path);

}  // namespace adscope
