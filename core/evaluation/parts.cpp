#include "core/evaluation/parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"
#include "core/evaluation/binary.h"
#include "core/evaluation/bootstrap.h"
#include "core/models/top_list.h"

namespace adscope {
namespace {

constexpr std::int64_t kSampledUsers = 2000;
using Figures = std::map<std::string, Metric>;

template <class T>
std::vector<T> picked(const std::vector<T>& from, std::span<const std::uint32_t> which) {
    std::vector<T> out;
    out.reserve(which.size());
    for (const auto i : which) out.push_back(from[i]);
    return out;
}

bool is_candidate(const std::vector<double>& popularity, std::uint32_t ad) { return ad < popularity.size() && popularity[ad] > 0; }

}  // namespace

Result<std::vector<std::uint32_t>> part_rows(const Scorer& scorer, const std::string& part) {
    ADSCOPE_ASSIGN(split, scorer.split());
    std::vector<std::uint32_t> rows;
    if (part == "train") rows = std::move(split.train);
    else if (part == "valid") rows = std::move(split.valid);
    else if (part == "test") rows = std::move(split.test);
    else return Error(ErrorCode::usage, "evaluation.part", {{"found", part}});
    if (rows.empty()) return Error(ErrorCode::invalid_input, "evaluation.part_empty", {{"part", part}, {"split", scorer.stored().split}});
    return rows;
}

std::vector<std::uint32_t> clusters_of(const EventTable& table, std::span<const std::uint32_t> rows) {
    std::vector<std::uint32_t> out;
    out.reserve(rows.size());
    auto next = static_cast<std::uint32_t>(table.users.count);
    for (const auto row : rows) {
        const std::uint32_t user = table.has_user ? table.user[row] : 0;
        out.push_back(user != 0 ? user : ++next);
    }
    return out;
}

ClickRows ClickRows::pick(std::span<const std::uint32_t> which) const {
    return {picked(rows, which), picked(p, which), picked(labels, which), picked(weights, which), picked(clusters, which)};
}

Result<ClickRows> click_rows(const Scorer& scorer, std::vector<std::uint32_t> rows, const JobContext& job) {
    ADSCOPE_ASSIGN(scores, scorer.score_rows(rows, job));
    ClickRows out;
    const auto& table = scorer.table();
    out.p.assign(scores.begin(), scores.end());
    for (const auto row : rows) {
        out.labels.push_back(table.click[row]);
        out.weights.push_back(static_cast<double>(table.weight_of(row)));
    }
    out.clusters = clusters_of(table, rows);
    out.rows = std::move(rows);
    return out;
}

Result<Figures> click_metrics(const ClickRows& in, const EvaluateRequest& request, const JobContext& job) {
    const BinaryMetrics m = binary_metrics(in.p, in.labels, in.clusters, in.weights);
    const std::vector<std::pair<const char*, double>> figures = {{"auc", m.auc},
                                                                 {"average_precision", m.average_precision},
                                                                 {"ece", m.ece},
                                                                 {"gauc", m.gauc},
                                                                 {"log_loss", m.log_loss},
                                                                 {"normalised_entropy", m.normalised_entropy},
                                                                 {"calibration", m.calibration},
                                                                 {"brier", m.brier},
                                                                 {"accuracy", m.accuracy}};
    std::vector<Interval> intervals(figures.size());
    if (!std::ranges::any_of(in.p, [](double p) { return std::isnan(p); })) {
        const RankedRows ranked(in.p, in.labels, in.weights);
        std::vector<std::uint32_t> offsets;
        const auto grouped = group_rows(in.clusters, offsets);
        const auto users = user_aucs(in.p, in.labels, in.clusters, in.weights);
        std::vector<RowSums> sums(users.size());
        std::vector<std::uint32_t> cluster(in.p.size()), by_place;
        for (std::uint32_t u = 0; u < users.size(); ++u)
            for (std::size_t k = offsets[u]; k < offsets[u + 1]; ++k) {
                cluster[grouped[k]] = u;
                sums[u] += RowSums::of(in.p[grouped[k]], in.labels[grouped[k]], in.weights[grouped[k]]);
            }
        for (const auto row : ranked.order()) by_place.push_back(cluster[row]);
        const auto resample = [&](const std::vector<double>& drawn, std::vector<double>& out) {
            std::vector<double> times(by_place.size());
            for (std::size_t i = 0; i < times.size(); ++i) times[i] = drawn[by_place[i]];
            RowSums total;
            for (std::size_t u = 0; u < sums.size(); ++u)
                if (drawn[u] > 0) total.add(sums[u], drawn[u]);
            out = {ranked.auc(times),
                   ranked.average_precision(times),
                   ranked.calibration_error(times),
                   mean_auc(users, drawn),
                   total.log_loss(),
                   total.normalised_entropy(),
                   total.calibration(),
                   total.brier(),
                   total.accuracy()};
        };
        ADSCOPE_ASSIGN(drawn, bootstrap(users.size(), figures.size(), request.bootstrap, request.seed, resample, job));
        intervals = std::move(drawn);
    }
    Figures out;
    for (std::size_t i = 0; i < figures.size(); ++i)
        out[figures[i].first] = {.value = figures[i].second, .low = intervals[i].low, .high = intervals[i].high, .n = m.rows};
    return out;
}

std::vector<std::uint32_t> listed_users(const Scorer& scorer, std::int64_t wanted, std::uint64_t seed, bool* sampled) {
    std::vector<std::uint32_t> users;
    for (std::uint32_t user = 1; user <= scorer.table().users.count; ++user)
        if (!scorer.training_positives(user).empty()) users.push_back(user);
    if (wanted == 0) wanted = scorer.ranking() ? static_cast<std::int64_t>(users.size()) : kSampledUsers;
    const auto limit = static_cast<std::size_t>(wanted);
    if (sampled) *sampled = users.size() > limit;
    if (users.size() <= limit) return users;
    Random random(seed, stream_id("evaluation.users"));
    for (std::size_t i = 0; i < limit; ++i) std::swap(users[i], users[i + random.below(users.size() - i)]);
    users.resize(limit);
    std::ranges::sort(users);
    return users;
}

namespace {

Result<void> rank_by_keys(const Scorer& scorer, std::size_t k, RankedLists& out, const JobContext& job) {
    std::vector<std::uint32_t> users;
    for (const auto user : out.users) users.push_back(scorer.model_user(user));
    constexpr std::size_t kBlock = 4096;
    for (std::size_t begin = 0; begin < users.size(); begin += kBlock) {
        job.report(Message("evaluation.stage_lists"), static_cast<double>(begin) / static_cast<double>(users.size()));
        const auto block = std::span(users).subspan(begin, std::min(kBlock, users.size() - begin));
        ADSCOPE_ASSIGN(ranked, scorer.ranking()->top(block, k, &scorer.seen(), job));
        for (std::size_t i = 0; i < ranked.size(); ++i) {
            if (ranked[i].ad == FeatureBatch::kUnknown) continue;
            const auto ad = scorer.table_ad(ranked[i].ad);
            if (ad == 0) continue;
            out.lists[begin + i / k].push_back(ad);
            out.scores[begin + i / k].push_back(ranked[i].score);
        }
    }
    return {};
}

Result<void> rank_by_features(const Scorer& scorer, std::size_t k, RankedLists& out, const JobContext& job) {
    const auto popularity = scorer.training_popularity();
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t ad = 1; ad < popularity.size(); ++ad)
        if (popularity[ad] > 0) candidates.push_back(ad);
    const auto contexts = default_contexts(scorer.table(), out.users);
    TopList best(k);
    for (std::size_t i = 0; i < out.users.size(); ++i) {
        if (job.cancelled()) return Error::cancelled();
        if (i % 16 == 0) job.report(Message("evaluation.stage_lists"), static_cast<double>(i) / static_cast<double>(out.users.size()));
        ADSCOPE_ASSIGN(scores, scorer.score_ads(out.users[i], candidates, contexts[i]));
        const auto seen = scorer.training_positives(out.users[i]);
        for (std::size_t c = 0; c < candidates.size(); ++c)
            if (!std::ranges::binary_search(seen, candidates[c])) best.offer(candidates[c], scores[c]);
        std::vector<RankingModel::Ranked> ranked(k);
        best.take(ranked);
        for (const auto& r : ranked) {
            if (r.ad == FeatureBatch::kUnknown) continue;
            out.lists[i].push_back(r.ad);
            out.scores[i].push_back(r.score);
        }
    }
    return {};
}

}  // namespace

Result<RankedLists> ranked_lists(const Scorer& scorer, std::span<const std::uint32_t> users, std::size_t k, const JobContext& job) {
    RankedLists out;
    for (const auto user : users)
        if (!scorer.training_positives(user).empty()) out.users.push_back(user);
    out.lists.resize(out.users.size());
    out.scores.resize(out.users.size());
    // A click model that goes by keys (popularity) also knows ads without a positive, which are no candidates.
    const bool by_keys = scorer.ranking() && scorer.task() != Task::click;
    ADSCOPE_TRY(by_keys ? rank_by_keys(scorer, k, out, job) : rank_by_features(scorer, k, out, job));
    return out;
}

std::vector<std::vector<std::uint32_t>> relevant_ads(const Scorer& scorer, std::span<const std::uint32_t> rows,
                                                     std::int64_t* left_out_users) {
    const auto& table = scorer.table();
    const auto popularity = scorer.training_popularity();
    std::vector<std::vector<std::uint32_t>> out(table.users.count + 1);
    std::vector<std::uint8_t> positive(table.users.count + 1, 0);
    for (const auto row : rows) {
        if (table.has_click && !table.click[row]) continue;
        const auto user = table.user[row], ad = table.ad[row];
        if (user == 0 || ad == 0) continue;
        positive[user] = 1;
        if (is_candidate(popularity, ad)) out[user].push_back(ad);
    }
    std::int64_t left_out = 0;
    for (std::uint32_t user = 1; user < out.size(); ++user) {
        if (!positive[user]) continue;
        auto& ads = out[user];
        std::ranges::sort(ads);
        ads.erase(std::unique(ads.begin(), ads.end()), ads.end());
        const auto seen = scorer.training_positives(user);
        if (seen.empty()) ads.clear();
        std::erase_if(ads, [&](std::uint32_t ad) { return std::ranges::binary_search(seen, ad); });
        left_out += ads.empty();
    }
    if (left_out_users) *left_out_users = left_out;
    return out;
}

Result<Figures> list_metrics(const RankedLists& lists, const std::vector<std::vector<std::uint32_t>>& relevant,
                             const EvaluateRequest& request, const JobContext& job) {
    std::vector<std::vector<std::uint32_t>> wanted;
    for (const auto user : lists.users) wanted.push_back(relevant[user]);
    const RankingMetrics m = ranking_metrics(lists.lists, wanted, request.at);
    using Member = double RankingFigures::*;
    static constexpr std::pair<const char*, Member> kFigures[] = {{"precision", &RankingFigures::precision},
                                                                  {"recall", &RankingFigures::recall},
                                                                  {"ndcg", &RankingFigures::ndcg},
                                                                  {"map", &RankingFigures::map},
                                                                  {"mrr", &RankingFigures::mrr},
                                                                  {"hit", &RankingFigures::hit}};
    const std::size_t count = request.at.size() * std::size(kFigures), users = static_cast<std::size_t>(m.users);
    const auto resample = [&](const std::vector<double>& drawn, std::vector<double>& out) {
        std::ranges::fill(out, 0.0);
        for (std::size_t i = 0; i < request.at.size(); ++i)
            for (std::size_t u = 0; u < users; ++u) {
                if (drawn[u] == 0) continue;
                for (std::size_t f = 0; f < std::size(kFigures); ++f)
                    out[i * std::size(kFigures) + f] += drawn[u] * (m.by_user[i][u].*kFigures[f].second);
            }
        for (auto& sum : out) sum /= static_cast<double>(users);
    };
    ADSCOPE_ASSIGN(intervals, bootstrap(users, count, request.bootstrap, request.seed, resample, job));
    const std::vector<double>* means[] = {&m.precision, &m.recall, &m.ndcg, &m.map, &m.mrr, &m.hit};
    Figures out;
    for (std::size_t i = 0; i < request.at.size(); ++i)
        for (std::size_t f = 0; f < std::size(kFigures); ++f) {
            const auto& interval = intervals[i * std::size(kFigures) + f];
            out[kFigures[f].first + std::string("@") + std::to_string(request.at[i])] = {
                .value = (*means[f])[i], .low = interval.low, .high = interval.high, .n = m.users};
        }
    return out;
}

}  // namespace adscope
