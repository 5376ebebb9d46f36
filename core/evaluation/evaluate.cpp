// Metrics of a stored model on a part of its split.
#include "core/evaluation/evaluate.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/evaluation/binary.h"
#include "core/evaluation/bootstrap.h"
#include "core/evaluation/groups.h"
#include "core/evaluation/lists.h"
#include "core/evaluation/parts.h"

namespace adscope {
namespace {

constexpr int kMostAt = 1000;

Result<void> check(const EvaluateRequest& request) {
    for (const int k : request.at)
        if (k < 1 || k > kMostAt) return Error(ErrorCode::usage, "evaluation.at", {{"found", k}, {"most", kMostAt}});
    if (request.at.empty()) return Error(ErrorCode::usage, "evaluation.at_empty");
    if (request.users < 0) return Error(ErrorCode::usage, "evaluation.users", {{"found", request.users}});
    if (request.bootstrap < 0 || request.bootstrap > 100'000)
        return Error(ErrorCode::usage, "evaluation.bootstrap", {{"found", request.bootstrap}});
    return {};
}

std::vector<std::uint32_t> at_places(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& places) {
    std::vector<std::uint32_t> out;
    for (const auto p : places) out.push_back(rows[p]);
    return out;
}

Result<void> evaluate_clicks(const Scorer& scorer, const EvaluateRequest& request, std::vector<std::uint32_t> rows, Evaluation& out,
                             const JobContext& job) {
    ADSCOPE_ASSIGN(scored, click_rows(scorer, std::move(rows), job.part(0, 0.5)));
    ADSCOPE_ASSIGN(metrics, click_metrics(scored, request, job.part(0.5, 0.8)));
    out.metrics = std::move(metrics);
    std::vector<std::uint32_t> users = scored.clusters;
    std::ranges::sort(users);
    out.users = std::unique(users.begin(), users.end()) - users.begin();
    if (request.by.empty()) return {};
    ADSCOPE_ASSIGN(groups, group_by_field(scorer.table(), scored.rows, request.by));
    for (std::size_t g = 0; g < groups.size(); ++g) {
        ADSCOPE_ASSIGN(of_group, click_metrics(scored.pick(groups[g].places), request, job.part(0.8, 0.9)));
        out.by.emplace_back(groups[g].value, std::move(of_group));
    }
    return {};
}

std::vector<std::uint32_t> users_with(const std::vector<std::vector<std::uint32_t>>& relevant) {
    std::vector<std::uint32_t> users;
    for (std::uint32_t user = 1; user < relevant.size(); ++user)
        if (!relevant[user].empty()) users.push_back(user);
    return users;
}

Result<void> evaluate_lists(const Scorer& scorer, const EvaluateRequest& request, const std::vector<std::uint32_t>& rows, Evaluation& out,
                            const JobContext& job) {
    const auto relevant = relevant_ads(scorer, rows, &out.left_out_users);
    const auto users = users_with(relevant);
    const auto k = static_cast<std::size_t>(*std::ranges::max_element(request.at));
    ADSCOPE_ASSIGN(lists, ranked_lists(scorer, users, k, job.part(0, 0.5)));
    ADSCOPE_ASSIGN(metrics, list_metrics(lists, relevant, request, job.part(0.5, 0.8)));
    out.metrics = std::move(metrics);
    out.users = static_cast<std::int64_t>(lists.users.size());
    if (request.by.empty()) return {};
    // The lists stay; relevant is what the user did on rows of the value.
    ADSCOPE_ASSIGN(groups, group_by_field(scorer.table(), rows, request.by));
    for (const auto& group : groups) {
        ADSCOPE_ASSIGN(of_group, list_metrics(lists, relevant_ads(scorer, at_places(rows, group.places)), request, job.part(0.8, 0.9)));
        if (of_group.begin()->second.n > 0) out.by.emplace_back(group.value, std::move(of_group));
    }
    return {};
}

Result<void> add_beyond(const Scorer& scorer, const EvaluateRequest& request, const std::vector<std::uint32_t>& rows, Evaluation& out,
                        const JobContext& job) {
    bool sampled = false;
    const auto users = listed_users(scorer, request.users, request.seed, &sampled);
    ADSCOPE_ASSIGN(lists, ranked_lists(scorer, users, static_cast<std::size_t>(request.at.front()), job.part(0, 0.8)));
    lists.sampled = sampled;
    ADSCOPE_ASSIGN(beyond, beyond_accuracy(scorer, lists, relevant_ads(scorer, rows), AdSpace::make(scorer.table()), request.bootstrap,
                                           request.seed, job.part(0.8, 1)));
    for (const char* name : {"coverage", "gini", "ild", "novelty", "serendipity"}) out.beyond[name] = beyond.metrics[name];
    out.beyond_users = beyond.users;
    out.beyond_sampled = beyond.sampled;
    out.similarity_space = beyond.space;
    return {};
}

}  // namespace

Result<Evaluation> evaluate(const Scorer& scorer, const EvaluateRequest& request, const JobContext& job) {
    const auto begun = std::chrono::steady_clock::now();
    ADSCOPE_TRY(check(request));
    ADSCOPE_ASSIGN(rows, part_rows(scorer, request.part));
    Evaluation out;
    const JobContext first = request.beyond ? job.part(0, 0.5) : job;
    if (scorer.task() == Task::click) ADSCOPE_TRY(evaluate_clicks(scorer, request, rows, out, first));
    else ADSCOPE_TRY(evaluate_lists(scorer, request, rows, out, first));
    if (request.beyond) ADSCOPE_TRY(add_beyond(scorer, request, rows, out, job.part(0.5, 1)));
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return out;
}

Result<Metric> compare_auc(const Scorer& a, const Scorer& b, const std::string& part, int replicates, std::uint64_t seed,
                           const JobContext& job) {
    if (a.task() != Task::click || b.task() != Task::click)
        return Error(ErrorCode::usage, "evaluation.compare_task", {{"a", a.stored().name}, {"b", b.stored().name}});
    ADSCOPE_ASSIGN(rows, part_rows(a, part));
    ADSCOPE_ASSIGN(rows_of_b, part_rows(b, part));
    if (rows != rows_of_b || a.table().state_hash != b.table().state_hash)
        return Error(ErrorCode::invalid_input, "evaluation.compare_rows", {{"a", a.stored().split}, {"b", b.stored().split}});
    ADSCOPE_ASSIGN(of_a, click_rows(a, rows, job.part(0, 0.3)));
    ADSCOPE_ASSIGN(of_b, click_rows(b, rows, job.part(0.3, 0.6)));
    const RankedRows ranked_a(of_a.p, of_a.labels, of_a.weights), ranked_b(of_b.p, of_b.labels, of_b.weights);
    std::vector<std::uint32_t> offsets;
    const auto grouped = group_rows(of_a.clusters, offsets);
    std::vector<std::uint32_t> cluster(rows.size());
    for (std::uint32_t u = 0; u + 1 < offsets.size(); ++u)
        for (std::size_t k = offsets[u]; k < offsets[u + 1]; ++k) cluster[grouped[k]] = u;
    const auto auc_of = [&](const RankedRows& ranked, const std::vector<double>& drawn) {
        std::vector<double> times;
        times.reserve(cluster.size());
        for (const auto row : ranked.order()) times.push_back(drawn[cluster[row]]);
        return ranked.auc(times);
    };
    const auto difference = [&](const std::vector<double>& drawn, std::vector<double>& out) {
        out[0] = auc_of(ranked_a, drawn) - auc_of(ranked_b, drawn);
    };
    ADSCOPE_ASSIGN(interval, bootstrap(offsets.size() - 1, 1, replicates, seed, difference, job.part(0.6, 1)));
    return Metric{.value = ranked_a.auc() - ranked_b.auc(),
                  .low = interval[0].low,
                  .high = interval[0].high,
                  .n = static_cast<std::int64_t>(rows.size())};
}

}  // namespace adscope
