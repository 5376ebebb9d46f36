// Explanation of one prediction of a stored model: which explainer applies.
#include "core/explain/explain.h"

#include <algorithm>
#include <chrono>

#include "core/explain/feature_explainer.h"
#include "core/explain/history.h"

namespace adscope {
namespace {

constexpr std::int64_t kMostBackground = 10'000;

Result<Explanation> explain_features(const Scorer& scorer, const ExplainRequest& request, const JobContext& job) {
    const Context context = request.context ? *request.context : default_context(scorer.table(), request.user);
    const std::uint32_t ads[] = {request.ad};
    ADSCOPE_ASSIGN(instance, scorer.batch(request.user, ads, context));
    ADSCOPE_ASSIGN(explainer, FeatureExplainer::make(scorer, request.background, request.seed, job));
    return explainer.explain(instance, request.method, request.budget, request.seed, job);
}

Result<void> check(const Scorer& scorer, const ExplainRequest& request) {
    if (request.background < 1 || request.background > kMostBackground)
        return Error(ErrorCode::usage, "explain.background", {{"found", request.background}, {"most", kMostBackground}});
    const std::string applicable = explanation_methods(scorer);
    if (applicable.empty())
        return Error(ErrorCode::refused, "explain.no_method", {{"name", scorer.stored().name}, {"model", scorer.stored().model}});
    const std::string known = applicable + ", ";
    if (known.find(request.method + ", ") == std::string::npos || request.method.empty())
        return Error(ErrorCode::usage, "explain.method",
                     {{"found", request.method}, {"model", scorer.stored().model}, {"known", applicable}});
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
    std::stable_sort(out.attributions.begin(), out.attributions.end(), [](const FeatureAttribution& a, const FeatureAttribution& b) {
        return std::abs(a.attribution) > std::abs(b.attribution);
    });
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
}

}  // namespace adscope
