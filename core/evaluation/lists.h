// What lists of ads are like beyond their accuracy, by the variants of DEFINITIONS.md ("Lists").
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "core/evaluation/ad_space.h"
#include "core/evaluation/parts.h"

namespace adscope {

using Similarity = std::function<double(std::uint32_t, std::uint32_t)>;

// Of one user's list; NaN where it has no value (a list of one ad has no diversity, one without a history no serendipity).
struct ListFigures {
    double ild = kMissing, novelty = kMissing, serendipity = kMissing, popularity = kMissing;
};
struct Catalogue {
    std::vector<double> count;  // weight of training positives by ad code; 0: no candidate
    double total = 0;
    std::int64_t items = 0;  // ads that have one
    static Catalogue of(const Scorer& scorer);
};
// history, relevant: ascending.
ListFigures list_figures(std::span<const std::uint32_t> list, std::span<const std::uint32_t> history,
                         std::span<const std::uint32_t> relevant, const Catalogue& catalogue, const Similarity& similarity);

// How the places in all lists are shared among the ads of the catalogue.
struct Exposure {
    double coverage = kMissing, gini = kMissing, entropy = kMissing;
    std::vector<double> lorenz;  // share of exposure of the 0, 1, ... n least shown ads
};
Exposure exposure_of(std::vector<double> counts);

// 0: equal; sum (2j - n - 1) c_(j) / (n sum c) over all counts, zeros included.
double gini(std::span<const double> counts);

// Of a model's lists: means over users with intervals, and exposure.
struct Beyond {
    std::map<std::string, Metric> metrics;  // coverage, gini, ild, novelty, serendipity, entropy, arp
    std::vector<double> lorenz;
    std::int64_t catalogue = 0, users = 0;
    bool sampled = false;
    Message space;
};
Result<Beyond> beyond_accuracy(const Scorer& scorer, const RankedLists& lists, const std::vector<std::vector<std::uint32_t>>& relevant,
                               const AdSpace& space, int replicates, std::uint64_t seed, const JobContext& job);

}  // namespace adscope
