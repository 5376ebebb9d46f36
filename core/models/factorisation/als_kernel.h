// The normal equations of implicit-feedback matrix factorisation (Hu, Koren and Volinsky 2008): with confidence
// 1 + e on the pairs that were seen and 1 on all others, the factor x of a row minimises
//     sum over seen (1 + e)(1 - x.y)^2 + sum over unseen (x.y)^2 + lambda |x|^2,
// so (Y'Y + sum e y y' + lambda I) x = sum (1 + e) y. In double for tests, in float as shipped; every row's result is the
// same bits on every processor and for every number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace adscope {

// One half of an iteration: rows that are solved for against the fixed factors of the columns.
template <class T>
struct AlsSide {
    std::size_t factors = 0;
    std::span<const std::uint64_t> offsets;  // rows + 1
    std::span<const std::uint32_t> columns;  // of the seen pairs, by row
    std::span<const T> extra;                // e of each seen pair
    std::span<const T> fixed;                // columns x factors, row-major
    std::span<const T> gram;                 // Y'Y, factors x factors
    std::span<const T> lambda;               // by row
};

enum class AlsSolver { cholesky, conjugate_gradient };

// Adds Y'Y of some rows of factors to `gram` (factors x factors).
void als_add_gram(std::span<const float> rows, std::size_t factors, std::span<float> gram);
void als_add_gram(std::span<const double> rows, std::size_t factors, std::span<double> gram);

// Solves rows [begin, end) into `out` (all rows x factors). The conjugate gradient (Takacs, Pilaszy and Tikk 2011) starts from
// what is there and takes `steps` steps. Returns the sum of the rows' losses, without the penalty, at their new factors.
double als_solve(const AlsSide<float>& side, AlsSolver solver, int steps, std::size_t begin, std::size_t end, std::span<float> out);
double als_solve(const AlsSide<double>& side, AlsSolver solver, int steps, std::size_t begin, std::size_t end, std::span<double> out);

}  // namespace adscope
