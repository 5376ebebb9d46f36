#include "core/profiles/projection.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/profiles/tsne.h"

namespace adscope {
namespace {

constexpr std::size_t kBlock = 4096, kNearest = 5;

// Covariance by blocks that are joined in order.
Eigen::MatrixXd covariance(std::span<const float> values, std::size_t d, Eigen::VectorXd& mean) {
    const std::size_t n = values.size() / d, blocks = (n + kBlock - 1) / kBlock;
    using Rows = Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
    const auto block = [&](std::size_t b) {
        const std::size_t first = b * kBlock, rows = std::min(kBlock, n - first);
        return Rows(values.data() + first * d, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(d));
    };
    mean = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(d));
    for (std::size_t b = 0; b < blocks; ++b) mean += block(b).cast<double>().colwise().sum().transpose();
    mean /= static_cast<double>(n);
    std::vector<Eigen::MatrixXd> parts(blocks);
    parallel_for(blocks, 1, [&](std::size_t from, std::size_t to, int) {
        for (std::size_t b = from; b < to; ++b) {
            const Eigen::MatrixXd centred = block(b).cast<double>().rowwise() - mean.transpose();
            parts[b] = centred.transpose() * centred;
        }
    });
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(d), static_cast<Eigen::Index>(d));
    for (const auto& p : parts) sum += p;
    return sum / static_cast<double>(n - 1);
}

Result<Projection> pca(std::span<const float> values, std::size_t d) {
    const std::size_t n = values.size() / d;
    Eigen::VectorXd mean;
    const Eigen::MatrixXd c = covariance(values, d, mean);
    const double total = c.trace();
    if (!(total > 1e-12)) return Error(ErrorCode::usage, "segments.too_few", {{"found", n}, {"dimensions", 0}});
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(c);
    Projection out;
    out.placed = n;
    for (int axis = 0; axis < 2; ++axis) {
        auto& places = axis == 0 ? out.x : out.y;
        places.assign(n, 0);
        const auto at = static_cast<Eigen::Index>(d) - 1 - axis;
        if (at < 0) continue;  // one dimension: a line
        Eigen::VectorXd direction = solver.eigenvectors().col(at);
        Eigen::Index largest = 0;
        direction.cwiseAbs().maxCoeff(&largest);
        if (direction[largest] < 0) direction = -direction;
        out.explained[axis] = std::max(0.0, solver.eigenvalues()[at]) / total;
        const double offset = mean.dot(direction);
        parallel_for(n, kBlock, [&](std::size_t first, std::size_t last, int) {
            for (std::size_t i = first; i < last; ++i) {
                double sum = -offset;
                for (std::size_t k = 0; k < d; ++k) sum += values[i * d + k] * direction[static_cast<Eigen::Index>(k)];
                places[i] = static_cast<float>(sum);
            }
        });
    }
    return out;
}

// A row that was not placed stands at the mean of its nearest placed rows, nearer ones counting more.
void place_rest(std::span<const float> values, std::size_t d, const std::vector<std::uint32_t>& sample, const Embedding& e, Projection& out,
                const JobContext& job) {
    const std::size_t n = values.size() / d;
    parallel_for(n, 64, [&](std::size_t first, std::size_t last, int) {
        std::vector<std::pair<float, std::uint32_t>> nearest(sample.size());
        for (std::size_t i = first; i < last && !job.cancelled(); ++i) {
            for (std::uint32_t s = 0; s < sample.size(); ++s) {
                const float *a = values.data() + i * d, *b = values.data() + sample[s] * d;
                float sum = 0;
                for (std::size_t k = 0; k < d; ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
                nearest[s] = {sum, s};
            }
            const std::size_t kept = std::min(kNearest, nearest.size());
            std::partial_sort(nearest.begin(), nearest.begin() + static_cast<std::ptrdiff_t>(kept), nearest.end());
            double x = 0, y = 0, weight = 0;
            for (std::size_t k = 0; k < kept; ++k) {
                const double w = 1 / (1e-6 + static_cast<double>(nearest[k].first));
                x += w * e.x[nearest[k].second], y += w * e.y[nearest[k].second], weight += w;
            }
            out.x[i] = static_cast<float>(x / weight);
            out.y[i] = static_cast<float>(y / weight);
        }
    });
    for (std::size_t s = 0; s < sample.size(); ++s) out.x[sample[s]] = e.x[s], out.y[sample[s]] = e.y[s];
}

}  // namespace

Result<Projection> project(std::span<const float> values, std::size_t d, const ProjectionRequest& request, const JobContext& job) {
    const std::size_t n = d == 0 ? 0 : values.size() / d;
    if (n < 3) return Error(ErrorCode::usage, "segments.too_few", {{"found", n}, {"dimensions", d}});
    job.report(Message("segments.projecting"), 0);
    ADSCOPE_ASSIGN(out, pca(values, d));
    if (job.cancelled()) return Error::cancelled();
    if (request.method == ProjectionRequest::Method::pca) return out;
    std::vector<std::uint32_t> sample(n);
    std::iota(sample.begin(), sample.end(), 0u);
    Random(request.seed, stream_id("projection")).shuffle(sample);
    if (sample.size() > request.sample) sample.resize(request.sample);
    std::sort(sample.begin(), sample.end());
    std::vector<float> rows(sample.size() * d), x(sample.size()), y(sample.size());
    Random noise(request.seed, stream_id("projection start"));
    double spread = 0;
    for (const auto v : out.x) spread = std::max(spread, std::abs(static_cast<double>(v)));
    for (std::size_t s = 0; s < sample.size(); ++s) {
        std::copy_n(values.data() + sample[s] * d, d, rows.data() + s * d);
        // Rows that are alike would stay one point for ever.
        x[s] = out.x[sample[s]] + static_cast<float>(0.01 * spread * noise.normal());
        y[s] = out.y[sample[s]] + static_cast<float>(0.01 * spread * noise.normal());
    }
    ADSCOPE_ASSIGN(placed, tsne(rows, d, x, y, request, job.part(0.05, sample.size() < n ? 0.85 : 1)));
    out.explained[0] = out.explained[1] = 0;
    out.placed = sample.size();
    out.divergence = placed.divergence;
    place_rest(values, d, sample, placed, out, job);
    if (job.cancelled()) return Error::cancelled();
    return out;
}

}  // namespace adscope
