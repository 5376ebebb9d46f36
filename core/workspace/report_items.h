// Charts and tables that were kept for a report, in their order.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/workspace.h"

namespace adscope::report_items {

struct Item {
    std::int64_t id = 0;
    std::string kind;     // "series" or "table"
    std::string content;  // JSON of core/base/series.h
    std::int64_t created_at = 0;
};

Result<std::vector<Item>> list(const Workspace& workspace);
// Adds at the end; the id of the new item.
Result<std::int64_t> add(const Workspace& workspace, const std::string& kind, const std::string& content);
Result<void> remove(const Workspace& workspace, std::int64_t id);

}  // namespace adscope::report_items
