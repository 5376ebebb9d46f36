// How much one column tells of another, and how far two samples of a column lie apart. A weight of n is n equal rows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace adscope {

// -sum p ln p of weights that need not sum to 1; natural logarithm.
double entropy(std::span<const double> weights);

struct MutualInformation {
    double plug_in = 0;    // natural logarithm; from the frequencies as they are
    double bias = 0;       // what independent columns with the same margins give on average
    double corrected = 0;  // max(0, plug_in - bias)
};
// Between levels (0 to levels - 1) and a yes-or-no. The bias is the exact expectation over all permutations of the yes-or-no: the
// hypergeometric model of Vinh, Epps and Bailey (2010), terms below 1e-18 left out. Weights are whole numbers.
MutualInformation mutual_information(std::span<const std::uint32_t> levels, std::uint32_t count, std::span<const std::uint8_t> yes,
                                     std::span<const double> weights);

// Population stability index sum (p - q) ln(p / q) of two sets of weights over the same cells; shares below 0.0001 count as 0.0001.
// NaN where one of them is empty.
double stability_index(std::span<const double> before, std::span<const double> after);

// Kolmogorov and Smirnov's distance of two weighted samples: the largest difference of their distribution functions. Missing values (NaN)
// are left out; NaN where nothing is left of one of them.
double kolmogorov_distance(std::span<const double> a, std::span<const double> a_weights, std::span<const double> b,
                           std::span<const double> b_weights);

// Cramer's V with Bergsma's correction (2013), 0 to 1, of two columns of levels. Weights are whole numbers. 0 where a column is constant.
double cramers_v(std::span<const std::uint32_t> a, std::uint32_t a_count, std::span<const std::uint32_t> b, std::uint32_t b_count,
                 std::span<const double> weights);

}  // namespace adscope
