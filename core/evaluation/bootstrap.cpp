#include "core/evaluation/bootstrap.h"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/base/parallel.h"
#include "core/base/random.h"

namespace adscope {
namespace {

// Linear between order statistics (type 7 of Hyndman and Fan 1996).
double quantile(const std::vector<double>& sorted, double p) {
    const double at = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval_of(std::vector<double> values) {
    const std::size_t drawn = values.size();
    std::erase_if(values, [](double v) { return std::isnan(v); });
    if (values.size() < 2 || values.size() * 2 < drawn) return {};
    std::ranges::sort(values);
    return {quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace

Result<std::vector<Interval>> bootstrap(std::size_t clusters, std::size_t figures_count, int replicates, std::uint64_t seed,
                                        const std::function<void(const std::vector<double>& times, std::vector<double>& figures)>& figures,
                                        const JobContext& job) {
    std::vector<Interval> out(figures_count);
    if (clusters < 2 || replicates < 1) return out;
    const auto n = static_cast<std::size_t>(replicates);
    std::vector<std::vector<double>> drawn(n);
    std::atomic<bool> stop{false};
    std::atomic<std::size_t> done{0};
    parallel_for(n, 1, [&](std::size_t begin, std::size_t end, int) {
        std::vector<double> times(clusters);
        for (std::size_t r = begin; r < end; ++r) {
            if (stop || job.cancelled()) {
                stop = true;
                return;
            }
            std::ranges::fill(times, 0.0);
            Random random(seed, stream_id("evaluation.bootstrap") + r);
            for (std::size_t c = 0; c < clusters; ++c) times[random.below(clusters)] += 1;
            drawn[r].resize(figures_count);
            figures(times, drawn[r]);
            if (const auto finished = done.fetch_add(1) + 1; finished % 50 == 0)
                job.report(Message("evaluation.stage_bootstrap"), static_cast<double>(finished) / static_cast<double>(n));
        }
    });
    if (stop) return Error::cancelled();
    for (std::size_t i = 0; i < figures_count; ++i) {
        std::vector<double> values;
        for (const auto& replicate : drawn) values.push_back(replicate[i]);
        out[i] = interval_of(std::move(values));
    }
    return out;
}

}  // namespace adscope
