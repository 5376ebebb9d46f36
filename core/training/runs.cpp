#include "core/training/runs.h"

#include "core/training/checkpoint.h"

namespace adscope {

Archive model_archive(const std::map<std::string, std::string>& parts) {
    Archive archive;
    const std::string prefix = kModelPart;
    for (const auto& [name, bytes] : parts)
        if (name.starts_with(prefix)) archive.put(name.substr(prefix.size()), bytes);
    return archive;
}

RunStatus run_status(const std::string& workspace_path, const StoredModel& model) {
    if (model.state == "done") return RunStatus::done;
    if (model.state == "failed") return RunStatus::failed;
    if (model.state == "cancelled") return RunStatus::cancelled;
    const auto path = CheckpointFile::path_of(workspace_path, model.id);
    if (CheckpointFile::is_held(path)) return RunStatus::running;
    return CheckpointFile::exists(path) ? RunStatus::interrupted : RunStatus::lost;
}

std::string run_status_name(RunStatus status) {
    switch (status) {
        case RunStatus::running: return "running";
        case RunStatus::interrupted: return "interrupted";
        case RunStatus::lost: return "lost";
        case RunStatus::done: return "done";
        case RunStatus::failed: return "failed";
        case RunStatus::cancelled: break;
    }
    return "cancelled";
}

Message run_status_words(RunStatus status) { return Message("training.state_" + run_status_name(status)); }

Message run_reason(const StoredModel& model) {
    if (model.notes.empty()) return {};
    const Message stored = message_from_json(model.notes);
    return stored.empty() ? Message::verbatim(model.notes) : stored;
}

void remove_stale_checkpoints(const Workspace& workspace) {
    const auto models = models_repository::list(workspace);
    if (!models) return;
    std::map<std::int64_t, std::string> states;
    for (const auto& model : *models) states[model.id] = model.state;
    for (const auto id : CheckpointFile::ids_beside(workspace.path())) {
        const auto run = states.find(id);
        // A run that was never committed, or one that is over; a failed one may be continued.
        if (run != states.end() && run->second != "done" && run->second != "cancelled") continue;
        CheckpointFile::remove_unheld(CheckpointFile::path_of(workspace.path(), id));
    }
}

}  // namespace adscope
