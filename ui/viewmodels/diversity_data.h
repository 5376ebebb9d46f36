// What the Diversity page computes on workers: the figures of one model's lists, those of all models for the picture
// of accuracy against diversity, and what a re-ranking wins and loses, with one user's list before and after.
#pragma once

#include "core/diversity/diversity.h"
#include "core/recommend/recommend.h"

namespace adscope::ui {

// Feature models score every candidate for every user: the page takes a sample, and says so.
inline constexpr std::int64_t kSampledUsers = 300;
std::int64_t users_for(const Scorer& scorer);

struct ModelDiversity {
    std::int64_t model = 0;
    std::string name;
    DiversityMetrics metrics;
};
Result<ModelDiversity> model_diversity(const Scorer& scorer, const JobContext& job);

// Every model that is not in `known`, loaded and measured. A model that cannot be measured is left out and counted.
struct OtherModels {
    std::vector<ModelDiversity> models;
    std::vector<std::pair<std::string, Error>> failed;
};
Result<OtherModels> other_models(const std::string& workspace, const EventTablePtr& table, const std::vector<StoredModel>& wanted,
                                 const JobContext& job);

// One row of "won and lost".
struct Exchange {
    enum class What { accuracy, ild, coverage, gini, novelty, serendipity } what;
    double before = kMissing, after = kMissing;
    // 1 won, -1 lost, 0 as it was or no value.
    int outcome() const;
};
struct RerankData {
    double lambda = 1;
    std::int64_t users = 0;
    std::vector<Exchange> exchanges;
    std::string user;
    std::vector<RecommendedItem> before, after;
    double ild_before = kMissing, ild_after = kMissing;  // of this user's lists
    DiversityMetrics base, reranked;
};
struct RerankQuestion {
    double lambda = 0.7;
    std::uint32_t user = 0;                // table code
    std::optional<DiversityMetrics> base;  // of an earlier call with the same model
    std::shared_ptr<const AdSpace> space;
};
Result<RerankData> compute_rerank(const Scorer& scorer, const RerankQuestion& question, const JobContext& job);

// Mean over pairs of 1 - similarity; no value under two ads.
double list_ild(const AdSpace& space, const std::vector<RecommendedItem>& items);
// Users to show as examples: those with most events that the model knows, at most `most`.
std::vector<std::uint32_t> example_users(const Scorer& scorer, std::size_t most);
// The chosen model's point becomes a coloured trace of its own; the small line says when some models were measured on a
// sample of users.
Series with_chosen(Series front, const std::string& name, bool sampled);

}  // namespace adscope::ui
