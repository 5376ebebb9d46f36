// Views with readable names, for any SQLite browser and for `adscope query`.
#pragma once

#include "core/workspace/workspace.h"

namespace adscope {

// Makes v_events, v_users, v_ads anew from `fields`: codes as their names, tags joined by '|', times as text, money in units.
// Names from files become quoted identifiers only. Whoever adds or removes fields calls it, inside the same transaction.
Result<void> rebuild_views(Database& database);
Result<void> rebuild_views(const Workspace& workspace);
// Takes the views away: SQLite refuses to drop a column that a view names. rebuild_views() brings them back.
Result<void> drop_views(Database& database);

}  // namespace adscope
