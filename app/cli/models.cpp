// adscope models: the models of a workspace, and what a model's settings mean.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "core/training/runs.h"
#include "core/training/trainer.h"

namespace adscope::cli {
namespace {

const char* type_name(const Parameter& p) {
    switch (p.type) {
        case Parameter::Type::integer: return "integer";
        case Parameter::Type::real: return "real";
        case Parameter::Type::choice: return "choice";
        case Parameter::Type::flag: return "flag";
        case Parameter::Type::text: break;
    }
    return p.integers ? "integers" : "text";
}

std::string help_of(const ModelInfo& info, const Parameter& p, Language language) {
    return render(Message("parameter." + info.name + "." + p.name + ".help"), language);
}

nlohmann::json description_json(const ModelInfo& info, Language language) {
    nlohmann::json parameters = nlohmann::json::array();
    for (const auto& p : info.parameters)
        parameters.push_back({{"name", p.name},
                              {"type", type_name(p)},
                              {"range", range_of(p)},
                              {"default", p.otherwise},
                              {"help", help_of(info, p, language)}});
    nlohmann::json tasks = nlohmann::json::array();
    for (const Task task : info.tasks) tasks.push_back(task_name(task));
    return {{"model", info.name},
            {"family", info.family},
            {"tasks", tasks},
            {"hint", render(Message("model." + info.name + ".hint"), language)},
            {"parameters", parameters}};
}

DataTable description_table(const ModelInfo& info, Language language) {
    DataTable table;
    for (const char* id :
         {"models.column_setting", "models.column_type", "models.column_range", "models.column_default", "models.column_help"})
        table.columns.push_back({Message(id), NumberFormat::number, true});
    for (const auto& p : info.parameters)
        table.rows.push_back({p.name, std::string(type_name(p)), range_of(p), p.otherwise, help_of(info, p, language)});
    return table;
}

int describe(const Cli& cli, const std::string& name) {
    const auto info = find_model(name);
    if (!info) return cli.fail(info.error());
    if (cli.json) {
        cli.print(description_json(**info, cli.language));
        return 0;
    }
    cli.line(render(Message("model." + name), cli.language) + ": " + render(Message("model." + name + ".hint"), cli.language));
    cli.print(description_table(**info, cli.language));
    return 0;
}

// The figure that a model is compared by: test AUC or NDCG@10.
std::pair<std::string, Metric> headline_of(const StoredModel& m) {
    const std::string name = m.task == "click" ? "auc" : "ndcg@10";
    if (const auto part = m.metrics.find("test"); part != m.metrics.end())
        if (const auto found = part->second.find(name); found != part->second.end()) return {name, found->second};
    return {name, {}};
}

nlohmann::json stored_json(const std::string& workspace, const StoredModel& m, Language language) {
    nlohmann::json metrics = nlohmann::json::object();
    for (const auto& [part, figures] : m.metrics)
        for (const auto& [name, metric] : figures)
            metrics[part][name] = metric.has_value() ? nlohmann::json(metric.value) : nlohmann::json(nullptr);
    nlohmann::json out{{"id", m.id},
                       {"name", m.name},
                       {"model", m.model},
                       {"task", m.task},
                       {"state", run_status_name(run_status(workspace, m))},
                       {"split", m.split},
                       {"seed", m.seed},
                       {"device", m.device},
                       {"epochs", m.epochs},
                       {"seconds", m.seconds},
                       {"data_hash", m.data_hash},
                       {"created_at", m.created_at},
                       {"metrics", metrics}};
    if (const auto reason = run_reason(m); !reason.empty()) out["reason"] = render(reason, language);
    return out;
}

DataTable stored_table(const std::string& workspace, const std::vector<StoredModel>& models) {
    DataTable table;
    table.columns = {{Message("models.column_id"), NumberFormat::integer},
                     {Message("models.column_name"), NumberFormat::number, true},
                     {Message("models.column_model"), NumberFormat::number, true},
                     {Message("models.column_tasks"), NumberFormat::number, true},
                     {Message("models.column_state")},
                     {Message("models.column_metric"), NumberFormat::number, true},
                     {Message("training.column_test")}};
    for (const auto& m : models) {
        const auto [name, metric] = headline_of(m);
        DataTable::Cell value;
        if (metric.has_value()) value = metric.value;
        table.rows.push_back({m.id, m.name, m.model, m.task, run_status_words(run_status(workspace, m)), name, value});
    }
    return table;
}

int list(const Cli& cli, const std::string& path) {
    const auto workspace = Workspace::open(path, Database::Access::read_only);
    if (!workspace) return cli.fail(workspace.error());
    const auto models = models_repository::list(*workspace);
    if (!models) return cli.fail(models.error());
    if (cli.json) {
        nlohmann::json out = nlohmann::json::array();
        for (const auto& m : *models) out.push_back(stored_json(path, m, cli.language));
        cli.print(nlohmann::json{{"models", out}});
    } else if (models->empty()) {
        cli.line(render(Message("models.none_trained", {{"workspace", path}}), cli.language));
    } else {
        cli.print(stored_table(path, *models));
    }
    return 0;
}

}  // namespace

void add_models(Cli& cli) {
    struct Arguments {
        std::string workspace, describe;
    };
    auto arguments = std::make_shared<Arguments>();
    auto* sub = cli.command("models", "Models of a workspace; with --describe, the settings of a model", [&cli, arguments] {
        if (!arguments->describe.empty()) return describe(cli, arguments->describe);
        if (arguments->workspace.empty()) return cli.fail({ErrorCode::usage, "models.workspace_required"});
        return list(cli, arguments->workspace);
    });
    sub->add_option("workspace", arguments->workspace, "Workspace file");
    sub->add_option("--describe", arguments->describe, "Name of a model");
}

}  // namespace adscope::cli
