#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "core/profiles/profile.h"

namespace adscope::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string workspace, user, ad, segment;
    ProfileLimits limits;
};

json value_json(const ProfileAttribute& a) {
    if (const auto* s = std::get_if<std::string>(&a.value)) return *s;
    if (const auto* tags = std::get_if<std::vector<std::string>>(&a.value)) return *tags;
    const auto* number = std::get_if<double>(&a.value);
    if (!number) return nullptr;
    return a.kind == FieldKind::flag ? json(*number != 0) : json(*number);
}

json counts_json(const Counts& c) { return {{"impressions", c.impressions}, {"clicks", c.clicks}}; }

json activity_json(const std::vector<ActivityPoint>& points, const char* unit, bool number) {
    auto out = json::array();
    for (const auto& p : points) {
        auto& j = out.emplace_back(counts_json(p.counts));
        j[unit] = number ? json(std::stoi(p.label)) : json(p.label);
    }
    return out;
}

json profile_json(const Profile& p) {
    json attributes = json::object(), interests = json::array(), neighbours = json::array();
    for (const auto& a : p.attributes) attributes[a.name] = value_json(a);
    for (const auto& i : p.interests)
        interests.push_back({{"tag", i.tag}, {"field", i.field}, {"weight", i.weight}, {"evidence", counts_json(i.evidence)}});
    for (const auto& n : p.neighbours) neighbours.push_back({{"key", n.key}, {"similarity", n.similarity}, {"common", n.common}});
    return {{p.owner == Owner::user ? "user" : "ad", p.key},
            {"attributes", std::move(attributes)},
            {"interests", std::move(interests)},
            {"activity",
             {{"days", activity_json(p.days, "day", false)},
              {"hours", activity_json(p.hours, "hour", true)},
              {"weekdays", activity_json(p.weekdays, "weekday", true)}}},
            {"funnel",
             {{"impressions", p.impressions},
              {"clicks", p.clicks},
              {"conversions", p.conversions},
              {"click_rate", to_json(p.ctr)},
              {"conversion_rate", to_json(p.cvr)}}},
            {"ctr", to_json(p.ctr)},
            {"neighbours", std::move(neighbours)}};
}

DataTable::ColumnHead text_column(Message title) { return {std::move(title), NumberFormat::number, true}; }

void print_attributes(Cli& cli, const Profile& p) {
    DataTable t;
    t.columns = {text_column(Message("profiles.attribute")), text_column(Message("profiles.value"))};
    for (const auto& a : p.attributes) {
        const json value = value_json(a);
        std::string text = value.is_null() ? "—" : value.is_string() ? value.get<std::string>() : std::string();
        if (const auto* number = std::get_if<double>(&a.value))
            text = format_number(*number, a.kind == FieldKind::time ? NumberFormat::date_hour : NumberFormat::number, cli.language);
        if (const auto* tags = std::get_if<std::vector<std::string>>(&a.value))
            for (const auto& tag : *tags) text += (text.empty() ? "" : ", ") + tag;
        t.rows.push_back({a.name, text});
    }
    cli.print(t);
}

void print_funnel(Cli& cli, const Profile& p) {
    DataTable t;
    t.columns = {text_column(Message("profiles.funnel")),
                 {Message("profiles.count"), NumberFormat::integer},
                 {Message("profiles.rate"), NumberFormat::percent},
                 {Message("profiles.low"), NumberFormat::percent},
                 {Message("profiles.high"), NumberFormat::percent}};
    const auto cell = [](double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); };
    t.rows.push_back({Message("profiles.impressions"), p.impressions, {}, {}, {}});
    t.rows.push_back({Message("profiles.clicks"), p.clicks, cell(p.ctr.value), cell(p.ctr.low), cell(p.ctr.high)});
    t.rows.push_back({Message("profiles.conversions"), p.conversions, cell(p.cvr.value), cell(p.cvr.low), cell(p.cvr.high)});
    cli.print(t);
}

void print_interests(Cli& cli, const Profile& p) {
    DataTable t;
    t.columns = {text_column(Message("profiles.interest")),
                 {Message("profiles.weight")},
                 {Message("profiles.impressions"), NumberFormat::integer},
                 {Message("profiles.clicks"), NumberFormat::integer}};
    for (const auto& i : p.interests) t.rows.push_back({i.field + " = " + i.tag, i.weight, i.evidence.impressions, i.evidence.clicks});
    cli.print(t);
}

void print_days(Cli& cli, const Profile& p) {
    DataTable t;
    t.columns = {text_column(Message("profiles.day")),
                 {Message("profiles.impressions"), NumberFormat::integer},
                 {Message("profiles.clicks"), NumberFormat::integer}};
    for (const auto& d : p.days) t.rows.push_back({d.label, d.counts.impressions, d.counts.clicks});
    cli.print(t);
}

void print_neighbours(Cli& cli, const Profile& p) {
    DataTable t;
    t.columns = {
        text_column(Message("profiles.neighbour")), {Message("profiles.similarity")}, {Message("profiles.common"), NumberFormat::integer}};
    for (const auto& n : p.neighbours) t.rows.push_back({n.key, n.similarity, n.common});
    cli.print(t);
}

int run_profile(Cli& cli, const Options& o) {
    if (!o.segment.empty()) return cli.fail({ErrorCode::usage, "profiles.no_segment", {{"found", o.segment}}});
    if (o.user.empty() == o.ad.empty()) return cli.fail({ErrorCode::usage, "profiles.which"});
    const auto job = cli.job();
    const auto table = EventTable::read(o.workspace, job.part(0, 0.8));
    if (!table) return cli.fail(table.error());
    const auto profiler = Profiler::make(*table, job.part(0.8, 1));
    if (!profiler) return cli.fail(profiler.error());
    const auto profile = o.user.empty() ? (*profiler)->ad(o.ad, o.limits, job) : (*profiler)->user(o.user, o.limits, job);
    if (!profile) return cli.fail(profile.error());
    if (cli.json) {
        cli.print(profile_json(*profile));
        return 0;
    }
    for (auto print : {print_attributes, print_funnel, print_interests, print_days, print_neighbours}) {
        print(cli, *profile);
        cli.line("");
    }
    return 0;
}

}  // namespace

void add_profile(Cli& cli) {
    auto o = std::make_shared<Options>();
    auto* command = cli.command("profile", "Who a user or what an ad is", [&cli, o] { return run_profile(cli, *o); });
    command->add_option("W", o->workspace, "Workspace")->required();
    auto* user = command->add_option("--user", o->user, "Key of a user");
    auto* ad = command->add_option("--ad", o->ad, "Key of an ad");
    auto* segment = command->add_option("--segment", o->segment, "Name of a segment");
    user->excludes(ad, segment);
    ad->excludes(segment);
    command->add_option("--interests", o->limits.interests, "Interests at most")->capture_default_str();
    command->add_option("--neighbours", o->limits.neighbours, "Neighbours at most")->capture_default_str();
}

}  // namespace adscope::cli
