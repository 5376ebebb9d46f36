// The curves of a run as series.
#pragma once

#include "ui/pages/training/training_queue.h"

namespace adscope::ui {

// Training and validation of one measure ("log_loss", "auc", "ndcg@10") over epochs, with the best epoch marked.
Series curve_series(const std::map<std::string, std::vector<CurvePoint>>& curves, const std::string& measure, const TrainProgress& progress);

// The measures that a run has curves of, the loss first.
std::vector<std::string> measures_of(const std::map<std::string, std::vector<CurvePoint>>& curves);

}  // namespace adscope::ui
