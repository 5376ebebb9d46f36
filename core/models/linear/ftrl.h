// FTRL-proximal for logistic loss (McMahan et al. 2013, "Ad Click Prediction: a View from the Trenches", algorithm 1):
// online learning with a rate of its own for every coordinate, and weights that l1 sets to exactly 0. A template, so that
// tests check it in double what is shipped in float.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace adscope {

template <class T>
struct FtrlOptions {
    T alpha = T(0.1), beta = 1;  // rate of coordinate i: alpha / (beta + root of its summed squared gradients)
    T l1 = 0, l2 = 0;
};

// What algorithm 1 keeps of a coordinate, and the root of n. `inverse` is 1 / alpha: a division less in the hot loop.
template <class T>
struct FtrlCell {
    T z = 0, n = 0, root = 0;

    T weight(const FtrlOptions<T>& o, T inverse) const {
        const T size = std::max(std::abs(z) - o.l1, T(0));
        return -std::copysign(size, z) / ((o.beta + root) * inverse + o.l2);
    }
    T weight(const FtrlOptions<T>& o) const { return weight(o, 1 / o.alpha); }
    void update(T gradient, T weight, T inverse) {
        n += gradient * gradient;
        const T next = std::sqrt(n);
        z += gradient - (next - root) * inverse * weight;
        root = next;
    }
};

// exp(-|m|) never overflows.
template <class T>
T sigmoid(T margin) {
    const T e = std::exp(-std::abs(margin));
    return margin >= 0 ? 1 / (1 + e) : e / (1 + e);
}

// One example: sum of the weights of `coordinates` times `values`, and the update towards `label` (0 or 1). `weights` is
// room for the coordinates' weights. Returns the margin before the update.
template <class T>
class FtrlRow {
public:
    static T margin(std::span<const FtrlCell<T>> cells, std::span<const std::uint32_t> coordinates, std::span<const T> values,
                    FtrlOptions<T> o, std::span<T> weights) {
        const T inverse = 1 / o.alpha;
        T sum = 0;
        for (std::size_t k = 0; k < coordinates.size(); ++k) {
            weights[k] = cells[coordinates[k]].weight(o, inverse);
            sum += weights[k] * values[k];
        }
        return sum;
    }
    // `slope` is the derivative of the loss by the margin: p - y, times the example's weight.
    static void update(std::span<FtrlCell<T>> cells, std::span<const std::uint32_t> coordinates, std::span<const T> values,
                       std::span<const T> weights, T slope, FtrlOptions<T> o) {
        const T inverse = 1 / o.alpha;
        for (std::size_t k = 0; k < coordinates.size(); ++k) cells[coordinates[k]].update(slope * values[k], weights[k], inverse);
    }
};

}  // namespace adscope
