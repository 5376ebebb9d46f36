// Timings of breakdowns, for `adscope bench --area ctr`.
#pragma once

#include <string>
#include <vector>

#include "core/base/job.h"

namespace adscope {

struct BenchResult {
    std::string name;
    double value = 0;
    std::string unit;
    std::int64_t n = 0;  // runs that the median is of
};

// Breakdowns of a workspace, in process and warm: median of 5, by every small dimension and pairs of the first ones, and by ad.
Result<std::vector<BenchResult>> bench_ctr(const std::string& workspace_path, const JobContext& job = {});

}  // namespace adscope
