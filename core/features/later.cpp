#include "core/features/later.h"

#include <cmath>
#include <set>

#include "core/features/kinds.h"
#include "core/workspace/source.h"

namespace adscope {
namespace {

std::optional<Message> later_times(const FeatureSpec& spec, const FieldSource& source, const EventTable& table) {
    double later = 0, total = 0;
    table.usable().for_each([&](std::size_t row) {
        const double value = source.number(source.slot_of(row));
        if (std::isnan(value) || table.time[row] == EventTable::kNoTime) return;
        total += static_cast<double>(table.weight_of(row));
        if (value > static_cast<double>(table.time[row])) later += static_cast<double>(table.weight_of(row));
    });
    if (later <= 0) return {};
    return Message("features.leak_later", {{"feature", spec.name}, {"source", spec.source}, {"share", later / total}});
}

struct Totals {
    std::vector<double> impressions, clicks, conversions;
};

Totals totals_of(const EventTable& table, const FieldSource& source) {
    const std::size_t n = source.slot_count();
    Totals out{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
    table.usable().for_each([&](std::size_t row) {
        const auto slot = source.slot_of(row);
        const auto weight = static_cast<double>(table.weight_of(row));
        out.impressions[slot] += weight;
        if (table.click[row]) out.clicks[slot] += weight;
        if (!table.conversion.empty() && table.conversion[row]) out.conversions[slot] += weight;
    });
    return out;
}

// Whether nearly all values of an attribute are the totals; few different totals could agree by chance.
bool equals(const FieldSource& source, const Totals& totals, const std::vector<double>& wanted, double tolerance) {
    std::size_t equal = 0, all = 0;
    std::set<double> distinct;
    for (std::size_t slot = 1; slot < wanted.size(); ++slot) {
        const double value = source.number(slot);
        if (totals.impressions[slot] <= 0 || std::isnan(value)) continue;
        ++all;
        if (distinct.size() < 3) distinct.insert(value);
        if (std::abs(value - wanted[slot]) <= tolerance) ++equal;
    }
    return all >= 30 && distinct.size() >= 3 && static_cast<double>(equal) >= 0.98 * static_cast<double>(all);
}

std::optional<Message> whole_log_totals(const FeatureSpec& spec, const FieldSource& source, const EventTable& table) {
    const Totals totals = totals_of(table, source);
    std::vector<double> rate(totals.clicks.size());
    for (std::size_t s = 0; s < rate.size(); ++s) rate[s] = totals.impressions[s] > 0 ? totals.clicks[s] / totals.impressions[s] : 0;
    const char* what = equals(source, totals, totals.impressions, 1e-6)                                ? "impression"
                       : table.has_click && equals(source, totals, totals.clicks, 1e-6)                ? "click"
                       : table.has_click && equals(source, totals, rate, 5e-4)                         ? "ctr"
                       : !table.conversion.empty() && equals(source, totals, totals.conversions, 1e-6) ? "conversion"
                                                                                                       : nullptr;
    if (!what) return {};
    return Message("features.leak_totals", {{"feature", spec.name}, {"source", spec.source}, {"what", what}});
}

}  // namespace

std::optional<Message> reads_later_events(const FeatureSpec& spec, const EventTable& table) {
    const auto* kind = find_feature_kind(spec.kind);
    if (!kind || kind->reads_past()) return {};
    std::vector<std::string> names = {spec.source};
    if (const auto with = spec.settings.find("with"); with != spec.settings.end()) names.push_back(with->second);
    for (const auto& name : names) {
        const auto source = FieldSource::find(table, name, spec.name);
        if (!source || !source->column() || source->shape() != FieldSource::Shape::number) continue;
        if (source->column()->field.kind == FieldKind::time && table.has_time) {
            if (auto found = later_times(spec, *source, table)) return found;
        } else if (source->owner() != Owner::event) {
            if (auto found = whole_log_totals(spec, *source, table)) return found;
        }
    }
    return {};
}

}  // namespace adscope
