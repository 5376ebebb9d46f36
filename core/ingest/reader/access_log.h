// Access logs of web servers (Apache and Nginx: common, combined, with a virtual host before or more fields behind), and lists of
// the addresses that ad servers are called by, as tables.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/reader/spooled_table.h"

namespace adscope::ingest {

// Columns: host (where lines begin with one), ip, remote_user (where one is named), time (ISO 8601), method, path, status, bytes,
// referer, agent, extra_1 ... (fields behind the agent), then every parameter of the query by its name; one named as a column
// before is query.NAME. A parameter given twice is joined by |. "-" is empty. A line that is none is a fault of the table.
// Nothing: these are no such lines, and `input` may have to be opened again.
Result<std::optional<SpooledTable>> spool_access_log(std::unique_ptr<Input>& input, const SpoolRequest& request, const JobContext& job);

using Fields = std::vector<std::pair<std::string, std::string>>;

// The fields of a line; nothing: it is no line of an access log.
std::optional<Fields> access_fields(std::string_view line);
// The same of an address with a query (https://ad.example/i?u=1&a=2, /i?u=1&a=2) or a bare query (u=1&a=2).
std::optional<Fields> address_fields(std::string_view line);

// Parameters of a query in their order: %41 is A and + a blank. What is no escape, or would give no UTF-8 or a zero, stays as it
// is written.
Fields query_parameters(std::string_view query);

}  // namespace adscope::ingest
