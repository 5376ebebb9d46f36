// Likeness of sets without comparing them all: MinHash signatures (Broder 1997) and bands of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/job.h"

namespace adscope::text {

using Signature = std::vector<std::uint32_t>;  // of one length; empty: the signature of an empty set

// Least value of each of `length` seeded hash functions over the distinct terms. Stable between machines.
Signature minhash(std::span<const std::string> terms, std::size_t length = 128, std::uint64_t seed = 1);

// Share of equal places: an unbiased estimate of the Jaccard similarity, standard error sqrt(J (1 - J) / length). An empty one is
// like nothing: 0. Both are to have one length.
double jaccard_estimate(const Signature& a, const Signature& b);

// Pairs (lower index first, ascending) whose estimate is at least `threshold`. Candidates share a band of 4 places; two sets of
// similarity J become one with probability 1 - (1 - J^4)^(length / 4): above 0.999 from J = 0.7 at length 128. Where more than 64 share
// a band each further one is paired with the one before it alone: the pairs still join them into one group. Error: cancelled.
Result<std::vector<std::pair<std::uint32_t, std::uint32_t>>> similar_pairs(std::span<const Signature> signatures, double threshold,
                                                                           const JobContext& job = {});

}  // namespace adscope::text
