#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/ad_profile.h"
#include "app/cli/cli.h"
#include "core/profiles/data_use.h"
#include "core/profiles/profile.h"
#include "core/workspace/filter.h"

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

json number_or_null(double v) { return std::isnan(v) ? json(nullptr) : json(v); }

json rfm_json(const Rfm& r) {
    const auto fifth = [](int f) { return f ? json(f) : json(nullptr); };
    return {{"recency_days", number_or_null(r.recency_days)},
            {"frequency", r.frequency},
            {"money", number_or_null(r.money)},
            {"fifths", {{"recency", fifth(r.recency_fifth)}, {"frequency", fifth(r.frequency_fifth)}, {"money", fifth(r.money_fifth)}}}};
}

// What a profile of events has besides the keys that every profile has.
void add_behaviour_json(const Profile& p, json& out) {
    json mix = json::array(), sequence = json::array(), fatigue = json::array();
    for (const auto& m : p.mix)
        mix.push_back({{"field", m.field}, {"value", m.value}, {"share", m.share}, {"counts", counts_json(m.counts)}});
    for (const auto& e : p.sequence)
        sequence.push_back({{"time", e.time ? json(e.time) : json(nullptr)},
                            {p.owner == Owner::user ? "ad" : "user", e.other},
                            {"click", e.click},
                            {"conversion", e.conversion},
                            {"exposure", e.exposure}});
    for (const auto& f : p.fatigue) fatigue.push_back({{"exposure", f.label}, {"counts", counts_json(f.counts)}, {"ctr", to_json(f.ctr)}});
    out["mix"] = std::move(mix);
    out["sequence"] = std::move(sequence);
    out["fatigue"] = std::move(fatigue);
    out["active_days"] = p.active_days;
    out["days_a_week"] = number_or_null(p.days_a_week);
    out["half_life_days"] = p.half_life_days;
}

json profile_json(const Profile& p) {
    json attributes = json::object(), interests = json::array(), neighbours = json::array();
    for (const auto& a : p.attributes) attributes[a.name] = value_json(a);
    for (const auto& i : p.interests) {
        json items = json::array();
        for (const auto& item : i.items) items.push_back({{"key", item.key}, {"counts", counts_json(item.counts)}});
        interests.push_back(
            {{"tag", i.tag}, {"field", i.field}, {"weight", i.weight}, {"evidence", counts_json(i.evidence)}, {"items", std::move(items)}});
    }
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

void print_mix(Cli& cli, const Profile& p) {
    DataTable t;
    t.columns = {text_column(Message("profiles.mix")),
                 {Message("profiles.share"), NumberFormat::percent},
                 {Message("profiles.impressions"), NumberFormat::integer},
                 {Message("profiles.clicks"), NumberFormat::integer}};
    for (const auto& m : p.mix) t.rows.push_back({m.field + " = " + m.value, m.share, m.counts.impressions, m.counts.clicks});
    cli.print(t);
}

void print_rfm(Cli& cli, const Profile& p) {
    DataTable t;
    const auto fifth = [](int f) { return f ? DataTable::Cell(std::int64_t{f}) : DataTable::Cell(); };
    const auto number = [](double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); };
    t.columns = {text_column(Message("profiles.rfm")), {Message("profiles.value")}, {Message("profiles.fifth"), NumberFormat::integer}};
    t.rows = {{Message("profiles.recency"), number(p.rfm.recency_days), fifth(p.rfm.recency_fifth)},
              {Message("profiles.frequency"), p.rfm.frequency, fifth(p.rfm.frequency_fifth)},
              {Message("profiles.money"), number(p.rfm.money), fifth(p.rfm.money_fifth)}};
    cli.print(t);
}

void print_fatigue(Cli& cli, const Profile& p) {
    DataTable t;
    t.columns = {text_column(Message("profiles.exposure")),
                 {Message("profiles.impressions"), NumberFormat::integer},
                 {Message("profiles.clicks"), NumberFormat::integer},
                 {Message("profiles.rate"), NumberFormat::percent}};
    for (const auto& f : p.fatigue)
        t.rows.push_back(
            {f.label, f.counts.impressions, f.counts.clicks, std::isnan(f.ctr.value) ? DataTable::Cell() : DataTable::Cell(f.ctr.value)});
    cli.print(t);
}

int print_group(Cli& cli, const GroupProfile& g) {
    if (cli.json) {
        json out = profile_json(g.profile);
        out.erase("user");
        out["segment"] = g.profile.key;
        for (const auto& s : g.attributes) out["attributes"][s.field][s.value] = s.share;
        add_behaviour_json(g.profile, out);
        out.erase("sequence");
        cli.print(out);
        return 0;
    }
    DataTable t;
    t.columns = {text_column(Message("profiles.attribute")),
                 text_column(Message("profiles.value")),
                 {Message("segments.users"), NumberFormat::integer},
                 {Message("profiles.share"), NumberFormat::percent}};
    for (const auto& s : g.attributes) t.rows.push_back({s.field, s.value, s.users, s.share});
    cli.print(t);
    for (auto print : {print_funnel, print_interests, print_mix, print_fatigue, print_days}) {
        cli.line("");
        print(cli, g.profile);
    }
    return 0;
}

int run_group(Cli& cli, const Options& o, const EventTablePtr& table, const Profiler& profiler, const JobContext& job) {
    const auto filter = Filter::parse("segment(" + quote_value(o.segment) + ")");
    const auto rows = filter ? filter->select(*table) : Result<Selection>(filter.error());
    if (!rows) return cli.fail(rows.error());
    const auto group = profiler.group(*rows, o.segment, o.limits, job);
    return group ? print_group(cli, *group) : cli.fail(group.error());
}

json data_use_json(const EventTable& table, const std::string& path, Language language) {
    const auto workspace = Workspace::open(path, Database::Access::read_only);
    const auto models = workspace ? models_repository::list(*workspace) : Result<std::vector<StoredModel>>(workspace.error());
    json out = json::array();
    for (const auto& use : user_data_use(table, models ? *models : std::vector<StoredModel>()))
        out.push_back({{"field", use.field}, {"used", use.used()}, {"models", use.models}, {"reason", render(use.reason, language)}});
    return out;
}

int run_profile(Cli& cli, const Options& o) {
    if (!o.user.empty() + !o.ad.empty() + !o.segment.empty() != 1) return cli.fail({ErrorCode::usage, "profiles.which"});
    const auto job = cli.job();
    const auto table = EventTable::read(o.workspace, job.part(0, 0.8));
    if (!table) return cli.fail(table.error());
    const auto profiler = Profiler::make(*table, job.part(0.8, 1));
    if (!profiler) return cli.fail(profiler.error());
    if (!o.segment.empty()) return run_group(cli, o, *table, **profiler, job);
    const auto profile = o.user.empty() ? (*profiler)->ad(o.ad, o.limits, job) : (*profiler)->user(o.user, o.limits, job);
    if (!profile) return cli.fail(profile.error());
    std::optional<AdProfile> ad;
    if (!o.ad.empty()) {
        auto read = read_ad_profile(o.workspace, *table, o.ad, job);
        if (!read) return cli.fail(read.error());
        ad = std::move(*read);
    }
    if (cli.json) {
        json out = profile_json(*profile);
        add_behaviour_json(*profile, out);
        out["rfm"] = rfm_json(profile->rfm);
        if (!o.user.empty()) out["data_use"] = data_use_json(**table, o.workspace, cli.language);
        if (ad) add_ad_profile(*ad, o.limits.neighbours, out);
        cli.print(out);
        return 0;
    }
    for (auto print :
         {print_attributes, print_funnel, print_interests, print_rfm, print_mix, print_fatigue, print_days, print_neighbours}) {
        print(cli, *profile);
        cli.line("");
    }
    if (ad) print_ad_profile(cli, *ad, o.limits.neighbours);
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
    command->add_option("--half-life", o->limits.half_life_days, "Days after which an event counts half for interests; 0: never")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 36500.0));
}

}  // namespace adscope::cli
