#include "ui/viewmodels/best_model.h"

namespace adscope::ui {

std::optional<BestModel> best_model(const std::vector<StoredModel>& models) {
    for (const char* metric : {"auc", "ndcg@10"}) {
        std::optional<BestModel> best;
        for (const auto& m : models) {
            if (m.state != "done") continue;
            for (const char* part : {"test", "valid"}) {
                const auto p = m.metrics.find(part);
                if (p == m.metrics.end()) continue;
                const auto v = p->second.find(metric);
                if (v == p->second.end() || !v->second.has_value()) continue;
                if (!best || v->second.value > best->value.value) best = BestModel{&m, metric, v->second};
                break;
            }
        }
        if (best) return best;
    }
    return std::nullopt;
}

}  // namespace adscope::ui
