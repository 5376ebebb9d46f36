// Settings of a recipe's features: what each kind knows, and the check of what is given.
#include <cmath>
#include <map>
#include <set>

#include "core/features/encoder.h"

namespace adscope {
namespace {

const std::map<std::string, std::pair<FeatureKind, std::set<std::string>>>& kinds() {
    static const std::map<std::string, std::pair<FeatureKind, std::set<std::string>>> table = {
        {"category", {FeatureKind::category, {"min_count"}}},
        {"bucket", {FeatureKind::bucket, {"bins"}}},
        {"number", {FeatureKind::number, {"scale"}}},
        {"tags", {FeatureKind::tags, {"min_count"}}},
        {"hour", {FeatureKind::hour, {}}},
        {"weekday", {FeatureKind::weekday, {}}},
        {"cross", {FeatureKind::cross, {"with", "min_count", "bins"}}},
        {"hash", {FeatureKind::hash, {"buckets"}}},
        {"past_count", {FeatureKind::past_count, {"by", "what"}}},
        {"past_rate", {FeatureKind::past_rate, {"by", "what", "smoothing"}}},
    };
    return table;
}

template <class Container, class Name>
std::string joined(const Container& items, Name name) {
    std::string out;
    for (const auto& i : items) out += (out.empty() ? "" : ", ") + name(i);
    return out.empty() ? "–" : out;
}

Error bad_setting(const FeatureSpec& spec, const std::string& setting, const std::string& found, const std::string& expected) {
    return Error(ErrorCode::invalid_input, "features.bad_setting",
                 {{"feature", spec.name}, {"setting", setting}, {"found", found}, {"expected", expected}});
}

Result<double> number_setting(const FeatureSpec& spec, const std::string& name, double otherwise, double low, double high, bool whole) {
    const auto it = spec.settings.find(name);
    if (it == spec.settings.end()) return otherwise;
    const double value = parse_number(it->second);
    if (std::isnan(value) || value < low || value > high || (whole && value != std::floor(value)))
        return bad_setting(spec, name, it->second, number_key(low) + " – " + number_key(high));
    return value;
}

Result<void> check_names(const FeatureSpec& spec) {
    const auto it = kinds().find(spec.kind);
    if (it == kinds().end()) {
        return Error(ErrorCode::invalid_input, "features.unknown_kind",
                     {{"feature", spec.name}, {"kind", spec.kind}, {"known", joined(kinds(), [](const auto& k) { return k.first; })}});
    }
    for (const auto& [name, value] : spec.settings) {
        if (it->second.second.contains(name)) continue;
        return Error(
            ErrorCode::invalid_input, "features.unknown_setting",
            {{"feature", spec.name}, {"kind", spec.kind}, {"setting", name}, {"known", joined(it->second.second, [](const auto& s) {
                                                                                  return s;
                                                                              })}});
    }
    return {};
}

std::string text_setting(const FeatureSpec& spec, const std::string& name, const std::string& otherwise) {
    const auto it = spec.settings.find(name);
    return it == spec.settings.end() ? otherwise : it->second;
}

}  // namespace

Result<EncoderOptions> EncoderOptions::make(const FeatureSpec& spec) {
    ADSCOPE_TRY(check_names(spec));
    EncoderOptions out;
    out.kind = kinds().at(spec.kind).first;
    ADSCOPE_ASSIGN(min_count, number_setting(spec, "min_count", 1, 1, 1e9, true));
    ADSCOPE_ASSIGN(bins, number_setting(spec, "bins", out.kind == FeatureKind::cross ? 10 : 20, 2, 10000, true));
    ADSCOPE_ASSIGN(buckets, number_setting(spec, "buckets", 65536, 2, 1 << 26, true));
    ADSCOPE_ASSIGN(smoothing, number_setting(spec, "smoothing", 10, 0, 1e9, false));
    out.min_count = min_count;
    out.bins = static_cast<std::uint32_t>(bins);
    out.buckets = static_cast<std::uint32_t>(buckets);
    out.smoothing = smoothing;
    const std::string scale = text_setting(spec, "scale", "standard");
    if (scale != "standard" && scale != "log1p") return bad_setting(spec, "scale", scale, "standard, log1p");
    out.logarithmic = scale == "log1p";
    out.with = text_setting(spec, "with", "");
    if (out.kind == FeatureKind::cross && out.with.empty()) return bad_setting(spec, "with", "–", "ad.campaign, ...");
    out.by = text_setting(spec, "by", spec.source.empty() ? "user" : spec.source);
    out.what = text_setting(spec, "what", out.kind == FeatureKind::past_rate ? "click" : "impression");
    return out;
}

}  // namespace adscope
