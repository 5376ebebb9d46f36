// Metrics of click probabilities by the variants of DEFINITIONS.md, in their weighted forms: a weight of n is n equal rows.
#include "core/evaluation/binary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace adscope {

RankedRows::RankedRows(std::span<const double> scores, std::span<const double> labels, std::span<const double> weights) {
    order_.resize(scores.size());
    std::iota(order_.begin(), order_.end(), 0u);
    // Stable, so that equal probabilities keep their order: the bins of the calibration error depend on it.
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return scores[a] < scores[b]; });
    rows_.reserve(order_.size());
    for (const auto i : order_) rows_.push_back({scores[i], weights.empty() ? 1.0 : weights[i], labels[i] > 0.5});
}

// Mann and Whitney's statistic over the product of the classes' weights; a tie counts half.
double RankedRows::auc(std::span<const double> times) const {
    double negatives_below = 0, pairs = 0, positives = 0;
    for (std::size_t i = 0; i < rows_.size();) {
        double tied_positives = 0, tied_negatives = 0;
        const double score = rows_[i].score;
        for (; i < rows_.size() && rows_[i].score == score; ++i) (rows_[i].positive ? tied_positives : tied_negatives) += weight(i, times);
        pairs += tied_positives * (negatives_below + 0.5 * tied_negatives);
        negatives_below += tied_negatives;
        positives += tied_positives;
    }
    const double all = positives * negatives_below;
    return all > 0 ? pairs / all : kMissing;
}

// Sum over the thresholds, from the highest, of the step of recall times the precision reached.
double RankedRows::average_precision(std::span<const double> times) const {
    double positives = 0, all = 0, sum = 0;
    for (std::size_t i = rows_.size(); i > 0;) {
        double step = 0;
        const double score = rows_[i - 1].score;
        for (; i > 0 && rows_[i - 1].score == score; --i) {
            const double w = weight(i - 1, times);
            all += w;
            if (rows_[i - 1].positive) step += w;
        }
        positives += step;
        if (all > 0) sum += step * positives / all;
    }
    return positives > 0 ? sum / positives : kMissing;
}

// Ten bins of equal mass in order of probability; the first take one row more each where the rows do not divide by ten.
// A row of weight n is cut between bins as n equal rows would be.
double RankedRows::calibration_error(std::span<const double> times) const {
    constexpr int kBins = 10;
    double total = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) total += weight(i, times);
    if (!(total > 0)) return kMissing;
    const double base = std::floor(total / kBins), extra = total - kBins * base;
    double error = 0, left = 0;  // left: of the row that the last bin's end cut
    std::size_t i = 0;
    for (int bin = 0; bin < kBins; ++bin) {
        double room = base + std::clamp(extra - bin, 0.0, 1.0), gap = 0;
        while (i < rows_.size() && room > 0) {
            if (left == 0) left = weight(i, times);
            const double taken = std::min(left, room);
            gap += taken * (rows_[i].score - (rows_[i].positive ? 1 : 0));
            room -= taken;
            left -= taken;
            if (left <= 0) {
                left = 0;
                ++i;
            }
        }
        error += std::abs(gap);
    }
    return error / total;
}

RowSums& RowSums::operator+=(const RowSums& o) {
    weight += o.weight;
    positives += o.positives;
    probability += o.probability;
    loss += o.loss;
    squared += o.squared;
    correct += o.correct;
    return *this;
}

RowSums& RowSums::add(const RowSums& o, double times) {
    weight += times * o.weight;
    positives += times * o.positives;
    probability += times * o.probability;
    loss += times * o.loss;
    squared += times * o.squared;
    correct += times * o.correct;
    return *this;
}

RowSums RowSums::of(double p, double label, double weight) {
    const bool positive = label > 0.5;
    const double clipped = std::clamp(p, 1e-7, 1 - 1e-7), y = positive ? 1 : 0;
    return {weight,
            weight * y,
            weight * p,
            -weight * std::log(positive ? clipped : 1 - clipped),
            weight * (p - y) * (p - y),
            (p >= 0.5) == positive ? weight : 0};
}

double RowSums::log_loss() const { return weight > 0 ? loss / weight : kMissing; }
double RowSums::brier() const { return weight > 0 ? squared / weight : kMissing; }
double RowSums::accuracy() const { return weight > 0 ? correct / weight : kMissing; }
double RowSums::calibration() const { return positives > 0 ? probability / positives : kMissing; }

// He et al. (2014): log loss over that of the base rate of the same rows; no value where there is one class.
double RowSums::normalised_entropy() const {
    const double base = weight > 0 ? positives / weight : 0;
    if (!(base > 0 && base < 1)) return kMissing;
    return log_loss() / -(base * std::log(base) + (1 - base) * std::log1p(-base));
}

std::vector<std::uint32_t> group_rows(std::span<const std::uint32_t> users, std::vector<std::uint32_t>& offsets) {
    const std::uint32_t highest = users.empty() ? 0 : *std::ranges::max_element(users);
    std::vector<std::uint32_t> count(static_cast<std::size_t>(highest) + 2, 0), index(static_cast<std::size_t>(highest) + 1, 0);
    for (const auto u : users) ++count[u + 1];
    offsets.assign(1, 0);
    std::vector<std::uint32_t> next;
    for (std::size_t u = 0; u <= highest && !users.empty(); ++u) {
        if (count[u + 1] == 0) continue;
        index[u] = static_cast<std::uint32_t>(next.size());
        next.push_back(offsets.back());
        offsets.push_back(offsets.back() + count[u + 1]);
    }
    std::vector<std::uint32_t> rows(users.size());
    for (std::size_t i = 0; i < users.size(); ++i) rows[next[index[users[i]]]++] = static_cast<std::uint32_t>(i);
    return rows;
}

std::vector<UserAuc> user_aucs(std::span<const double> scores, std::span<const double> labels, std::span<const std::uint32_t> users,
                               std::span<const double> weights) {
    std::vector<std::uint32_t> offsets;
    const auto rows = group_rows(users, offsets);
    std::vector<UserAuc> out(offsets.size() - 1);
    std::vector<double> s, y, w;
    for (std::size_t u = 0; u + 1 < offsets.size(); ++u) {
        s.clear(), y.clear(), w.clear();
        for (std::size_t k = offsets[u]; k < offsets[u + 1]; ++k) {
            s.push_back(scores[rows[k]]);
            y.push_back(labels[rows[k]]);
            w.push_back(weights.empty() ? 1.0 : weights[rows[k]]);
        }
        out[u] = {RankedRows(s, y, w).auc(), std::accumulate(w.begin(), w.end(), 0.0)};
    }
    return out;
}

double mean_auc(std::span<const UserAuc> users, std::span<const double> times) {
    double sum = 0, weight = 0;
    for (std::size_t u = 0; u < users.size(); ++u) {
        if (std::isnan(users[u].auc)) continue;
        const double w = users[u].weight * (times.empty() ? 1 : times[u]);
        sum += w * users[u].auc;
        weight += w;
    }
    return weight > 0 ? sum / weight : kMissing;
}

namespace {

std::vector<double> widened(std::span<const float> values) { return {values.begin(), values.end()}; }

bool any_nan(std::span<const double> values) {
    return std::ranges::any_of(values, [](double v) { return std::isnan(v); });
}

}  // namespace

double auc(std::span<const float> scores, std::span<const float> labels, std::span<const float> weights) {
    const auto s = widened(scores);
    return any_nan(s) ? kMissing : RankedRows(s, widened(labels), widened(weights)).auc();
}

double gauc(std::span<const float> scores, std::span<const float> labels, std::span<const std::uint32_t> users,
            std::span<const float> weights) {
    const auto s = widened(scores);
    return any_nan(s) ? kMissing : mean_auc(user_aucs(s, widened(labels), users, widened(weights)));
}

double log_loss(std::span<const float> p, std::span<const float> labels, std::span<const float> weights) {
    RowSums sums;
    for (std::size_t i = 0; i < p.size(); ++i) sums += RowSums::of(p[i], labels[i], weights.empty() ? 1.0 : weights[i]);
    return sums.log_loss();
}

BinaryMetrics binary_metrics(std::span<const double> p, std::span<const double> labels, std::span<const std::uint32_t> users,
                             std::span<const double> weights) {
    BinaryMetrics m{kMissing, kMissing, kMissing, kMissing, kMissing, kMissing, kMissing, kMissing, kMissing};
    m.rows = static_cast<std::int64_t>(p.size());
    m.positives = std::ranges::count_if(labels, [](double y) { return y > 0.5; });
    if (any_nan(p)) return m;
    const RankedRows ranked(p, labels, weights);
    RowSums sums;
    for (std::size_t i = 0; i < p.size(); ++i) sums += RowSums::of(p[i], labels[i], weights.empty() ? 1.0 : weights[i]);
    m.auc = ranked.auc();
    m.average_precision = ranked.average_precision();
    m.ece = ranked.calibration_error();
    m.log_loss = sums.log_loss();
    m.normalised_entropy = sums.normalised_entropy();
    m.calibration = sums.calibration();
    m.brier = sums.brier();
    m.accuracy = sums.accuracy();
    if (!users.empty()) m.gauc = mean_auc(user_aucs(p, labels, users, weights));
    return m;
}

}  // namespace adscope
