#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "core/analytics/breakdown.h"
#include "core/workspace/check.h"
#include "core/workspace/fields.h"
#include "core/workspace/models_repository.h"

namespace adscope::cli {
namespace {

using nlohmann::json;

std::string iso(std::int64_t ms) {
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds{ms}};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto rest = std::chrono::duration_cast<std::chrono::seconds>(time - day).count();
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02lld:%02lld:%02lldZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<long long>(rest / 3600),
                  static_cast<long long>(rest / 60 % 60), static_cast<long long>(rest % 60));
    return buffer;
}

Result<json> sources_json(Database& database) {
    ADSCOPE_ASSIGN(
        select, database.prepare(
                    "SELECT id, content, name, sha256, rows_read, accepted, rejected, duplicates, imported_at FROM sources ORDER BY id"));
    auto out = json::array();
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        out.push_back({{"id", select.integer(0)},
                       {"content", select.text(1)},
                       {"name", select.text(2)},
                       {"sha256", select.text(3)},
                       {"read", select.integer(4)},
                       {"accepted", select.integer(5)},
                       {"rejected", select.integer(6)},
                       {"duplicates", select.integer(7)},
                       {"imported_at", iso(select.integer(8))}});
    }
}

Result<json> facts(const std::string& path, bool hash, const JobContext& job) {
    ADSCOPE_ASSIGN(table, EventTable::read(path, job));
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    ADSCOPE_ASSIGN(version, workspace.database().integer("PRAGMA user_version"));
    ADSCOPE_ASSIGN(head, headline(*table, nullptr, job));
    ADSCOPE_ASSIGN(sources, sources_json(workspace.database()));
    ADSCOPE_ASSIGN(models, models_repository::list(workspace));
    json fields = json::array(), model_list = json::array();
    for (const auto* columns : {&table->columns, &table->users.columns, &table->ads.columns})
        for (const auto& c : *columns)
            fields.push_back({{"owner", to_string(c.field.owner)},
                              {"name", c.field.name},
                              {"role", to_string(c.field.role)},
                              {"kind", to_string(c.field.kind)}});
    for (const auto& m : models)
        model_list.push_back({{"id", m.id}, {"name", m.name}, {"model", m.model}, {"task", m.task}, {"state", m.state}});
    const Metric ctr = wilson(head.totals.clicks, head.totals.impressions);
    json out{{"file", path},
             {"version", version},
             {"events", table->rows},
             {"impressions", head.totals.impressions},
             {"marked", table->marked.count()},
             {"users", table->users.count},
             {"ads", table->ads.count},
             {"period", head.to ? json{iso(head.from), iso(head.to)} : json()},
             {"time_zone", table->time_zone},
             {"clicks", head.totals.clicks},
             {"ctr", table->has_click ? to_json(ctr) : json()},
             {"sources", sources},
             {"models", model_list},
             {"fields", fields}};
    if (hash) out["hash"] = table->state_hash;
    return out;
}

void print_facts(Cli& cli, const json& f) {
    DataTable t;
    t.columns = {{Message("info.what"), NumberFormat::number, true}, {Message("info.value"), NumberFormat::number, true}};
    const auto add = [&](const char* id, const std::string& value) { t.rows.push_back({Message(id), value}); };
    const auto count = [&](const char* key) { return format_number(f[key].get<double>(), NumberFormat::integer, cli.language); };
    add("info.file", f["file"]);
    add("info.events", count("events"));
    add("info.users", count("users"));
    add("info.ads", count("ads"));
    if (f["period"].is_array()) add("info.period", f["period"][0].get<std::string>() + " – " + f["period"][1].get<std::string>());
    add("info.clicks", count("clicks"));
    if (f["ctr"].is_object() && f["ctr"]["value"].is_number()) {
        const auto p = [&](const char* k) { return format_number(f["ctr"][k].get<double>(), NumberFormat::percent, cli.language); };
        add("info.ctr", p("value") + "  [" + p("low") + ", " + p("high") + "]");
    }
    add("info.marked", count("marked"));
    for (const auto& s : f["sources"])
        add("info.source", s["name"].get<std::string>() + "  (" + std::to_string(s["accepted"].get<std::int64_t>()) + " / " +
                               std::to_string(s["read"].get<std::int64_t>()) + ")");
    for (const auto& m : f["models"])
        add("info.model",
            std::to_string(m["id"].get<std::int64_t>()) + "  " + m["name"].get<std::string>() + "  " + m["state"].get<std::string>());
    if (f.contains("hash")) add("info.hash", f["hash"]);
    cli.print(t);
}

}  // namespace

void add_info(Cli& cli) {
    struct Options {
        std::string workspace;
        bool check = false, hash = false;
    };
    auto o = std::make_shared<Options>();
    auto* command = cli.command("info", "What a workspace holds", [&cli, o] {
        auto document = facts(o->workspace, o->hash, cli.job());
        if (!document) return cli.fail(document.error());
        bool good = true;
        if (o->check) {
            const auto problems = check_workspace(o->workspace, cli.job());
            if (!problems) return cli.fail(problems.error());
            good = problems->empty();
            auto list = json::array();
            for (const auto& p : *problems) list.push_back(render(p, cli.language));
            (*document)["problems"] = list;
            (*document)["integrity"] = good ? "ok" : "damaged";
            if (good) cli.note(Message("workspace.check.good"));
            for (const auto& p : *problems) cli.note(p);
        }
        if (cli.json) cli.print(*document);
        else print_facts(cli, *document);
        return good ? 0 : 1;
    });
    command->add_option("W", o->workspace, "Workspace")->required();
    command->add_flag("--check", o->check, "Check the file and every code");
    command->add_flag("--hash", o->hash, "Print the SHA-256 of the state");
}

}  // namespace adscope::cli
