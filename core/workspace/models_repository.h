// Stored runs, curves and artefacts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/series.h"
#include "core/workspace/workspace.h"

namespace adscope {

struct StoredModel {
    std::int64_t id = 0;
    std::string name, model, task, state;
    std::map<std::string, std::string> settings;
    std::string recipe_json, split;
    std::uint64_t seed = 0;
    std::string device;
    int threads = 0;
    bool deterministic = true;
    std::string data_hash;
    std::map<std::string, std::string> versions;
    std::map<std::string, std::map<std::string, Metric>> metrics;  // part -> name -> value
    int epochs = 0;
    double seconds = 0, samples_per_second = 0;
    std::string notes;
    std::int64_t created_at = 0;
};
struct StoredCurvePoint {
    std::string name;
    double epoch = 0, value = 0;
};

namespace models_repository {
Result<std::vector<StoredModel>> list(const Workspace& workspace);
Result<StoredModel> get(const Workspace& workspace, std::int64_t id);  // not_found lists the ids there are
Result<std::int64_t> insert(const Workspace& workspace, const StoredModel& model);
Result<void> update(const Workspace& workspace, const StoredModel& model);
Result<void> remove(const Workspace& workspace, std::int64_t id);
Result<void> put_curves(const Workspace& workspace, std::int64_t model, const std::vector<StoredCurvePoint>& points);
Result<std::vector<StoredCurvePoint>> curves(const Workspace& workspace, std::int64_t model);
// Artefacts are written in chunks of 4 MiB; put replaces all parts. Call inside a Transaction with update().
Result<void> put_artefacts(const Workspace& workspace, std::int64_t model, const std::map<std::string, std::string>& parts);
Result<std::map<std::string, std::string>> artefacts(const Workspace& workspace, std::int64_t model);
}  // namespace models_repository

}  // namespace adscope
