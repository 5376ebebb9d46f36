// The curves of a run as series.
#pragma once

#include "ui/pages/training/training_queue.h"

namespace adscope::ui {

// Training and validation of one measure ("log_loss", "auc", "ndcg@10") over epochs, with the best epoch marked.
Series curve_series(const CurvesOfRun& curves, const std::string& measure, const TrainProgress& progress);

// The measures that a run has curves of, the loss first.
std::vector<std::string> measures_of(const CurvesOfRun& curves);

// The curves of a stored run.
Result<CurvesOfRun> read_curves(const std::string& workspace, std::int64_t model);
// What the last step of a stored run told, as far as it is stored; the best epoch by the rule of Trainer::step.
TrainProgress stored_progress(const StoredModel& model, const CurvesOfRun& curves);

}  // namespace adscope::ui
