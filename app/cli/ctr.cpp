#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/cli.h"
#include "core/analytics/breakdown.h"

namespace adscope::cli {
namespace {

struct Options {
    std::string workspace, by, where, measure = "ctr", interval = "wilson";
    std::int64_t minimum = 0;
};

nlohmann::json row_json(const BreakdownRow& row) {
    auto j = to_json(row.metric);
    j.erase("n");
    if (row.key.size() == 1) j["key"] = row.key[0].empty() ? nlohmann::json() : nlohmann::json(row.key[0]);
    else if (!row.key.empty()) j["key"] = row.key;
    j["impressions"] = row.totals.impressions;
    j["clicks"] = row.totals.clicks;
    j["conversions"] = row.totals.conversions;
    j["cost"] = static_cast<double>(row.totals.cost) / 1e6;
    j["revenue"] = static_cast<double>(row.totals.revenue) / 1e6;
    j["small_cell"] = row.small_cell;
    return j;
}

int run_ctr(Cli& cli, const Options& o) {
    BreakdownRequest request;
    const auto measure = parse_measure(o.measure);
    if (!measure) return cli.fail(measure.error());
    request.measure = *measure;
    request.minimum_impressions = o.minimum;
    request.interval = o.interval == "clustered" ? IntervalKind::clustered
                       : o.interval == "wider"   ? IntervalKind::wider
                                                 : IntervalKind::wilson;
    std::stringstream names(o.by);
    for (std::string name; std::getline(names, name, ',');) request.by.push_back(name);
    const auto filter = Filter::parse(o.where);
    if (!filter) return cli.fail(filter.error());
    const auto table = EventTable::read(o.workspace, cli.job());
    if (!table) return cli.fail(table.error());
    const auto rows = filter->select(**table);
    if (!rows) return cli.fail(rows.error());
    const auto left_out = filter->select_marked(**table);
    if (!left_out) return cli.fail(left_out.error());
    const auto result = breakdown(**table, &*rows, request, cli.job());
    if (!result) return cli.fail(result.error());
    const auto marked = static_cast<std::int64_t>(left_out->count());
    if (!cli.json) {
        cli.print(table_of(*result));
        if (marked) cli.note(Message("analytics.left_out", {{"count", marked}}));
        return 0;
    }
    auto list = nlohmann::json::array();
    for (const auto& row : result->rows) list.push_back(row_json(row));
    cli.print(nlohmann::json{
        {"rows", std::move(list)}, {"total", row_json(result->total)}, {"marked_left_out", marked}, {"seconds", result->seconds}});
    return 0;
}

}  // namespace

void add_ctr(Cli& cli) {
    auto o = std::make_shared<Options>();
    auto* command = cli.command("ctr", "Click performance by any fields", [&cli, o] { return run_ctr(cli, *o); });
    command->add_option("W", o->workspace, "Workspace")->required();
    command->add_option("--by", o->by, "Fields, joined by commas; also day, week, month, weekday, hour, user, ad")->required();
    command->add_option("--where", o->where, "Condition, such as: device = phone and time >= 2026-03-01");
    command->add_option("--metric", o->measure, "ctr, cvr, cpc, ecpm or roas")->capture_default_str();
    command->add_option("--interval", o->interval, "wilson, clustered, or wider of the two")
        ->check(CLI::IsMember({"wilson", "clustered", "wider"}))
        ->capture_default_str();
    command->add_option("--min-impressions", o->minimum, "Leave out smaller rows")->capture_default_str();
}

}  // namespace adscope::cli
