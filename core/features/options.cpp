// Settings of a recipe's features, checked against the description of their kind.
#include <algorithm>
#include <cmath>

#include "core/features/encoder.h"

namespace adscope {
namespace {

template <class Container, class Name>
std::string joined(const Container& items, Name name) {
    std::string out;
    for (const auto& i : items) out += (out.empty() ? "" : ", ") + name(i);
    return out.empty() ? "–" : out;
}

Error bad_setting(const FeatureSpec& spec, const std::string& setting, const std::string& found, const std::string& expected) {
    return Error(ErrorCode::invalid_input, "features.bad_setting",
                 {{"feature", spec.name}, {"setting", setting}, {"found", found.empty() ? "–" : found}, {"expected", expected}});
}

Result<const FeatureKindInfo*> kind_of(const FeatureSpec& spec) {
    const auto* info = find_feature_kind(spec.kind);
    if (!info) {
        return Error(
            ErrorCode::invalid_input, "features.unknown_kind",
            {{"feature", spec.name}, {"kind", spec.kind}, {"known", joined(feature_kinds(), [](const auto& k) { return k.name; })}});
    }
    for (const auto& [name, value] : spec.settings) {
        if (info->setting(name)) continue;
        return Error(ErrorCode::invalid_input, "features.unknown_setting",
                     {{"feature", spec.name}, {"kind", spec.kind}, {"setting", name}, {"known", joined(info->settings, [](const auto& s) {
                                                                                           return s.parameter.name;
                                                                                       })}});
    }
    return info;
}

bool acceptable(const FeatureSetting& setting, const std::string& text) {
    const Parameter& p = setting.parameter;
    if (p.type == Parameter::Type::choice) return std::find(p.choices.begin(), p.choices.end(), text) != p.choices.end();
    if (setting.names == FeatureSetting::Names::window) return text.empty() || parse_window(text) > 0;
    if (p.type == Parameter::Type::text) return true;
    const double value = parse_number(text);
    return value >= p.minimum && value <= p.maximum && (p.type != Parameter::Type::integer || value == std::floor(value));
}

// The settings of one feature with the defaults of its kind.
class Given {
public:
    Given(const FeatureSpec& spec, const FeatureKindInfo& info) : spec_(spec), info_(info) {}

    Result<void> check() const {
        for (const auto& s : info_.settings) {
            const std::string value = text(s.parameter.name);
            if (acceptable(s, value)) continue;
            const bool window = s.names == FeatureSetting::Names::window;
            return bad_setting(spec_, s.parameter.name, value, window ? "30m, 12h, 7d, 4w" : range_of(s.parameter));
        }
        return {};
    }
    std::string text(const std::string& name) const {
        if (const auto it = spec_.settings.find(name); it != spec_.settings.end()) return it->second;
        const auto* described = info_.setting(name);
        return described ? described->parameter.otherwise : std::string();
    }
    double number(const std::string& name, double otherwise) const { return info_.setting(name) ? parse_number(text(name)) : otherwise; }
    std::uint32_t whole(const std::string& name, std::uint32_t otherwise) const {
        return static_cast<std::uint32_t>(number(name, otherwise));
    }

private:
    const FeatureSpec& spec_;
    const FeatureKindInfo& info_;
};

// "18, 25, 35": numbers that ascend; empty where they do not.
std::vector<double> parse_cuts(const std::string& text) {
    std::vector<double> cuts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::string piece = text.substr(begin, end - begin);
        piece.erase(0, piece.find_first_not_of(' '));
        piece.erase(piece.find_last_not_of(' ') + 1);
        const double value = parse_number(piece);
        if (!std::isfinite(value) || (!cuts.empty() && value <= cuts.back()) || cuts.size() >= 10000) return {};
        cuts.push_back(value);
        begin = end + 1;
    }
    return cuts;
}

NumberScale scale_of(const std::string& name) {
    return name == "minmax"   ? NumberScale::minmax
           : name == "robust" ? NumberScale::robust
           : name == "log1p"  ? NumberScale::log1p
           : name == "none"   ? NumberScale::none
                              : NumberScale::standard;
}

BucketMethod method_of(const std::string& name) {
    return name == "width"    ? BucketMethod::width
           : name == "log"    ? BucketMethod::log
           : name == "custom" ? BucketMethod::custom
                              : BucketMethod::quantile;
}

}  // namespace

Result<EncoderOptions> EncoderOptions::make(const FeatureSpec& spec) {
    ADSCOPE_ASSIGN(info, kind_of(spec));
    const Given given(spec, *info);
    ADSCOPE_TRY(given.check());
    EncoderOptions out;
    out.kind = info->kind;
    out.min_count = given.number("min_count", 1);
    out.bins = given.whole("bins", 20);
    out.buckets = given.whole("buckets", 65536);
    out.smoothing = given.number("smoothing", 10);
    out.scale = scale_of(given.text("scale"));
    out.method = method_of(given.text("method"));
    if (out.method == BucketMethod::custom) {
        out.cuts = parse_cuts(given.text("cuts"));
        if (out.cuts.empty()) return bad_setting(spec, "cuts", given.text("cuts"), "18, 25, 35");
    } else if (!given.text("cuts").empty()) {
        return bad_setting(spec, "method", given.text("method"), "custom");
    }
    out.with = given.text("with");
    if (out.kind == FeatureKind::cross && out.with.empty()) return bad_setting(spec, "with", "", "ad.campaign, ...");
    out.by = given.text("by");
    if (info->reads_past() && out.kind != FeatureKind::sequence && !spec.settings.contains("by") && !spec.source.empty())
        out.by = spec.source;
    if (info->reads_past() && out.by.empty()) return bad_setting(spec, "by", "", "user, ad, ...");
    out.what = given.text("what");
    if (info->reads_past() && out.what.empty()) return bad_setting(spec, "what", "", "impression, click, conversion, ...");
    out.window = parse_window(given.text("window"));
    out.last = given.whole("last", 20);
    out.period = given.text("period");
    out.ngrams = given.whole("ngrams", 2);
    out.topics = given.whole("topics", 8);
    out.min_documents = given.whole("min_documents", 2);
    return out;
}

}  // namespace adscope
