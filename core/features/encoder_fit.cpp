// What encoders learn from training rows. A row of weight n counts as n equal rows everywhere.
#include <algorithm>
#include <cmath>
#include <numeric>

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

std::vector<std::uint32_t> ascending(std::span<const double> values) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    return order;
}

// Cut points at the weighted quantiles 1/bins, 2/bins, ...; equal ones once, and none at the largest value, above
// which there would be nothing.
std::vector<double> quantile_cuts(const std::vector<double>& values, const std::vector<double>& weights, std::uint32_t bins) {
    const auto order = ascending(values);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
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

double signed_log(double x) { return std::copysign(std::log1p(std::abs(x)), x); }
double signed_exp(double x) { return std::copysign(std::expm1(std::abs(x)), x); }

// Cut points at equal distances between the least and the largest value, or between their signed logarithms.
std::vector<double> even_cuts(const std::vector<double>& values, std::uint32_t bins, bool logarithmic) {
    if (values.empty()) return {};
    const auto [least, largest] = std::minmax_element(values.begin(), values.end());
    const double low = logarithmic ? signed_log(*least) : *least, high = logarithmic ? signed_log(*largest) : *largest;
    std::vector<double> cuts;
    for (std::uint32_t k = 1; k < bins; ++k) {
        const double at = low + (high - low) * (static_cast<double>(k) / bins);
        const double cut = logarithmic ? signed_exp(at) : at;
        if (cut > *least && cut < *largest && (cuts.empty() || cut > cuts.back())) cuts.push_back(cut);
    }
    return cuts;
}

// The weighted quantile q: the least value at or below which q of the weight lies.
double quantile(const std::vector<double>& values, const std::vector<double>& weights, const std::vector<std::uint32_t>& order, double q) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double seen = 0;
    for (const auto i : order) {
        seen += weights[i];
        if (seen >= q * total) return values[i];
    }
    return 0;
}

}  // namespace

void Encoder::learn_scale(std::span<const double> given, std::span<const double> given_weights) {
    std::vector<double> values, weights;
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (!std::isfinite(given[i]) || given_weights[i] <= 0) continue;
        values.push_back(scaled(given[i]));
        weights.push_back(given_weights[i]);
    }
    if (values.empty() || options_.scale == NumberScale::none) return;
    double spread = 0;
    if (options_.scale == NumberScale::minmax) {
        const auto [least, largest] = std::minmax_element(values.begin(), values.end());
        mean_ = *least;
        spread = *largest - *least;
    } else if (options_.scale == NumberScale::robust) {
        // Of a normal variable the interquartile range is 1.349 deviations, so that both scales agree there.
        const auto order = ascending(values);
        mean_ = quantile(values, weights, order, 0.5);
        spread = (quantile(values, weights, order, 0.75) - quantile(values, weights, order, 0.25)) / 1.349;
    } else {
        double total = 0, sum = 0, squares = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            total += weights[i];
            sum += weights[i] * values[i];
        }
        mean_ = sum / total;
        for (std::size_t i = 0; i < values.size(); ++i) squares += weights[i] * (values[i] - mean_) * (values[i] - mean_);
        spread = std::sqrt(squares / total);
    }
    deviation_ = spread > 1e-12 * std::max(1.0, std::abs(mean_)) ? spread : 1;  // a constant says nothing: it becomes 0
}

Encoder Encoder::fit(const EncoderOptions& options, const EventTable& table, const FieldSource& source,
                     std::span<const std::uint32_t> rows) {
    Encoder e;
    e.options_ = options;
    if (options.kind == FeatureKind::hash || options.kind == FeatureKind::hour || options.kind == FeatureKind::weekday ||
        options.kind == FeatureKind::cyclic)
        return e;
    if (options.kind == FeatureKind::bucket && options.method == BucketMethod::custom) {
        e.cuts_ = options.cuts;
        return e;
    }
    const auto weights = slot_weights(table, source, rows);
    if (options.kind == FeatureKind::category || options.kind == FeatureKind::tags || options.kind == FeatureKind::sequence) {
        e.vocabulary_ = Vocabulary::make(value_weights(source, weights, options.kind != FeatureKind::category), options.min_count);
        return e;
    }
    std::vector<double> values, kept;
    numbers_of(source, weights, values, kept);
    if (options.kind != FeatureKind::bucket) e.learn_scale(values, kept);
    else if (options.method == BucketMethod::quantile) e.cuts_ = quantile_cuts(values, kept, options.bins);
    else e.cuts_ = even_cuts(values, options.bins, options.method == BucketMethod::log);
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
    e.learn_scale(values, weights);
    return e;
}

Result<Encoder> Encoder::fit_texts(const EncoderOptions& options, const EventTable& table, const FieldSource& source,
                                   std::span<const std::uint32_t> rows, const JobContext& job) {
    Encoder e;
    e.options_ = options;
    const TextEncoder::Request request{options.kind, options.buckets, options.ngrams, options.topics, options.min_documents};
    ADSCOPE_ASSIGN(made, TextEncoder::fit(request, value_weights(source, slot_weights(table, source, rows), false), job));
    e.texts_ = std::move(made);
    return e;
}

}  // namespace adscope
