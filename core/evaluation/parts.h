// What an evaluation looks at: rows of a part, users as clusters, ranked lists with what was relevant.
#pragma once

#include "core/evaluation/evaluate.h"

namespace adscope {

// Rows of train, valid or test of the model's own split; an unknown name is an Error(usage), an empty part invalid_input.
Result<std::vector<std::uint32_t>> part_rows(const Scorer& scorer, const std::string& part);

// The user of each row as a cluster's number; a row without a user is a cluster of its own.
std::vector<std::uint32_t> clusters_of(const EventTable& table, std::span<const std::uint32_t> rows);

struct ClickRows {
    std::vector<std::uint32_t> rows;
    std::vector<double> p, labels, weights;
    std::vector<std::uint32_t> clusters;
    ClickRows pick(std::span<const std::uint32_t> which) const;
};
Result<ClickRows> click_rows(const Scorer& scorer, std::vector<std::uint32_t> rows, const JobContext& job);
// Every click metric with its interval.
Result<std::map<std::string, Metric>> click_metrics(const ClickRows& rows, const EvaluateRequest& request, const JobContext& job);

// Users by table code, their lists by table codes of ads.
struct RankedLists {
    std::vector<std::uint32_t> users;
    std::vector<std::vector<std::uint32_t>> lists;
    std::vector<std::vector<float>> scores;  // beside lists
    bool sampled = false;                    // not all users
};
// Top k of candidates (ads with a training positive) without the user's training positives. Users without a training
// positive are left out. Feature models rank in each user's default context.
Result<RankedLists> ranked_lists(const Scorer& scorer, std::span<const std::uint32_t> users, std::size_t k, const JobContext& job);
// Users with a training positive: all for factor models, else a seeded sample of 2,000; `users` overrides the number (0: by the model).
std::vector<std::uint32_t> listed_users(const Scorer& scorer, std::int64_t users, std::uint64_t seed, bool* sampled = nullptr);

// By user code: the positives of `rows` on candidates that the user has no training positive on, ascending, each once.
std::vector<std::vector<std::uint32_t>> relevant_ads(const Scorer& scorer, std::span<const std::uint32_t> rows,
                                                     std::int64_t* left_out_users = nullptr);

// Ranking metrics at each K with intervals, of the users that have relevant ads.
Result<std::map<std::string, Metric>> list_metrics(const RankedLists& lists, const std::vector<std::vector<std::uint32_t>>& relevant,
                                                   const EvaluateRequest& request, const JobContext& job);

}  // namespace adscope
