// Rows by the value of a field, for metrics of each.
#pragma once

#include <span>

#include "core/workspace/event_table.h"

namespace adscope {

struct RowGroup {
    std::string value;                  // "—" where it is missing
    std::vector<std::uint32_t> places;  // into the rows that were given, ascending
};
// Values of tags count a row once each. A number of more than 20 different values is cut into ten ranges of equal mass. At most
// the 50 values with most rows, largest first.
Result<std::vector<RowGroup>> group_by_field(const EventTable& table, std::span<const std::uint32_t> rows, const std::string& field);

}  // namespace adscope
