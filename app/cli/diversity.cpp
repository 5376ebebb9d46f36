// adscope diversity: who and what is shown by a model's lists.
#include "core/diversity/diversity.h"

#include <nlohmann/json.hpp>

#include "app/cli/cli.h"

namespace adscope::cli {
namespace {

struct Arguments {
    std::string workspace;
    std::int64_t model = 0;
    DiversityRequest request;
};

nlohmann::json number(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

nlohmann::json document_of(const Cli& cli, const Arguments& arguments, const DiversityMetrics& m) {
    auto lorenz = nlohmann::json::array();
    for (const auto& [ads, exposure] : m.lorenz) lorenz.push_back({ads, exposure});
    return {{"model", arguments.model},
            {"k", arguments.request.k},
            {"catalogue", m.catalogue},
            {"coverage", number(m.coverage)},
            {"gini", number(m.gini)},
            {"ild", number(m.ild)},
            {"novelty", number(m.novelty)},
            {"serendipity", number(m.serendipity)},
            {"entropy", number(m.entropy)},
            {"arp", number(m.arp)},
            {"accuracy", number(m.accuracy)},
            {"lorenz", std::move(lorenz)},
            {"users", m.users},
            {"sampled", m.sampled},
            {"similarity", render(m.similarity_space, cli.language)},
            {"seconds", m.seconds}};
}

void print_table(const Cli& cli, const Arguments& arguments, const DiversityMetrics& m) {
    DataTable table;
    table.columns = {{Message("evaluation.column_metric"), NumberFormat::number, true}, {Message("evaluation.column_value")}};
    const auto row = [&](Message name, double value) {
        table.rows.push_back({std::move(name), std::isnan(value) ? DataTable::Cell() : DataTable::Cell(value)});
    };
    table.rows.push_back({Message("diversity.catalogue"), m.catalogue});
    row(Message("diversity.coverage"), m.coverage);
    row(Message("diversity.gini"), m.gini);
    row(Message("diversity.ild"), m.ild);
    row(Message("diversity.novelty"), m.novelty);
    row(Message("diversity.serendipity"), m.serendipity);
    row(Message("diversity.entropy"), m.entropy);
    row(Message("diversity.arp"), m.arp);
    row(Message("diversity.accuracy", {{"k", arguments.request.k}}), m.accuracy);
    cli.print(table);
    cli.note(
        Message("diversity.note",
                {{"k", arguments.request.k}, {"users", m.users}, {"sampled", m.sampled ? "yes" : "no"}, {"space", m.similarity_space}}));
}

Result<DiversityMetrics> measure(const Arguments& arguments, const JobContext& job) {
    ADSCOPE_ASSIGN(table, EventTable::read(arguments.workspace, job.part(0, 0.3)));
    ADSCOPE_ASSIGN(scorer, Scorer::load(arguments.workspace, arguments.model, table));
    return diversity(*scorer, arguments.request, job.part(0.3, 1));
}

int run_command(const Cli& cli, const Arguments& arguments) {
    const auto metrics = measure(arguments, cli.job());
    if (!metrics) return cli.fail(metrics.error());
    if (cli.json) cli.print(document_of(cli, arguments, *metrics));
    else print_table(cli, arguments, *metrics);
    return 0;
}

}  // namespace

void add_diversity(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    auto* sub = cli.command("diversity", "Coverage, concentration, diversity and novelty of a model's lists",
                            [&cli, arguments] { return run_command(cli, *arguments); });
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    sub->add_option("--model", arguments->model, "Number of a trained model")->required();
    sub->add_option("-k", arguments->request.k, "Length of the lists");
    sub->add_option("--rerank", arguments->request.rerank, "mmr or dpp");
    sub->add_option("--lambda", arguments->request.lambda, "Weight of relevance in re-ranking, 0 to 1");
    sub->add_option("--users", arguments->request.users, "Users whose lists are made");
    sub->add_option("--seed", arguments->request.seed, "Seed of the sample of users");
}

}  // namespace adscope::cli
