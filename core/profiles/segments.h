// What a segment is in numbers: size, CTR against the rest, how two of them differ.
#pragma once

#include "core/base/series.h"
#include "core/profiles/cluster.h"
#include "core/workspace/segments.h"

namespace adscope {

struct SegmentFigures {
    std::int64_t users = 0, ads = 0;           // with an event inside
    std::int64_t impressions = 0, clicks = 0;  // weighted
    std::int64_t all_users = 0, all_impressions = 0;
    Metric ctr, rest;  // of the segment; of every other usable event
    // CTR of the segment over that of the rest. Interval: the wider of Katz et al. 1978 (log, independent events) and the delta method
    // clustered by user.
    Metric lift;
    Metric difference;  // CTR minus that of the rest: the wider of Newcombe 1998 and the delta method clustered by user
};
// `rows` against the other usable events of `within` (null: all).
Result<SegmentFigures> segment_figures(const EventTable& table, const Selection& rows, const Selection* within = nullptr,
                                       const JobContext& job = {});

struct ShareDifference {
    std::string field, value;
    bool of_users = false;  // shares are of users (fields of users), else of impressions
    Metric a, b;            // shares; n: users or impressions
    Metric difference;      // a - b with a 95 % interval clustered by user
    double p = 1;           // two-sided
    double q = 1;           // after Benjamini and Hochberg 1995 over all rows
};
struct SegmentComparison {
    SegmentFigures a, b;
    Metric ctr_difference, ctr_ratio;     // a - b, a / b, intervals as above
    std::int64_t common_users = 0;        // in both; their events are paired in the intervals
    std::vector<ShareDifference> shares;  // by q, then by |difference|
};
// Fields of users, events and ads with categories or tags; values that have less than 5 users in both are left out.
Result<SegmentComparison> compare_segments(const EventTable& table, const Selection& a, const Selection& b, const JobContext& job = {});

// q values of Benjamini and Hochberg: the least false-discovery rate at which each is found.
std::vector<double> benjamini_hochberg(const std::vector<double>& p);

// Clusters as segments: "PREFIX 1" is the largest. `features` and the settings stand in `made`.
Segments cluster_segments(const EventTable& table, const EntityVectors& vectors, const Clustering& clustering, const std::string& prefix,
                          std::uint64_t seed);

}  // namespace adscope
