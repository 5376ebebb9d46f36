// adscope import: logs, users and ads into a workspace.
#include "core/ingest/import.h"

#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/dialect_option.h"
#include "core/ingest/reader/file_set.h"

namespace adscope::cli {
namespace {

struct Arguments {
    ImportRequest request;
    std::vector<std::string> maps;
    std::string actions, dialect, encoding, on_duplicate = "mark";
};

Result<void> complete(Arguments& a) {
    ADSCOPE_ASSIGN(files, ingest::expand_files(a.request.files));
    a.request.files = std::move(files);
    ADSCOPE_TRY(parse_maps(a.maps, a.request.roles));
    if (!a.actions.empty()) {
        ADSCOPE_ASSIGN(actions, split_pairs(a.actions, "--actions"));
        for (auto& [word, meaning] : actions) a.request.actions[word] = meaning;
    }
    ADSCOPE_ASSIGN(dialect, parse_dialect(a.dialect));
    a.request.dialect = std::move(dialect);
    if (!a.encoding.empty()) a.request.dialect["encoding"] = a.encoding;
    a.request.on_duplicate = a.on_duplicate == "keep"     ? OnDuplicate::keep
                             : a.on_duplicate == "reject" ? OnDuplicate::reject
                                                          : OnDuplicate::mark;
    return {};
}

nlohmann::json document(const ImportResult& r, const Cli& cli) {
    nlohmann::json notices = nlohmann::json::array();
    for (const auto& n : r.notices) notices.push_back(render(n, cli.language));
    nlohmann::json reasons = nlohmann::json::object(), mapping = nlohmann::json::object();
    for (const auto& [code, n] : r.reasons) reasons[code] = n;
    for (const auto& [role, column] : r.mapping) mapping[role] = column;
    return {{"source", r.sources.empty() ? nlohmann::json(nullptr) : nlohmann::json(r.sources.front())},
            {"sources", r.sources},
            {"read", r.read},
            {"accepted", r.accepted},
            {"rejected", r.rejected},
            {"duplicates", r.duplicates},
            {"reasons", reasons},
            {"users", r.users},
            {"ads", r.ads},
            {"events", r.events},
            {"joined", r.joined},
            {"impressions", r.impressions},
            {"clicks", r.clicks},
            {"mapping", mapping},
            {"dialect", to_json(r.dialect)},
            {"notices", notices},
            {"seconds", r.seconds}};
}

std::string preset_words() {
    std::string out = "What is known of the file: ";
    for (const auto& name : preset_names()) out += name + ", ";
    return out + "one that was saved in the window, or the path of a JSON file";
}

void show(const ImportResult& r, const Cli& cli, const ImportRequest& request) {
    cli.line(render(Message(request.dry_run ? "ingest.summary_dry" : "ingest.summary", {{"read", r.read},
                                                                                        {"accepted", r.accepted},
                                                                                        {"rejected", r.rejected},
                                                                                        {"duplicates", r.duplicates},
                                                                                        {"users", r.users},
                                                                                        {"ads", r.ads},
                                                                                        {"clicks", r.clicks},
                                                                                        {"path", request.workspace},
                                                                                        {"seconds", r.seconds}}),
                    cli.language));
    DataTable mapping;
    mapping.columns = {{Message("ingest.column_role"), NumberFormat::number, true},
                       {Message("ingest.column_column"), NumberFormat::number, true}};
    for (const auto& [role, column] : r.mapping) mapping.rows.push_back({role, column});
    cli.print(mapping);
    if (r.reasons.empty()) return;
    DataTable reasons;
    reasons.columns = {{Message("ingest.column_reason"), NumberFormat::number, true},
                       {Message("ingest.column_rows"), NumberFormat::integer}};
    for (const auto& [code, n] : r.reasons) reasons.rows.push_back({Message("ingest.reason_name." + code), static_cast<std::int64_t>(n)});
    cli.print(reasons);
}

}  // namespace

void add_import(Cli& cli) {
    auto a = std::make_shared<Arguments>();
    auto* command = cli.command("import", "Import event logs, with users and ads, into a workspace", [&cli, a] {
        if (auto done = complete(*a); !done) return cli.fail(done.error());
        const auto result = import_files(a->request, cli.job());
        if (!result) return cli.fail(result.error());
        for (const auto& notice : result->notices) cli.note(notice);
        if (cli.json) cli.print(document(*result, cli));
        else show(*result, cli, a->request);
        return 0;
    });
    command
        ->add_option("FILE", a->request.files,
                     "Event logs: delimited text, JSON or JSON Lines, XLSX, ODS, SQLite, access logs, plain, .gz or .zst; a folder, a "
                     "glob, or - for standard input")
        ->required();
    command->add_option("--into", a->request.workspace, "Workspace; made where it is missing");
    command->add_option("--map", a->maps, "role=column[,role=column...]")->take_all();
    command->add_option("--users", a->request.users_file, "File of users");
    command->add_option("--user-key", a->request.user_key, "Its column that the log's user column names");
    command->add_option("--ads", a->request.ads_file, "File of ads");
    command->add_option("--ad-key", a->request.ad_key, "Its column that the log's ad column names");
    command->add_option("--history", a->request.history_file,
                        "File of searches or views; an event gets the terms of its user from before its time (field history)");
    command->add_option("--history-key", a->request.history_key,
                        "Its column that the log's user column names; --map term=COLUMN,time=COLUMN");
    command->add_option(
        "--window", a->request.window,
        "Of a log with a row for each action (--map action=COLUMN): how long after a show an action belongs to it, such as 30m "
        "or 30m,conversion=7d, which is the default; units s, m, h, d");
    command->add_option(
        "--actions", a->actions,
        "What its words mean, where they are not the usual ones: word=show|click|conversion|NAME[,...], such as pv=show,fav=like");
    command->add_option("--preset", a->request.preset, preset_words())->capture_default_str();
    command->add_option("--encoding", a->encoding, "Such as GB18030; default: told from the file");
    command->add_option("--dialect", a->dialect,
                        "sep=;,quote='  (also escape=, header=, sheet=, table=; several characters may separate, none keeps lines whole); "
                        "default: told from the file");
    command->add_option("--time-zone", a->request.time_zone, "Reporting time zone of a new workspace, such as Asia/Shanghai");
    command->add_flag("--dry-run", a->request.dry_run, "Read and check everything, write nothing");
    command->add_option("--on-duplicate", a->on_duplicate, "mark, keep or reject rows that are the same in every column")
        ->check(CLI::IsMember({"mark", "keep", "reject"}))
        ->capture_default_str();
}

}  // namespace adscope::cli
