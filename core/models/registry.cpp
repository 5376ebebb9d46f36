// The list of models. A family adds itself by a function that returns its description.
#include <algorithm>

#include "core/models/baseline/popularity.h"
#include "core/models/factorisation/als.h"
#include "core/models/linear/logistic.h"
#include "core/models/neural/deepfm_info.h"

namespace adscope {

std::string task_name(Task task) {
    switch (task) {
        case Task::click: return "click";
        case Task::ranking: return "ranking";
        case Task::rating: break;
    }
    return "rating";
}

Result<Task> parse_task(const std::string& name) {
    for (const Task task : {Task::click, Task::ranking, Task::rating})
        if (task_name(task) == name) return task;
    return Error(ErrorCode::usage, "models.task_unknown", {{"found", name}, {"known", "click, ranking, rating"}});
}

const std::vector<ModelInfo>& model_registry() {
    static const std::vector<ModelInfo> registry = {popularity_info(), als_info(), logistic_info(), deepfm_info()};
    return registry;
}

Result<const ModelInfo*> find_model(const std::string& name) {
    std::string known;
    for (const auto& info : model_registry()) {
        if (info.name == name) return &info;
        known += (known.empty() ? "" : ", ") + info.name;
    }
    return Error(ErrorCode::usage, "models.unknown", {{"found", name}, {"known", known}});
}

}  // namespace adscope
