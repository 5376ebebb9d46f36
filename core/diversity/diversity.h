// Beyond accuracy: who and what is shown by a model's lists (DEFINITIONS.md, "Lists").
#pragma once

#include "core/base/series.h"
#include "core/evaluation/ad_space.h"
#include "core/evaluation/lists.h"
#include "core/scoring/scorer.h"

namespace adscope {

struct DiversityMetrics {
    std::int64_t catalogue = 0;  // number of candidates
    double coverage = kMissing, gini = kMissing, ild = kMissing, novelty = kMissing, serendipity = kMissing, entropy = kMissing,
           arp = kMissing;
    double accuracy = kMissing;  // NDCG@k on test
    std::int64_t users = 0;
    bool sampled = false;                           // the users are a sample
    std::vector<std::pair<double, double>> lorenz;  // share of ads, share of exposure
    Message similarity_space;
    double seconds = 0;
};
struct DiversityRequest {
    int k = 10;
    std::string rerank;  // empty, mmr, dpp
    double lambda = 0.7;
    std::int64_t users = 0;  // 0: all for factor models, 2,000 for feature models
    std::uint64_t seed = 1;
};
Result<DiversityMetrics> diversity(const Scorer& scorer, const DiversityRequest& request, const JobContext& job = {});

// Maximal marginal relevance (Carbonell and Goldstein 1998): indices of the k picked, best first.
std::vector<std::size_t> mmr(std::span<const double> relevance, const std::function<double(std::size_t, std::size_t)>& similarity,
                             double lambda, std::size_t k);
// Greedy MAP of a determinantal point process (Chen, Zhang and Zhou 2018).
std::vector<std::size_t> dpp(std::span<const double> relevance, const std::function<double(std::size_t, std::size_t)>& similarity,
                             double lambda, std::size_t k);

Series lorenz_series(const DiversityMetrics& metrics, const std::string& model_name);
// Accuracy against diversity of several models.
Series front_series(const std::vector<std::pair<std::string, DiversityMetrics>>& models);

}  // namespace adscope
