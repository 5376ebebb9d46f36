// Sums of events in cells: the inner loop of every breakdown.
#pragma once

#include "core/analytics/breakdown.h"
#include "core/analytics/dimension.h"

namespace adscope {

struct CellSums {
    std::uint64_t cell = 0;  // combined code: ((c0 * cardinality1) + c1) * cardinality2 ...
    Totals totals;
};

// Sums over the rows of `rows`, one entry a cell that has any, ascending by cell. A row with several tags counts in each.
// Error: cancelled.
Result<std::vector<CellSums>> accumulate(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions,
                                         const JobContext& job);

// Variance of the ratio sum(y)/sum(x) of each cell by the delta method with users as clusters (Deng, Knoblich and Lu 2018);
// NaN below two users. `cells` is what accumulate() gave.
Result<std::vector<double>> clustered_variance(const EventTable& table, const Selection& rows,
                                               const std::vector<const Dimension*>& dimensions, const std::vector<CellSums>& cells,
                                               Measure measure, const JobContext& job);

// Numerator and denominator of a measure from sums; money in units of the currency.
std::pair<double, double> ratio_of(Measure measure, const Totals& totals);

}  // namespace adscope
