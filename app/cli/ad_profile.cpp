#include "app/cli/ad_profile.h"

#include <cinttypes>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/workspace/workspace.h"

namespace adscope::cli {
namespace {

using nlohmann::json;

std::string colour_text(const std::array<std::uint8_t, 3>& c) {
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "#%02x%02x%02x", c[0], c[1], c[2]);
    return buffer;
}

std::string hash_text(std::uint64_t hash) {
    char buffer[17];
    std::snprintf(buffer, sizeof buffer, "%016" PRIx64, hash);
    return buffer;
}

json text_json(const AdProfile& p) {
    const AdContent& ad = p.catalogue->ad(p.code);
    const auto style = p.catalogue->style(p.code);
    json words = json::array();
    for (const auto& w : p.catalogue->words(p.code)) words.push_back({{"word", w.word}, {"weight", w.weight}});
    return {{"title", ad.title},
            {"body", ad.body},
            {"words", std::move(words)},
            {"style",
             {{"characters", style.characters},
              {"words", style.words},
              {"digits", style.digits},
              {"capitals", style.capitals},
              {"exclamations", style.exclamations},
              {"questions", style.questions},
              {"punctuation", style.punctuation},
              {"emoji", style.emoji}}}};
}

json topics_json(const AdProfile& p) {
    json out = json::array();
    const auto& shares = p.catalogue->ad(p.code).topic_shares;
    for (std::size_t t = 0; t < shares.size(); ++t) {
        json words = json::array();
        for (const auto& w : p.catalogue->topics()[t].words) words.push_back(w.word);
        out.push_back({{"topic", t + 1}, {"share", shares[t]}, {"words", std::move(words)}});
    }
    return out;
}

json creative_json(const AdProfile& p, Language language) {
    const AdContent& ad = p.catalogue->ad(p.code);
    if (!ad.creative) return {{"value", ad.image_value}, {"problem", render(ad.image_problem, language)}};
    const auto& c = *ad.creative;
    json palette = json::array();
    for (const auto& colour : c.palette)
        palette.push_back(
            {{"colour", colour_text(colour.rgb)}, {"share", colour.share}, {"name", render(image::words_of(colour.name), language)}});
    return {{"value", ad.image_value},       {"width", c.width},           {"height", c.height},
            {"palette", std::move(palette)}, {"brightness", c.brightness}, {"contrast", c.contrast},
            {"saturation", c.saturation},    {"edges", c.edges},           {"hash", c.hash ? json(hash_text(*c.hash)) : json()}};
}

json points_json(const std::vector<RatePoint>& points, const char* unit) {
    json out = json::array();
    for (const auto& p : points) {
        auto& j = out.emplace_back(json{{unit, p.at},
                                        {"impressions", p.counts.impressions},
                                        {"clicks", p.counts.clicks},
                                        {"ctr", to_json(p.ctr)},
                                        {"small_cell", p.small_cell}});
        if (p.and_more) j["and_more"] = true;
    }
    return out;
}

json audience_json(const AdProfile& p) {
    json out = json::array();
    for (const auto& v : p.rates.audience)
        out.push_back({{"field", v.field},
                       {"value", v.value},
                       {"impressions", v.counts.impressions},
                       {"clicks", v.counts.clicks},
                       {"click_share", v.click_share},
                       {"lift", {{"value", v.lift}, {"low", v.low}, {"high", v.high}}},
                       {"q", v.q}});
    return out;
}

// The other ads of its group.
std::vector<std::uint32_t> duplicates_of(const AdProfile& p) {
    const int group = p.catalogue->ad(p.code).duplicate_group;
    if (group < 0) return {};
    auto out = p.catalogue->duplicates()[static_cast<std::size_t>(group)].ads;
    std::erase(out, p.code);
    return out;
}

DataTable::ColumnHead text_column(const char* id) { return {Message(id), NumberFormat::number, true}; }

void print_points(Cli& cli, const std::vector<RatePoint>& points, const char* head) {
    if (points.empty()) return;
    DataTable t;
    t.columns = {{Message(head), NumberFormat::integer},           {Message("ads.impressions"), NumberFormat::integer},
                 {Message("ads.clicks"), NumberFormat::integer},   {Message("ads.axis_ctr"), NumberFormat::percent},
                 {Message("ads.lift_low"), NumberFormat::percent}, {Message("ads.lift_high"), NumberFormat::percent}};
    for (const auto& p : points) t.rows.push_back({p.at, p.counts.impressions, p.counts.clicks, p.ctr.value, p.ctr.low, p.ctr.high});
    cli.print(t);
    cli.line("");
}

void print_content(Cli& cli, const AdProfile& p) {
    const AdContent& ad = p.catalogue->ad(p.code);
    DataTable topics;
    topics.columns = {text_column("ads.topic"), {Message("ads.share"), NumberFormat::percent}};
    for (std::size_t t = 0; t < ad.topic_shares.size(); ++t)
        if (ad.topic_shares[t] > 0) topics.rows.push_back({p.catalogue->topics()[t].name(), ad.topic_shares[t]});
    if (!topics.rows.empty()) cli.print(topics), cli.line("");
    DataTable creative;
    creative.columns = {text_column("ads.creative"), {Message("ads.share"), NumberFormat::percent}};
    if (!ad.creative) cli.line(render(ad.image_problem, cli.language));
    else
        for (const auto& c : ad.creative->palette)
            creative.rows.push_back({render(image::words_of(c.name), cli.language) + ' ' + colour_text(c.rgb), c.share});
    if (ad.creative) cli.print(creative);
    cli.line("");
}

void print_alike(Cli& cli, const AdProfile& p, std::size_t neighbours) {
    DataTable similar;
    similar.subtitle = p.catalogue->space();
    similar.columns = {text_column("ads.similar"), text_column("ads.value"), {Message("ads.similarity")}};
    for (const auto& s : p.catalogue->similar(p.code, neighbours))
        similar.rows.push_back({p.catalogue->key(s.ad), p.catalogue->ad(s.ad).title, s.similarity});
    cli.print(similar);
    const auto others = duplicates_of(p);
    if (others.empty()) return;
    cli.line("");
    DataTable t;
    t.columns = {text_column("ads.duplicate"), {Message("ads.text_likeness")}, {Message("ads.picture_bits"), NumberFormat::integer}};
    for (const auto ad : others) {
        const Likeness l = p.catalogue->likeness(p.code, ad);
        t.rows.push_back({p.catalogue->key(ad), l.text ? DataTable::Cell(*l.text) : DataTable::Cell(),
                          l.picture ? DataTable::Cell(std::int64_t{*l.picture}) : DataTable::Cell()});
    }
    cli.print(t);
}

}  // namespace

Result<AdProfile> read_ad_profile(const std::string& workspace, const EventTablePtr& table, const std::string& key, const JobContext& job) {
    AdProfile out;
    out.code = table->ads.code(key);
    ADSCOPE_ASSIGN(opened, Workspace::open(workspace, Database::Access::read_only));
    ADSCOPE_ASSIGN(folders, image::image_folders(opened.database()));
    ADSCOPE_ASSIGN(catalogue, AdCatalogue::make(table, folders, {}, job.part(0, 0.7)));
    ADSCOPE_ASSIGN(exposure, AdExposure::make(table, job.part(0.7, 0.9)));
    ADSCOPE_ASSIGN(rates, exposure->rates(out.code, nullptr, job.part(0.9, 1)));
    out.catalogue = std::move(catalogue);
    out.exposure = std::move(exposure);
    out.rates = std::move(rates);
    return out;
}

void add_ad_profile(const AdProfile& p, std::size_t neighbours, json& out) {
    json similar = json::array(), duplicates = json::array();
    for (const auto& s : p.catalogue->similar(p.code, neighbours))
        similar.push_back({{"ad", p.catalogue->key(s.ad)}, {"similarity", s.similarity}});
    for (const auto ad : duplicates_of(p)) {
        const Likeness l = p.catalogue->likeness(p.code, ad);
        duplicates.push_back({{"ad", p.catalogue->key(ad)},
                              {"text", l.text ? json(*l.text) : json()},
                              {"picture_bits", l.picture ? json(*l.picture) : json()}});
    }
    out["text"] = text_json(p);
    out["topics"] = topics_json(p);
    out["creative"] = creative_json(p, Language::en);
    out["audience"] = audience_json(p);
    out["life"] = points_json(p.rates.age, "day");
    out["positions"] = points_json(p.rates.positions, "position");
    out["fatigue"] = points_json(p.rates.seen, "seen");
    out["similar"] = {{"space", p.catalogue->space().id().substr(4)}, {"ads", std::move(similar)}};
    out["near_duplicates"] = std::move(duplicates);
}

void print_ad_profile(Cli& cli, const AdProfile& p, std::size_t neighbours) {
    print_content(cli, p);
    if (!p.rates.audience.empty()) {
        DataTable audience = audience_table(p.rates, p.catalogue->key(p.code), {});
        audience.title = audience.subtitle = {};
        cli.print(audience);
        cli.line("");
    }
    print_points(cli, p.rates.seen, "ads.seen");
    print_points(cli, p.rates.age, "ads.axis_age");
    print_points(cli, p.rates.positions, "ads.axis_position");
    print_alike(cli, p, neighbours);
}

}  // namespace adscope::cli
