// adscope features: what features tell about a click; kinds of features; stored recipes.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/recipe_option.h"
#include "core/features/diagnostics.h"
#include "core/features/kinds.h"
#include "core/features/report_series.h"
#include "core/workspace/filter.h"
#include "core/workspace/recipes.h"

namespace adscope::cli {
namespace {

using nlohmann::json;

struct Arguments {
    std::string workspace, recipe, save, where;
    DiagnosticsRequest request;
    bool list = false, kinds = false, stored = false;
};

json number(double v) { return std::isfinite(v) ? json(v) : json(); }

const char* level_name(FeatureDiagnosis::Level level) {
    switch (level) {
        case FeatureDiagnosis::Level::watch: return "watch";
        case FeatureDiagnosis::Level::warn: return "warn";
        case FeatureDiagnosis::Level::refused: return "refused";
        default: return "good";
    }
}

json feature_json(const FeatureDiagnosis& d, Language language) {
    return {{"name", d.name},
            {"kind", d.kind},
            {"source", d.source},
            {"coverage", number(d.coverage)},
            {"cardinality", d.cardinality},
            {"mutual_information", number(d.mutual_information)},
            {"information_share", number(d.information_share)},
            {"drift", number(d.psi)},
            {"ks", number(d.ks)},
            {"unseen", number(d.unseen)},
            {"level", level_name(d.level)},
            {"warning", d.warning.empty() ? json() : json(render(d.warning, language))}};
}

json kind_json(const FeatureKindInfo& kind, Language language) {
    const char* forms[] = {"coded", "multi", "dense"};
    json settings = json::array();
    for (const auto& s : kind.settings) {
        const std::string id = "feature." + kind.name + "." + s.parameter.name;
        settings.push_back({{"name", s.parameter.name},
                            {"default", s.parameter.otherwise},
                            {"range", range_of(s.parameter)},
                            {"help", render(Message(id + ".help"), language)}});
    }
    return {{"name", kind.name},
            {"form", forms[static_cast<int>(kind.form)]},
            {"help", render(Message("feature." + kind.name + ".help"), language)},
            {"settings", settings}};
}

int show_kinds(const Cli& cli) {
    if (cli.json) {
        json kinds = json::array();
        for (const auto& k : feature_kinds()) kinds.push_back(kind_json(k, cli.language));
        cli.print(json{{"kinds", kinds}});
        return 0;
    }
    DataTable table;
    for (const char* id : {"kind", "setting", "default", "range", "help"})
        table.columns.push_back({Message(std::string("features.column_") + id), NumberFormat::number, true});
    for (const auto& k : feature_kinds()) {
        table.rows.push_back({k.name, std::string(), std::string(), std::string(), Message("feature." + k.name + ".help")});
        for (const auto& s : k.settings)
            table.rows.push_back({std::string(), s.parameter.name, s.parameter.otherwise, range_of(s.parameter),
                                  Message("feature." + k.name + "." + s.parameter.name + ".help")});
    }
    cli.print(table);
    return 0;
}

int show_stored(const Cli& cli, const Arguments& arguments) {
    const auto all = [&]() -> Result<std::vector<StoredRecipe>> {
        ADSCOPE_ASSIGN(workspace, Workspace::open(arguments.workspace, Database::Access::read_only));
        return recipes::list(workspace);
    }();
    if (!all) return cli.fail(all.error());
    json rows = json::array();
    DataTable table;
    table.columns = {{Message("features.column_recipe"), NumberFormat::number, true},
                     {Message("features.column_version"), NumberFormat::integer},
                     {Message("features.column_features"), NumberFormat::integer},
                     {Message("features.column_hash"), NumberFormat::number, true}};
    for (const auto& r : *all) {
        const auto recipe = Recipe::from_json(r.json);
        const auto count = static_cast<std::int64_t>(recipe ? recipe->features.size() : 0);
        rows.push_back({{"name", r.name}, {"version", r.version}, {"hash", r.hash}, {"features", count}, {"created_at", r.created_at}});
        table.rows.push_back({r.name, static_cast<std::int64_t>(r.version), count, r.hash.substr(0, 12)});
    }
    if (cli.json) cli.print(json{{"recipes", rows}});
    else cli.print(table);
    return 0;
}

struct Outcome {
    Diagnostics diagnostics;
    std::string hash, label;
};

Result<Outcome> diagnose_recipe(const Cli& cli, const Arguments& arguments) {
    const JobContext job = cli.job();
    DiagnosticsRequest request = arguments.request;
    if (!arguments.list) {
        ADSCOPE_ASSIGN(recipe, read_recipe(arguments.workspace, arguments.recipe));
        request.recipe = std::move(recipe);
    }
    ADSCOPE_ASSIGN(table, EventTable::read(arguments.workspace, job.part(0, 0.3)));
    if (arguments.list) request.recipe = Recipe::candidates(*table);
    if (!arguments.where.empty()) {
        ADSCOPE_ASSIGN(filter, Filter::parse(arguments.where));
        ADSCOPE_ASSIGN(slice, filter.select(*table));
        request.within = std::make_shared<const Selection>(std::move(slice));
    }
    Outcome out;
    ADSCOPE_ASSIGN(diagnostics, diagnose(*table, request, job.part(0.3, 1)));
    out.diagnostics = std::move(diagnostics);
    out.hash = request.recipe.hash();
    if (!arguments.save.empty()) {
        ADSCOPE_ASSIGN(workspace, Workspace::open(arguments.workspace));
        ADSCOPE_ASSIGN(stored, recipes::put(workspace, arguments.save, request.recipe.to_json(), out.hash));
        out.label = stored.label();
    }
    return out;
}

json redundancy_json(const Diagnostics& d) {
    const std::size_t n = d.features.size();
    json rows = json::array();
    for (std::size_t i = 0; i < n; ++i) {
        rows.push_back(json::array());
        for (std::size_t j = 0; j < n; ++j) rows.back().push_back(number(d.redundancy[i * n + j]));
    }
    return {{"measure", "cramers_v"}, {"rows", d.redundancy_rows}, {"values", rows}};
}

int run_command(const Cli& cli, const Arguments& arguments) {
    if (arguments.kinds) return show_kinds(cli);
    if (arguments.stored) return show_stored(cli, arguments);
    if (arguments.list == !arguments.recipe.empty()) return cli.fail({ErrorCode::usage, "features.list_or_recipe"});
    if (!arguments.save.empty() && arguments.list) return cli.fail({ErrorCode::usage, "features.save_needs_recipe"});
    const auto outcome = diagnose_recipe(cli, arguments);
    if (!outcome) return cli.fail(outcome.error());
    const auto& d = outcome->diagnostics;
    if (!cli.json) {
        cli.print(features_table(d));
        if (!outcome->label.empty()) cli.note(Message("features.saved", {{"recipe", outcome->label}}));
        return 0;
    }
    json features = json::array();
    for (const auto& f : d.features) features.push_back(feature_json(f, cli.language));
    json document = {{"features", features},
                     {"split", d.split},
                     {"train_rows", d.train_rows},
                     {"test_rows", d.test_rows},
                     {"click_entropy", number(d.click_entropy)},
                     {"hash", outcome->hash}};
    if (!d.redundancy.empty()) document["redundancy"] = redundancy_json(d);
    if (!outcome->label.empty()) document["recipe"] = outcome->label;
    cli.print(document);
    return 0;
}

}  // namespace

void add_features(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    arguments->request.redundancy = false;
    auto* sub = cli.command("features", "What features tell about a click, and what speaks against them",
                            [&cli, arguments] { return run_command(cli, *arguments); });
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    sub->add_flag("--list", arguments->list, "Every feature that the log offers");
    sub->add_option("--recipe", arguments->recipe,
                    "JSON file of the features, - for standard input, or a stored recipe as NAME or NAME@VERSION");
    sub->add_option("--split", arguments->request.split, "How events are divided, such as time:0.8,0.1,0.1")->capture_default_str();
    sub->add_option("--seed", arguments->request.seed, "Seed of the split")->capture_default_str();
    sub->add_option("--where", arguments->where, "Look at the events of a slice only");
    sub->add_flag("--redundancy", arguments->request.redundancy, "With --json: how alike the features are, each to each");
    sub->add_option("--save", arguments->save, "Keep the recipe in the workspace under a name, as its next version");
    sub->add_flag("--kinds", arguments->kinds, "The kinds of features and their settings");
    sub->add_flag("--stored", arguments->stored, "The recipes kept in the workspace");
}

}  // namespace adscope::cli
