// adscope score: predictions for a part of the log or for a file, as a CSV.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/dialect_option.h"
#include "core/scoring/score_file.h"

namespace adscope::cli {
namespace {

struct Arguments {
    ScoreFileRequest request;
    std::vector<std::string> maps;
    std::string part, dialect;
};

Result<std::vector<std::uint32_t>> rows_of_part(const Scorer& scorer, const std::string& part) {
    std::vector<std::uint32_t> rows;
    if (part == "all") {
        rows = scorer.table().usable().rows();
    } else {
        ADSCOPE_ASSIGN(split, scorer.split());
        if (part == "train") rows = std::move(split.train);
        else if (part == "valid") rows = std::move(split.valid);
        else if (part == "test") rows = std::move(split.test);
        else return Error(ErrorCode::usage, "scoring.part", {{"found", part}});
    }
    if (rows.empty()) return Error(ErrorCode::invalid_input, "scoring.empty", {{"part", part}});
    return rows;
}

Result<ScoreFileResult> score_part(const Arguments& a, const JobContext& job) {
    ADSCOPE_ASSIGN(table, EventTable::read(a.request.workspace, job.part(0, 0.3)));
    ADSCOPE_ASSIGN(scorer, Scorer::load(a.request.workspace, a.request.model, table));
    ADSCOPE_ASSIGN(rows, rows_of_part(*scorer, a.part));
    std::vector<std::int64_t> names;
    for (const auto row : rows) names.push_back(table->id[row]);
    ADSCOPE_ASSIGN(exported, export_scores(*scorer, rows, names, table->has_click, a.request.out, job.part(0.3, 1)));
    return ScoreFileResult{exported, rows.size(), 0, {}};
}

Result<ScoreFileResult> score(Arguments a, const JobContext& job) {
    if (a.part.empty() && a.request.file.empty()) return Error(ErrorCode::usage, "scoring.source_required");
    if (!a.part.empty() && !a.request.file.empty()) return Error(ErrorCode::usage, "scoring.source_both");
    if (!a.part.empty()) return score_part(a, job);
    ADSCOPE_TRY(parse_maps(a.maps, a.request.roles));
    ADSCOPE_ASSIGN(dialect, parse_dialect(a.dialect));
    a.request.dialect = std::move(dialect);
    return score_file(a.request, job);
}

int run_command(const Cli& cli, const Arguments& a) {
    const auto result = score(a, cli.job());
    if (!result) return cli.fail(result.error());
    const auto& [rows, seconds] = result->exported;
    const double speed = seconds > 0 ? static_cast<double>(rows) / seconds : 0;
    if (result->rejected > 0) cli.note(Message("scoring.rejected", {{"rejected", result->rejected}, {"read", result->read}}));
    if (cli.json) {
        nlohmann::json reasons = nlohmann::json::object();
        for (const auto& [code, n] : result->reasons) reasons[code] = n;
        cli.print(nlohmann::json{{"rows", rows},
                                 {"seconds", seconds},
                                 {"rows_per_second", speed},
                                 {"read", result->read},
                                 {"rejected", result->rejected},
                                 {"reasons", reasons},
                                 {"out", a.request.out}});
    } else {
        cli.line(render(Message("scoring.done", {{"rows", rows}, {"path", a.request.out}, {"seconds", seconds}, {"speed", speed}}),
                        cli.language));
    }
    return 0;
}

}  // namespace

void add_score(Cli& cli) {
    auto a = std::make_shared<Arguments>();
    auto* sub = cli.command("score", "Predictions for events, as a CSV", [&cli, a] { return run_command(cli, *a); });
    sub->add_option("workspace", a->request.workspace, "Workspace file")->required();
    sub->add_option("file", a->request.file, "File of events to score");
    sub->add_option("--model", a->request.model, "Number of a trained model")->required();
    sub->add_option("--split", a->part, "Part of the model's split: train, valid, test, or all");
    sub->add_option("--out", a->request.out, "CSV to write: event, user, ad, label, prediction")->required();
    sub->add_option("--map", a->maps, "role=column[,role=column...] of the file")->take_all();
    sub->add_option("--preset", a->request.preset, "Meaning of the file's columns");
    sub->add_option("--dialect", a->dialect, "sep=;,quote=' of the file");
}

}  // namespace adscope::cli
