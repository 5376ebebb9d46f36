// Metrics of ranked lists with binary relevance, by the variants of DEFINITIONS.md.
#include <algorithm>
#include <cmath>

#include "core/evaluation/evaluate.h"

namespace adscope {
namespace {

std::vector<std::uint32_t> as_set(std::vector<std::uint32_t> items) {
    std::ranges::sort(items);
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

double discount(std::size_t rank) { return 1 / std::log2(static_cast<double>(rank) + 1); }  // rank from 1

RankingFigures figures_of(const std::vector<std::uint32_t>& list, const std::vector<std::uint32_t>& relevant, std::size_t k) {
    RankingFigures f;
    double hits = 0, gain = 0, precisions = 0, ideal = 0;
    for (std::size_t rank = 1; rank <= std::min(k, list.size()); ++rank) {
        if (!std::ranges::binary_search(relevant, list[rank - 1])) continue;
        ++hits;
        gain += discount(rank);
        precisions += hits / static_cast<double>(rank);
        if (f.mrr == 0) f.mrr = 1 / static_cast<double>(rank);
    }
    const std::size_t best = std::min(relevant.size(), k);
    for (std::size_t rank = 1; rank <= best; ++rank) ideal += discount(rank);
    f.precision = hits / static_cast<double>(k);
    f.recall = hits / static_cast<double>(relevant.size());
    f.ndcg = gain / ideal;
    f.map = precisions / static_cast<double>(best);
    f.hit = hits > 0 ? 1 : 0;
    return f;
}

double mean_of(const std::vector<RankingFigures>& users, double RankingFigures::*figure) {
    if (users.empty()) return kMissing;
    double sum = 0;
    for (const auto& f : users) sum += f.*figure;
    return sum / static_cast<double>(users.size());
}

}  // namespace

RankingMetrics ranking_metrics(const std::vector<std::vector<std::uint32_t>>& lists,
                               const std::vector<std::vector<std::uint32_t>>& relevant, const std::vector<int>& at) {
    RankingMetrics m;
    m.by_user.resize(at.size());
    for (std::size_t u = 0; u < lists.size(); ++u) {
        const auto wanted = as_set(relevant[u]);
        if (wanted.empty()) {
            ++m.left_out_users;
            continue;
        }
        ++m.users;
        m.evaluated.push_back(static_cast<std::uint32_t>(u));
        for (std::size_t i = 0; i < at.size(); ++i)
            m.by_user[i].push_back(figures_of(lists[u], wanted, static_cast<std::size_t>(std::max(at[i], 1))));
    }
    for (const auto& users : m.by_user) {
        m.precision.push_back(mean_of(users, &RankingFigures::precision));
        m.recall.push_back(mean_of(users, &RankingFigures::recall));
        m.ndcg.push_back(mean_of(users, &RankingFigures::ndcg));
        m.map.push_back(mean_of(users, &RankingFigures::map));
        m.mrr.push_back(mean_of(users, &RankingFigures::mrr));
        m.hit.push_back(mean_of(users, &RankingFigures::hit));
        auto& ndcg = m.ndcg_by_user.emplace_back();
        for (const auto& f : users) ndcg.push_back(f.ndcg);
    }
    return m;
}

}  // namespace adscope
