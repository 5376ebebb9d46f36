#include "core/evaluation/stored_intervals.h"

namespace adscope {

Result<void> store_test_intervals(const std::string& workspace_path, EventTablePtr table, std::int64_t model_id, const JobContext& job) {
    ADSCOPE_ASSIGN(scorer, Scorer::load(workspace_path, model_id, table));
    const auto measured = scorer->stored().metrics.find("test");
    if (measured == scorer->stored().metrics.end() || measured->second.empty()) return {};
    EvaluateRequest request;
    request.bootstrap = 400;
    ADSCOPE_ASSIGN(evaluation, evaluate(*scorer, request, job));
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path));
    ADSCOPE_ASSIGN(model, models_repository::get(workspace, model_id));
    // The figure stays the one that training stored; the bootstrap adds where it may lie.
    for (auto& [name, metric] : model.metrics["test"]) {
        const auto found = evaluation.metrics.find(name);
        if (found == evaluation.metrics.end()) continue;
        metric.low = found->second.low;
        metric.high = found->second.high;
        metric.n = found->second.n;
    }
    return models_repository::update(workspace, model);
}

}  // namespace adscope
