// The parts that metrics of click probabilities are made of. They are kept apart from the metrics so that a bootstrap
// resamples them without sorting again: `times` says how often each row, or user, was drawn (empty: once each).
#pragma once

#include "core/evaluation/evaluate.h"

namespace adscope {

// Rows in order of their score.
class RankedRows {
public:
    // Empty weights: all 1. Scores must not be NaN.
    RankedRows(std::span<const double> scores, std::span<const double> labels, std::span<const double> weights = {});
    // Each takes `times` by the place in order(); no value (NaN) where a class is missing.
    double auc(std::span<const double> times = {}) const;
    double average_precision(std::span<const double> times = {}) const;
    double calibration_error(std::span<const double> times = {}) const;
    // The row at each place.
    const std::vector<std::uint32_t>& order() const { return order_; }

private:
    struct Row {
        double score, weight;
        bool positive;
    };
    double weight(std::size_t place, std::span<const double> times) const {
        return times.empty() ? rows_[place].weight : rows_[place].weight * times[place];
    }

    std::vector<Row> rows_;
    std::vector<std::uint32_t> order_;
};

// Sums that are added over rows or users; the metrics are ratios of them, NaN where the denominator is 0.
struct RowSums {
    double weight = 0, positives = 0, probability = 0, loss = 0, squared = 0, correct = 0;

    static RowSums of(double p, double label, double weight);
    RowSums& operator+=(const RowSums& o);
    RowSums& add(const RowSums& o, double times);
    double log_loss() const;
    double normalised_entropy() const;
    double calibration() const;
    double brier() const;
    double accuracy() const;  // at a threshold of 0.5
};

struct UserAuc {
    double auc = kMissing;  // NaN: one class only
    double weight = 0;      // of the user's rows
};
// Rows grouped by user, users ascending: user u of those there are has rows [offsets[u], offsets[u + 1]) of the result.
std::vector<std::uint32_t> group_rows(std::span<const std::uint32_t> users, std::vector<std::uint32_t>& offsets);
// In the order of group_rows.
std::vector<UserAuc> user_aucs(std::span<const double> scores, std::span<const double> labels, std::span<const std::uint32_t> users,
                               std::span<const double> weights);
// GAUC.
double mean_auc(std::span<const UserAuc> users, std::span<const double> times = {});

}  // namespace adscope
