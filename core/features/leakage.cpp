// What a feature alone tells of the click: a feature that tells nearly everything was made after it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/features/binding.h"
#include "core/features/dataset.h"
#include "core/features/outcome_names.h"

namespace adscope {
namespace {

constexpr double kTooGood = 0.9;

struct Group {
    double score = 0, positives = 0, negatives = 0;
};

// Area under the ROC curve of groups of rows of equal score; ties count half. NaN with one class only.
double auc_of(std::vector<Group> groups) {
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.score < b.score; });
    double area = 0, below = 0, positives = 0, negatives = 0;
    for (std::size_t i = 0; i < groups.size();) {
        double p = 0, n = 0;
        std::size_t j = i;
        for (; j < groups.size() && groups[j].score == groups[i].score; ++j) {
            p += groups[j].positives;
            n += groups[j].negatives;
        }
        area += p * (below + n / 2);
        below += n;
        positives += p;
        negatives += n;
        i = j;
    }
    return positives > 0 && negatives > 0 ? area / (positives * negatives) : kMissing;
}

struct Rows {
    const EventTable& table;
    std::span<const std::uint32_t> rows;
    bool half(std::size_t i) const { return mix64(rows[i]) & 1; }
    double weight(std::size_t i) const { return static_cast<double>(table.weight_of(rows[i])); }
    bool positive(std::size_t i) const { return table.click[rows[i]] != 0; }
};

// Rows of a value in one half are scored by its smoothed rate in the other half.
double coded_auc(const Rows& rows, const std::vector<std::uint32_t>& codes) {
    const std::uint32_t largest = codes.empty() ? 0 : *std::max_element(codes.begin(), codes.end());
    std::vector<Group> groups(2 * (std::size_t{largest} + 1));
    double positives[2] = {}, total[2] = {};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const bool half = rows.half(i);
        Group& g = groups[2 * std::size_t{codes[i]} + half];
        (rows.positive(i) ? g.positives : g.negatives) += rows.weight(i);
        total[half] += rows.weight(i);
        if (rows.positive(i)) positives[half] += rows.weight(i);
    }
    constexpr double kSmoothing = 20;
    std::vector<Group> scored = groups;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const Group& other = groups[g ^ 1];
        const double prior = total[!(g & 1)] > 0 ? positives[!(g & 1)] / total[!(g & 1)] : 0;
        scored[g].score = (other.positives + kSmoothing * prior) / (other.positives + other.negatives + kSmoothing);
    }
    return auc_of(std::move(scored));
}

// A number in its own order, either way; rows without one come first.
double number_auc(const Rows& rows, const std::vector<double>& values) {
    std::vector<Group> groups(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        groups[i].score = std::isnan(values[i]) ? -std::numeric_limits<double>::infinity() : values[i];
        (rows.positive(i) ? groups[i].positives : groups[i].negatives) = rows.weight(i);
    }
    const double auc = auc_of(std::move(groups));
    return std::max(auc, 1 - auc);
}

// Codes 0, 1, ... of the values of a source at the rows; a cell of tags is one value.
std::vector<std::uint32_t> codes_at(const FieldSource& source, std::span<const std::uint32_t> rows) {
    std::vector<std::uint32_t> out;
    out.reserve(rows.size());
    std::unordered_map<std::string, std::uint32_t> cells;
    for (const auto row : rows) {
        const std::size_t slot = source.slot_of(row);
        if (source.shape() == FieldSource::Shape::coded) out.push_back(source.code(slot));
        else out.push_back(cells.emplace(cell_text(source, slot), static_cast<std::uint32_t>(cells.size())).first->second);
    }
    return out;
}

// Distinct numbers as codes, up to 1,000; nothing when there are more: then their order is what can tell.
std::optional<std::vector<std::uint32_t>> few_codes(const std::vector<double>& values) {
    std::unordered_map<std::uint64_t, std::uint32_t> codes;
    std::vector<std::uint32_t> out;
    out.reserve(values.size());
    for (const double v : values) {
        out.push_back(codes.emplace(std::bit_cast<std::uint64_t>(v + 0.0), static_cast<std::uint32_t>(codes.size())).first->second);
        if (codes.size() > 1000) return {};
    }
    return out;
}

double source_auc(const Rows& rows, const FieldSource& source, FeatureKind kind) {
    if (source.shape() != FieldSource::Shape::number) return coded_auc(rows, codes_at(source, rows.rows));
    const bool clock = kind == FeatureKind::hour || kind == FeatureKind::weekday;
    std::vector<double> values;
    values.reserve(rows.rows.size());
    for (const auto row : rows.rows) {
        const double value = source.number(source.slot_of(row));
        values.push_back(clock ? local_part(kind, value, rows.table) : value);
    }
    const double ordered = number_auc(rows, values);
    const auto codes = few_codes(values);
    return codes ? std::max(ordered, coded_auc(rows, *codes)) : ordered;
}

// The own AUC of a feature; of a cross or a past, that of what it becomes.
double feature_auc(const Rows& rows, const FeatureSpec& spec, const EncoderOptions& options) {
    const bool past = find_feature_kind(spec.kind)->reads_past();
    if (options.kind != FeatureKind::cross && !past) {
        const auto source = FieldSource::find(rows.table, spec.source, spec.name);
        return source ? source_auc(rows, *source, options.kind) : kMissing;
    }
    const auto fitted = FittedRecipe::fit(Recipe{{spec}}, rows.table, rows.rows);
    if (!fitted) return kMissing;
    const auto batch = fitted->encode(rows.table, rows.rows);
    if (!batch) return kMissing;
    if (options.kind == FeatureKind::cross) return coded_auc(rows, batch->coded);
    // Of a sequence the newest member: one that was there before can tell little more alone.
    if (options.kind == FeatureKind::sequence) {
        std::vector<std::uint32_t> newest;
        for (std::size_t r = 0; r < batch->rows; ++r) newest.push_back(batch->multi[0].codes[batch->multi[0].offsets[r + 1] - 1]);
        return coded_auc(rows, newest);
    }
    return number_auc(rows, std::vector<double>(batch->dense.begin(), batch->dense.end()));
}

bool reads_outcome(const EventTable& table, const std::string& source_name) {
    const auto source = FieldSource::find(table, source_name, {});
    if (!source) return false;
    if (source->column()) return source->column()->field.role == FieldRole::outcome;
    switch (source->role()) {
        case FieldSource::Role::click:
        case FieldSource::Role::conversion:
        case FieldSource::Role::cost:
        case FieldSource::Role::revenue:
        case FieldSource::Role::rating: return true;
        default: return false;
    }
}

std::string bare_name(const EventTable& table, const std::string& source_name) {
    const auto source = FieldSource::find(table, source_name, {});
    return source && source->column() ? source->column()->field.name : std::string();
}

std::optional<LeakageWarning> examine(const Rows& rows, const FeatureSpec& spec) {
    const auto options = EncoderOptions::make(spec);
    if (!options) return {};
    LeakageWarning warning{spec.name, rows.table.has_click ? feature_auc(rows, spec, *options) : kMissing, {}};
    if (warning.auc > kTooGood) {
        warning.reason = Message("features.leak_auc", {{"feature", spec.name}, {"auc", warning.auc}});
        return warning;
    }
    warning.auc = kMissing;
    if (find_feature_kind(spec.kind)->reads_past()) return {};
    std::vector<std::string> sources = {spec.source};
    if (options->kind == FeatureKind::cross) sources.push_back(options->with);
    for (const auto& name : sources) {
        if (reads_outcome(rows.table, name)) warning.reason = Message("features.leak_role", {{"feature", spec.name}, {"source", name}});
        else if (name_means_outcome(bare_name(rows.table, name)))
            warning.reason = Message("features.leak_name", {{"feature", spec.name}, {"source", name}});
        if (!warning.reason.empty()) return warning;
    }
    return {};
}

}  // namespace

std::vector<LeakageWarning> find_leakage(const Recipe& recipe, const EventTable& table, std::span<const std::uint32_t> train_rows) {
    // A sample is enough to see an AUC of 0.9: spread evenly, so that it is the same every time.
    constexpr std::size_t kSample = 200'000;
    std::vector<std::uint32_t> sample;
    const std::size_t n = std::min(kSample, train_rows.size());
    for (std::size_t i = 0; i < n; ++i) sample.push_back(train_rows[i * train_rows.size() / n]);
    const Rows rows{table, sample};
    std::vector<std::optional<LeakageWarning>> found(recipe.features.size());
    parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) found[i] = examine(rows, recipe.features[i]);
    });
    std::vector<LeakageWarning> out;
    for (auto& f : found)
        if (f) out.push_back(std::move(*f));
    return out;
}

}  // namespace adscope
