#include "core/text/topics.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "core/base/random.h"

namespace adscope::text {
namespace {

using Matrix = std::vector<double>;  // row by row, `k` columns

// One start of the factorisation. W is documents x k, H is kept transposed: terms x k.
struct Factors {
    std::size_t k;
    Matrix w, ht;
};

// G = M' M (k x k) for M of k columns.
Matrix gram(const Matrix& m, std::size_t k) {
    Matrix g(k * k, 0.0);
    for (std::size_t r = 0; r + k <= m.size(); r += k)
        for (std::size_t a = 0; a < k; ++a)
            for (std::size_t b = 0; b < k; ++b) g[a * k + b] += m[r + a] * m[r + b];
    return g;
}

// One sweep over the columns of a row: x_a <- max(0, x_a + (c_a - (x G)_a) / G_aa). c is the row's product with the other factor.
void sweep(double* x, const double* c, const Matrix& g, std::size_t k) {
    for (std::size_t a = 0; a < k; ++a) {
        const double own = g[a * k + a];
        if (own <= 0) continue;
        double product = 0;
        for (std::size_t b = 0; b < k; ++b) product += x[b] * g[b * k + a];
        x[a] = std::max(0.0, x[a] + (c[a] - product) / own);
    }
}

// c = X M, rows x k, with M columns x k.
Matrix times(const SparseRows& x, const Matrix& m, std::size_t k) {
    Matrix out(x.rows() * k, 0.0);
    for (std::size_t r = 0; r < x.rows(); ++r)
        for (std::size_t i = x.offsets[r]; i < x.offsets[r + 1]; ++i)
            for (std::size_t a = 0; a < k; ++a) out[r * k + a] += x.values[i] * m[x.index[i] * k + a];
    return out;
}

SparseRows transposed(const SparseRows& x) {
    SparseRows out;
    out.columns = x.rows();
    out.offsets.assign(x.columns + 1, 0);
    for (const auto c : x.index) ++out.offsets[c + 1];
    std::partial_sum(out.offsets.begin(), out.offsets.end(), out.offsets.begin());
    out.index.resize(x.index.size());
    out.values.resize(x.values.size());
    auto next = out.offsets;
    for (std::size_t r = 0; r < x.rows(); ++r)
        for (std::size_t i = x.offsets[r]; i < x.offsets[r + 1]; ++i) {
            const std::size_t at = next[x.index[i]]++;
            out.index[at] = static_cast<std::uint32_t>(r);
            out.values[at] = x.values[i];
        }
    return out;
}

void update(Matrix& own, const SparseRows& x, const Matrix& other, std::size_t k) {
    const Matrix g = gram(other, k), c = times(x, other, k);
    for (std::size_t r = 0; r * k < own.size(); ++r) sweep(&own[r * k], &c[r * k], g, k);
}

// |X|^2 - 2 <X, W H> + <W'W, H H'>: no product of the size of X is made.
double squared_error(const SparseRows& x, const Factors& f, double squares) {
    double cross = 0, both = 0;
    const Matrix xm = times(x, f.ht, f.k), gw = gram(f.w, f.k), gh = gram(f.ht, f.k);
    for (std::size_t i = 0; i < xm.size(); ++i) cross += xm[i] * f.w[i];
    for (std::size_t i = 0; i < gw.size(); ++i) both += gw[i] * gh[i];
    return std::max(0.0, squares - 2 * cross + both);
}

Factors random_start(const SparseRows& x, std::size_t k, Random random) {
    double sum = 0;
    for (const double v : x.values) sum += v;
    const double scale = std::sqrt(sum / static_cast<double>(x.rows() * x.columns * k));
    Factors f{k, Matrix(x.rows() * k), Matrix(x.columns * k)};
    for (auto& v : f.w) v = scale * std::abs(random.normal());
    for (auto& v : f.ht) v = scale * std::abs(random.normal());
    return f;
}

// Heaviest topic first; each topic's terms scaled to unit length, its documents the other way.
void order(Factors& f) {
    std::vector<double> length(f.k, 0.0), weight(f.k, 0.0);
    for (std::size_t i = 0; i < f.ht.size(); ++i) length[i % f.k] += f.ht[i] * f.ht[i];
    for (auto& l : length) l = std::sqrt(l);
    for (std::size_t i = 0; i < f.w.size(); ++i) weight[i % f.k] += f.w[i] * length[i % f.k];
    std::vector<std::size_t> by(f.k);
    std::iota(by.begin(), by.end(), std::size_t{0});
    std::stable_sort(by.begin(), by.end(), [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
    const auto moved = [&](const Matrix& m, bool terms) {
        Matrix out(m.size());
        for (std::size_t i = 0; i < m.size(); ++i) {
            const std::size_t from = by[i % f.k];
            const double l = length[from] > 0 ? length[from] : 1;
            out[i] = m[i - i % f.k + from] * (terms ? 1 / l : l);
        }
        return out;
    };
    f.w = moved(f.w, false);
    f.ht = moved(f.ht, true);
}

}  // namespace

Result<TopicModel> TopicModel::fit(const SparseRows& documents, const TopicSettings& settings, const JobContext& job) {
    const std::size_t k = std::min({settings.topics, documents.rows(), documents.columns});
    double squares = 0;
    for (const double v : documents.values) squares += v * v;
    if (k == 0 || squares == 0) return TopicModel(0, documents.columns, {});
    const SparseRows by_term = transposed(documents);
    std::optional<Factors> best;
    double least = 0;
    const int starts = std::max(settings.starts, 1);
    for (int s = 0; s < starts; ++s) {
        Factors f = random_start(documents, k, Random(settings.seed, stream_id("text.topics") + static_cast<std::uint64_t>(s)));
        double first = squares, before = squared_error(documents, f, squares);
        for (int i = 0; i < settings.iterations; ++i) {
            if (job.cancelled()) return Error::cancelled();
            update(f.w, documents, f.ht, k);
            update(f.ht, by_term, f.w, k);
            const double now = squared_error(documents, f, squares);
            if (before - now < settings.tolerance * first) {
                before = now;
                break;
            }
            before = now;
        }
        if (!best || before < least) {
            best = std::move(f);
            least = before;
        }
    }
    order(*best);
    std::vector<double> h(k * documents.columns);
    for (std::size_t term = 0; term < documents.columns; ++term)
        for (std::size_t t = 0; t < k; ++t) h[t * documents.columns + term] = best->ht[term * k + t];
    TopicModel out(k, documents.columns, std::move(h));
    out.error_ = least / squares;
    return out;
}

TopicModel::TopicModel(std::size_t topics, std::size_t terms, std::vector<double> weights)
    : topics_(topics), terms_(terms), h_(std::move(weights)) {}

std::vector<std::uint32_t> TopicModel::top_terms(std::size_t topic, std::size_t count) const {
    const auto weights = this->topic(topic);
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > 0) out.push_back(static_cast<std::uint32_t>(i));
    const std::size_t kept = std::min(count, out.size());
    std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(kept), out.end(),
                      [&](std::uint32_t a, std::uint32_t b) { return weights[a] != weights[b] ? weights[a] > weights[b] : a < b; });
    out.resize(kept);
    return out;
}

std::vector<double> TopicModel::shares(const SparseRows& documents) const {
    constexpr int kSweeps = 50;  // a strictly convex problem of a few unknowns: settled long before
    std::vector<double> ht(terms_ * topics_);
    for (std::size_t t = 0; t < topics_; ++t)
        for (std::size_t term = 0; term < terms_; ++term) ht[term * topics_ + t] = h_[t * terms_ + term];
    const Matrix g = gram(ht, topics_), c = times(documents, ht, topics_);
    std::vector<double> out(documents.rows() * topics_, 0.0);
    for (std::size_t r = 0; r < documents.rows(); ++r) {
        double* x = out.data() + r * topics_;
        for (int i = 0; i < kSweeps; ++i) sweep(x, &c[r * topics_], g, topics_);
        const double sum = std::accumulate(x, x + topics_, 0.0);
        if (sum > 0)
            for (std::size_t t = 0; t < topics_; ++t) x[t] /= sum;
    }
    return out;
}

}  // namespace adscope::text
