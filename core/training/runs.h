// What became of stored runs: which one lives, which was interrupted and can be continued.
#pragma once

#include "core/base/job.h"
#include "core/models/model.h"
#include "core/workspace/models_repository.h"

namespace adscope {

// Parts of a stored model: the fitted recipe (feature models) and, below "model/", the model's own archive.
inline constexpr const char* kRecipePart = "recipe";
inline constexpr const char* kModelPart = "model/";
// The largest event id when the training began, as text: later ones are news to the model.
inline constexpr const char* kLastEventPart = "last_event";
Archive model_archive(const std::map<std::string, std::string>& parts);

// running: a process trains it now; interrupted: its process ended and a checkpoint is there to continue from;
// lost: its process ended before the first checkpoint; done, failed and cancelled are as stored.
enum class RunStatus { running, interrupted, lost, done, failed, cancelled };
RunStatus run_status(const std::string& workspace_path, const StoredModel& model);
Message run_status_words(RunStatus status);
std::string run_status_name(RunStatus status);

// Why a run failed, as it was stored in its notes.
Message run_reason(const StoredModel& model);

// Removes checkpoints of runs that are over, and of runs that the workspace does not know: a process may end between the file and
// the row. What another process holds stays.
void remove_stale_checkpoints(const Workspace& workspace);

}  // namespace adscope
