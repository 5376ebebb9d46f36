// Measurements of the window: how soon it stands, and how long its event loop is kept waiting while a model trains.
#pragma once

#include "core/analytics/bench.h"
#include "core/base/job.h"

namespace adscope::cli {

// `seconds`: length of the training under which the gaps are taken.
Result<std::vector<BenchResult>> bench_ui(const std::string& workspace, double seconds, const JobContext& job);

}  // namespace adscope::cli
