// Re-ranking for diversity: what is picked next is worth its relevance less its likeness to what was picked before.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/diversity/diversity.h"

namespace adscope {

std::vector<std::size_t> mmr(std::span<const double> relevance, const std::function<double(std::size_t, std::size_t)>& similarity,
                             double lambda, std::size_t k) {
    std::vector<std::size_t> chosen;
    std::vector<double> nearest(relevance.size(), 0.0);  // 0 for the first pick
    std::vector<std::uint8_t> taken(relevance.size(), 0);
    while (chosen.size() < std::min(k, relevance.size())) {
        std::size_t best = relevance.size();
        double most = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < relevance.size(); ++i) {
            const double worth = lambda * relevance[i] - (1 - lambda) * nearest[i];
            if (!taken[i] && (best == relevance.size() || worth > most)) most = worth, best = i;
        }
        taken[best] = 1;
        for (std::size_t i = 0; i < relevance.size(); ++i) {
            if (taken[i]) continue;
            const double s = similarity(i, best);
            nearest[i] = chosen.empty() ? s : std::max(nearest[i], s);
        }
        chosen.push_back(best);
    }
    return chosen;
}

// Incremental Cholesky of the kernel diag(q) S diag(q), q = exp(a relevance), a = lambda / (2 (1 - lambda)): `gain` is what
// the determinant is multiplied by when an ad is added. Relevance is taken from its highest, which scales every q alike and
// keeps exp in range. Once nothing adds volume (all remaining ads lie in the span of the picked), the most relevant follow.
std::vector<std::size_t> dpp(std::span<const double> relevance, const std::function<double(std::size_t, std::size_t)>& similarity,
                             double lambda, std::size_t k) {
    constexpr double kFlat = 1e-10;
    const std::size_t n = relevance.size();
    const double a = lambda / (2 * std::max(1 - lambda, 1e-9)), highest = n ? *std::ranges::max_element(relevance) : 0;
    std::vector<double> quality(n), gain(n);
    std::vector<std::vector<double>> rows(n);
    std::vector<std::uint8_t> taken(n, 0);
    // The gain without its quality, so that an ad of little relevance still shows whether it adds a direction.
    for (std::size_t i = 0; i < n; ++i) quality[i] = a * (relevance[i] - highest), gain[i] = similarity(i, i);
    std::vector<std::size_t> chosen;
    while (chosen.size() < std::min(k, n)) {
        std::size_t best = n;
        double most = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < n; ++i) {
            if (taken[i]) continue;
            const double worth = gain[i] > kFlat ? std::log(gain[i]) + 2 * quality[i] : -std::numeric_limits<double>::max();
            const bool tie_by_relevance = best != n && worth == most && gain[i] <= kFlat && relevance[i] > relevance[best];
            if (best == n || worth > most || tie_by_relevance) most = worth, best = i;
        }
        taken[best] = 1;
        if (gain[best] > kFlat) {
            const double root = std::sqrt(gain[best]);
            for (std::size_t i = 0; i < n; ++i) {
                if (taken[i]) continue;
                double dot = 0;
                for (std::size_t d = 0; d < rows[best].size(); ++d) dot += rows[best][d] * rows[i][d];
                const double e = (similarity(best, i) - dot) / root;
                rows[i].push_back(e);
                gain[i] -= e * e;
            }
        }
        chosen.push_back(best);
    }
    return chosen;
}

}  // namespace adscope
