// Why an ad is in a list: one sentence and its figures, from the model's own parts of the score.
#pragma once

#include "core/explain/feature_explainer.h"
#include "core/recommend/audience.h"
#include "core/recommend/catalogue.h"

namespace adscope {

class Reasons {
public:
    // All arguments must outlive the object.
    static Result<Reasons> make(const Scorer& scorer, const Audience& audience, const AdCounts& counts, const JobContext& job);
    // Fills reason and evidence; what an item says of itself (ad, score, ctr) is there already.
    Result<void> explain(RecommendedItem& item, const JobContext& job) const;

private:
    Reasons(const Scorer& scorer, const Audience& audience, const AdCounts& counts)
        : scorer_(&scorer), audience_(&audience), counts_(&counts) {}
    Result<void> by_features(RecommendedItem& item, const JobContext& job) const;
    void by_history(RecommendedItem& item) const;
    void by_counts(RecommendedItem& item) const;

    const Scorer* scorer_;
    const Audience* audience_;
    const AdCounts* counts_;
    std::optional<FeatureExplainer> explainer_;
};

}  // namespace adscope
