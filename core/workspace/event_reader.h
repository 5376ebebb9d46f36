// Reads the events of a workspace into an EventTable: chunks of ids, each by its own connection and statement.
#pragma once

#include "core/workspace/event_table.h"

namespace adscope {

// Fills everything of `table` that belongs to events. `fields` are those of owner event; table.columns is made from them.
Result<void> read_events(const std::string& path, const std::vector<Field>& fields, EventTable& table, const JobContext& job);

}  // namespace adscope
