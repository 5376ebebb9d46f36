#include "core/profiles/cluster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/parallel.h"
#include "core/base/random.h"

namespace adscope {
namespace {

constexpr std::size_t kSample = 1500, kBlock = 4096;
constexpr int kMostIterations = 60;

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
__attribute__((target_clones("default", "avx2", "avx512f")))
#endif
float squared_distance(const float* a, const float* b, std::size_t n) {
    float lanes[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (std::size_t l = 0; l < 8; ++l) {
            const float d = a[i + l] - b[i + l];
            lanes[l] += d * d;
        }
    float sum = 0;
    for (; i < n; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    for (const float l : lanes) sum += l;
    return sum;
}

class KMeans {
public:
    KMeans(const EntityVectors& v, int k, Random random, const JobContext& job)
        : v_(v), k_(static_cast<std::size_t>(k)), random_(random), job_(job) {}

    bool run() {  // false: cancelled
        start();
        double before = std::numeric_limits<double>::infinity();
        for (int i = 0; i < kMostIterations; ++i) {
            if (job_.cancelled()) return false;
            assign();
            if (!(inertia < before * (1 - 1e-7))) break;
            before = inertia;
            move();
        }
        return true;
    }

    std::vector<std::uint32_t> of;
    double inertia = 0;

private:
    std::size_t n() const { return v_.codes.size(); }
    std::size_t d() const { return v_.dimensions(); }

    // The next centre is a row drawn with a chance that grows with its squared distance to the nearest centre so far.
    void start() {
        centres_.resize(k_ * d());
        std::vector<float> nearest(n(), std::numeric_limits<float>::infinity());
        std::size_t chosen = random_.below(n());
        for (std::size_t c = 0; c < k_; ++c) {
            std::copy_n(v_.row(chosen).data(), d(), centres_.data() + c * d());
            parallel_for(n(), kBlock, [&](std::size_t first, std::size_t last, int) {
                for (std::size_t i = first; i < last; ++i)
                    nearest[i] = std::min(nearest[i], squared_distance(v_.row(i).data(), centres_.data() + c * d(), d()));
            });
            const double total = std::accumulate(nearest.begin(), nearest.end(), 0.0);
            double at = random_.uniform() * total;
            chosen = n() - 1;
            for (std::size_t i = 0; i < n(); ++i)
                if ((at -= nearest[i]) < 0) {
                    chosen = i;
                    break;
                }
        }
    }

    // Sums are kept by block and joined in order, so that threads have no say in the bits.
    void assign() {
        of.resize(n());
        const std::size_t blocks = (n() + kBlock - 1) / kBlock;
        std::vector<double> sums(blocks);
        parallel_for(blocks, 1, [&](std::size_t first, std::size_t last, int) {
            for (std::size_t b = first; b < last; ++b)
                for (std::size_t i = b * kBlock; i < std::min(n(), (b + 1) * kBlock); ++i) {
                    float best = std::numeric_limits<float>::infinity();
                    for (std::size_t c = 0; c < k_; ++c) {
                        const float distance = squared_distance(v_.row(i).data(), centres_.data() + c * d(), d());
                        if (distance < best) best = distance, of[i] = static_cast<std::uint32_t>(c);
                    }
                    sums[b] += best;
                }
        });
        inertia = std::accumulate(sums.begin(), sums.end(), 0.0);
    }

    // A cluster that lost all its rows keeps its centre.
    void move() {
        std::vector<double> sums(k_ * d());
        std::vector<std::size_t> counts(k_);
        for (std::size_t i = 0; i < n(); ++i) {
            ++counts[of[i]];
            for (std::size_t j = 0; j < d(); ++j) sums[of[i] * d() + j] += v_.row(i)[j];
        }
        for (std::size_t c = 0; c < k_; ++c)
            for (std::size_t j = 0; counts[c] && j < d(); ++j)
                centres_[c * d() + j] = static_cast<float>(sums[c * d() + j] / static_cast<double>(counts[c]));
    }

    const EntityVectors& v_;
    std::size_t k_;
    Random random_;
    const JobContext& job_;
    std::vector<float> centres_;
};

std::vector<std::uint32_t> sample_rows(std::size_t n, std::uint64_t seed) {
    std::vector<std::uint32_t> rows(n);
    std::iota(rows.begin(), rows.end(), 0u);
    Random random(seed, stream_id("silhouette"));
    random.shuffle(rows);
    if (rows.size() > kSample) rows.resize(kSample);
    std::sort(rows.begin(), rows.end());
    return rows;
}

// Numbered by size, the largest first; empty clusters are gone.
void order_by_size(Clustering& out, const std::vector<std::uint32_t>& of, int k) {
    std::vector<std::size_t> sizes(static_cast<std::size_t>(k));
    for (const auto c : of) ++sizes[c];
    std::vector<std::uint32_t> order(sizes.size()), place(sizes.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return sizes[a] > sizes[b]; });
    out.sizes.clear();
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        if (sizes[order[i]] > 0) out.sizes.push_back(sizes[order[i]]);
    }
    out.k = static_cast<int>(out.sizes.size());
    out.of.resize(of.size());
    for (std::size_t i = 0; i < of.size(); ++i) out.of[i] = place[of[i]];
}

Result<Clustering> with_k(const EntityVectors& v, int k, const ClusterRequest& request, std::span<const std::uint32_t> sample,
                          const JobContext& job) {
    Clustering out;
    out.inertia = std::numeric_limits<double>::infinity();
    std::vector<std::uint32_t> best;
    for (int r = 0; r < request.repeats; ++r) {
        KMeans run(v, k, Random(request.seed, static_cast<std::uint64_t>(k) * 1000 + static_cast<std::uint64_t>(r)), job);
        if (!run.run()) return Error::cancelled();
        if (run.inertia < out.inertia) out.inertia = run.inertia, best = std::move(run.of);
    }
    order_by_size(out, best, k);
    out.silhouette = silhouette(v, out.of, out.k, sample);
    out.silhouette_sample = sample.size();
    return out;
}

}  // namespace

double silhouette(const EntityVectors& v, std::span<const std::uint32_t> of, int k, std::span<const std::uint32_t> sample) {
    const auto clusters = static_cast<std::size_t>(k);
    std::vector<double> members(clusters);
    for (const auto i : sample) members[of[i]] += 1;
    std::vector<double> each(sample.size());
    parallel_for(sample.size(), 16, [&](std::size_t first, std::size_t last, int) {
        std::vector<double> sums(clusters);
        for (std::size_t s = first; s < last; ++s) {
            std::fill(sums.begin(), sums.end(), 0);
            for (const auto o : sample)
                sums[of[o]] += std::sqrt(static_cast<double>(squared_distance(v.row(sample[s]).data(), v.row(o).data(), v.dimensions())));
            const auto own = of[sample[s]];
            if (members[own] < 2) continue;
            const double inside = sums[own] / (members[own] - 1);
            double outside = std::numeric_limits<double>::infinity();
            for (std::size_t c = 0; c < clusters; ++c)
                if (c != own && members[c] > 0) outside = std::min(outside, sums[c] / members[c]);
            if (std::isfinite(outside) && std::max(inside, outside) > 0) each[s] = (outside - inside) / std::max(inside, outside);
        }
    });
    return sample.empty() ? 0 : std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(sample.size());
}

Result<Clustering> cluster(const EntityVectors& v, const ClusterRequest& request, const JobContext& job) {
    const int largest = static_cast<int>(std::min<std::size_t>(50, v.codes.size() - 1));
    if (request.k != 0 && (request.k < 2 || request.k > largest))
        return Error(ErrorCode::usage, "segments.k_range", {{"found", request.k}, {"most", largest}});
    const auto sample = sample_rows(v.codes.size(), request.seed);
    const int from = request.k ? request.k : 2, to = request.k ? request.k : std::min(request.most, largest);
    std::optional<Clustering> best;
    std::vector<std::pair<int, double>> tried;
    for (int k = from; k <= to; ++k) {
        job.report(Message("segments.clustering", {{"k", k}}), static_cast<double>(k - from) / static_cast<double>(to - from + 1));
        ADSCOPE_ASSIGN(next, with_k(v, k, request, sample, job));
        tried.emplace_back(k, next.silhouette);
        if (!best || next.silhouette > best->silhouette) best = std::move(next);
    }
    best->tried = std::move(tried);
    return std::move(*best);
}

}  // namespace adscope
