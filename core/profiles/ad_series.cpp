#include "core/profiles/ad_rates.h"

namespace adscope {
namespace {

Trace trace_of(const std::vector<RatePoint>& points, Message name) {
    Trace trace{std::move(name)};
    for (const auto& p : points) {
        SeriesPoint s;
        s.x = static_cast<double>(p.at);
        s.y = p.ctr.value, s.low = p.ctr.low, s.high = p.ctr.high;
        s.numerator = p.counts.clicks, s.denominator = p.counts.impressions;
        s.small_cell = p.small_cell;
        trace.points.push_back(std::move(s));
    }
    return trace;
}

Series rate_series(const char* id, const std::vector<RatePoint>& points, Message title, Message subtitle, Message x) {
    Series s;
    s.id = id;
    s.title = std::move(title);
    s.subtitle = std::move(subtitle);
    s.x = {std::move(x)};
    s.x.format = NumberFormat::integer;
    s.y = {Message("ads.axis_ctr")};
    s.y.format = NumberFormat::percent;
    s.y.minimum = 0;
    s.traces.push_back(trace_of(points, Message("ads.trace_ctr")));
    return s;
}

}  // namespace

Series fatigue_series(const AdRates& rates, const Metric& catalogue, const std::string& ad_name, const std::string& slice_text) {
    const Message title = ad_name.empty() ? Message("ads.fatigue_all") : Message("ads.fatigue_one", {{"ad", ad_name}});
    Series s =
        rate_series("ad_fatigue", rates.seen, title,
                    Message("ads.fatigue_subtitle", {{"n", rates.whole.impressions}, {"slice", slice_text}}), Message("ads.axis_seen"));
    for (std::size_t i = 0; i < rates.seen.size(); ++i)
        if (rates.seen[i].and_more) s.traces[0].points[i].label_message = Message("ads.seen_and_more", {{"n", rates.seen[i].at}});
    if (!ad_name.empty() && catalogue.has_value() && !rates.seen.empty()) {
        Trace all{Message("ads.trace_catalogue"), TraceRole::other, Trace::Style::dashed_line};
        for (const double x : {1.0, static_cast<double>(rates.seen.size())}) {
            SeriesPoint p;
            p.x = x, p.y = catalogue.value;
            all.points.push_back(p);
        }
        s.traces.push_back(std::move(all));
    }
    return s;
}

Series life_series(const AdRates& rates, const std::string& ad_name, const std::string& slice_text) {
    return rate_series("ad_life", rates.age, Message("ads.life", {{"ad", ad_name}}),
                       Message("ads.rate_subtitle", {{"n", rates.whole.impressions}, {"slice", slice_text}}), Message("ads.axis_age"));
}

Series position_series(const AdRates& rates, const std::string& ad_name, const std::string& slice_text) {
    return rate_series("ad_positions", rates.positions, Message("ads.positions", {{"ad", ad_name}}),
                       Message("ads.rate_subtitle", {{"n", rates.whole.impressions}, {"slice", slice_text}}), Message("ads.axis_position"));
}

DataTable audience_table(const AdRates& rates, const std::string& ad_name, const std::string& slice_text) {
    DataTable t;
    t.id = "ad_audience";
    t.title = Message("ads.audience", {{"ad", ad_name}});
    t.subtitle = Message("ads.audience_subtitle", {{"slice", slice_text}});
    t.columns = {{Message("ads.field"), NumberFormat::number, true},
                 {Message("ads.value"), NumberFormat::number, true},
                 {Message("ads.impressions"), NumberFormat::integer},
                 {Message("ads.clicks"), NumberFormat::integer},
                 {Message("ads.click_share"), NumberFormat::percent},
                 {Message("ads.lift")},
                 {Message("ads.lift_low")},
                 {Message("ads.lift_high")},
                 {Message("ads.q")}};
    for (const auto& v : rates.audience)
        t.rows.push_back({v.field, v.value, v.counts.impressions, v.counts.clicks, v.click_share, v.lift, v.low, v.high, v.q});
    return t;
}

}  // namespace adscope
