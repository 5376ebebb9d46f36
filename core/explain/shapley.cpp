// Exact Shapley values, and KernelSHAP for more players than can be enumerated.
#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

#include "core/base/random.h"
#include "core/explain/cholesky.h"
#include "core/explain/explain.h"

namespace adscope {
namespace {

constexpr int kMostExactPlayers = 16;
constexpr int kMostPlayers = 64;
constexpr std::size_t kBatch = 1024;  // coalitions between two looks at the cancel flag

std::uint64_t everyone(int players) { return players == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << players) - 1; }

Result<std::vector<double>> values_of(CoalitionGame& game, std::span<const std::uint64_t> coalitions, const JobContext& job) {
    std::vector<double> values(coalitions.size());
    for (std::size_t begin = 0; begin < coalitions.size(); begin += kBatch) {
        if (job.cancelled()) return Error::cancelled();
        const std::size_t size = std::min(kBatch, coalitions.size() - begin);
        ADSCOPE_TRY(game.evaluate(coalitions.subspan(begin, size), std::span(values).subspan(begin, size)));
        job.report(Message("explain.stage"), static_cast<double>(begin + size) / static_cast<double>(coalitions.size()));
    }
    return values;
}

void close(Attribution& a) { a.additivity_error = std::abs(a.prediction - a.base - std::accumulate(a.phi.begin(), a.phi.end(), 0.0)); }

Error too_many_players(int players, int most) {
    return {ErrorCode::refused, "explain.too_many_features", {{"found", players}, {"most", most}}};
}

// --- KernelSHAP ---

struct Weighted {
    std::vector<std::uint64_t> coalitions;
    std::vector<double> weights;
};

double binomial(int n, int k) {
    double out = 1;
    for (int i = 1; i <= k; ++i) out = out * (n - k + i) / i;
    return out;
}

// All coalitions of `size` players, in ascending order (Gosper's hack); with their complements unless both are one size.
void add_size(int players, int size, double weight_each, Weighted& out) {
    const std::uint64_t all = everyone(players);
    const bool paired = 2 * size != players;
    for (std::uint64_t set = everyone(size); set <= all;) {
        out.coalitions.push_back(set);
        out.weights.push_back(weight_each);
        if (paired) {
            out.coalitions.push_back(all & ~set);
            out.weights.push_back(weight_each);
        }
        const std::uint64_t low = set & (0 - set), next = set + low;
        if (next < set) break;  // past 64 bits
        set = next | (((next ^ set) / low) >> 2);
    }
}

std::uint64_t random_coalition(int players, int size, Random& random) {
    // Floyd's sampling: `size` distinct players.
    std::uint64_t set = 0;
    for (int j = players - size; j < players; ++j) {
        const std::uint64_t bit = std::uint64_t{1} << random.below(static_cast<std::uint64_t>(j) + 1);
        set |= set & bit ? std::uint64_t{1} << j : bit;
    }
    return set;
}

// Draws coalitions of the sizes from `first` on by the Shapley kernel, each with its complement, until `budget` are known.
void add_samples(int players, int first, const std::vector<double>& share, std::int64_t budget, std::uint64_t seed, Weighted& out) {
    Random random(seed, stream_id("kernel_shap"));
    const std::uint64_t all = everyone(players);
    const double total = std::accumulate(share.begin() + first, share.end(), 0.0);
    std::map<std::uint64_t, std::int64_t> drawn;
    std::int64_t draws = 0;
    for (std::int64_t tries = 0; tries < 4 * budget && static_cast<std::int64_t>(drawn.size()) + 2 <= budget; ++tries) {
        double at = random.uniform() * total;
        int size = first;
        while (size + 1 < static_cast<int>(share.size()) && at >= share[static_cast<std::size_t>(size)])
            at -= share[static_cast<std::size_t>(size++)];
        const std::uint64_t set = random_coalition(players, size, random);
        ++drawn[set];
        ++drawn[all & ~set];
        draws += 2;
    }
    for (const auto& [set, count] : drawn) {
        out.coalitions.push_back(set);
        out.weights.push_back(total * static_cast<double>(count) / static_cast<double>(draws));
    }
}

// Whole sizes while the budget covers their share, the rest sampled. share[s] is the kernel weight of sizes s and n - s.
Weighted choose_coalitions(int players, std::int64_t budget, std::uint64_t seed) {
    Weighted out;
    std::vector<double> share(static_cast<std::size_t>(players / 2) + 1);
    for (int s = 1; s <= players / 2; ++s)
        share[static_cast<std::size_t>(s)] = (2 * s == players ? 1.0 : 2.0) * (players - 1) / (static_cast<double>(s) * (players - s));
    int size = 1;
    for (; size <= players / 2; ++size) {
        const double left = std::accumulate(share.begin() + size, share.end(), 0.0), of_size = share[static_cast<std::size_t>(size)];
        const double count = binomial(players, size) * (2 * size == players ? 1 : 2);
        if (count > static_cast<double>(budget) * of_size / left * (1 + 1e-9)) break;
        add_size(players, size, of_size / count, out);
        budget -= static_cast<std::int64_t>(count);
    }
    if (size <= players / 2 && budget >= 2) add_samples(players, size, share, budget, seed, out);
    return out;
}

// Weighted least squares with sum phi = prediction - base, the last player's share put in for.
bool fit(const Weighted& chosen, std::span<const double> values, int players, Attribution& a) {
    const std::size_t n = static_cast<std::size_t>(players) - 1;
    const double whole = a.prediction - a.base;
    std::vector<double> matrix(n * n), right(n), x(n);
    for (std::size_t c = 0; c < values.size(); ++c) {
        const std::uint64_t set = chosen.coalitions[c];
        const double last = static_cast<double>(set >> n & 1), y = values[c] - a.base - last * whole, w = chosen.weights[c];
        for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<double>(set >> i & 1) - last;
        for (std::size_t i = 0; i < n; ++i) {
            if (x[i] == 0) continue;
            right[i] += w * x[i] * y;
            for (std::size_t k = 0; k <= i; ++k) matrix[i * n + k] += w * x[i] * x[k];
        }
    }
    if (!cholesky(matrix, n)) return false;
    cholesky_solve(matrix, right);
    a.phi = right;
    a.phi.push_back(whole - std::accumulate(right.begin(), right.end(), 0.0));
    return true;
}

}  // namespace

Result<Attribution> exact_shapley(CoalitionGame& game, const JobContext& job) {
    const int n = game.players();
    if (n > kMostExactPlayers) return too_many_players(n, kMostExactPlayers);
    std::vector<std::uint64_t> coalitions(std::size_t{1} << n);
    std::iota(coalitions.begin(), coalitions.end(), std::uint64_t{0});
    ADSCOPE_ASSIGN(values, values_of(game, coalitions, job));

    // Weight of a coalition of s others: s! (n - s - 1)! / n!
    std::vector<double> weight(static_cast<std::size_t>(std::max(n, 1)));
    for (int s = 0; s < n; ++s) weight[static_cast<std::size_t>(s)] = 1 / (n * binomial(n - 1, s));
    Attribution a{.base = values.front(),
                  .prediction = values.back(),
                  .phi = std::vector<double>(static_cast<std::size_t>(n)),
                  .evaluations = static_cast<std::int64_t>(values.size())};
    for (std::uint64_t set = 0; set < coalitions.size(); ++set)
        for (int i = 0; i < n; ++i)
            if (!(set >> i & 1))
                a.phi[static_cast<std::size_t>(i)] +=
                    weight[static_cast<std::size_t>(std::popcount(set))] * (values[set | std::uint64_t{1} << i] - values[set]);
    close(a);
    return a;
}

Result<Attribution> kernel_shap(CoalitionGame& game, std::int64_t budget, std::uint64_t seed, const JobContext& job) {
    const int n = game.players();
    if (n > kMostPlayers) return too_many_players(n, kMostPlayers);
    if (n <= kMostExactPlayers && (std::int64_t{1} << n) <= budget) return exact_shapley(game, job);
    const std::int64_t least = 4 * n + 2;
    if (budget < least) return Error(ErrorCode::usage, "explain.budget", {{"found", budget}, {"least", least}});

    const Weighted chosen = choose_coalitions(n, budget - 2, seed);
    const std::uint64_t ends[] = {0, everyone(n)};
    ADSCOPE_ASSIGN(limits, values_of(game, ends, {}));
    ADSCOPE_ASSIGN(values, values_of(game, chosen.coalitions, job));
    Attribution a{.base = limits[0], .prediction = limits[1], .evaluations = static_cast<std::int64_t>(values.size()) + 2};
    if (!fit(chosen, values, n, a)) return Error(ErrorCode::usage, "explain.budget", {{"found", budget}, {"least", 2 * budget}});
    close(a);
    return a;
}

}  // namespace adscope
