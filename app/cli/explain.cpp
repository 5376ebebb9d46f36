// adscope explain: what moved one prediction.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/scored.h"
#include "core/explain/explain.h"

namespace adscope::cli {
namespace {

struct Arguments {
    std::string workspace, user, ad;
    std::int64_t model = 0;
    std::vector<std::string> context;
    ExplainRequest request;
};

Result<Explanation> run_explain(const Cli& cli, Arguments arguments) {
    const JobContext job = cli.job();
    ADSCOPE_ASSIGN(scorer, load_scorer(arguments.workspace, arguments.model, job.part(0, 0.3)));
    auto& request = arguments.request;
    request.user = scorer->table().users.code(arguments.user);
    request.ad = scorer->table().ads.code(arguments.ad);
    if (arguments.user.empty() || request.user == 0) return Error(ErrorCode::not_found, "explain.user_unknown", {{"user", arguments.user}});
    if (arguments.ad.empty() || request.ad == 0) return Error(ErrorCode::not_found, "explain.ad_unknown", {{"ad", arguments.ad}});
    ADSCOPE_ASSIGN(context, context_of(scorer->table(), request.user, arguments.context));
    request.context = std::move(context);
    return explain(*scorer, request, job.part(0.3, 1));
}

nlohmann::json document_of(const Explanation& e) {
    nlohmann::json attributions = nlohmann::json::array();
    for (const auto& a : e.attributions)
        attributions.push_back({{"feature", a.feature}, {"value", a.value}, {"attribution", a.attribution}});
    return {{"base", e.base},
            {"prediction", e.prediction},
            {"attributions", std::move(attributions)},
            {"additivity_error", e.additivity_error},
            {"seconds", e.seconds},
            {"method", e.method},
            {"background", e.background},
            {"scale", e.scale}};
}

void print(const Cli& cli, const Explanation& e) {
    DataTable table;
    table.columns = {{Message("explain.column_feature"), NumberFormat::number, true},
                     {Message("explain.column_value"), NumberFormat::number, true},
                     {Message("explain.column_attribution")}};
    for (const auto& a : e.attributions) table.rows.push_back({a.feature, a.value, a.attribution});
    cli.line(render(explanation_sentence(e), cli.language));
    cli.print(table);
    cli.line(render(Message("explain.summary", {{"method", e.method},
                                                {"base", e.base},
                                                {"prediction", e.prediction},
                                                {"scale", Message("explain.scale_" + e.scale)},
                                                {"error", e.additivity_error},
                                                {"seconds", e.seconds}}),
                    cli.language));
}

}  // namespace

void add_explain(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    auto* sub = cli.command("explain", "Why a model scores an ad for a user as it does", [&cli, arguments] {
        const auto result = run_explain(cli, *arguments);
        if (!result) return cli.fail(result.error());
        if (cli.json) cli.print(document_of(*result));
        else print(cli, *result);
        return 0;
    });
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    sub->add_option("--model", arguments->model, "Number of the model");
    sub->add_option("--user", arguments->user, "Key of the user")->required();
    sub->add_option("--ad", arguments->ad, "Key of the ad")->required();
    sub->add_option("--method", arguments->request.method,
                    "shap (exact up to 12 features, kernel-shap above; exact parts of past actions for factor models) or kernel-shap");
    sub->add_option("--background", arguments->request.background, "Training rows to compare with");
    sub->add_option("--budget", arguments->request.budget, "Coalitions that kernel-shap evaluates");
    sub->add_option("--seed", arguments->request.seed, "Seed of the background and of kernel-shap");
    sub->add_option("--context", arguments->context, "field=value; repeatable");
}

}  // namespace adscope::cli
