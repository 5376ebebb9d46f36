// What encoders learn from training rows. A row of weight n counts as n equal rows everywhere.
#include <algorithm>
#include <cmath>

#include "core/features/binding.h"

namespace adscope {
namespace {

// Training weight of every slot of a source: an event's own, or the sum over the events of a user or an ad.
std::vector<double> slot_weights(const EventTable& table, const FieldSource& source, std::span<const std::uint32_t> rows) {
    std::vector<double> out(source.slot_count(), 0.0);
    for (const auto row : rows) out[source.slot_of(row)] += static_cast<double>(table.weight_of(row));
    if (source.owner() != Owner::event) out[0] = 0;  // events of nobody
    return out;
}

using Weighted = std::vector<std::pair<std::string, double>>;

Weighted number_weights(const FieldSource& source, const std::vector<double>& weights) {
    std::unordered_map<std::uint64_t, double> by_bits;
    for (std::size_t s = 0; s < weights.size(); ++s) {
        if (weights[s] == 0) continue;
        if (const double value = source.number(s); !std::isnan(value)) by_bits[std::bit_cast<std::uint64_t>(value + 0.0)] += weights[s];
    }
    Weighted out;
    out.reserve(by_bits.size());
    for (const auto& [bits, weight] : by_bits) out.emplace_back(number_key(std::bit_cast<double>(bits)), weight);
    return out;
}

// A cell of tags as one value.
Weighted cell_weights(const FieldSource& source, const std::vector<double>& weights) {
    std::unordered_map<std::string, double> by_cell;
    for (std::size_t s = 0; s < weights.size(); ++s)
        if (weights[s] != 0 && !source.tags(s).empty()) by_cell[cell_text(source, s)] += weights[s];
    return {by_cell.begin(), by_cell.end()};
}

// Training weight of every value by its key; a cell of tags is one value unless `members`.
Weighted value_weights(const FieldSource& source, const std::vector<double>& weights, bool members) {
    if (source.shape() == FieldSource::Shape::number) return number_weights(source, weights);
    if (source.shape() == FieldSource::Shape::tags && !members) return cell_weights(source, weights);
    std::vector<double> by_code(source.names().size(), 0.0);
    for (std::size_t s = 0; s < weights.size(); ++s) {
        if (weights[s] == 0) continue;
        if (source.shape() == FieldSource::Shape::coded) by_code[source.code(s)] += weights[s];
        else
            for (const auto tag : source.tags(s)) by_code[tag] += weights[s];
    }
    Weighted out;
    for (std::size_t c = 1; c < by_code.size(); ++c)
        if (by_code[c] > 0 && !source.names()[c].empty()) out.emplace_back(source.names()[c], by_code[c]);
    return out;
}

// Numbers and weights of the training slots; texts that are numbers count as such.
void numbers_of(const FieldSource& source, const std::vector<double>& weights, std::vector<double>& values, std::vector<double>& kept) {
    std::vector<double> parsed;
    if (source.shape() == FieldSource::Shape::coded)
        for (const auto& name : source.names()) parsed.push_back(parse_number(name));
    for (std::size_t s = 0; s < weights.size(); ++s) {
        if (weights[s] == 0) continue;
        const double value = source.shape() == FieldSource::Shape::coded    ? parsed[source.code(s)]
                             : source.shape() == FieldSource::Shape::number ? source.number(s)
                                                                            : parse_number(cell_text(source, s));
        if (!std::isfinite(value)) continue;
        values.push_back(value);
        kept.push_back(weights[s]);
    }
}

// Cut points at the weighted quantiles 1/bins, 2/bins, ...; equal ones once, and none at the largest value, above
// which there would be nothing.
std::vector<double> quantile_cuts(const std::vector<double>& values, const std::vector<double>& weights, std::uint32_t bins) {
    std::vector<std::uint32_t> order(values.size());
    double total = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<std::uint32_t>(i);
        total += weights[i];
    }
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    std::vector<double> cuts;
    double seen = 0;
    std::uint32_t next = 1;
    for (const auto i : order) {
        seen += weights[i];
        while (next < bins && seen >= total * next / bins) {
            if (cuts.empty() || cuts.back() < values[i]) cuts.push_back(values[i]);
            ++next;
        }
    }
    if (!cuts.empty() && cuts.back() == values[order.back()]) cuts.pop_back();
    return cuts;
}

}  // namespace

void Encoder::standardise(std::span<const double> values, std::span<const double> weights) {
    double total = 0, sum = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        total += weights[i];
        sum += weights[i] * scaled(values[i]);
    }
    mean_ = total > 0 ? sum / total : 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isfinite(values[i])) squares += weights[i] * (scaled(values[i]) - mean_) * (scaled(values[i]) - mean_);
    deviation_ = total > 0 ? std::sqrt(squares / total) : 1;
    if (!(deviation_ > 1e-12 * std::max(1.0, std::abs(mean_)))) deviation_ = 1;  // a constant says nothing: it becomes 0
}

Encoder Encoder::fit(const EncoderOptions& options, const EventTable& table, const FieldSource& source,
                     std::span<const std::uint32_t> rows) {
    Encoder e;
    e.options_ = options;
    if (options.kind == FeatureKind::hash || options.kind == FeatureKind::hour || options.kind == FeatureKind::weekday) return e;
    const auto weights = slot_weights(table, source, rows);
    if (options.kind == FeatureKind::category || options.kind == FeatureKind::tags) {
        e.vocabulary_ = Vocabulary::make(value_weights(source, weights, options.kind == FeatureKind::tags), options.min_count);
        return e;
    }
    std::vector<double> values, kept;
    numbers_of(source, weights, values, kept);
    if (options.kind == FeatureKind::bucket) e.cuts_ = quantile_cuts(values, kept, options.bins);
    else e.standardise(values, kept);
    return e;
}

Encoder Encoder::fit_cross(const EncoderOptions& options, Encoder first, Encoder second, const EventTable& table,
                           std::span<const std::uint32_t> rows, std::span<const std::uint32_t> left, std::span<const std::uint32_t> right) {
    Encoder e;
    e.options_ = options;
    std::unordered_map<std::uint64_t, double> weights;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (left[i] != 0 && right[i] != 0)
            weights[std::uint64_t{left[i]} << 32 | right[i]] += static_cast<double>(table.weight_of(rows[i]));
    std::vector<std::pair<double, std::uint64_t>> kept;
    for (const auto& [pair, weight] : weights)
        if (weight >= options.min_count && weight > 0) kept.emplace_back(-weight, pair);
    std::sort(kept.begin(), kept.end());  // heaviest first
    for (const auto& k : kept) {
        e.pairs_.push_back(k.second);
        e.pair_codes_.emplace(k.second, static_cast<std::uint32_t>(e.pairs_.size()));
    }
    e.parts_.push_back(std::move(first));
    e.parts_.push_back(std::move(second));
    return e;
}

Encoder Encoder::fit_past(const EncoderOptions& options, double prior, const EventTable& table, std::span<const std::uint32_t> rows,
                          std::span<const double> values) {
    Encoder e;
    e.options_ = options;
    e.prior_ = prior;
    std::vector<double> weights;
    weights.reserve(rows.size());
    for (const auto row : rows) weights.push_back(static_cast<double>(table.weight_of(row)));
    e.standardise(values, weights);
    return e;
}

}  // namespace adscope
