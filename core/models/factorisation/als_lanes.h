// The conjugate gradient of als_kernel.cpp for whole blocks of sixteen factors, whose vectors stay in registers. Sums have the
// order of the plain loops (sixteen running sums, halved), so that registers of any width give the same bits.
#pragma once

#include "core/models/factorisation/als_kernel.h"

#define ADSCOPE_INLINE inline __attribute__((always_inline))

// Vectors are passed between inlined functions only: their calling convention does not matter.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpsabi"

namespace adscope::als {

// Sixteen numbers in registers of `Bytes`.
template <class T, int Bytes>
struct Sixteen {
    typedef T Register __attribute__((vector_size(Bytes)));
    typedef T Memory __attribute__((vector_size(Bytes), aligned(sizeof(T)), may_alias));
    static constexpr int kWidth = Bytes / static_cast<int>(sizeof(T)), kRegisters = 16 / kWidth;
    Register part[kRegisters];

    ADSCOPE_INLINE void load(const T* from) {
#pragma GCC unroll 8
        for (int r = 0; r < kRegisters; ++r) part[r] = *reinterpret_cast<const Memory*>(from + r * kWidth);
    }
    ADSCOPE_INLINE void store(T* to) const {
#pragma GCC unroll 8
        for (int r = 0; r < kRegisters; ++r) *reinterpret_cast<Memory*>(to + r * kWidth) = part[r];
    }
    ADSCOPE_INLINE void clear() {
#pragma GCC unroll 8
        for (int r = 0; r < kRegisters; ++r) part[r] = Register{};
    }
    ADSCOPE_INLINE void add_product(const Sixteen& a, const Sixteen& b) {
#pragma GCC unroll 8
        for (int r = 0; r < kRegisters; ++r) part[r] += a.part[r] * b.part[r];
    }
    ADSCOPE_INLINE void add_scaled(const Sixteen& a, T scale) {
#pragma GCC unroll 8
        for (int r = 0; r < kRegisters; ++r) part[r] += scale * a.part[r];
    }
    // Of its numbers; what is in them is lost.
    ADSCOPE_INLINE T sum() {
#pragma GCC unroll 8
        for (int half = kRegisters / 2; half > 0; half /= 2)
#pragma GCC unroll 8
            for (int r = 0; r < half; ++r) part[r] += part[r + half];
        Register& v = part[0];
        if constexpr (kWidth >= 16) v += __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
        if constexpr (kWidth == 16) v += __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3);
        if constexpr (kWidth == 8) v += __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3);
        return (v[0] + v[2]) + (v[1] + v[3]);
    }
};

// What the conjugate gradient needs of a row's equations, for 16 * N factors.
template <class T, int Bytes, int N>
struct LaneEquations {
    using Block = Sixteen<T, Bytes>;
    struct Vector {
        Block block[N];
        ADSCOPE_INLINE void load(const T* from) {
#pragma GCC unroll 8
            for (int k = 0; k < N; ++k) block[k].load(from + 16 * k);
        }
        ADSCOPE_INLINE void store(T* to) const {
#pragma GCC unroll 8
            for (int k = 0; k < N; ++k) block[k].store(to + 16 * k);
        }
        ADSCOPE_INLINE void clear() {
#pragma GCC unroll 8
            for (int k = 0; k < N; ++k) block[k].clear();
        }
        ADSCOPE_INLINE void add_scaled(const Vector& a, T scale) {
#pragma GCC unroll 8
            for (int k = 0; k < N; ++k) block[k].add_scaled(a.block[k], scale);
        }
        ADSCOPE_INLINE T dot(const Vector& a) const {
            Block sums;
            sums.clear();
#pragma GCC unroll 8
            for (int k = 0; k < N; ++k) sums.add_product(block[k], a.block[k]);
            return sums.sum();
        }
    };

    static ADSCOPE_INLINE const T* factor(const AlsSide<T>& side, std::size_t pair) {
        return side.fixed.data() + static_cast<std::size_t>(side.columns[pair]) * (16 * N);
    }

    // out = (Y'Y + lambda I) v
    static ADSCOPE_INLINE void apply_dense(const AlsSide<T>& side, std::size_t row, const T* v, const Vector& loaded, Vector& out) {
        const T* gram = side.gram.data();
        out.clear();
        for (int j = 0; j < 16 * N; ++j) {
            Vector line;
            line.load(gram + j * 16 * N);
            out.add_scaled(line, v[j]);
        }
        out.add_scaled(loaded, side.lambda[row]);
    }

    // right = sum (1 + e) y; product = (Y'Y + sum e y y' + lambda I) x, in one pass over the pairs.
    static ADSCOPE_INLINE void begin(const AlsSide<T>& side, std::size_t row, const T* x, T* right, T* product) {
        Vector own, sum, out;
        own.load(x);
        sum.clear();
        apply_dense(side, row, x, own, out);
        const std::size_t last = side.offsets[row + 1];
        for (std::size_t p = side.offsets[row]; p < last; ++p) {
            if (p + kAhead < last) fetch(factor(side, p + kAhead));
            Vector y;
            y.load(factor(side, p));
            const T e = side.extra[p];
            sum.add_scaled(y, 1 + e);
            out.add_scaled(y, e * y.dot(own));
        }
        sum.store(right);
        out.store(product);
    }

    // out = (Y'Y + sum e y y' + lambda I) v, without making the matrix.
    static ADSCOPE_INLINE void apply(const AlsSide<T>& side, std::size_t row, const T* v, T* product) {
        Vector own, out;
        own.load(v);
        apply_dense(side, row, v, own, out);
        for (std::size_t p = side.offsets[row]; p < side.offsets[row + 1]; ++p) {
            Vector y;
            y.load(factor(side, p));
            out.add_scaled(y, side.extra[p] * y.dot(own));
        }
        out.store(product);
    }

private:
    static constexpr std::size_t kAhead = 8;  // pairs whose factors are on their way from memory
    static ADSCOPE_INLINE void fetch(const T* from) {
#pragma GCC unroll 8
        for (std::size_t line = 0; line < 16 * N * sizeof(T) / 64; ++line) __builtin_prefetch(from + line * 64 / sizeof(T));
    }
};

}  // namespace adscope::als

#pragma GCC diagnostic pop
