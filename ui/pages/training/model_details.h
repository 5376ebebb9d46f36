// A run in the details pane: the model card.
#pragma once

#include <functional>

#include "ui/shell/app_state.h"

namespace adscope::ui {

// Settings, split, seed, device, data hash, metrics of every part with intervals. `resume` is offered for an interrupted run.
QWidget* model_details(AppState* state, const StoredModel& model, const std::function<void(std::int64_t)>& resume);

}  // namespace adscope::ui
