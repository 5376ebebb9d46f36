// ISO 8601 dates and times as a split names them.
#pragma once

#include <optional>
#include <string_view>

#include "core/workspace/event_table.h"

namespace adscope {

// Milliseconds UTC of "2022-05-06", "20220506", "2022-05-06T18:30", "2022-05-06 18:30:05.5Z", "...+08:00". Without an
// offset the time is in the table's reporting zone. Nothing when the text is no such time.
std::optional<std::int64_t> parse_iso_time(std::string_view text, const EventTable& table);

}  // namespace adscope
