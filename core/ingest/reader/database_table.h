// Tables and views of SQLite files as tables. The file is somebody else's: it is opened to be read alone, its schema is not
// trusted, nothing in it runs but the views that are asked for, and everything is bounded.
#pragma once

#include <string_view>

#include "core/ingest/reader/spooled_table.h"

namespace adscope::ingest {

bool opens_database(std::string_view head);

// The table or view that `given` names by its part "table", or the table with the most rows. A table that is not there, a
// damaged, locked or encrypted file, and a view that takes too long have their own errors. `path`: plain, with its -wal
// beside it; the file is not touched.
//
// Whole numbers are their digits, real ones the fewest digits that give the same number, with a point; NULL is empty; bytes
// that are no text are X'...' as in SQL.
Result<SpooledTable> spool_database(const std::string& path, const SpoolRequest& request, const JobContext& job);

}  // namespace adscope::ingest
