// Which of the trained models is the best, and by what.
#pragma once

#include <optional>

#include "core/workspace/models_repository.h"

namespace adscope::ui {

struct BestModel {
    const StoredModel* model = nullptr;
    std::string metric;  // "auc" or "ndcg@10"
    Metric value;        // of the test part, else of valid
};
// Finished click models by AUC; without any, ranking models by NDCG@10. Empty when none has its metric.
std::optional<BestModel> best_model(const std::vector<StoredModel>& models);

}  // namespace adscope::ui
