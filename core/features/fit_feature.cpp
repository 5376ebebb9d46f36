#include "core/features/fit_feature.h"

#include <algorithm>
#include <cmath>

namespace adscope {
namespace {

// The encoder of a cross's side: numbers with many values are cut, the rest are categories.
Encoder fit_side(const EncoderOptions& cross, const EventTable& table, const FieldSource& source, std::span<const std::uint32_t> rows) {
    EncoderOptions side = cross;
    side.kind = FeatureKind::category;
    Encoder category = Encoder::fit(side, table, source, rows);
    if (source.shape() != FieldSource::Shape::number || category.cardinality() <= cross.bins + 1) return category;
    side.kind = FeatureKind::bucket;
    return Encoder::fit(side, table, source, rows);
}

Result<std::vector<std::uint32_t>> side_codes(const Encoder& side, FeatureSpec spec, const std::string& source, const EventTable& table,
                                              std::span<const std::uint32_t> rows) {
    spec.source = source;
    ADSCOPE_ASSIGN(bound, BoundFeature::bind(side, spec, table));
    std::vector<std::uint32_t> users, ads, out(rows.size());
    bound.codes(event_impressions(table, rows, users, ads), out.data(), 1);
    return out;
}

Result<Encoder> fit_cross(const FeatureSpec& spec, const EncoderOptions& options, const EventTable& table,
                          std::span<const std::uint32_t> rows) {
    ADSCOPE_ASSIGN(first, FieldSource::find(table, spec.source, spec.name));
    ADSCOPE_ASSIGN(second, FieldSource::find(table, options.with, spec.name));
    Encoder left = fit_side(options, table, first, rows), right = fit_side(options, table, second, rows);
    ADSCOPE_ASSIGN(left_codes, side_codes(left, spec, spec.source, table, rows));
    ADSCOPE_ASSIGN(right_codes, side_codes(right, spec, options.with, table, rows));
    return Encoder::fit_cross(options, std::move(left), std::move(right), table, rows, left_codes, right_codes);
}

Result<Encoder> fit_past(const FeatureSpec& spec, const EncoderOptions& options, const EventTable& table,
                         std::span<const std::uint32_t> rows) {
    ADSCOPE_ASSIGN(by, FieldSource::find(table, options.by, spec.name));
    ADSCOPE_ASSIGN(history, History::make(table, options.by, options.what, spec.name, options.kind == FeatureKind::past_gap));
    double prior = 0;
    if (options.kind == FeatureKind::past_rate && options.what != "impression") {
        ADSCOPE_ASSIGN(outcome, FieldSource::find(table, options.what, spec.name));
        double weight = 0, sum = 0;
        for (const auto row : rows) {
            const double value = outcome.number(outcome.slot_of(row));
            if (std::isnan(value)) continue;
            weight += static_cast<double>(table.weight_of(row));
            sum += static_cast<double>(table.weight_of(row)) * value;
        }
        prior = weight > 0 ? sum / weight : 0;
    }
    std::vector<double> values;
    values.reserve(rows.size());
    for (const auto row : rows)
        values.push_back(BoundFeature::past_value(options, prior, history, history.key_of_slot(by, by.slot_of(row)), table.time[row]));
    return Encoder::fit_past(options, prior, table, rows, values);
}

}  // namespace

Impressions event_impressions(const EventTable& table, std::span<const std::uint32_t> rows, std::vector<std::uint32_t>& users,
                              std::vector<std::uint32_t>& ads) {
    for (const auto row : rows) {
        users.push_back(table.has_user ? table.user[row] : 0);
        ads.push_back(table.has_ad ? table.ad[row] : 0);
    }
    return {rows, users, ads};
}

Result<Encoder> fit_feature(const FeatureSpec& spec, const EventTable& table, std::span<const std::uint32_t> rows, const JobContext& job) {
    ADSCOPE_ASSIGN(options, EncoderOptions::make(spec));
    const auto* info = find_feature_kind(spec.kind);
    if (options.kind == FeatureKind::cross) return fit_cross(spec, options, table, rows);
    if (info->reads_past() && options.kind != FeatureKind::sequence) return fit_past(spec, options, table, rows);
    const std::string name = spec.source.empty() && options.kind == FeatureKind::sequence ? "ad" : spec.source;
    ADSCOPE_ASSIGN(source, FieldSource::find(table, name, spec.name));
    const bool numeric = source.shape() == FieldSource::Shape::number;
    if (info->reads == FeatureKindInfo::Reads::times && !numeric)
        return Error(ErrorCode::invalid_input, "features.not_a_time", {{"feature", spec.name}, {"source", spec.source}});
    if (info->reads == FeatureKindInfo::Reads::texts && source.shape() != FieldSource::Shape::coded)
        return Error(ErrorCode::invalid_input, "features.not_text", {{"feature", spec.name}, {"source", spec.source}});
    if (info->reads == FeatureKindInfo::Reads::numbers && !numeric) {
        const auto& names = source.names();
        if (std::none_of(names.begin(), names.end(), [](const auto& n) { return !std::isnan(parse_number(n)); }))
            return Error(ErrorCode::invalid_input, "features.not_numeric", {{"feature", spec.name}, {"source", spec.source}});
    }
    if (TextEncoder::reads(options.kind)) return Encoder::fit_texts(options, table, source, rows, job);
    // Whose past a sequence is, and of what, is checked before anything is learnt.
    if (options.kind == FeatureKind::sequence) ADSCOPE_TRY(History::make(table, options.by, options.what, spec.name, true));
    return Encoder::fit(options, table, source, rows);
}

}  // namespace adscope
