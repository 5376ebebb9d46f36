#include "core/profiles/tsne.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr int kExaggerated = 100;  // iterations in which attraction is 12 times as strong

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ADSCOPE_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define ADSCOPE_CLONES
#endif

// Of row i: q_j = 1 / (1 + d^2) into `q`; returns their sum. Lanes are added in a fixed order.
ADSCOPE_CLONES
float kernel_row(const float* x, const float* y, std::size_t n, std::size_t i, float* q) {
    const float xi = x[i], yi = y[i];
    for (std::size_t j = 0; j < n; ++j) {
        const float dx = xi - x[j], dy = yi - y[j];
        q[j] = 1.0f / (1.0f + dx * dx + dy * dy);
    }
    q[i] = 0;
    float lanes[16] = {};
    std::size_t j = 0;
    for (; j + 16 <= n; j += 16)
        for (std::size_t l = 0; l < 16; ++l) lanes[l] += q[j + l];
    float sum = 0;
    for (; j < n; ++j) sum += q[j];
    for (const float l : lanes) sum += l;
    return sum;
}

// Attraction and repulsion of row i: 4 sum_j (a p_ij - q_ij / Z) q_ij (y_i - y_j).
ADSCOPE_CLONES
void force_row(const float* x, const float* y, const float* p, std::size_t n, std::size_t i, float exaggeration, float z, float* q,
               float* out) {
    const float xi = x[i], yi = y[i], inverse = 1.0f / z;
    float fx[16] = {}, fy[16] = {};
    std::size_t j = 0;
    for (; j + 16 <= n; j += 16)
        for (std::size_t l = 0; l < 16; ++l) {
            const float w = (exaggeration * p[j + l] - q[j + l] * inverse) * q[j + l];
            fx[l] += w * (xi - x[j + l]);
            fy[l] += w * (yi - y[j + l]);
        }
    out[0] = out[1] = 0;
    for (; j < n; ++j) {
        const float w = (exaggeration * p[j] - q[j] * inverse) * q[j];
        out[0] += w * (xi - x[j]);
        out[1] += w * (yi - y[j]);
    }
    for (std::size_t l = 0; l < 16; ++l) out[0] += fx[l], out[1] += fy[l];
    out[0] *= 4, out[1] *= 4;
}

// p_j|i with the width of the kernel found by bisection, so that its entropy is that of `perplexity` neighbours.
void conditional_row(const std::vector<double>& squared, std::size_t i, double perplexity, float* p) {
    double beta = 1, low = 0, high = std::numeric_limits<double>::infinity();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < squared.size(); ++j)
        if (j != i) least = std::min(least, squared[j]);
    double mean = 0;
    for (std::size_t j = 0; j < squared.size(); ++j) mean += j == i ? 0 : squared[j] - least;
    mean /= static_cast<double>(squared.size() - 1);
    if (mean > 0) beta = 1 / mean;
    std::vector<double> e(squared.size());
    double sum = 0;
    for (int step = 0; step < 60; ++step) {
        sum = 0;
        double weighted = 0;
        for (std::size_t j = 0; j < squared.size(); ++j) {
            e[j] = j == i ? 0 : std::exp(-beta * (squared[j] - least));
            sum += e[j];
            weighted += e[j] * (j == i ? 0 : squared[j] - least);
        }
        const double entropy = std::log(sum) + beta * weighted / sum, off = entropy - std::log(perplexity);
        if (std::abs(off) < 1e-5) break;
        if (off > 0) low = beta, beta = std::isinf(high) ? beta * 2 : (beta + high) / 2;
        else high = beta, beta = (beta + low) / 2;
    }
    for (std::size_t j = 0; j < squared.size(); ++j) p[j] = static_cast<float>(e[j] / sum);
}

// Symmetric joint probabilities, summing to 1. Returns false when cancelled.
bool joint(const std::vector<float>& values, std::size_t d, double perplexity, std::vector<float>& p, const JobContext& job) {
    const std::size_t n = values.size() / d;
    std::vector<float> conditional(n * n);
    parallel_for(n, 8, [&](std::size_t first, std::size_t last, int) {
        std::vector<double> squared(n);
        for (std::size_t i = first; i < last && !job.cancelled(); ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                double s = 0;
                for (std::size_t k = 0; k < d; ++k) {
                    const double x = static_cast<double>(values[i * d + k]) - values[j * d + k];
                    s += x * x;
                }
                squared[j] = s;
            }
            conditional_row(squared, i, perplexity, conditional.data() + i * n);
        }
    });
    p.resize(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            p[i * n + j] = std::max(1e-12f, (conditional[i * n + j] + conditional[j * n + i]) / (2 * static_cast<float>(n)));
    return !job.cancelled();
}

void scale_start(std::vector<float>& v) {
    double squares = 0;
    for (const float x : v) squares += static_cast<double>(x) * x;
    const auto scale = static_cast<float>(1e-4 / std::max(1e-30, std::sqrt(squares / static_cast<double>(v.size()))));
    for (auto& x : v) x *= scale;
}

class Descent {
public:
    Descent(Embedding& e, const std::vector<float>& p) : e_(e), p_(p), n_(e.x.size()), rows_(n_ * n_), sums_(n_), force_(2 * n_) {
        for (auto* v : {&vx_, &vy_}) v->assign(n_, 0);
        for (auto* v : {&gx_, &gy_}) v->assign(n_, 1);
        rate_ = std::max(50.0f, static_cast<float>(n_) / 12);
    }
    void step(int iteration) {
        const double z = kernel();
        const float exaggeration = iteration < kExaggerated ? 12 : 1, momentum = iteration < kExaggerated ? 0.5f : 0.8f;
        parallel_for(n_, 16, [&](std::size_t first, std::size_t last, int) {
            for (std::size_t i = first; i < last; ++i)
                force_row(e_.x.data(), e_.y.data(), p_.data() + i * n_, n_, i, exaggeration, static_cast<float>(z), rows_.data() + i * n_,
                          force_.data() + 2 * i);
        });
        for (std::size_t i = 0; i < n_; ++i) {
            move(e_.x[i], vx_[i], gx_[i], force_[2 * i], momentum);
            move(e_.y[i], vy_[i], gy_[i], force_[2 * i + 1], momentum);
        }
        centre(e_.x);
        centre(e_.y);
    }
    double divergence() {
        const double z = kernel();
        double sum = 0;
        for (std::size_t i = 0; i < n_ * n_; ++i)
            if (rows_[i] > 0) sum += p_[i] * std::log(p_[i] / std::max(1e-12, rows_[i] / z));
        return sum;
    }

private:
    double kernel() {
        parallel_for(n_, 16, [&](std::size_t first, std::size_t last, int) {
            for (std::size_t i = first; i < last; ++i) sums_[i] = kernel_row(e_.x.data(), e_.y.data(), n_, i, rows_.data() + i * n_);
        });
        return std::accumulate(sums_.begin(), sums_.end(), 0.0);
    }
    // Gains as in the authors' own program: faster where the direction stays.
    void move(float& place, float& speed, float& gain, float force, float momentum) const {
        gain = (force > 0) != (speed > 0) ? gain + 0.2f : std::max(0.01f, gain * 0.8f);
        speed = momentum * speed - rate_ * gain * force;
        place += speed;
    }
    static void centre(std::vector<float>& v) {
        const auto mean = static_cast<float>(std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size()));
        for (auto& x : v) x -= mean;
    }

    Embedding& e_;
    const std::vector<float>& p_;
    std::size_t n_;
    std::vector<float> rows_;
    std::vector<double> sums_;
    std::vector<float> force_, vx_, vy_, gx_, gy_;
    float rate_ = 200;
};

}  // namespace

Result<Embedding> tsne(const std::vector<float>& values, std::size_t d, const std::vector<float>& start_x,
                       const std::vector<float>& start_y, const ProjectionRequest& request, const JobContext& job) {
    const std::size_t n = start_x.size();
    Embedding out{start_x, start_y, 0};
    scale_start(out.x);
    scale_start(out.y);
    std::vector<float> p;
    job.report(Message("segments.projecting"), 0);
    if (!joint(values, d, std::min(request.perplexity, (static_cast<double>(n) - 1) / 3), p, job)) return Error::cancelled();
    Descent descent(out, p);
    for (int i = 0; i < request.iterations; ++i) {
        if (job.cancelled()) return Error::cancelled();
        if (i % 10 == 0) job.report(Message("segments.projecting"), 0.1 + 0.9 * i / request.iterations);
        descent.step(i);
    }
    out.divergence = descent.divergence();
    return out;
}

}  // namespace adscope
