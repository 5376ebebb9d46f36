// adscope feedback: stores what a user did with an ad and shows what it changes.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/recommended.h"
#include "app/cli/scored.h"

namespace adscope::cli {
namespace {

struct Arguments {
    std::string workspace, user, ad, outcome;
    std::int64_t model = 0;
    std::size_t k = 10;
};

Result<FeedbackResult> run_feedback(const Cli& cli, const Arguments& arguments) {
    const JobContext job = cli.job();
    ADSCOPE_ASSIGN(scorer, load_scorer(arguments.workspace, arguments.model, job.part(0, 0.4)));
    return feedback(arguments.workspace, scorer, arguments.user, arguments.ad, arguments.outcome, arguments.k, job.part(0.4, 1));
}

void print(const Cli& cli, const FeedbackResult& result) {
    if (result.updated) {
        cli.line(render(Message("recommend.before"), cli.language));
        cli.print(table_of(result.before));
        cli.line(render(Message("recommend.after"), cli.language));
    }
    cli.print(table_of(result.after));
    cli.line(render(result.updated ? Message("recommend.updated", {{"divergence", result.divergence}}) : Message("recommend.not_updated"),
                    cli.language));
}

}  // namespace

void add_feedback(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    auto* sub = cli.command("feedback", "Tell what a user did with an ad, and see what it changes", [&cli, arguments] {
        const auto result = run_feedback(cli, *arguments);
        if (!result) return cli.fail(result.error());
        if (cli.json)
            cli.print(nlohmann::json{{"updated", result->updated},
                                     {"before", to_json(result->before, cli.language)},
                                     {"after", to_json(result->after, cli.language)},
                                     {"divergence", result->divergence}});
        else print(cli, *result);
        return 0;
    });
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    sub->add_option("--model", arguments->model, "Number of the model");
    sub->add_option("--user", arguments->user, "Key of the user")->required();
    sub->add_option("--ad", arguments->ad, "Key of the ad")->required();
    sub->add_option("--outcome", arguments->outcome, "click, skip or convert")->required();
    sub->add_option("-k", arguments->k, "Length of the lists before and after");
}

}  // namespace adscope::cli
