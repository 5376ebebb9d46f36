// adscope recommend and adscope feedback: ads for a user, and what an outcome changes.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/recommended.h"
#include "app/cli/scored.h"
#include "core/recommend/recommend.h"

namespace adscope::cli {

nlohmann::json to_json(const std::vector<RecommendedItem>& items, Language language) {
    nlohmann::json out = nlohmann::json::array();
    for (const auto& item : items) {
        nlohmann::json evidence = nlohmann::json::array();
        for (const auto& [name, value] : item.evidence)
            evidence.push_back(
                {{"name", render(name, language)}, {"value", std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr)}});
        nlohmann::json ctr = to_json(item.ctr);
        ctr["predicted"] = item.ctr_predicted;
        out.push_back({{"ad", item.key},
                       {"title", item.title},
                       {"score", item.score},
                       {"ctr", std::move(ctr)},
                       {"rank", item.rank},
                       {"reason", render(item.reason, language)},
                       {"evidence", std::move(evidence)}});
    }
    return out;
}

DataTable table_of(const std::vector<RecommendedItem>& items) {
    DataTable table;
    table.columns = {{Message("recommend.column_rank"), NumberFormat::integer},
                     {Message("recommend.column_ad"), NumberFormat::number, true},
                     {Message("recommend.column_score")},
                     {Message("recommend.column_ctr"), NumberFormat::percent},
                     {Message("recommend.column_low"), NumberFormat::percent},
                     {Message("recommend.column_high"), NumberFormat::percent},
                     {Message("recommend.column_reason"), NumberFormat::number, true}};
    for (const auto& item : items)
        table.rows.push_back({std::int64_t{item.rank}, item.title == item.key ? item.key : item.key + " " + item.title, item.score,
                              item.ctr.value, item.ctr.low, item.ctr.high, item.reason});
    return table;
}

namespace {

struct Arguments {
    std::string workspace, new_user, out;
    std::int64_t model = 0;
    bool all = false;
    std::vector<std::string> context;
    RecommendRequest request;
};

Result<std::map<std::string, std::string>> attributes_of(const std::string& text) {
    std::map<std::string, std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        const std::string pair = text.substr(at, comma - at);
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) return Error(ErrorCode::usage, "recommend.attribute_form", {{"found", pair}});
        out[pair.substr(0, equals)] = pair.substr(equals + 1);
        at = comma + 1;
    }
    return out;
}

Result<Recommendation> run_one(const Cli& cli, Arguments arguments) {
    const JobContext job = cli.job();
    auto& request = arguments.request;
    ADSCOPE_ASSIGN(attributes, attributes_of(arguments.new_user));
    request.new_user = std::move(attributes);
    ADSCOPE_ASSIGN(stored, load_scorer(arguments.workspace, arguments.model, job.part(0, 0.3)));
    ADSCOPE_ASSIGN(scorer, with_feedback(arguments.workspace, stored, job.part(0.3, 0.4)));
    ADSCOPE_ASSIGN(context, context_of(scorer->table(), scorer->table().users.code(request.user), arguments.context));
    request.context = std::move(context);
    if (!request.user.empty()) {
        ADSCOPE_ASSIGN(acted, acted_in_feedback(arguments.workspace, *scorer, request.user));
        request.acted = std::move(acted);
    }
    return recommend(*scorer, request, job.part(0.4, 1));
}

Result<RecommendAllResult> run_for_all(const Arguments& arguments, const JobContext& job) {
    ADSCOPE_ASSIGN(stored, load_scorer(arguments.workspace, arguments.model, job.part(0, 0.1)));
    ADSCOPE_ASSIGN(scorer, with_feedback(arguments.workspace, stored, job.part(0.1, 0.2)));
    const auto& request = arguments.request;
    return recommend_all(*scorer, request.k, request.exclude_seen, request.diversity, arguments.out, job.part(0.2, 1));
}

int run_all(const Cli& cli, const Arguments& arguments) {
    if (arguments.out.empty()) return cli.fail({ErrorCode::usage, "recommend.out_required"});
    const auto r = run_for_all(arguments, cli.job());
    if (!r) return cli.fail(r.error());
    if (cli.json) cli.print(nlohmann::json{{"users", r->users}, {"rows", r->rows}, {"seconds", r->seconds}, {"out", arguments.out}});
    else
        cli.line(
            render(Message("recommend.written", {{"users", r->users}, {"rows", r->rows}, {"seconds", r->seconds}, {"file", arguments.out}}),
                   cli.language));
    return 0;
}

int run_command(const Cli& cli, const Arguments& arguments, bool new_user_given) {
    if (arguments.model <= 0) return cli.fail({ErrorCode::usage, "recommend.model_required"});
    if (arguments.all) return run_all(cli, arguments);
    if (arguments.request.user.empty() && !new_user_given) return cli.fail({ErrorCode::usage, "recommend.who_required"});
    const auto result = run_one(cli, arguments);
    if (!result) return cli.fail(result.error());
    if (cli.json)
        cli.print(nlohmann::json{{"user", result->user},
                                 {"known_user", result->known_user},
                                 {"context", result->context.values},
                                 {"items", to_json(result->items, cli.language)},
                                 {"seconds", result->seconds}});
    else cli.print(table_of(result->items));
    return 0;
}

}  // namespace

void add_recommend(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    auto given = std::make_shared<CLI::Option*>(nullptr);
    auto* sub = cli.command("recommend", "Ads for a user, for somebody new, or for everyone",
                            [&cli, arguments, given] { return run_command(cli, *arguments, (*given)->count() > 0); });
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    sub->add_option("--model", arguments->model, "Number of the model");
    auto* user = sub->add_option("--user", arguments->request.user, "Key of the user");
    *given = sub->add_option("--new-user", arguments->new_user, "attribute=value,... of somebody new")->excludes(user);
    auto* all = sub->add_flag("--all", arguments->all, "Lists for every user, as a CSV file")->excludes(user)->excludes(*given);
    sub->add_option("--out", arguments->out, "CSV file for --all")->needs(all);
    sub->add_option("-k", arguments->request.k, "Length of the list");
    sub->add_option("--diversity", arguments->request.diversity, "0 by score alone to 1 as different as possible");
    sub->add_flag("--exclude-seen", arguments->request.exclude_seen, "Leave out ads that the user was shown");
    sub->add_option("--context", arguments->context, "field=value; repeatable");
}

}  // namespace adscope::cli
