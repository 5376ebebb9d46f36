#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "core/workspace/sql.h"

namespace adscope::cli {
namespace {

nlohmann::json to_json(const DataTable::Cell& cell) {
    if (const auto* s = std::get_if<std::string>(&cell)) return *s;
    if (const auto* i = std::get_if<std::int64_t>(&cell)) return *i;
    if (const auto* d = std::get_if<double>(&cell)) return std::isfinite(*d) ? nlohmann::json(*d) : nlohmann::json();
    return nullptr;
}

int run_query(Cli& cli, const std::string& workspace, const std::string& sql, std::size_t limit) {
    const auto result = run_sql(workspace, sql, limit, cli.job());
    if (!result) return cli.fail(result.error());
    if (cli.json) {
        auto rows = nlohmann::json::array();
        for (const auto& row : result->rows) {
            auto cells = nlohmann::json::array();
            for (const auto& c : row) cells.push_back(to_json(c));
            rows.push_back(std::move(cells));
        }
        cli.print(nlohmann::json{
            {"columns", result->columns}, {"rows", std::move(rows)}, {"truncated", result->truncated}, {"seconds", result->seconds}});
        return 0;
    }
    DataTable table;
    for (std::size_t c = 0; c < result->columns.size(); ++c) {
        const bool text = !result->rows.empty() && std::holds_alternative<std::string>(result->rows[0][c]);
        table.columns.push_back({Message::verbatim(result->columns[c]), NumberFormat::number, text});
    }
    table.rows = result->rows;
    cli.print(table);
    if (result->truncated) cli.note(Message("sql.truncated", {{"limit", limit}}));
    return 0;
}

}  // namespace

void add_query(Cli& cli) {
    struct Options {
        std::string workspace, sql;
        std::size_t limit = 1000;
    };
    auto o = std::make_shared<Options>();
    auto* command =
        cli.command("query", "Read the workspace with SQL", [&cli, o] { return run_query(cli, o->workspace, o->sql, o->limit); });
    command->add_option("W", o->workspace, "Workspace")->required();
    command->add_option("SQL", o->sql, "One SELECT; v_events, v_users and v_ads have readable names")->required();
    command->add_option("--limit", o->limit, "Rows at most")->capture_default_str()->check(CLI::Range(1, 100000000));
}

}  // namespace adscope::cli
