#include "core/diversity/diversity.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>

#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr int kMostK = 1000;
constexpr std::size_t kPool = 5;            // a list of k is picked from the model's 5 k best, at least 50
constexpr std::size_t kLorenzPoints = 200;  // enough for any screen

Result<void> check(const DiversityRequest& request) {
    if (request.k < 1 || request.k > kMostK) return Error(ErrorCode::usage, "diversity.k", {{"found", request.k}, {"most", kMostK}});
    if (!request.rerank.empty() && request.rerank != "mmr" && request.rerank != "dpp")
        return Error(ErrorCode::usage, "diversity.rerank", {{"found", request.rerank}});
    if (!(request.lambda >= 0 && request.lambda <= 1)) return Error(ErrorCode::usage, "diversity.lambda", {{"found", request.lambda}});
    if (request.users < 0) return Error(ErrorCode::usage, "evaluation.users", {{"found", request.users}});
    return {};
}

// Scores of one list from 0 to 1: models score on scales of their own, lambda weighs against a cosine.
std::vector<double> relevance_of(const std::vector<float>& scores) {
    std::vector<double> out(scores.begin(), scores.end());
    if (out.empty()) return out;
    const auto [low, high] = std::ranges::minmax(out);
    for (auto& s : out) s = high > low ? (s - low) / (high - low) : 1.0;
    return out;
}

Result<void> rerank(RankedLists& lists, const DiversityRequest& request, const AdSpace& space, const JobContext& job) {
    const auto k = static_cast<std::size_t>(request.k);
    std::atomic<bool> stop{false};
    parallel_for(lists.users.size(), 8, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t u = begin; u < end && !stop; ++u) {
            if (job.cancelled()) stop = true;
            auto& list = lists.lists[u];
            const auto relevance = relevance_of(lists.scores[u]);
            const auto similarity = [&](std::size_t a, std::size_t b) { return a == b ? 1.0 : space.similarity(list[a], list[b]); };
            const auto order =
                request.rerank == "mmr" ? mmr(relevance, similarity, request.lambda, k) : dpp(relevance, similarity, request.lambda, k);
            std::vector<std::uint32_t> picked;
            for (const auto i : order) picked.push_back(list[i]);
            list = std::move(picked);
        }
    });
    if (stop) return Error::cancelled();
    return {};
}

// NDCG@k of the listed users that have relevant ads.
double accuracy_of(const RankedLists& lists, const std::vector<std::vector<std::uint32_t>>& relevant, int k) {
    std::vector<std::vector<std::uint32_t>> wanted;
    for (const auto user : lists.users) wanted.push_back(relevant[user]);
    return ranking_metrics(lists.lists, wanted, {k}).ndcg[0];
}

std::vector<std::pair<double, double>> thinned(const std::vector<double>& lorenz) {
    std::vector<std::pair<double, double>> out;
    const std::size_t n = lorenz.empty() ? 0 : lorenz.size() - 1;
    std::size_t last = lorenz.size();
    for (std::size_t p = 0; n > 0 && p <= kLorenzPoints; ++p) {
        const std::size_t at = n * p / kLorenzPoints;
        if (at == last) continue;
        out.emplace_back(static_cast<double>(at) / static_cast<double>(n), lorenz[at]);
        last = at;
    }
    return out;
}

}  // namespace

Result<DiversityMetrics> diversity(const Scorer& scorer, const DiversityRequest& request, const JobContext& job) {
    const auto begun = std::chrono::steady_clock::now();
    ADSCOPE_TRY(check(request));
    ADSCOPE_ASSIGN(split, scorer.split());
    const auto relevant = relevant_ads(scorer, split.test);
    const auto space = AdSpace::make(scorer.table());
    bool sampled = false;
    const auto users = listed_users(scorer, request.users, request.seed, &sampled);
    const auto k = static_cast<std::size_t>(request.k);
    ADSCOPE_ASSIGN(lists, ranked_lists(scorer, users, request.rerank.empty() ? k : std::max<std::size_t>(50, kPool * k), job.part(0, 0.7)));
    if (!request.rerank.empty()) ADSCOPE_TRY(rerank(lists, request, space, job));
    lists.sampled = sampled;
    constexpr int kReplicates = 0;  // the figures alone are wanted
    ADSCOPE_ASSIGN(beyond, beyond_accuracy(scorer, lists, relevant, space, kReplicates, request.seed, job.part(0.7, 1)));
    DiversityMetrics out;
    out.catalogue = beyond.catalogue;
    out.coverage = beyond.metrics["coverage"].value;
    out.gini = beyond.metrics["gini"].value;
    out.ild = beyond.metrics["ild"].value;
    out.novelty = beyond.metrics["novelty"].value;
    out.serendipity = beyond.metrics["serendipity"].value;
    out.entropy = beyond.metrics["entropy"].value;
    out.arp = beyond.metrics["arp"].value;
    out.accuracy = accuracy_of(lists, relevant, request.k);
    out.users = beyond.users;
    out.sampled = beyond.sampled;
    out.lorenz = thinned(beyond.lorenz);
    out.similarity_space = beyond.space;
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return out;
}

}  // namespace adscope
