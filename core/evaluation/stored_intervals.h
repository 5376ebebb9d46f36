// The metrics of a finished run on its test part, with intervals, kept with the model.
#pragma once

#include "core/evaluation/evaluate.h"

namespace adscope {

// Evaluates a stored model on its test part (bootstrap over users) and stores the figures with their intervals. A split without a
// test part leaves the model as it is.
Result<void> store_test_intervals(const std::string& workspace_path, EventTablePtr table, std::int64_t model_id,
                                  const JobContext& job = {});

}  // namespace adscope
