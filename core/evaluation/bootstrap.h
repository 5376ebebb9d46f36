// The user-clustered bootstrap: users are drawn with replacement, each with all its rows, since a user's rows resemble
// each other and single rows would promise too narrow an interval.
#pragma once

#include <functional>
#include <vector>

#include "core/base/job.h"
#include "core/base/series.h"

namespace adscope {

// `figures(times)` gives every figure for a resample in which cluster c was drawn times[c] times. Replicates run in parallel,
// each with its own random stream, so the result depends on the seed alone. Returns the 2.5% and 97.5% points of each figure
// over the replicates that have a value; NaN where fewer than half have one.
struct Interval {
    double low = std::numeric_limits<double>::quiet_NaN(), high = std::numeric_limits<double>::quiet_NaN();
};
Result<std::vector<Interval>> bootstrap(std::size_t clusters, std::size_t figures_count, int replicates, std::uint64_t seed,
                                        const std::function<void(const std::vector<double>& times, std::vector<double>& figures)>& figures,
                                        const JobContext& job);

}  // namespace adscope
