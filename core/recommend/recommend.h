// Recommendations with reasons, and feedback that changes them.
#pragma once

#include "core/explain/explain.h"

namespace adscope {

struct RecommendRequest {
    std::string user;                             // key; empty: a new user
    std::map<std::string, std::string> new_user;  // attributes of a new user
    std::size_t k = 10;
    double diversity = 0;       // 0 none; else MMR with lambda = 1 - diversity
    bool exclude_seen = false;  // ads the user was shown
    std::optional<Context> context;
    std::vector<std::string> acted;    // ads acted on in this session: factor models fold them in, online models learn them
    std::vector<std::string> skipped;  // ads to leave out
};
struct RecommendedItem {
    std::uint32_t ad = 0;    // table code
    std::string key, title;  // title: the ad's first text field, else its key
    std::string image;       // path of the creative, where the log names one
    int rank = 0;
    double score = 0;
    Metric ctr;  // predicted (feature models) or observed of the ad, with interval
    bool ctr_predicted = false;
    Message reason;  // one sentence from the numbers
    std::vector<std::pair<Message, double>> evidence;
};
struct Recommendation {
    std::string user;
    bool known_user = false;
    Context context;
    std::vector<RecommendedItem> items;
    double seconds = 0;
};
Result<Recommendation> recommend(const Scorer& scorer, const RecommendRequest& request, const JobContext& job = {});

// user, rank, ad, score, ctr for every user, streamed to a CSV that is renamed into place when whole.
struct RecommendAllResult {
    std::int64_t users = 0, rows = 0;
    double seconds = 0;
};
Result<RecommendAllResult> recommend_all(const Scorer& scorer, std::size_t k, bool exclude_seen, double diversity,
                                         const std::string& out_path, const JobContext& job = {});

struct FeedbackResult {
    bool updated = false;  // false: this family learns at its next training
    std::vector<RecommendedItem> before, after;
    double divergence = 0;  // 1 - rank-biased overlap (p 0.9) of before and after
};
// Ads (keys) on which a user acted in feedback after a factor model was trained: what `acted` of a request takes. Empty for others.
Result<std::vector<std::string>> acted_in_feedback(const std::string& workspace_path, const Scorer& scorer, const std::string& user);

// The scorer as feedback has changed it: an online model learns the outcomes stored since its training began, in their order. Taking
// the events away undoes it. Other scorers come back as they are.
Result<ScorerPtr> with_feedback(const std::string& workspace_path, ScorerPtr scorer, const JobContext& job = {});

// outcome: click, skip, convert. Stores the outcome as an event of source "feedback", in the user's context, and shows what it
// changes: both lists are of that context. `scorer` is as it was loaded.
Result<FeedbackResult> feedback(const std::string& workspace_path, const ScorerPtr& scorer, const std::string& user, const std::string& ad,
                                const std::string& outcome, std::size_t k, const JobContext& job = {});

}  // namespace adscope
