// Feedback: an outcome comes back as an event; factor models fold it in at once, and online models learn it.
#include <algorithm>

#include "core/recommend/feedback_event.h"
#include "core/recommend/recommend.h"
#include "core/workspace/workspace.h"

namespace adscope {
namespace {

constexpr double kPersistence = 0.9;  // of rank-biased overlap

// Extrapolated rank-biased overlap (Webber, Moffat and Zobel 2010, equation 32 for lists of one length); 1 when equal.
double rank_biased_overlap(const std::vector<RecommendedItem>& a, const std::vector<RecommendedItem>& b) {
    const std::size_t depth = std::min(a.size(), b.size());
    if (depth == 0) return a.size() == b.size() ? 1 : 0;
    double sum = 0, power = 1, agreement = 0;
    for (std::size_t d = 1; d <= depth; ++d) {
        std::size_t common = 0;
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t j = 0; j < d; ++j) common += a[i].ad == b[j].ad;
        power *= kPersistence;
        agreement = static_cast<double>(common) / static_cast<double>(d);
        sum += agreement * power;
    }
    return agreement * power + (1 - kPersistence) / kPersistence * sum;
}

}  // namespace

Result<std::vector<std::string>> acted_in_feedback(const std::string& path, const Scorer& scorer, const std::string& user) {
    std::vector<std::string> out;
    if (!scorer.fold_in()) return out;  // others learn at their next training
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    const auto code = scorer.table().users.code(user);
    const auto trained = scorer.training_positives(code);
    ADSCOPE_ASSIGN(select, workspace.database().prepare("SELECT e.ad FROM events e WHERE e.source IN (SELECT id FROM sources WHERE content "
                                                        "= 'feedback') AND e.user = ?1 AND e.click IS NOT 0 ORDER BY e.id"));
    select.bind(1, static_cast<std::int64_t>(code));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        const auto ad = static_cast<std::uint32_t>(select.integer(0));
        if (ad == 0 || ad >= scorer.table().ads.keys.size() || std::find(trained.begin(), trained.end(), ad) != trained.end()) continue;
        const auto& key = scorer.table().ads.keys[ad];
        if (std::find(out.begin(), out.end(), key) == out.end()) out.push_back(key);
    }
}

Result<ScorerPtr> with_feedback(const std::string& path, ScorerPtr scorer, const JobContext& job) {
    if (!scorer->online()) return scorer;
    ADSCOPE_ASSIGN(rows, feedback_rows(path, scorer->table(), scorer->last_event()));
    if (rows.empty()) return scorer;
    ADSCOPE_ASSIGN(batch, scorer->batch_rows(rows, job));
    std::vector<float> labels;
    for (const auto row : rows) labels.push_back(scorer->table().click[row]);
    return scorer->after(batch, labels);
}

namespace {

// A list from the events as they are now.
Result<Recommendation> list_now(const std::string& path, std::int64_t model, const RecommendRequest& request) {
    ADSCOPE_ASSIGN(table, EventTable::read(path));
    ADSCOPE_ASSIGN(stored, Scorer::load(path, model, table));
    ADSCOPE_ASSIGN(scorer, with_feedback(path, stored));
    return recommend(*scorer, request);
}

}  // namespace

Result<FeedbackResult> feedback(const std::string& path, const ScorerPtr& scorer, const std::string& user, const std::string& ad,
                                const std::string& outcome, std::size_t k, const JobContext& job) {
    ADSCOPE_ASSIGN(what, parse_outcome(outcome));
    const EventTable& table = scorer->table();
    const auto user_code = table.users.code(user), ad_code = table.ads.code(ad);
    if (user.empty() || user_code == 0) return Error(ErrorCode::not_found, "explain.user_unknown", {{"user", user}});
    if (ad.empty() || ad_code == 0) return Error(ErrorCode::not_found, "explain.ad_unknown", {{"ad", ad}});
    if (!table.has_click && !what.click) return Error(ErrorCode::refused, "recommend.no_skips");

    ADSCOPE_ASSIGN(acted, acted_in_feedback(path, *scorer, user));
    RecommendRequest request{.user = user, .k = k, .acted = std::move(acted)};
    ADSCOPE_ASSIGN(serving, with_feedback(path, scorer, job.part(0, 0.1)));
    ADSCOPE_ASSIGN(before, recommend(*serving, request, job.part(0.1, 0.5)));
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_TRY(store_feedback(path, table, user_code, ad_code, before.context, what));

    FeedbackResult out;
    out.before = std::move(before.items);
    const bool folds = scorer->fold_in() && what.click && scorer->model_ad(ad_code) != FeatureBatch::kUnknown;
    out.updated = folds || scorer->online();
    if (!out.updated) {
        out.after = out.before;
        return out;
    }
    // The event is stored: a cancel from here on must not leave the caller without its effect.
    if (folds) request.acted.push_back(ad);
    request.context = before.context;  // so that the lists differ by what was learned alone
    auto after = folds ? recommend(*scorer, request) : list_now(path, scorer->stored().id, request);
    if (!after) return std::move(after).error();
    out.after = std::move(after->items);
    out.divergence = 1 - rank_biased_overlap(out.before, out.after);
    return out;
}

}  // namespace adscope
