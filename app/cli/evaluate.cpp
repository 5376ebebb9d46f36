// adscope evaluate: metrics of a trained model with intervals, by the values of a field, beyond accuracy, against another.
#include <charconv>
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "core/evaluation/evaluate.h"

namespace adscope::cli {
namespace {

struct Arguments {
    std::string workspace, at = "10,20";
    std::int64_t model = 0, compare = 0;
    EvaluateRequest request;
};

Result<std::vector<int>> lengths_of(const std::string& text) {
    std::vector<int> out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        int value = 0;
        const auto [stop, error] = std::from_chars(text.data() + begin, text.data() + end, value);
        if (error != std::errc() || stop != text.data() + end) return Error(ErrorCode::usage, "evaluation.at_form", {{"found", text}});
        out.push_back(value);
        begin = end + 1;
    }
    return out;
}

nlohmann::json metrics_json(const std::map<std::string, Metric>& metrics) {
    nlohmann::json out = nlohmann::json::object();
    for (const auto& [name, metric] : metrics) out[name] = to_json(metric);
    return out;
}

struct Outcome {
    ScorerPtr scorer, other;
    Evaluation evaluation;
    Metric difference;
};

nlohmann::json document_of(const Arguments& arguments, const Outcome& outcome) {
    const auto& e = outcome.evaluation;
    nlohmann::json out{{"model", outcome.scorer->stored().id},
                       {"name", outcome.scorer->stored().name},
                       {"split", arguments.request.part},
                       {"metrics", metrics_json(e.metrics)},
                       {"users", e.users},
                       {"left_out_users", e.left_out_users},
                       {"seconds", e.seconds}};
    auto by = nlohmann::json::array();
    for (const auto& [value, metrics] : e.by) by.push_back({{"value", value}, {"metrics", metrics_json(metrics)}});
    out["by"] = std::move(by);
    for (const auto& [name, metric] : e.beyond) out[name] = metric.has_value() ? nlohmann::json(metric.value) : nlohmann::json(nullptr);
    if (!e.beyond.empty()) {
        out["beyond"] = metrics_json(e.beyond);
        out["beyond_users"] = e.beyond_users;
        out["beyond_sampled"] = e.beyond_sampled;
    }
    if (outcome.other)
        out["compare"] = {{"model", outcome.other->stored().id}, {"metric", "auc"}, {"difference", to_json(outcome.difference)}};
    return out;
}

std::vector<DataTable::Cell> cells_of(DataTable::Cell first, const Metric& m) {
    const auto number = [](double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); };
    return {std::move(first), number(m.value), number(m.low), number(m.high), m.n};
}

DataTable table_with(Message head) {
    DataTable table;
    table.columns = {{std::move(head), NumberFormat::number, true},
                     {Message("evaluation.column_value")},
                     {Message("evaluation.column_low")},
                     {Message("evaluation.column_high")},
                     {Message("evaluation.column_n"), NumberFormat::integer}};
    return table;
}

void print_tables(const Cli& cli, const Arguments& arguments, const Outcome& outcome) {
    const auto& e = outcome.evaluation;
    cli.line(
        render(Message("evaluation.title", {{"name", outcome.scorer->stored().name}, {"part", arguments.request.part}}), cli.language));
    auto table = table_with(Message("evaluation.column_metric"));
    for (const auto& [name, metric] : e.metrics) table.rows.push_back(cells_of(name, metric));
    for (const auto& [name, metric] : e.beyond) table.rows.push_back(cells_of(name, metric));
    if (outcome.other)
        table.rows.push_back(cells_of(Message("evaluation.difference", {{"name", outcome.other->stored().name}}), outcome.difference));
    cli.print(table);
    if (outcome.scorer->task() != Task::click)
        cli.note(Message("evaluation.lists_note", {{"users", e.users}, {"left_out", e.left_out_users}}));
    if (!e.beyond.empty())
        cli.note(Message("evaluation.beyond_note",
                         {{"users", e.beyond_users}, {"sampled", e.beyond_sampled ? "yes" : "no"}, {"space", e.similarity_space}}));
    if (e.by.empty()) return;
    const std::string headline = outcome.scorer->task() == Task::click ? "auc" : "ndcg@" + std::to_string(arguments.request.at.front());
    cli.line("");
    auto groups = table_with(Message::verbatim(arguments.request.by + ": " + headline));
    for (const auto& [value, metrics] : e.by) groups.rows.push_back(cells_of(value, metrics.at(headline)));
    cli.print(groups);
}

Result<Outcome> evaluate_model(const Arguments& arguments, const JobContext& job) {
    Outcome outcome;
    ADSCOPE_ASSIGN(table, EventTable::read(arguments.workspace, job.part(0, 0.2)));
    ADSCOPE_ASSIGN(scorer, Scorer::load(arguments.workspace, arguments.model, table));
    outcome.scorer = scorer;
    if (arguments.compare != 0) {
        ADSCOPE_ASSIGN(other, Scorer::load(arguments.workspace, arguments.compare, table));
        outcome.other = other;
        const auto& request = arguments.request;
        ADSCOPE_ASSIGN(difference, compare_auc(*scorer, *other, request.part, request.bootstrap, request.seed, job.part(0.2, 0.4)));
        outcome.difference = difference;
    }
    ADSCOPE_ASSIGN(evaluation, evaluate(*scorer, arguments.request, job.part(0.4, 1)));
    outcome.evaluation = std::move(evaluation);
    return outcome;
}

int run_command(const Cli& cli, Arguments arguments) {
    const auto at = lengths_of(arguments.at);
    if (!at) return cli.fail(at.error());
    arguments.request.at = *at;
    const auto outcome = evaluate_model(arguments, cli.job());
    if (!outcome) return cli.fail(outcome.error());
    if (cli.json) cli.print(document_of(arguments, *outcome));
    else print_tables(cli, arguments, *outcome);
    return 0;
}

}  // namespace

void add_evaluate(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    auto* sub =
        cli.command("evaluate", "Metrics of a trained model, with intervals", [&cli, arguments] { return run_command(cli, *arguments); });
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    sub->add_option("--model", arguments->model, "Number of a trained model")->required();
    sub->add_option("--split", arguments->request.part, "Part of the model's split: train, valid or test");
    sub->add_option("--at", arguments->at, "Lengths of lists, such as 10,20");
    sub->add_option("--by", arguments->request.by, "Field: metrics for each of its values");
    sub->add_flag("--beyond", arguments->request.beyond, "Also coverage, Gini, diversity, novelty, serendipity");
    sub->add_option("--users", arguments->request.users, "Users whose lists are made for --beyond");
    sub->add_option("--compare", arguments->compare, "Number of another model: the difference of AUC with its paired interval");
    sub->add_option("--bootstrap", arguments->request.bootstrap, "Resamples for the intervals");
    sub->add_option("--seed", arguments->request.seed, "Seed of the resamples");
}

}  // namespace adscope::cli
