// Small symmetric systems in double precision.
#pragma once

#include <cmath>
#include <vector>

namespace adscope {

// Replaces the lower triangle of A (n x n, row-major) by its Cholesky factor; false where A is not positive definite.
inline bool cholesky(std::vector<double>& a, std::size_t n) {
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, a[i * n + i]);
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < j; ++k) a[j * n + j] -= a[j * n + k] * a[j * n + k];
        if (!(a[j * n + j] > 1e-13 * largest)) return false;
        const double pivot = a[j * n + j] = std::sqrt(a[j * n + j]);
        for (std::size_t i = j + 1; i < n; ++i) {
            for (std::size_t k = 0; k < j; ++k) a[i * n + j] -= a[i * n + k] * a[j * n + k];
            a[i * n + j] /= pivot;
        }
    }
    return true;
}

// Solves A x = b in place, with A's factor from cholesky(); n is b.size().
inline void cholesky_solve(const std::vector<double>& factor, std::vector<double>& b) {
    const std::size_t n = b.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) b[i] -= factor[i * n + k] * b[k];
        b[i] /= factor[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) b[i] -= factor[k * n + i] * b[k];
        b[i] /= factor[i * n + i];
    }
}

}  // namespace adscope
