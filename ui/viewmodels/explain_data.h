// What the Explain page shows, computed on a worker: which user and ad, the explanation, its picture, its table,
// the rank of the ad among all candidates.
#pragma once

#include "core/explain/explain.h"

namespace adscope::ui {

struct ExplainQuestion {
    std::uint32_t user = 0, ad = 0;  // table codes; 0: a sensible first
    std::int64_t background = 100;
    std::uint64_t seed = 1;
};
struct ExplainData {
    std::uint32_t user = 0, ad = 0;
    std::string user_key, ad_key, ad_title;  // title: the ad's first text, empty where there is none
    Explanation explanation;
    Series waterfall;
    DataTable table;
    Message sentence;
    std::size_t rank = 0, candidates = 0;  // 1 is best; 0: the ad is no candidate
    double limit = 0;                      // of the additivity error
    bool holds() const { return explanation.additivity_error <= limit; }
};
Result<ExplainData> compute_explanation(const Scorer& scorer, const ExplainQuestion& question, const JobContext& job);

// The user with most usable events that the model knows; 0: none.
std::uint32_t first_user(const Scorer& scorer);
// The best candidate of a user in its last context; 0: none.
Result<std::uint32_t> best_ad(const Scorer& scorer, std::uint32_t user);
// The first text attribute of an ad; empty where there is none.
std::string ad_title(const EventTable& table, std::uint32_t ad);
// Shapley values add up but for rounding: a thousandth of a percentage point for probabilities, a ten-thousandth of
// the size of a score.
double additivity_limit(const Explanation& explanation);
DataTable attribution_table(const Explanation& explanation, const Message& title);

// Keys that match what is typed: exact first, then those that begin with it, then those that hold it, also in an ad's
// title. At most `most`.
struct KeyMatch {
    std::uint32_t code = 0;
    std::string key, title;
};
std::vector<KeyMatch> find_keys(const EventTable& table, bool ads, const std::string& text, std::size_t most, const JobContext& job);

}  // namespace adscope::ui
