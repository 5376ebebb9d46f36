#include "core/evaluation/groups.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/workspace/source.h"

namespace adscope {
namespace {

constexpr std::size_t kMostNumbers = 20, kRanges = 10, kMostGroups = 50;
const char* const kNothing = "—";

using Groups = std::map<std::string, std::vector<std::uint32_t>>;

std::string range_text(double low, double high) { return low == high ? number_key(low) : number_key(low) + " – " + number_key(high); }

// The label of every number: itself, or its range.
std::map<double, std::string> number_labels(std::vector<double> values) {
    std::erase_if(values, [](double v) { return std::isnan(v); });
    std::ranges::sort(values);
    std::vector<double> different = values;
    different.erase(std::unique(different.begin(), different.end()), different.end());
    std::map<double, std::string> labels;
    if (different.size() <= kMostNumbers) {
        for (const double v : different) labels[v] = number_key(v);
        return labels;
    }
    std::vector<double> cuts;  // first value of each range
    for (std::size_t r = 0; r < kRanges; ++r) cuts.push_back(values[values.size() * r / kRanges]);
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t r = 0, d = 0; r < cuts.size(); ++r) {
        const std::size_t first = d;
        while (d < different.size() && (r + 1 == cuts.size() || different[d] < cuts[r + 1])) ++d;
        for (std::size_t i = first; i < d; ++i) labels[different[i]] = range_text(different[first], different[d - 1]);
    }
    return labels;
}

}  // namespace

Result<std::vector<RowGroup>> group_by_field(const EventTable& table, std::span<const std::uint32_t> rows, const std::string& field) {
    ADSCOPE_ASSIGN(source, FieldSource::find(table, field, field));
    Groups groups;
    std::map<double, std::string> labels;
    if (source.shape() == FieldSource::Shape::number) {
        std::vector<double> values;
        for (const auto row : rows) values.push_back(source.number(source.slot_of(row)));
        labels = number_labels(std::move(values));
    }
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        const auto slot = source.slot_of(rows[i]);
        const auto put = [&](const std::string& value) { groups[value.empty() ? kNothing : value].push_back(i); };
        switch (source.shape()) {
            case FieldSource::Shape::coded: put(source.names()[source.code(slot)]); break;
            case FieldSource::Shape::number: {
                const double value = source.number(slot);
                put(std::isnan(value) ? std::string() : labels.at(value));
                break;
            }
            case FieldSource::Shape::tags: {
                const auto tags = source.tags(slot);
                if (tags.empty()) put({});
                for (const auto tag : tags) put(source.names()[tag]);
            }
        }
    }
    std::vector<RowGroup> out;
    for (auto& [value, places] : groups) {
        places.erase(std::unique(places.begin(), places.end()), places.end());
        out.push_back({value, std::move(places)});
    }
    std::ranges::stable_sort(out, [](const RowGroup& a, const RowGroup& b) { return a.places.size() > b.places.size(); });
    if (out.size() > kMostGroups) out.resize(kMostGroups);
    return out;
}

}  // namespace adscope
