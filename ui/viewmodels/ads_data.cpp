#include "ui/viewmodels/ads_data.h"

#include <algorithm>

#include "core/analytics/breakdown.h"
#include "core/text/normalise.h"

namespace adscope::ui {
namespace {

constexpr double kCoveringShare = 0.1;

std::string searched_text(const AdCatalogue& catalogue, std::uint32_t code, Language language) {
    const AdContent& ad = catalogue.ad(code);
    std::string out = catalogue.key(code) + '\n' + ad.title + '\n' + ad.body;
    for (const auto& tag : ad.tags) out += '\n' + tag;
    if (const auto most = std::ranges::max_element(ad.topic_shares); most != ad.topic_shares.end() && *most > 0)
        for (const auto& w : catalogue.topics()[static_cast<std::size_t>(most - ad.topic_shares.begin())].words) out += '\n' + w.word;
    if (ad.creative)
        for (const auto& c : ad.creative->palette)
            if (c.share >= kCoveringShare) out += '\n' + render(image::words_of(c.name), language);
    return text::normalise(out);
}

}  // namespace

Result<AdsData> read_ads(const std::string& workspace, const EventTablePtr& table, const JobContext& job) {
    ADSCOPE_ASSIGN(opened, Workspace::open(workspace, Database::Access::read_only));
    ADSCOPE_ASSIGN(folders, image::image_folders(opened.database()));
    AdsData out;
    ADSCOPE_ASSIGN(catalogue, AdCatalogue::make(table, folders, {}, job.part(0, 0.8)));
    job.report(Message("ads.counting_seen"), 0.8);
    ADSCOPE_ASSIGN(exposure, AdExposure::make(table, job.part(0.8, 1)));
    out.catalogue = std::move(catalogue);
    out.exposure = std::move(exposure);
    return out;
}

Result<std::shared_ptr<const AdsSlice>> slice_ads(const AdsData& data, const std::shared_ptr<const Selection>& rows,
                                                  const JobContext& job) {
    auto out = std::make_shared<AdsSlice>();
    out->counts = data.exposure->counts(rows.get());
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_ASSIGN(all, data.exposure->rates(0, rows.get(), job));
    out->all = std::move(all);
    return std::shared_ptr<const AdsSlice>(std::move(out));
}

Cap cap_of(const AdRates& rates, const Metric& catalogue) {
    Cap out;
    for (const auto& p : rates.seen) {
        if (out.from == 0 && catalogue.has_value() && !p.small_cell && p.ctr.has_interval() && p.ctr.high < catalogue.value)
            out.from = p.at;
        if (out.from == 0) continue;
        out.beyond.impressions += p.counts.impressions;
        out.beyond.clicks += p.counts.clicks;
    }
    return out;
}

DataTable duplicates_table(const AdCatalogue& catalogue, const std::vector<Counts>& counts, const std::string& slice_text) {
    DataTable t;
    t.id = "near_duplicates";
    t.title = Message("ads.duplicates_title", {{"n", catalogue.duplicates().size()}});
    t.subtitle = Message("ads.duplicates_subtitle", {{"slice", slice_text}});
    const auto text = [](const char* id) { return DataTable::ColumnHead{Message(id), NumberFormat::number, true}; };
    t.columns = {{Message("ads.group"), NumberFormat::integer},
                 text("ads.ad"),
                 text("ads.title"),
                 {Message("ads.impressions"), NumberFormat::integer},
                 {Message("ads.clicks"), NumberFormat::integer},
                 {Message("ads.axis_ctr"), NumberFormat::percent},
                 {Message("ads.lift_low"), NumberFormat::percent},
                 {Message("ads.lift_high"), NumberFormat::percent},
                 {Message("ads.text_likeness"), NumberFormat::percent},
                 {Message("ads.picture_bits"), NumberFormat::integer}};
    std::int64_t group = 0;
    for (const auto& g : catalogue.duplicates()) {
        ++group;
        for (const auto ad : g.ads) {
            const Metric ctr = catalogue.table().has_click ? wilson(counts[ad].clicks, counts[ad].impressions) : Metric{};
            const Likeness l = ad == g.ads[0] ? Likeness{} : catalogue.likeness(g.ads[0], ad);
            const auto rate = [](double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); };
            t.rows.push_back({group, catalogue.key(ad), catalogue.ad(ad).title, counts[ad].impressions, counts[ad].clicks, rate(ctr.value),
                              rate(ctr.low), rate(ctr.high), l.text ? DataTable::Cell(*l.text) : DataTable::Cell(),
                              l.picture ? DataTable::Cell(std::int64_t{*l.picture}) : DataTable::Cell()});
        }
    }
    return t;
}

bool matches(const AdCatalogue& catalogue, std::uint32_t ad, const std::vector<std::string>& words, Language language) {
    if (words.empty()) return true;
    const std::string text = searched_text(catalogue, ad, language);
    return std::ranges::all_of(words, [&](const std::string& w) { return text.find(w) != std::string::npos; });
}

}  // namespace adscope::ui
