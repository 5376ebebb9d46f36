#include "core/training/measure.h"

#include <algorithm>
#include <numeric>

#include "core/evaluation/evaluate.h"

namespace adscope {
namespace {

constexpr std::size_t kTrainRows = 200'000, kUsers = 20'000, kTrainUsers = 2'000, kChunk = 8'192;

// `limit` of 0..n-1 drawn by the seed, ascending; all when there are no more.
std::vector<std::uint32_t> draw(std::size_t n, std::size_t limit, std::uint64_t seed) {
    std::vector<std::uint32_t> picked(n);
    std::iota(picked.begin(), picked.end(), 0u);
    if (n <= limit) return picked;
    Random random(seed, stream_id("training.measure"));
    for (std::size_t i = 0; i < limit; ++i) std::swap(picked[i], picked[i + random.below(n - i)]);
    picked.resize(limit);
    std::ranges::sort(picked);
    return picked;
}

// --- clicks ---

Result<std::vector<float>> predictions(const Model& model, const Part& part, std::span<const std::uint32_t> picked, const JobContext& job) {
    std::vector<float> out(picked.size());
    for (std::size_t begin = 0; begin < picked.size(); begin += kChunk) {
        if (job.cancelled()) return Error::cancelled();
        const auto chunk = picked.subspan(begin, std::min(kChunk, picked.size() - begin));
        ADSCOPE_TRY(model.score(part.features.pick(chunk), std::span(out).subspan(begin, chunk.size())));
    }
    return out;
}

PartMetrics click_metrics(const Dataset& data, const Part& part, std::span<const std::uint32_t> picked, const std::vector<float>& p,
                          bool brief) {
    std::vector<double> scores(p.begin(), p.end()), labels, weights;
    std::vector<std::uint32_t> users;
    const bool with_users = !brief && data.table->has_user;
    for (const auto i : picked) {
        labels.push_back(part.labels[i]);
        weights.push_back(part.weights.empty() ? 1.0 : part.weights[i]);
        if (with_users) users.push_back(data.table->user[part.rows[i]]);
    }
    const BinaryMetrics m = binary_metrics(scores, labels, users, weights);
    const auto n = static_cast<std::int64_t>(picked.size());
    const auto figure = [n](double value) { return Metric{.value = value, .n = n}; };
    PartMetrics out{{"auc", figure(m.auc)}, {"log_loss", figure(m.log_loss)}};
    if (brief) return out;
    out["normalised_entropy"] = figure(m.normalised_entropy);
    out["calibration"] = figure(m.calibration);
    out["ece"] = figure(m.ece);
    out["brier"] = figure(m.brier);
    out["average_precision"] = figure(m.average_precision);
    out["accuracy"] = figure(m.accuracy);
    if (with_users) out["gauc"] = figure(m.gauc);
    return out;
}

Result<PartMetrics> measure_click(const Model& model, const Dataset& data, const MeasureRequest& request, const JobContext& job) {
    const Part& part = part_of(data, request.part);
    const auto picked = draw(part.rows.size(), request.part == PartName::train ? kTrainRows : part.rows.size(), request.seed);
    ADSCOPE_ASSIGN(p, predictions(model, part, picked, job));
    return click_metrics(data, part, picked, p, request.brief);
}

// --- rankings ---

struct Relevant {
    std::vector<std::uint32_t> users;               // model indices, ascending
    std::vector<std::vector<std::uint32_t>> items;  // ascending, each once
};

// Positives of a part on ads that are candidates and that the user has no training positive on.
Relevant relevant_of(const Dataset& data, const Part& part) {
    std::vector<std::vector<std::uint32_t>> by_user(data.interactions.users());
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
        const auto user = part.features.user[i], ad = part.features.ad[i];
        if (part.labels[i] <= 0 || user == FeatureBatch::kUnknown || ad == FeatureBatch::kUnknown) continue;
        if (!std::ranges::binary_search(data.interactions.of(user), ad)) by_user[user].push_back(ad);
    }
    Relevant out;
    for (std::size_t u = 0; u < by_user.size(); ++u) {
        if (by_user[u].empty()) continue;
        std::ranges::sort(by_user[u]);
        by_user[u].erase(std::unique(by_user[u].begin(), by_user[u].end()), by_user[u].end());
        out.users.push_back(static_cast<std::uint32_t>(u));
        out.items.push_back(std::move(by_user[u]));
    }
    return out;
}

Relevant training_positives(const Dataset& data) {
    Relevant out;
    for (std::size_t u = 0; u < data.interactions.users(); ++u) {
        const auto ads = data.interactions.of(u);
        if (ads.empty()) continue;
        out.users.push_back(static_cast<std::uint32_t>(u));
        out.items.emplace_back(ads.begin(), ads.end());
    }
    return out;
}

Relevant sample(Relevant all, std::size_t limit, std::uint64_t seed) {
    if (all.users.size() <= limit) return all;
    Relevant out;
    for (const auto i : draw(all.users.size(), limit, seed)) {
        out.users.push_back(all.users[i]);
        out.items.push_back(std::move(all.items[i]));
    }
    return out;
}

PartMetrics ranking_figures(const RankingMetrics& m, const std::vector<int>& at, bool brief) {
    PartMetrics out;
    const auto put = [&](const char* name, const std::vector<double>& values) {
        for (std::size_t i = 0; i < at.size(); ++i)
            out[name + std::string("@") + std::to_string(at[i])] = {.value = values[i], .n = m.users};
    };
    put("ndcg", m.ndcg);
    if (brief) return out;
    put("precision", m.precision);
    put("recall", m.recall);
    put("map", m.map);
    put("mrr", m.mrr);
    put("hit", m.hit);
    return out;
}

Result<PartMetrics> measure_ranking(const RankingModel& model, const Dataset& data, const MeasureRequest& request, const JobContext& job) {
    const bool train = request.part == PartName::train;
    const Relevant relevant = sample(train ? training_positives(data) : relevant_of(data, part_of(data, request.part)),
                                     train ? kTrainUsers : kUsers, request.seed);
    if (relevant.users.empty()) return PartMetrics{};
    const std::vector<int> at = request.brief ? std::vector{10} : std::vector{10, 20};
    const auto k = static_cast<std::size_t>(at.back());
    ADSCOPE_ASSIGN(ranked, model.top(relevant.users, k, train ? nullptr : &data.interactions, job));
    std::vector<std::vector<std::uint32_t>> lists(relevant.users.size());
    for (std::size_t i = 0; i < ranked.size(); ++i)
        if (ranked[i].ad != FeatureBatch::kUnknown) lists[i / k].push_back(ranked[i].ad);
    return ranking_figures(ranking_metrics(lists, relevant.items, at), at, request.brief);
}

}  // namespace

std::string part_name(PartName part) {
    switch (part) {
        case PartName::train: return "train";
        case PartName::valid: return "valid";
        case PartName::test: break;
    }
    return "test";
}

const Part& part_of(const Dataset& data, PartName part) {
    switch (part) {
        case PartName::train: return data.train;
        case PartName::valid: return data.valid;
        case PartName::test: break;
    }
    return data.test;
}

std::string watched_metric(Task task) { return task == Task::click ? "auc" : "ndcg@10"; }

Result<PartMetrics> measure(const Model& model, const Dataset& data, const MeasureRequest& request, const JobContext& job) {
    if (part_of(data, request.part).rows.empty()) return PartMetrics{};
    if (data.task == Task::click) return measure_click(model, data, request, job);
    const auto* ranking = dynamic_cast<const RankingModel*>(&model);
    if (!ranking) return Error(ErrorCode::internal, "base.internal", {{"detail", "the model has no ranking"}});
    return measure_ranking(*ranking, data, request, job);
}

}  // namespace adscope
