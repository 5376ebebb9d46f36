// adscope train: trains a model, or continues an interrupted run.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/recipe_option.h"
#include "core/evaluation/stored_intervals.h"
#include "core/training/trainer.h"

namespace adscope::cli {
namespace {

struct Arguments {
    std::string workspace, recipe, task;
    std::vector<std::string> settings;
    TrainRequest request;
    std::int64_t resume = 0;
};

Result<std::map<std::string, std::string>> settings_of(const std::vector<std::string>& given) {
    std::map<std::string, std::string> settings;
    for (const auto& text : given) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0) return Error(ErrorCode::usage, "training.setting_form", {{"found", text}});
        settings[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return settings;
}

Result<TrainRequest> request_of(const Arguments& arguments) {
    TrainRequest request = arguments.request;
    if (request.model.empty()) return Error(ErrorCode::usage, "training.model_required");
    ADSCOPE_ASSIGN(settings, settings_of(arguments.settings));
    request.settings = std::move(settings);
    if (!arguments.task.empty()) {
        ADSCOPE_ASSIGN(task, parse_task(arguments.task));
        request.task = task;
    }
    if (!arguments.recipe.empty()) {
        ADSCOPE_ASSIGN(recipe, read_recipe(arguments.workspace, arguments.recipe));
        request.recipe = std::move(recipe);
    }
    return request;
}

// A setting as JSON of its own type.
nlohmann::json typed(const Parameter& parameter, const std::string& value) {
    switch (parameter.type) {
        case Parameter::Type::integer: return std::stoll(value);
        case Parameter::Type::real: return std::stod(value);
        case Parameter::Type::flag: return value == "true";
        default: return value;
    }
}

nlohmann::json settings_json(const TrainResult& result) {
    nlohmann::json out = nlohmann::json::object();
    const auto info = find_model(result.model);
    if (!info) return out;
    for (const auto& p : (*info)->parameters)
        if (const auto found = result.settings.find(p.name); found != result.settings.end()) out[p.name] = typed(p, found->second);
    return out;
}

nlohmann::json metrics_json(const TrainResult& result) {
    nlohmann::json out{{"train", nlohmann::json::object()}, {"valid", nlohmann::json::object()}, {"test", nlohmann::json::object()}};
    for (const auto& [part, metrics] : result.metrics)
        for (const auto& [name, metric] : metrics)
            out[part][name] = metric.has_value() ? nlohmann::json(metric.value) : nlohmann::json(nullptr);
    return out;
}

nlohmann::json document_of(const TrainResult& r) {
    return {
        {"model", r.model_id},          {"name", r.name},       {"algorithm", r.model},       {"task", task_name(r.task)},
        {"settings", settings_json(r)}, {"seed", r.seed},       {"device", r.device},         {"data_hash", r.data_hash},
        {"epochs", r.epochs},           {"seconds", r.seconds}, {"metrics", metrics_json(r)}, {"samples_per_second", r.samples_per_second}};
}

DataTable table_of(const TrainResult& result) {
    DataTable table;
    table.columns = {{Message("training.column_metric"), NumberFormat::number, true},
                     {Message("training.column_train")},
                     {Message("training.column_valid")},
                     {Message("training.column_test")}};
    std::map<std::string, std::vector<DataTable::Cell>> rows;
    int column = 1;
    for (const char* part : {"train", "valid", "test"}) {
        if (const auto found = result.metrics.find(part); found != result.metrics.end())
            for (const auto& [name, metric] : found->second) {
                auto& row = rows.try_emplace(name, std::vector<DataTable::Cell>(4)).first->second;
                row[0] = name;
                if (metric.has_value()) row[static_cast<std::size_t>(column)] = metric.value;
            }
        ++column;
    }
    for (auto& [name, row] : rows) table.rows.push_back(std::move(row));
    return table;
}

Result<TrainResult> run_training(const Cli& cli, const Arguments& arguments) {
    const JobContext job = cli.job();
    ADSCOPE_ASSIGN(table, EventTable::read(arguments.workspace, job.part(0, 0.05)));
    const auto run = [&]() -> Result<TrainResult> {
        if (arguments.resume > 0) {
            ADSCOPE_ASSIGN(trainer, Trainer::resume(arguments.workspace, arguments.resume, job.part(0.05, 0.1)));
            return run_to_end(*trainer, job.part(0, 0.95));
        }
        ADSCOPE_ASSIGN(request, request_of(arguments));
        return train(arguments.workspace, table, request, job.part(0.05, 0.95));
    };
    auto trained = run();
    // The model is stored by now: without its intervals it is less told of, not lost.
    if (trained)
        if (const auto kept = store_test_intervals(arguments.workspace, table, trained->model_id, job.part(0.95, 1)); !kept)
            cli.note(kept.error().message);
    return trained;
}

int run_command(const Cli& cli, const Arguments& arguments) {
    const auto result = run_training(cli, arguments);
    if (!result) return cli.fail(result.error());
    for (const auto& notice : result->notices) cli.note(notice);
    if (cli.json) {
        cli.print(document_of(*result));
        return 0;
    }
    cli.line(render(Message("training.trained", {{"name", result->name},
                                                 {"id", std::to_string(result->model_id)},
                                                 {"epochs", result->epochs},
                                                 {"seconds", result->seconds},
                                                 {"speed", result->samples_per_second},
                                                 {"device", result->device}}),
                    cli.language));
    cli.print(table_of(*result));
    return 0;
}

}  // namespace

void add_train(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    auto* sub =
        cli.command("train", "Train a model, or continue an interrupted run", [&cli, arguments] { return run_command(cli, *arguments); });
    auto& request = arguments->request;
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    auto* resume = sub->add_option("--resume", arguments->resume, "Number of an interrupted run to continue")->check(CLI::PositiveNumber);
    const auto only_new = [&](CLI::Option* option) { option->excludes(resume); };
    only_new(sub->add_option("--model", request.model, "Name of a model; `adscope models W` lists them"));
    only_new(sub->add_option("--set", arguments->settings, "Setting of the model as name=value; may be repeated")
                 ->take_all()
                 ->expected(1)
                 ->allow_extra_args(false));
    only_new(sub->add_option("--recipe", arguments->recipe,
                             "JSON file of the features, - for standard input, or a stored recipe as NAME or NAME@VERSION"));
    only_new(sub->add_option("--split", request.split, "How events are divided, such as time:0.8,0.1,0.1")->capture_default_str());
    only_new(sub->add_option("--task", arguments->task, "click, ranking or rating"));
    only_new(sub->add_option("--device", request.device, "auto, cpu, cuda or cuda:NUMBER")->capture_default_str());
    only_new(sub->add_option("--seed", request.seed, "Seed of everything random")->capture_default_str());
    only_new(sub->add_option("--name", request.name, "Name for people"));
    only_new(sub->add_option("--where", request.where, "Train on the events of a slice only"));
    only_new(sub->add_flag("--allow-leakage", request.allow_leakage, "Train although a feature seems to know the outcome"));
}

}  // namespace adscope::cli
