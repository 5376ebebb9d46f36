// Rows of aggregated tables as events: m impressions with c clicks are c events with a click and m - c without, told by
// their weights. Every sum of the table is kept: of impressions, clicks, conversions, cost and revenue.
#pragma once

#include <cstddef>
#include <vector>

#include "core/ingest/writer/catalogue.h"

namespace adscope::ingest {

// Places of a coded row; 0: the table has none. The row holds counts and totals there.
struct CountSlots {
    std::size_t weight = 0, click = 0, conversion = 0, cost = 0, revenue = 0;
};

// The most events that a row can become: four ways a click and a conversion can come, and one more where an amount of
// money does not divide evenly, for cost and for revenue.
inline constexpr std::size_t kLargestExpansion = 6;

// Writes the events of `row` (width cells each) to `out`, which has room for kLargestExpansion; gives their number. The
// row's impressions are at least 1, its clicks and conversions at most that many. Conversions are of clicked impressions as
// far as there are clicks. Cost is spread evenly over the impressions, revenue over the conversions, else the clicks, else
// the impressions, in whole millionths: what does not divide goes to the first of them.
std::size_t expand(const Cell* row, std::size_t width, const CountSlots& slots, Cell* out);

}  // namespace adscope::ingest
