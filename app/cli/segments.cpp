#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/segments.h"

namespace adscope::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string workspace, save, where, users, remove;
    bool list = false;
    std::vector<std::string> cluster, compare;
};

DataTable::ColumnHead text_column(Message title) { return {std::move(title), NumberFormat::number, true}; }
DataTable::Cell cell(double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); }

Result<Selection> rows_of(const EventTable& table, const std::string& name) {
    ADSCOPE_ASSIGN(filter, Filter::parse("segment(" + quote_value(name) + ")"));
    return filter.select(table);
}

// One segment that no longer has a meaning here (its field is gone) must not hide the others.
struct Line {
    const Segment* segment;
    Result<SegmentFigures> figures;
};

json line_json(const Line& line) {
    const Segment& s = *line.segment;
    json out = {{"name", s.name},
                {"kind", to_string(s.kind)},
                {"of", s.owner == Owner::ad ? "ads" : "users"},
                {"made", json::parse(s.made, nullptr, false)}};
    if (s.kind == Segment::Kind::rule) out["condition"] = s.condition;
    else out["members"] = s.members.size();
    if (line.figures) out.update(figures_json(*line.figures));
    else out["error"] = line.figures.error().message.id();
    return out;
}

int print_list(Cli& cli, const EventTable& table, const std::string& only = {}) {
    const auto segments = segments_of(table)->get();
    std::vector<Line> lines;
    for (const auto& s : *segments) {
        if (!only.empty() && s.name != only && !s.name.starts_with(only + " ")) continue;
        const auto rows = rows_of(table, s.name);
        lines.push_back({&s, rows ? segment_figures(table, *rows) : Result<SegmentFigures>(rows.error())});
    }
    if (cli.json) {
        json out = json::array();
        for (const auto& line : lines) out.push_back(line_json(line));
        cli.print(json{{"segments", std::move(out)}});
        return 0;
    }
    if (lines.empty()) {
        cli.note(Message("segments.none"));
        return 0;
    }
    DataTable t;
    t.columns = {text_column(Message("segments.name")),
                 text_column(Message("segments.kind")),
                 {Message("segments.users"), NumberFormat::integer},
                 {Message("segments.impressions"), NumberFormat::integer},
                 {Message("segments.ctr"), NumberFormat::percent},
                 {Message("segments.lift")},
                 {Message("segments.low")},
                 {Message("segments.high")},
                 text_column(Message("segments.condition"))};
    for (const auto& line : lines) {
        const Segment& s = *line.segment;
        const SegmentFigures f = line.figures ? *line.figures : SegmentFigures();
        t.rows.push_back({s.name, Message("segments.kind." + to_string(s.kind)), f.users, f.impressions, cell(f.ctr.value),
                          cell(f.lift.value), cell(f.lift.low), cell(f.lift.high),
                          line.figures ? DataTable::Cell(s.condition) : DataTable::Cell(line.figures.error().message)});
    }
    cli.print(t);
    return 0;
}

Result<void> store(const EventTable& table, const std::string& path, const Segments& segments) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path));
    ADSCOPE_TRY(segments_repository::save(workspace, segments));
    ADSCOPE_ASSIGN(now, segments_repository::list(workspace));
    segments_of(table)->set(std::move(now));
    return {};
}

// A rule is tried on the events before it is kept, so that a wrong field is an error now and not later.
Result<Segment> asked_segment(const Options& o, const EventTable& table) {
    Segment s;
    s.name = o.save;
    if (o.where.empty() == o.users.empty()) return Error(ErrorCode::usage, "segments.where_or_users");
    if (!o.where.empty()) {
        s.condition = o.where;
        ADSCOPE_ASSIGN(filter, Filter::parse(o.where));
        ADSCOPE_TRY(filter.select(table));
        return s;
    }
    s.kind = Segment::Kind::list;
    for (std::size_t at = 0; at <= o.users.size();) {
        const auto comma = std::min(o.users.find(',', at), o.users.size());
        const std::string key = o.users.substr(at, comma - at);
        if (table.users.code(key) == 0)
            return Error(ErrorCode::not_found, "segments.no_user", {{"found", key}, {"count", table.users.count}});
        s.members.push_back(key);
        at = comma + 1;
    }
    std::sort(s.members.begin(), s.members.end());
    s.members.erase(std::unique(s.members.begin(), s.members.end()), s.members.end());
    s.made = R"({"from":"list"})";
    return s;
}

struct ClusterOptions {
    ClusterRequest request;
    std::vector<std::string> features;
    std::string name;
};

Result<ClusterOptions> cluster_options(const std::vector<std::string>& given, Language language) {
    ClusterOptions out;
    out.name = render(Message("segments.cluster_name"), language);
    for (const auto& text : given) {
        const auto equals = text.find('=');
        const std::string key = text.substr(0, equals), value = equals == std::string::npos ? std::string() : text.substr(equals + 1);
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        const bool whole = !value.empty() && error == std::errc() && end == value.data() + value.size();
        if (key == "k" && value == "auto") out.request.k = 0;
        else if (key == "k" && whole && number >= 2 && number <= 50) out.request.k = static_cast<int>(number);
        else if (key == "seed" && whole) out.request.seed = number;
        else if (key == "name" && !value.empty()) out.name = value;
        else if (key == "features" && !value.empty())
            for (std::size_t at = 0; at <= value.size();) {
                const auto comma = std::min(value.find(',', at), value.size());
                out.features.push_back(value.substr(at, comma - at));
                at = comma + 1;
            }
        else return Error(ErrorCode::usage, "segments.cluster_setting", {{"found", text}});
    }
    return out;
}

int run_cluster(Cli& cli, const Options& o, const EventTable& table, const JobContext& job) {
    const auto asked = cluster_options(o.cluster, cli.language);
    if (!asked) return cli.fail(asked.error());
    const auto vectors = entity_vectors(table, Owner::user, asked->features, nullptr, job.part(0.5, 0.6));
    if (!vectors) return cli.fail(vectors.error());
    const auto made = cluster(*vectors, asked->request, job.part(0.6, 1));
    if (!made) return cli.fail(made.error());
    const auto segments = cluster_segments(table, *vectors, *made, asked->name, asked->request.seed);
    if (const auto stored = store(table, o.workspace, segments); !stored) return cli.fail(stored.error());
    if (!cli.json) {
        cli.note(Message("segments.clustered", {{"k", made->k}, {"silhouette", made->silhouette}, {"sample", made->silhouette_sample}}));
        return print_list(cli, table, asked->name);
    }
    json clusters = json::array(), tried = json::array();
    for (std::size_t i = 0; i < segments.size(); ++i) clusters.push_back({{"name", segments[i].name}, {"users", made->sizes[i]}});
    for (const auto& [k, s] : made->tried) tried.push_back({{"k", k}, {"silhouette", s}});
    cli.print(json{{"clusters", std::move(clusters)},
                   {"k", made->k},
                   {"silhouette", made->silhouette},
                   {"silhouette_sample", made->silhouette_sample},
                   {"tried", std::move(tried)},
                   {"features", vectors->features},
                   {"seed", asked->request.seed}});
    return 0;
}

json share_json(const ShareDifference& s) {
    return {{"field", s.field},  {"value", s.value},  {"of", s.of_users ? "users" : "impressions"},
            {"a", to_json(s.a)}, {"b", to_json(s.b)}, {"difference", to_json(s.difference)},
            {"p", s.p},          {"q", s.q}};
}

int run_compare(Cli& cli, const Options& o, const EventTable& table, const JobContext& job) {
    const auto a = rows_of(table, o.compare[0]), b = rows_of(table, o.compare[1]);
    if (!a) return cli.fail(a.error());
    if (!b) return cli.fail(b.error());
    const auto c = compare_segments(table, *a, *b, job.part(0.5, 1));
    if (!c) return cli.fail(c.error());
    if (cli.json) {
        json shares = json::array();
        for (const auto& s : c->shares) shares.push_back(share_json(s));
        cli.print(json{{"a", figures_json(c->a)},
                       {"b", figures_json(c->b)},
                       {"ctr_difference", to_json(c->ctr_difference)},
                       {"ctr_ratio", to_json(c->ctr_ratio)},
                       {"common_users", c->common_users},
                       {"shares", std::move(shares)}});
        return 0;
    }
    DataTable head;
    head.columns = {text_column(Message("segments.name")),
                    {Message("segments.users"), NumberFormat::integer},
                    {Message("segments.impressions"), NumberFormat::integer},
                    {Message("segments.ctr"), NumberFormat::percent},
                    {Message("segments.low"), NumberFormat::percent},
                    {Message("segments.high"), NumberFormat::percent}};
    const SegmentFigures* both[] = {&c->a, &c->b};
    for (std::size_t i = 0; i < 2; ++i)
        head.rows.push_back({o.compare[i], both[i]->users, both[i]->impressions, cell(both[i]->ctr.value), cell(both[i]->ctr.low),
                             cell(both[i]->ctr.high)});
    head.rows.push_back(
        {Message("segments.difference"), {}, {}, cell(c->ctr_difference.value), cell(c->ctr_difference.low), cell(c->ctr_difference.high)});
    cli.print(head);
    cli.line("");
    cli.print(shares_table(*c, o.compare[0], o.compare[1], 30));
    return 0;
}

int run_segments(Cli& cli, const Options& o) {
    const int asked = !o.save.empty() + !o.cluster.empty() + !o.compare.empty() + !o.remove.empty() + o.list;
    if (asked != 1) return cli.fail({ErrorCode::usage, "segments.which"});
    const auto job = cli.job();
    if (!o.remove.empty()) {
        const auto workspace = Workspace::open(o.workspace);
        if (!workspace) return cli.fail(workspace.error());
        if (const auto removed = segments_repository::remove(*workspace, o.remove); !removed) return cli.fail(removed.error());
        if (cli.json) cli.print(json{{"removed", o.remove}});
        else cli.note(Message("segments.removed", {{"name", o.remove}}));
        return 0;
    }
    const auto table = EventTable::read(o.workspace, job.part(0, 0.5));
    if (!table) return cli.fail(table.error());
    if (!o.cluster.empty()) return run_cluster(cli, o, **table, job);
    if (!o.compare.empty()) return run_compare(cli, o, **table, job);
    if (!o.save.empty()) {
        const auto segment = asked_segment(o, **table);
        if (!segment) return cli.fail(segment.error());
        if (const auto stored = store(**table, o.workspace, {*segment}); !stored) return cli.fail(stored.error());
        return print_list(cli, **table, segment->name);
    }
    return print_list(cli, **table);
}

}  // namespace

json figures_json(const SegmentFigures& f) {
    return {{"users", f.users},
            {"impressions", f.impressions},
            {"clicks", f.clicks},
            {"share", f.all_users ? json(static_cast<double>(f.users) / static_cast<double>(f.all_users)) : json(nullptr)},
            {"ctr", to_json(f.ctr)},
            {"rest", to_json(f.rest)},
            {"lift", to_json(f.lift)},
            {"difference", to_json(f.difference)}};
}

DataTable shares_table(const SegmentComparison& c, const std::string& a, const std::string& b, std::size_t most) {
    DataTable t;
    t.columns = {text_column(Message("segments.field")),
                 text_column(Message("segments.value")),
                 {Message::verbatim(a), NumberFormat::percent},
                 {Message::verbatim(b), NumberFormat::percent},
                 {Message("segments.difference"), NumberFormat::percent},
                 {Message("segments.low"), NumberFormat::percent},
                 {Message("segments.high"), NumberFormat::percent},
                 {Message("segments.q")}};
    for (std::size_t i = 0; i < c.shares.size() && i < most; ++i) {
        const auto& s = c.shares[i];
        t.rows.push_back({s.field, s.value, cell(s.a.value), cell(s.b.value), cell(s.difference.value), cell(s.difference.low),
                          cell(s.difference.high), s.q});
    }
    return t;
}

void add_segments(Cli& cli) {
    auto o = std::make_shared<Options>();
    auto* command = cli.command("segments", "Saved groups of users: rules, lists, clusters", [&cli, o] { return run_segments(cli, *o); });
    command->add_option("W", o->workspace, "Workspace")->required();
    command->add_flag("--list", o->list, "Segments with size, CTR and lift");
    command->add_option("--save", o->save, "Save a segment under this name");
    command->add_option("--where", o->where, "Its rule");
    command->add_option("--users", o->users, "Or its users: keys with commas between");
    command->add_option("--cluster", o->cluster, "Make clusters: k=N|auto [seed=N] [name=TEXT] [features=A,B]")->expected(1, 4);
    command->add_option("--remove", o->remove, "Remove a segment");
    command->add_option("--compare", o->compare, "Compare two segments")->expected(2);
}

}  // namespace adscope::cli
