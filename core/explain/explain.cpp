// Explanation of one prediction of a stored model: which explainer applies, and the explainer of feature models.
#include "core/explain/explain.h"

#include <algorithm>
#include <chrono>

#include "core/base/random.h"
#include "core/explain/history.h"
#include "core/explain/mixed_batch.h"

namespace adscope {
namespace {

constexpr std::size_t kMostExactFeatures = 12;  // 4,096 coalitions; KernelSHAP above
constexpr std::int64_t kMostBackground = 10'000;

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
            rows.push_back(train[static_cast<std::size_t>(std::min<std::ptrdiff_t>(std::upper_bound(ends.begin(), ends.end(), random.uniform() * total) - ends.begin(),
                                                                                  static_cast<std::ptrdiff_t>(train.size()) - 1))]);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

bool has_own_threads(const Scorer& scorer) {
    const auto info = find_model(scorer.stored().model);
    return info && (*info)->needs_torch;
}

Result<Explanation> explain_features(const Scorer& scorer, const ExplainRequest& request, const JobContext& job) {
    const Context context = request.context ? *request.context : default_context(scorer.table(), request.user);
    const std::uint32_t ads[] = {request.ad};
    ADSCOPE_ASSIGN(instance, scorer.batch(request.user, ads, context));
    ADSCOPE_ASSIGN(rows, draw_background(scorer, request.background, request.seed));
    ADSCOPE_ASSIGN(background, scorer.batch_rows(rows, job));
    const FittedRecipe& recipe = *scorer.recipe();
    MixedBatch game(scorer.model(), recipe.schema(), instance, std::move(background), !has_own_threads(scorer), job);
    const bool exact = request.method == "shap" && recipe.schema().size() <= kMostExactFeatures;
    ADSCOPE_ASSIGN(a, exact ? exact_shapley(game, job) : kernel_shap(game, request.budget, request.seed, job));

    Explanation out{.method = exact ? "shap" : "kernel-shap", .base = a.base, .prediction = a.prediction, .additivity_error = a.additivity_error,
                    .background = static_cast<std::int64_t>(rows.size()), .scale = scorer.stored().task == "click" ? "probability" : "score"};
    for (std::size_t f = 0; f < recipe.schema().size(); ++f) out.attributions.push_back({recipe.schema().features[f].name, recipe.describe_value(instance, 0, f), a.phi[f]});
    return out;
}

Result<void> check(const Scorer& scorer, const ExplainRequest& request) {
    if (request.background < 1 || request.background > kMostBackground)
        return Error(ErrorCode::usage, "explain.background", {{"found", request.background}, {"most", kMostBackground}});
    const std::string applicable = explanation_methods(scorer);
    if (applicable.empty()) return Error(ErrorCode::refused, "explain.no_method", {{"name", scorer.stored().name}, {"model", scorer.stored().model}});
    const std::string known = applicable + ", ";
    if ((known).find(request.method + ", ") == std::string::npos || request.method.empty())
        return Error(ErrorCode::usage, "explain.method", {{"found", request.method}, {"model", scorer.stored().model}, {"known", applicable}});
    return {};
}

}  // namespace

std::string explanation_methods(const Scorer& scorer) {
    if (scorer.fold_in()) return "shap, history";
    return scorer.recipe() ? "shap, kernel-shap" : "";
}

Result<Explanation> explain(const Scorer& scorer, const ExplainRequest& request, const JobContext& job) {
    const auto start = std::chrono::steady_clock::now();
    ADSCOPE_TRY(check(scorer, request));
    ADSCOPE_ASSIGN(out, scorer.fold_in() ? explain_history(scorer, request, job) : explain_features(scorer, request, job));
    std::stable_sort(out.attributions.begin(), out.attributions.end(),
                     [](const FeatureAttribution& a, const FeatureAttribution& b) { return std::abs(a.attribution) > std::abs(b.attribution); });
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
}

}  // namespace adscope
