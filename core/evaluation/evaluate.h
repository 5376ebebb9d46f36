// Metrics of a model on a part of its split, by the variants of DEFINITIONS.md.
#pragma once

#include "core/base/series.h"
#include "core/scoring/scorer.h"

namespace adscope {

// --- pure functions, weighted (empty weights: all 1) ---
double auc(std::span<const float> scores, std::span<const float> labels, std::span<const float> weights = {});
double gauc(std::span<const float> scores, std::span<const float> labels, std::span<const std::uint32_t> users,
            std::span<const float> weights = {});
double log_loss(std::span<const float> p, std::span<const float> labels, std::span<const float> weights = {});

struct BinaryMetrics {
    double auc, gauc, log_loss, normalised_entropy, calibration, ece, brier, average_precision, accuracy;
    std::int64_t rows = 0, positives = 0;
};
// users may be empty (no GAUC).
BinaryMetrics binary_metrics(std::span<const double> p, std::span<const double> labels, std::span<const std::uint32_t> users,
                             std::span<const double> weights = {});

// Of one user's list.
struct RankingFigures {
    double precision = 0, recall = 0, ndcg = 0, map = 0, mrr = 0, hit = 0;
};
struct RankingMetrics {
    // index: position in `at`
    std::vector<double> precision, recall, ndcg, map, mrr, hit;
    std::int64_t users = 0, left_out_users = 0;
    std::vector<std::vector<double>> ndcg_by_user;     // [at][user], for intervals; only users that were evaluated
    std::vector<std::vector<RankingFigures>> by_user;  // likewise
    std::vector<std::uint32_t> evaluated;              // index in `lists` of each of them
};
// lists[u]: recommended items best first; relevant[u]: its relevant items. Users without relevant items are left out and counted.
RankingMetrics ranking_metrics(const std::vector<std::vector<std::uint32_t>>& lists,
                               const std::vector<std::vector<std::uint32_t>>& relevant, const std::vector<int>& at);

// --- of a stored model ---
struct EvaluateRequest {
    std::string part = "test";  // train, valid, test
    std::vector<int> at = {10, 20};
    std::string by;          // field: metrics by its values
    bool beyond = false;     // coverage, gini, ild, novelty, serendipity
    std::int64_t users = 0;  // for beyond: 0 decides by the model (all, or 2,000 for feature models)
    int bootstrap = 1000;
    std::uint64_t seed = 1;
};
struct Evaluation {
    std::map<std::string, Metric> metrics;
    std::vector<std::pair<std::string, std::map<std::string, Metric>>> by;
    std::int64_t users = 0, left_out_users = 0;
    // With request.beyond, of lists of request.at's first length: coverage, gini, ild, novelty, serendipity.
    std::map<std::string, Metric> beyond;
    std::int64_t beyond_users = 0;
    bool beyond_sampled = false;  // the users are a sample
    Message similarity_space;
    double seconds = 0;
};
Result<Evaluation> evaluate(const Scorer& scorer, const EvaluateRequest& request, const JobContext& job = {});

// AUC of a minus AUC of b on the same rows, with a paired bootstrap interval, resampled by user. Models whose parts differ, or
// that predict no clicks, are errors.
Result<Metric> compare_auc(const Scorer& a, const Scorer& b, const std::string& part, int bootstrap, std::uint64_t seed,
                           const JobContext& job = {});

}  // namespace adscope
