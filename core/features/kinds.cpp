#include "core/features/kinds.h"

#include <algorithm>
#include <charconv>

namespace adscope {
namespace {

using Form = FeatureInfo::Form;
using Reads = FeatureKindInfo::Reads;
using Names = FeatureSetting::Names;
using Type = Parameter::Type;

FeatureSetting whole(const char* name, const char* otherwise, double minimum, double maximum) {
    return {{name, Type::integer, otherwise, minimum, maximum, false, {}, false}};
}
FeatureSetting choice(const char* name, std::vector<std::string> choices) {
    return {{name, Type::choice, choices.front(), 0, 0, false, choices, false}};
}
FeatureSetting text(const char* name, const char* otherwise, Names names) {
    return {{name, Type::text, otherwise, 0, 0, false, {}, false}, names};
}

std::vector<FeatureKindInfo> described() {
    const auto min_count = whole("min_count", "1", 1, 1e9);
    const auto buckets = whole("buckets", "65536", 2, 1 << 26);
    const FeatureSetting smoothing{{"smoothing", Type::real, "10", 0, 1e9, false, {}, false}};
    const auto by = text("by", "user", Names::field);
    const auto window = text("window", "", Names::window);
    const auto documents = whole("min_documents", "2", 1, 1e9);
    const auto past_of = [](const char* otherwise) { return text("what", otherwise, Names::outcome); };
    return {
        {"category", FeatureKind::category, Form::coded, Reads::anything, {min_count}},
        {"number", FeatureKind::number, Form::dense, Reads::numbers, {choice("scale", {"standard", "minmax", "robust", "log1p", "none"})}},
        {"bucket",
         FeatureKind::bucket,
         Form::coded,
         Reads::numbers,
         {choice("method", {"quantile", "width", "log", "custom"}), whole("bins", "20", 2, 10000), text("cuts", "", Names::nothing)}},
        {"hash", FeatureKind::hash, Form::coded, Reads::anything, {buckets}},
        {"cross",
         FeatureKind::cross,
         Form::coded,
         Reads::anything,
         {text("with", "", Names::field), min_count, whole("bins", "10", 2, 10000)}},
        {"tags", FeatureKind::tags, Form::multi, Reads::anything, {min_count}},
        {"hour", FeatureKind::hour, Form::coded, Reads::times, {}},
        {"weekday", FeatureKind::weekday, Form::coded, Reads::times, {}},
        {"cyclic", FeatureKind::cyclic, Form::dense, Reads::times, {choice("period", {"day", "week", "year"})}},
        {"past_count", FeatureKind::past_count, Form::dense, Reads::anything, {by, past_of("impression"), window}},
        {"past_rate", FeatureKind::past_rate, Form::dense, Reads::anything, {by, past_of("click"), smoothing, window}},
        {"past_gap", FeatureKind::past_gap, Form::dense, Reads::anything, {by, past_of("impression")}},
        {"sequence", FeatureKind::sequence, Form::multi, Reads::anything, {by, past_of("click"), whole("last", "20", 1, 500), min_count}},
        {"tfidf",
         FeatureKind::tfidf,
         Form::multi,
         Reads::texts,
         {whole("ngrams", "2", 1, 3), whole("buckets", "16384", 16, 1 << 22), documents}},
        {"topics", FeatureKind::topics, Form::dense, Reads::texts, {whole("topics", "8", 2, 100), documents}},
        {"style", FeatureKind::style, Form::dense, Reads::texts, {}},
    };
}

}  // namespace

const std::vector<FeatureKindInfo>& feature_kinds() {
    static const std::vector<FeatureKindInfo> kinds = described();
    return kinds;
}

const FeatureKindInfo* find_feature_kind(const std::string& name) {
    const auto& all = feature_kinds();
    const auto it = std::find_if(all.begin(), all.end(), [&](const auto& k) { return k.name == name; });
    return it == all.end() ? nullptr : &*it;
}

const FeatureSetting* FeatureKindInfo::setting(const std::string& setting_name) const {
    const auto it = std::find_if(settings.begin(), settings.end(), [&](const auto& s) { return s.parameter.name == setting_name; });
    return it == settings.end() ? nullptr : &*it;
}

std::int64_t parse_window(const std::string& text) {
    if (text.size() < 2) return 0;
    double count = 0;
    const char* last = text.data() + text.size() - 1;
    if (const auto [end, failure] = std::from_chars(text.data(), last, count); failure != std::errc() || end != last) return 0;
    const double unit = *last == 's'   ? 1e3
                        : *last == 'm' ? 60e3
                        : *last == 'h' ? 3600e3
                        : *last == 'd' ? 86400e3
                        : *last == 'w' ? 7 * 86400e3
                                       : 0;
    const double length = count * unit;
    return length >= 1 && length < 1e15 ? static_cast<std::int64_t>(length) : 0;
}

}  // namespace adscope
