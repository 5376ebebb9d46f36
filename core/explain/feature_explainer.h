// Interventional SHAP of feature models against one background: made once, then used for any number of predictions.
#pragma once

#include "core/explain/explain.h"

namespace adscope {

class FeatureExplainer {
public:
    // Draws `background` training rows (by weight). The scorer must outlive the result.
    static Result<FeatureExplainer> make(const Scorer& scorer, std::int64_t background, std::uint64_t seed, const JobContext& job = {});

    // `instance` has one row. Exact where the method is "shap" and there are at most 12 features, else KernelSHAP with
    // `budget` coalitions. Attributions come in the order of the recipe.
    Result<Explanation> explain(const FeatureBatch& instance, const std::string& method, std::int64_t budget, std::uint64_t seed,
                                const JobContext& job = {}) const;

private:
    explicit FeatureExplainer(const Scorer& scorer) : scorer_(&scorer) {}
    const Scorer* scorer_;
    FeatureBatch background_;
    bool parallel_ = true;
};

}  // namespace adscope
