#include "core/models/factorisation/als_kernel.h"

#include <algorithm>
#include <cmath>

#include "core/models/factorisation/als_lanes.h"

// Loops run over contiguous factors and never reorder a sum, so wider registers change the speed and not the bits.
#define ADSCOPE_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))

namespace adscope {
namespace {

template <class T>
ADSCOPE_INLINE void add_scaled(T* __restrict out, const T* __restrict in, T scale, std::size_t n) {
    for (std::size_t k = 0; k < n; ++k) out[k] += scale * in[k];
}

// Sixteen running sums: a fixed order that vectorises.
template <class T>
ADSCOPE_INLINE T dot(const T* __restrict a, const T* __restrict b, std::size_t n) {
    T sums[16] = {};
    std::size_t k = 0;
    for (; k + 16 <= n; k += 16)
        for (std::size_t lane = 0; lane < 16; ++lane) sums[lane] += a[k + lane] * b[k + lane];
    for (; k < n; ++k) sums[k % 16] += a[k] * b[k];
    for (std::size_t width = 8; width > 0; width /= 2)
        for (std::size_t lane = 0; lane < width; ++lane) sums[lane] += sums[lane + width];
    return sums[0];
}

// out = M x for a symmetric M, by columns.
template <class T>
ADSCOPE_INLINE void times_symmetric(const T* __restrict m, const T* __restrict x, T* __restrict out, std::size_t f) {
    std::fill(out, out + f, T(0));
    for (std::size_t j = 0; j < f; ++j) add_scaled(out, m + j * f, x[j], f);
}

template <class T>
ADSCOPE_INLINE void add_gram(const T* __restrict rows, std::size_t count, std::size_t f, T* __restrict gram) {
    for (std::size_t r = 0; r < count; ++r)
        for (std::size_t j = 0; j < f; ++j) add_scaled(gram + j * f, rows + r * f, rows[r * f + j], f);
}

// Room for one row's equations.
template <class T>
struct Scratch {
    explicit Scratch(std::size_t f) : matrix(f * f), right(f), residual(f), direction(f), product(f) {}
    std::vector<T> matrix, right, residual, direction, product;
};

template <class T>
ADSCOPE_INLINE const T* factor(const AlsSide<T>& side, std::size_t pair) {
    return side.fixed.data() + static_cast<std::size_t>(side.columns[pair]) * side.factors;
}

template <class T>
ADSCOPE_INLINE void right_side(const AlsSide<T>& side, std::size_t row, T* __restrict right) {
    std::fill(right, right + side.factors, T(0));
    for (std::size_t p = side.offsets[row]; p < side.offsets[row + 1]; ++p)
        add_scaled(right, factor(side, p), 1 + side.extra[p], side.factors);
}

// Cholesky without roots of the lower triangle (columns of L are kept as rows above the diagonal), then two substitutions.
// The matrix is positive definite as long as lambda > 0; a pivot that rounding took below 0 leaves its coordinate at 0.
template <class T>
ADSCOPE_INLINE void solve_in_place(T* __restrict m, T* __restrict x, std::size_t f) {
    for (std::size_t j = 0; j < f; ++j) {
        const T pivot = m[j * f + j];
        const T inverse = pivot > 0 ? 1 / pivot : 0;
        for (std::size_t i = j + 1; i < f; ++i) {
            const T ratio = m[j * f + i] * inverse;
            add_scaled(m + i * f + i, m + j * f + i, -ratio, f - i);
            x[i] -= ratio * x[j];
        }
    }
    for (std::size_t j = f; j-- > 0;) {
        const T pivot = m[j * f + j];
        x[j] = pivot > 0 ? (x[j] - dot(m + j * f + j + 1, x + j + 1, f - j - 1)) / pivot : 0;
    }
}

template <class T>
ADSCOPE_INLINE void solve_exactly(const AlsSide<T>& side, std::size_t row, T* __restrict x, Scratch<T>& scratch) {
    const std::size_t f = side.factors;
    T* m = scratch.matrix.data();
    std::copy(side.gram.begin(), side.gram.end(), m);
    for (std::size_t j = 0; j < f; ++j) m[j * f + j] += side.lambda[row];
    for (std::size_t p = side.offsets[row]; p < side.offsets[row + 1]; ++p) {
        const T* y = factor(side, p);
        for (std::size_t j = 0; j < f; ++j) add_scaled(m + j * f + j, y + j, side.extra[p] * y[j], f - j);
    }
    right_side(side, row, x);
    solve_in_place(m, x, f);
}

// What the conjugate gradient needs of a row's equations, for any number of factors; als_lanes.h has the same for whole blocks.
template <class T>
struct PlainEquations {
    // right = sum (1 + e) y; product = (Y'Y + sum e y y' + lambda I) x
    static ADSCOPE_INLINE void begin(const AlsSide<T>& side, std::size_t row, const T* x, T* right, T* product) {
        right_side(side, row, right);
        apply(side, row, x, product);
    }
    // out = (Y'Y + sum e y y' + lambda I) v, without making the matrix.
    static ADSCOPE_INLINE void apply(const AlsSide<T>& side, std::size_t row, const T* __restrict v, T* __restrict out) {
        const std::size_t f = side.factors;
        times_symmetric(side.gram.data(), v, out, f);
        add_scaled(out, v, side.lambda[row], f);
        for (std::size_t p = side.offsets[row]; p < side.offsets[row + 1]; ++p) {
            const T* y = factor(side, p);
            add_scaled(out, y, side.extra[p] * dot(y, v, f), f);
        }
    }
};

// Returns the row's loss: with b the right side and r what is left of it, A x = b - r, so the sum of the header's comment without
// its penalty is sum (1 + e) - b'x - r'x - lambda x'x.
template <class Equations, class T>
ADSCOPE_INLINE double solve_by_steps(const AlsSide<T>& side, int steps, std::size_t row, T* __restrict x, Scratch<T>& s) {
    const std::size_t f = side.factors;
    T *right = s.right.data(), *residual = s.residual.data(), *direction = s.direction.data(), *product = s.product.data();
    Equations::begin(side, row, x, right, product);
    for (std::size_t k = 0; k < f; ++k) direction[k] = residual[k] = right[k] - product[k];
    T squared = dot(residual, residual, f);
    const T enough = dot(right, right, f) * T(1e-20);
    for (int step = 0; step < steps && squared > enough; ++step) {
        Equations::apply(side, row, direction, product);
        const T rate = squared / dot(direction, product, f);
        add_scaled(x, direction, rate, f);
        add_scaled(residual, product, -rate, f);
        const T next = dot(residual, residual, f), keep = next / squared;
        for (std::size_t k = 0; k < f; ++k) direction[k] = residual[k] + keep * direction[k];
        squared = next;
    }
    double loss = -static_cast<double>(dot(right, x, f)) - static_cast<double>(dot(residual, x, f)) -
                  static_cast<double>(side.lambda[row]) * static_cast<double>(dot(x, x, f));
    for (std::size_t p = side.offsets[row]; p < side.offsets[row + 1]; ++p) loss += 1 + static_cast<double>(side.extra[p]);
    return loss;
}

// x'Y'Yx counts every pair as unseen; seen ones are corrected.
template <class T>
ADSCOPE_INLINE double loss_of(const AlsSide<T>& side, std::size_t row, const T* __restrict x, Scratch<T>& s) {
    const std::size_t f = side.factors;
    times_symmetric(side.gram.data(), x, s.product.data(), f);
    double loss = static_cast<double>(dot(x, s.product.data(), f));
    for (std::size_t p = side.offsets[row]; p < side.offsets[row + 1]; ++p) {
        const double score = static_cast<double>(dot(factor(side, p), x, f));
        loss += (1 + static_cast<double>(side.extra[p])) * (1 - score) * (1 - score) - score * score;
    }
    return loss;
}

template <class Equations, class T>
ADSCOPE_INLINE double rows_by_steps(const AlsSide<T>& side, int steps, std::size_t begin, std::size_t end, T* out, Scratch<T>& scratch) {
    double loss = 0;
    for (std::size_t row = begin; row < end; ++row) {
        T* x = out + row * side.factors;
        if (side.offsets[row] == side.offsets[row + 1]) std::fill(x, x + side.factors, T(0));
        else loss += solve_by_steps<Equations>(side, steps, row, x, scratch);
    }
    return loss;
}

template <class T>
ADSCOPE_INLINE double rows_exactly(const AlsSide<T>& side, std::size_t begin, std::size_t end, T* out, Scratch<T>& scratch) {
    double loss = 0;
    for (std::size_t row = begin; row < end; ++row) {
        T* x = out + row * side.factors;
        if (side.offsets[row] == side.offsets[row + 1]) {
            std::fill(x, x + side.factors, T(0));
        } else {
            solve_exactly(side, row, x, scratch);
            loss += loss_of(side, row, x, scratch);
        }
    }
    return loss;
}

template <class T>
ADSCOPE_INLINE double solve_rows(const AlsSide<T>& side, AlsSolver solver, int steps, std::size_t begin, std::size_t end, T* out,
                                 Scratch<T>& scratch) {
    if (solver == AlsSolver::cholesky) return rows_exactly(side, begin, end, out, scratch);
    return rows_by_steps<PlainEquations<T>>(side, steps, begin, end, out, scratch);
}

ADSCOPE_CLONES double solve_float(const AlsSide<float>& side, AlsSolver solver, int steps, std::size_t begin, std::size_t end, float* out,
                                  Scratch<float>& scratch) {
    return solve_rows(side, solver, steps, begin, end, out, scratch);
}
ADSCOPE_CLONES double solve_double(const AlsSide<double>& side, AlsSolver solver, int steps, std::size_t begin, std::size_t end,
                                   double* out, Scratch<double>& scratch) {
    return solve_rows(side, solver, steps, begin, end, out, scratch);
}

// Numbers of factors that have their own code: 16, 32, 64 and 128.
bool fits_lanes(std::size_t factors) { return factors == 16 || factors == 32 || factors == 64 || factors == 128; }

template <int Bytes>
ADSCOPE_INLINE double lanes_of(const AlsSide<float>& side, int steps, std::size_t begin, std::size_t end, float* out,
                               Scratch<float>& scratch) {
    switch (side.factors) {
        case 16: return rows_by_steps<als::LaneEquations<float, Bytes, 1>>(side, steps, begin, end, out, scratch);
        case 32: return rows_by_steps<als::LaneEquations<float, Bytes, 2>>(side, steps, begin, end, out, scratch);
        case 64: return rows_by_steps<als::LaneEquations<float, Bytes, 4>>(side, steps, begin, end, out, scratch);
        default: return rows_by_steps<als::LaneEquations<float, Bytes, 8>>(side, steps, begin, end, out, scratch);
    }
}

using SolveLanes = double (*)(const AlsSide<float>&, int, std::size_t, std::size_t, float*, Scratch<float>&);
double lanes_16(const AlsSide<float>& side, int steps, std::size_t begin, std::size_t end, float* out, Scratch<float>& scratch) {
    return lanes_of<16>(side, steps, begin, end, out, scratch);
}
#if defined(__x86_64__)
__attribute__((target("avx2"))) double lanes_32(const AlsSide<float>& side, int steps, std::size_t begin, std::size_t end, float* out,
                                                Scratch<float>& scratch) {
    return lanes_of<32>(side, steps, begin, end, out, scratch);
}
__attribute__((target("avx512f"))) double lanes_64(const AlsSide<float>& side, int steps, std::size_t begin, std::size_t end, float* out,
                                                   Scratch<float>& scratch) {
    return lanes_of<64>(side, steps, begin, end, out, scratch);
}
SolveLanes solve_lanes() {
    if (__builtin_cpu_supports("avx512f")) return lanes_64;
    return __builtin_cpu_supports("avx2") ? lanes_32 : lanes_16;
}
#else
SolveLanes solve_lanes() { return lanes_16; }
#endif

ADSCOPE_CLONES void gram_float(const float* rows, std::size_t count, std::size_t f, float* gram) { add_gram(rows, count, f, gram); }
ADSCOPE_CLONES void gram_double(const double* rows, std::size_t count, std::size_t f, double* gram) { add_gram(rows, count, f, gram); }

}  // namespace

void als_add_gram(std::span<const float> rows, std::size_t factors, std::span<float> gram) {
    gram_float(rows.data(), rows.size() / factors, factors, gram.data());
}
void als_add_gram(std::span<const double> rows, std::size_t factors, std::span<double> gram) {
    gram_double(rows.data(), rows.size() / factors, factors, gram.data());
}

double als_solve(const AlsSide<float>& side, AlsSolver solver, int steps, std::size_t begin, std::size_t end, std::span<float> out) {
    Scratch<float> scratch(side.factors);
    if (solver == AlsSolver::conjugate_gradient && fits_lanes(side.factors))
        return solve_lanes()(side, steps, begin, end, out.data(), scratch);
    return solve_float(side, solver, steps, begin, end, out.data(), scratch);
}
double als_solve(const AlsSide<double>& side, AlsSolver solver, int steps, std::size_t begin, std::size_t end, std::span<double> out) {
    Scratch<double> scratch(side.factors);
    return solve_double(side, solver, steps, begin, end, out.data(), scratch);
}

}  // namespace adscope
