// An explanation as a picture and as a sentence.
#include <algorithm>

#include "core/explain/explain.h"

namespace adscope {
namespace {

NumberFormat format_of(const Explanation& e) { return e.scale == "probability" ? NumberFormat::percent : NumberFormat::number; }

std::string name_of(const FeatureAttribution& a) { return a.value.empty() ? a.feature : a.feature + " = " + a.value; }
std::string name_of(const Explanation& e, const FeatureAttribution& a) {
    return e.method == "history" ? a.feature + " " + a.value : name_of(a);
}

// In a sentence a key is not named.
Message words_of(const Explanation& e, const FeatureAttribution& a) { return a.words.empty() ? Message::verbatim(name_of(e, a)) : a.words; }

Message subtitle_of(const Explanation& e) {
    if (e.method == "history") return Message("explain.subtitle_history", {{"error", e.additivity_error}});
    return Message("explain.subtitle", {{"method", Message("explain.method_" + std::string(e.method == "shap" ? "shap" : "kernel"))},
                                        {"background", e.background},
                                        {"error", e.additivity_error}});
}

}  // namespace

Series waterfall_series(const Explanation& e, std::size_t top, const std::string& user, const std::string& ad) {
    Series s;
    s.id = "explanation";
    s.kind = ChartKind::waterfall;
    s.title = Message("explain.title", {{"user", user}, {"ad", ad}});
    s.subtitle = subtitle_of(e);
    s.x = {Message("explain.feature"), Axis::Scale::category, NumberFormat::number};
    s.y = {Message(e.scale == "probability" ? "explain.probability" : "explain.score"), Axis::Scale::linear, format_of(e)};
    Trace t{Message(e.scale == "probability" ? "explain.change_probability" : "explain.change_score"),
            TraceRole::current,
            Trace::Style::bar,
            {}};
    const auto add = [&](double y, const std::string& label, Message words) {
        s.x.categories.push_back(label);
        t.points.push_back({.x = static_cast<double>(t.points.size()), .y = y, .label = label, .label_message = std::move(words)});
    };
    add(e.base, {}, Message(e.method == "history" ? "explain.base_none" : "explain.base"));
    const std::size_t shown = e.attributions.size() <= top + 1 ? e.attributions.size() : top;
    for (std::size_t i = 0; i < shown; ++i) add(e.attributions[i].attribution, name_of(e, e.attributions[i]), {});
    if (shown < e.attributions.size()) {
        double rest = 0;
        for (std::size_t i = shown; i < e.attributions.size(); ++i) rest += e.attributions[i].attribution;
        add(rest, {}, Message("explain.others", {{"count", e.attributions.size() - shown}}));
    }
    add(e.prediction, {}, Message("explain.prediction"));
    s.traces.push_back(std::move(t));
    return s;
}

Message explanation_sentence(const Explanation& e) {
    const FeatureAttribution *up = nullptr, *down = nullptr;
    for (const auto& a : e.attributions) {
        if (a.attribution > 0 && !up) up = &a;
        if (a.attribution < 0 && !down) down = &a;
    }
    const std::string id = std::string("explain.sentence_") + (e.method == "history"      ? "history_"
                                                               : e.scale == "probability" ? "probability_"
                                                                                          : "score_");
    const char* form = up && down ? "both" : up ? "up" : down ? "down" : "none";
    std::vector<MessageArg> args = {{"prediction", e.prediction}, {"base", e.base}};
    // Changes of a probability are told in percentage points.
    const double unit = e.scale == "probability" ? 100 : 1;
    if (up) {
        args.emplace_back("up", words_of(e, *up));
        args.emplace_back("up_by", unit * up->attribution);
    }
    if (down) {
        args.emplace_back("down", words_of(e, *down));
        args.emplace_back("down_by", -unit * down->attribution);
    }
    return Message(id + form, std::move(args));
}

}  // namespace adscope
