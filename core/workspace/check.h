// Checks of a workspace's integrity, and its headline facts for `adscope info`.
#pragma once

#include "core/base/series.h"
#include "core/workspace/event_table.h"

namespace adscope {

// SQLite's integrity and foreign key checks, and that every code in events, users and ads is in its dictionary. Empty: all is well.
Result<std::vector<Message>> check_workspace(const std::string& path, const JobContext& job = {});

}  // namespace adscope
