#include "core/features/levels.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "core/base/random.h"

namespace adscope {
namespace {

constexpr std::uint32_t kBins = 20, kBinsOfColumns = 10;

std::vector<double> weights_of(const EventTable& table, std::span<const std::uint32_t> rows) {
    std::vector<double> out;
    out.reserve(rows.size());
    for (const auto row : rows) out.push_back(static_cast<double>(table.weight_of(row)));
    return out;
}

// Upper ends of ranges that hold equally much of the weight; the last range is open.
std::vector<double> quantiles(std::span<const double> values, std::span<const double> weights, std::uint32_t bins) {
    std::vector<std::uint32_t> order;
    double total = 0;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        order.push_back(i);
        total += weights[i];
    }
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    std::vector<double> cuts;
    double seen = 0;
    std::uint32_t next = 1;
    for (const auto i : order) {
        seen += weights[i];
        for (; next < bins && seen >= total * next / bins; ++next)
            if (cuts.empty() || cuts.back() < values[i]) cuts.push_back(values[i]);
    }
    return cuts;
}

std::uint32_t bin_of(const std::vector<double>& cuts, double value) {
    if (std::isnan(value)) return 0;
    return 1 + static_cast<std::uint32_t>(std::lower_bound(cuts.begin(), cuts.end(), value) - cuts.begin());
}

std::vector<std::uint32_t> bins_of(const std::vector<double>& cuts, std::span<const double> values) {
    std::vector<std::uint32_t> out;
    out.reserve(values.size());
    for (const double v : values) out.push_back(bin_of(cuts, v));
    return out;
}

// Rows of weighted members.
struct Members {
    std::vector<std::uint32_t> offsets{0}, codes;
    std::vector<float> weights;
    std::uint32_t count = 0;  // codes, 0 included
};

class Reading {
public:
    Reading(const EventTable& table, const Encoder& encoder, const BoundFeature& bound, std::span<const std::uint32_t> rows)
        : encoder_(encoder), bound_(bound), rows_(rows) {
        impressions_ = event_impressions(table, rows, users_, ads_);
    }

    std::vector<std::uint32_t> codes() const {
        std::vector<std::uint32_t> out(rows_.size());
        if (!rows_.empty()) bound_.codes(impressions_, out.data(), 1);  // none: nothing to look at
        return out;
    }
    std::vector<double> numbers() const {
        std::vector<double> out(rows_.size());
        if (!rows_.empty()) bound_.numbers(impressions_, out.data());
        return out;
    }
    std::vector<std::uint8_t> present() const {
        std::vector<std::uint8_t> out(rows_.size());
        if (!rows_.empty()) bound_.present(impressions_, out.data());
        return out;
    }
    Members members() const {
        FeatureBatch::Multi multi;
        std::vector<std::uint32_t> counts(rows_.size());
        if (!rows_.empty()) bound_.multi(impressions_, multi, counts.data());
        Members out;
        out.count = encoder_.cardinality();
        for (const auto n : counts) out.offsets.push_back(out.offsets.back() + n);
        out.weights = std::move(multi.weights);
        if (out.weights.empty()) out.weights.assign(multi.codes.size(), 1.0f);
        out.codes = std::move(multi.codes);
        return out;
    }
    std::vector<float> columns() const {
        std::vector<float> out(rows_.size() * encoder_.width());
        if (!rows_.empty()) bound_.dense(impressions_, out.data(), encoder_.width());
        return out;
    }

private:
    const Encoder& encoder_;
    const BoundFeature& bound_;
    std::span<const std::uint32_t> rows_;
    std::vector<std::uint32_t> users_, ads_;
    Impressions impressions_;
};

// Columns of numbers as members: each column's range is a code. Rows without a value have the code 0.
Members members_of_columns(const std::vector<float>& columns, std::uint32_t width, const std::vector<std::vector<double>>& cuts,
                           const std::vector<std::uint8_t>& present) {
    Members out;
    out.count = 1 + width * (kBinsOfColumns + 1);
    for (std::size_t r = 0; r < present.size(); ++r) {
        for (std::uint32_t c = 0; c < width && present[r]; ++c)
            out.codes.push_back(c * (kBinsOfColumns + 1) + bin_of(cuts[c], static_cast<double>(columns[r * width + c])));
        if (!present[r]) out.codes.push_back(0);
        out.offsets.push_back(static_cast<std::uint32_t>(out.codes.size()));
    }
    out.weights.assign(out.codes.size(), 1.0f);
    return out;
}

// Log-odds of the click for each code, smoothed by 20 impressions of the average; of both halves of the training rows and of all.
struct CodeOdds {
    std::vector<double> half[2], all;

    static double log_odds(double positives, double total, double prior) {
        const double rate = (positives + 20 * prior) / (total + 20);
        return std::log(rate / (1 - rate));
    }
};

bool half_of(std::uint32_t row) { return mix64(row) & 1; }

CodeOdds odds_of(const Members& members, const EventTable& table, std::span<const std::uint32_t> rows, const std::vector<double>& weights) {
    std::vector<double> positives[2], total[2];
    for (int h = 0; h < 2; ++h) positives[h].assign(members.count, 0.0), total[h].assign(members.count, 0.0);
    double clicks = 0, all = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const bool half = half_of(rows[r]), click = table.click[rows[r]] != 0;
        all += weights[r];
        if (click) clicks += weights[r];
        for (auto i = members.offsets[r]; i < members.offsets[r + 1]; ++i) {
            total[half][members.codes[i]] += weights[r];
            if (click) positives[half][members.codes[i]] += weights[r];
        }
    }
    const double prior = std::clamp(all > 0 ? clicks / all : 0.5, 1e-6, 1 - 1e-6);
    CodeOdds out;
    for (std::uint32_t c = 0; c < members.count; ++c) {
        for (int h = 0; h < 2; ++h) out.half[h].push_back(CodeOdds::log_odds(positives[h][c], total[h][c], prior));
        out.all.push_back(CodeOdds::log_odds(positives[0][c] + positives[1][c], total[0][c] + total[1][c], prior));
    }
    return out;
}

// One number a row: the mean log-odds of its members; NaN for a row without one.
std::vector<double> scores_of(const Members& members, const CodeOdds& odds, std::span<const std::uint32_t> rows, bool training) {
    std::vector<double> out;
    out.reserve(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto& table = training ? odds.half[!half_of(rows[r])] : odds.all;
        double sum = 0, total = 0;
        for (auto i = members.offsets[r]; i < members.offsets[r + 1]; ++i) {
            if (members.codes[i] == 0) continue;
            sum += static_cast<double>(members.weights[i]) * table[members.codes[i]];
            total += static_cast<double>(members.weights[i]);
        }
        out.push_back(total > 0 ? sum / total : kMissing);
    }
    return out;
}

void take_numbers(const std::vector<double>& weights, Levels& out) {
    const auto cuts = quantiles(out.train_numbers, weights, kBins);
    out.train = bins_of(cuts, out.train_numbers);
    out.test = bins_of(cuts, out.test_numbers);
    out.count = static_cast<std::uint32_t>(cuts.size()) + 2;
}

void take_members(const Members& train, const Members& test, const EventTable& table, std::span<const std::uint32_t> train_rows,
                  std::span<const std::uint32_t> test_rows, const std::vector<double>& weights, Levels& out) {
    const CodeOdds odds = odds_of(train, table, train_rows, weights);
    const auto scores = scores_of(train, odds, train_rows, true);
    const auto cuts = quantiles(scores, weights, kBins);
    out.train = bins_of(cuts, scores);
    out.count = static_cast<std::uint32_t>(cuts.size()) + 2;
    const auto alike = scores_of(train, odds, train_rows, false);
    const auto drift_cuts = quantiles(alike, weights, kBins);
    out.train_as_test = bins_of(drift_cuts, alike);
    out.test = bins_of(drift_cuts, scores_of(test, odds, test_rows, false));
    out.drift_count = static_cast<std::uint32_t>(drift_cuts.size()) + 2;
    out.cardinality = static_cast<std::int64_t>(std::unordered_set<std::uint32_t>(train.codes.begin(), train.codes.end()).size());
    if (std::find(train.codes.begin(), train.codes.end(), 0u) != train.codes.end()) --out.cardinality;
}

double share(const std::vector<std::uint8_t>& which, const std::vector<double>& weights) {
    double total = 0, sum = 0;
    for (std::size_t i = 0; i < which.size(); ++i) {
        total += weights[i];
        if (which[i]) sum += weights[i];
    }
    return total > 0 ? sum / total : kMissing;
}

}  // namespace

Result<Levels> levels_of(const FeatureSpec& spec, const EventTable& table, std::span<const std::uint32_t> train,
                         std::span<const std::uint32_t> test, const JobContext& job) {
    ADSCOPE_ASSIGN(encoder, fit_feature(spec, table, train, job));
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_ASSIGN(bound, BoundFeature::bind(encoder, spec, table));
    const Reading of_train(table, encoder, bound, train), of_test(table, encoder, bound, test);
    const auto weights = weights_of(table, train), test_weights = weights_of(table, test);
    const auto present = of_train.present();
    auto test_present = of_test.present();
    Levels out;
    out.coverage = share(present, weights);
    const bool dense = encoder.form() == FeatureInfo::Form::dense;
    if (encoder.form() == FeatureInfo::Form::coded) {
        out.train = of_train.codes();
        out.test = of_test.codes();
        out.count = encoder.cardinality();
        std::vector<std::uint8_t> seen(out.count, 0);
        for (const auto code : out.train) seen[code] = 1;
        out.cardinality = std::count(seen.begin() + 1, seen.end(), 1);
        for (std::size_t r = 0; r < test.size(); ++r) test_present[r] = test_present[r] && !seen[out.test[r]];
        if (encoder.options().kind == FeatureKind::bucket) {
            out.train_numbers = of_train.numbers();
            out.test_numbers = of_test.numbers();
            std::fill(test_present.begin(), test_present.end(), 0);  // a number always falls into a range
        }
    } else if (dense && encoder.width() == 1) {
        out.train_numbers = of_train.numbers();
        out.test_numbers = of_test.numbers();
        take_numbers(weights, out);
        std::unordered_set<double> distinct;
        for (const double v : out.train_numbers)
            if (!std::isnan(v)) distinct.insert(v);
        out.cardinality = static_cast<std::int64_t>(distinct.size());
        std::fill(test_present.begin(), test_present.end(), 0);
    } else if (dense) {
        const auto columns = of_train.columns();
        std::vector<std::vector<double>> cuts;
        for (std::uint32_t c = 0; c < encoder.width(); ++c) {
            std::vector<double> column;
            for (std::size_t r = 0; r < train.size(); ++r)
                column.push_back(present[r] ? static_cast<double>(columns[r * encoder.width() + c]) : kMissing);
            cuts.push_back(quantiles(column, weights, kBinsOfColumns));
        }
        take_members(members_of_columns(columns, encoder.width(), cuts, present),
                     members_of_columns(of_test.columns(), encoder.width(), cuts, test_present), table, train, test, weights, out);
        out.cardinality = encoder.width();
        std::fill(test_present.begin(), test_present.end(), 0);
    } else {
        const auto members = of_test.members();
        take_members(of_train.members(), members, table, train, test, weights, out);
        for (std::size_t r = 0; r < test.size(); ++r)
            test_present[r] = test_present[r] && std::all_of(members.codes.begin() + members.offsets[r],
                                                             members.codes.begin() + members.offsets[r + 1], [](auto c) { return c == 0; });
    }
    out.unseen = share(test_present, test_weights);
    if (out.train_as_test.empty()) out.drift_count = out.count;
    return out;
}

}  // namespace adscope
