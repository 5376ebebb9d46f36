#include "core/explain/feature_explainer.h"

#include <algorithm>

#include "core/base/random.h"
#include "core/explain/mixed_batch.h"

namespace adscope {
namespace {

constexpr std::size_t kMostExactFeatures = 12;  // 4,096 coalitions; KernelSHAP above

// Training rows drawn by their weight, ascending; without repeats where all weights are 1.
Result<std::vector<std::uint32_t>> draw_background(const Scorer& scorer, std::int64_t wanted, std::uint64_t seed) {
    ADSCOPE_ASSIGN(split, scorer.split());
    auto& train = split.train;
    if (train.empty()) return Error(ErrorCode::invalid_input, "explain.no_background", {{"model", scorer.stored().name}});
    Random random(seed, stream_id("explain.background"));
    const std::size_t size = std::min(static_cast<std::size_t>(wanted), train.size());
    std::vector<std::uint32_t> rows;
    if (scorer.table().weight.empty()) {
        for (std::size_t i = 0; i < size; ++i) std::swap(train[i], train[i + random.below(train.size() - i)]);
        rows.assign(train.begin(), train.begin() + static_cast<std::ptrdiff_t>(size));
    } else {
        std::vector<double> ends(train.size());
        double total = 0;
        for (std::size_t i = 0; i < train.size(); ++i) ends[i] = total += static_cast<double>(scorer.table().weight_of(train[i]));
        for (std::size_t i = 0; i < size; ++i)
            rows.push_back(train[static_cast<std::size_t>(
                std::min<std::ptrdiff_t>(std::upper_bound(ends.begin(), ends.end(), random.uniform() * total) - ends.begin(),
                                         static_cast<std::ptrdiff_t>(train.size()) - 1))]);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

bool has_own_threads(const Scorer& scorer) {
    const auto info = find_model(scorer.stored().model);
    return info && (*info)->needs_torch;
}

// A feature that says who the user or which the ad is: a sentence does not name the key.
Message identity_words(const FeatureSpec& feature) {
    const auto with = feature.settings.find("with");
    const bool user = feature.source == "user" || (with != feature.settings.end() && with->second == "user");
    const bool ad = feature.source == "ad" || (with != feature.settings.end() && with->second == "ad");
    if (feature.kind.starts_with("past_")) return {};
    return user && ad ? Message("explain.identity_both")
           : user     ? Message("explain.identity_user")
           : ad       ? Message("explain.identity_ad")
                      : Message();
}

}  // namespace

Result<FeatureExplainer> FeatureExplainer::make(const Scorer& scorer, std::int64_t background, std::uint64_t seed, const JobContext& job) {
    FeatureExplainer out(scorer);
    ADSCOPE_ASSIGN(rows, draw_background(scorer, background, seed));
    ADSCOPE_ASSIGN(batch, scorer.batch_rows(rows, job));
    out.background_ = std::move(batch);
    out.parallel_ = !has_own_threads(scorer);
    return out;
}

Result<Explanation> FeatureExplainer::explain(const FeatureBatch& instance, const std::string& method, std::int64_t budget,
                                              std::uint64_t seed, const JobContext& job) const {
    const FittedRecipe& recipe = *scorer_->recipe();
    MixedBatch game(scorer_->model(), recipe.schema(), instance, background_, parallel_, job);
    const bool exact = method == "shap" && recipe.schema().size() <= kMostExactFeatures;
    ADSCOPE_ASSIGN(a, exact ? exact_shapley(game, job) : kernel_shap(game, budget, seed, job));
    Explanation out{.method = exact ? "shap" : "kernel-shap",
                    .base = a.base,
                    .prediction = a.prediction,
                    .additivity_error = a.additivity_error,
                    .background = static_cast<std::int64_t>(background_.rows),
                    .scale = scorer_->stored().task == "click" ? "probability" : "score"};
    for (std::size_t f = 0; f < recipe.schema().size(); ++f)
        out.attributions.push_back({recipe.schema().features[f].name, recipe.describe_value(instance, 0, f), a.phi[f],
                                    identity_words(recipe.recipe().features[f])});
    return out;
}

}  // namespace adscope
