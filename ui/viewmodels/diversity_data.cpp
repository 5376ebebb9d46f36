#include "ui/viewmodels/diversity_data.h"

#include <algorithm>
#include <numeric>

namespace adscope::ui {

std::int64_t users_for(const Scorer& scorer) { return scorer.recipe() ? kSampledUsers : 0; }

Result<ModelDiversity> model_diversity(const Scorer& scorer, const JobContext& job) {
    DiversityRequest request;
    request.users = users_for(scorer);
    ADSCOPE_ASSIGN(metrics, diversity(scorer, request, job));
    return ModelDiversity{scorer.stored().id, scorer.stored().name, std::move(metrics)};
}

Result<OtherModels> other_models(const std::string& workspace, const EventTablePtr& table, const std::vector<StoredModel>& wanted,
                                 const JobContext& job) {
    OtherModels out;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (job.cancelled()) return Error::cancelled();
        const double step = 1.0 / static_cast<double>(wanted.size()), at = step * static_cast<double>(i);
        job.report(Message("diversity_page.stage", {{"model", wanted[i].name}}), at);
        auto scorer = Scorer::load(workspace, wanted[i].id, table);
        auto measured = scorer ? model_diversity(**scorer, job.part(at, at + step)) : Result<ModelDiversity>(scorer.error());
        if (measured) out.models.push_back(std::move(*measured));
        else if (measured.error().is_cancelled()) return Error::cancelled();
        else out.failed.emplace_back(wanted[i].name, measured.error());
    }
    return out;
}

int Exchange::outcome() const {
    if (std::isnan(before) || std::isnan(after) || before == after) return 0;
    const bool more = after > before;
    return (what == What::gini ? !more : more) ? 1 : -1;
}

double list_ild(const AdSpace& space, const std::vector<RecommendedItem>& items) {
    double sum = 0;
    int n = 0;
    for (std::size_t i = 0; i < items.size(); ++i)
        for (std::size_t k = i + 1; k < items.size(); ++k, ++n) sum += 1 - space.similarity(items[i].ad, items[k].ad);
    return n ? sum / n : kMissing;
}

std::vector<std::uint32_t> example_users(const Scorer& scorer, std::size_t most) {
    const EventTable& table = scorer.table();
    std::vector<std::uint32_t> counts(table.users.count + 1), order(table.users.count + 1);
    table.usable().for_each([&](std::size_t row) { ++counts[table.user.empty() ? 0 : table.user[row]]; });
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    std::vector<std::uint32_t> out;
    for (const std::uint32_t user : order) {
        if (out.size() == most) break;
        if (user == 0 || counts[user] == 0 || (!scorer.recipe() && scorer.model_user(user) == FeatureBatch::kUnknown)) continue;
        out.push_back(user);
    }
    return out;
}

Series with_chosen(Series front, const std::string& name, bool sampled) {
    if (sampled) front.subtitle = Message("diversity_page.front_sampled", {{"all", front.subtitle}, {"users", kSampledUsers}});
    Trace chosen;
    chosen.name = Message("diversity_page.chosen");
    chosen.role = TraceRole::current;
    chosen.style = Trace::Style::points;
    bool first = true;
    for (auto& trace : front.traces) {
        if (trace.style != Trace::Style::points) continue;
        trace.role = TraceRole::other;
        if (first && trace.name.empty()) trace.name = Message("diversity_page.other");
        first = false;
        const auto own =
            std::stable_partition(trace.points.begin(), trace.points.end(), [&](const SeriesPoint& p) { return p.label != name; });
        chosen.points.insert(chosen.points.end(), own, trace.points.end());
        trace.points.erase(own, trace.points.end());
    }
    std::erase_if(front.traces, [](const Trace& t) { return t.points.empty(); });
    if (!chosen.points.empty()) front.traces.push_back(std::move(chosen));
    return front;
}

Result<RerankData> compute_rerank(const Scorer& scorer, const RerankQuestion& q, const JobContext& job) {
    RerankData out;
    out.lambda = q.lambda;
    DiversityRequest request;
    request.users = kSampledUsers;
    if (q.base) {
        out.base = *q.base;
    } else {
        ADSCOPE_ASSIGN(base, diversity(scorer, request, job.part(0, 0.4)));
        out.base = std::move(base);
    }
    request.rerank = "mmr";
    request.lambda = q.lambda;
    ADSCOPE_ASSIGN(reranked, diversity(scorer, request, job.part(0.4, 0.9)));
    out.reranked = std::move(reranked);
    out.users = out.base.users;
    using What = Exchange::What;
    const auto& a = out.base;
    const auto& b = out.reranked;
    out.exchanges = {{What::accuracy, a.accuracy, b.accuracy}, {What::ild, a.ild, b.ild},
                     {What::coverage, a.coverage, b.coverage}, {What::gini, a.gini, b.gini},
                     {What::novelty, a.novelty, b.novelty},    {What::serendipity, a.serendipity, b.serendipity}};
    if (q.user == 0) return out;
    out.user = scorer.table().users.keys[q.user];
    RecommendRequest list;
    list.user = out.user;
    ADSCOPE_ASSIGN(before, recommend(scorer, list, job));
    list.diversity = 1 - q.lambda;
    ADSCOPE_ASSIGN(after, recommend(scorer, list, job));
    out.before = std::move(before.items);
    out.after = std::move(after.items);
    if (q.space) {
        out.ild_before = list_ild(*q.space, out.before);
        out.ild_after = list_ild(*q.space, out.after);
    }
    return out;
}

}  // namespace adscope::ui
