// Explanations of one prediction. Explainers take a game (coalitions of features -> value) and nothing of a model.
#pragma once

#include "core/base/series.h"
#include "core/scoring/scorer.h"

namespace adscope {

// v(S): mean over the background of f(x_S, b_notS). A coalition is a bit set of at most 64 players.
class CoalitionGame {
public:
    virtual ~CoalitionGame() = default;
    virtual int players() const = 0;
    virtual Result<void> evaluate(std::span<const std::uint64_t> coalitions, std::span<double> values) = 0;
};

struct Attribution {
    double base = 0, prediction = 0;
    std::vector<double> phi;
    double additivity_error = 0;   // |prediction - base - sum phi|
    std::int64_t evaluations = 0;  // coalitions evaluated
};
// Exact Shapley values (Shapley 1953) by all 2^n coalitions; n <= 16.
Result<Attribution> exact_shapley(CoalitionGame& game, const JobContext& job = {});
// KernelSHAP (Lundberg and Lee 2017) with paired sampling (Covert and Lee 2021); exact where the budget covers all coalitions.
Result<Attribution> kernel_shap(CoalitionGame& game, std::int64_t budget, std::uint64_t seed, const JobContext& job = {});

struct FeatureAttribution {
    std::string feature;  // name in the recipe
    std::string value;    // what a person reads
    double attribution = 0;
    Message words;  // of a feature that is a key: what a sentence says in its place
};
struct Explanation {
    std::string method;  // shap, kernel-shap; history for factor models
    double base = 0, prediction = 0;
    std::vector<FeatureAttribution> attributions;  // by absolute size, descending
    double additivity_error = 0;
    std::int64_t background = 0;
    double seconds = 0;
    std::string scale;  // "probability" or "score"
};
struct ExplainRequest {
    std::uint32_t user = 0, ad = 0;  // table codes
    std::optional<Context> context;  // default_context when empty
    std::string method = "shap";
    std::int64_t background = 100;  // rows drawn from training
    std::int64_t budget = 2048;
    std::uint64_t seed = 1;
};
// The methods that apply to a model, separated by ", "; empty when none does. "shap" stands for a factor model's exact parts too.
std::string explanation_methods(const Scorer& scorer);

// For feature models: interventional SHAP over the recipe's features. For factor models: the contribution of each past
// action of the user to the score (exact for ALS: Hu et al. 2008, section 5). Other models: an error that names the methods that apply.
Result<Explanation> explain(const Scorer& scorer, const ExplainRequest& request, const JobContext& job = {});

// One trace. The first and the last point are totals (base, prediction), those between are changes; x is the row. Labels that
// are words (totals, "others") are label_message. At most `top` features by name, the rest summed.
Series waterfall_series(const Explanation& explanation, std::size_t top, const std::string& user, const std::string& ad);
// One plain sentence built from the numbers.
Message explanation_sentence(const Explanation& explanation);

}  // namespace adscope
