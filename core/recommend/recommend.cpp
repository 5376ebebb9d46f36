#include "core/recommend/recommend.h"

#include <algorithm>
#include <chrono>

#include "core/recommend/interval.h"
#include "core/recommend/reasons.h"

namespace adscope {
namespace {

constexpr std::size_t kMostItems = 1000;

Result<void> check(const RecommendRequest& request) {
    if (request.k < 1 || request.k > kMostItems)
        return Error(ErrorCode::usage, "recommend.k", {{"found", request.k}, {"most", kMostItems}});
    if (!(request.diversity >= 0 && request.diversity <= 1))
        return Error(ErrorCode::usage, "recommend.diversity", {{"found", request.diversity}});
    if (!request.user.empty() && !request.new_user.empty()) return Error(ErrorCode::usage, "recommend.two_users");
    return {};
}

Result<std::vector<std::uint32_t>> allowed_ads(const Scorer& scorer, const RecommendRequest& request, std::uint32_t user) {
    const EventTable& table = scorer.table();
    std::vector<std::uint8_t> left_out(table.ads.count + 1, 0);
    if (request.exclude_seen) mark_shown(table, user, left_out);
    for (const auto& key : request.skipped) {
        const auto code = table.ads.code(key);
        if (code == 0) return Error(ErrorCode::not_found, "explain.ad_unknown", {{"ad", key}});
        left_out[code] = 1;
    }
    std::vector<std::uint32_t> ads;
    for (const auto ad : scorer.candidates())
        if (ad > 0 && ad < left_out.size() && !left_out[ad]) ads.push_back(ad);
    return ads;
}

// The interval and where it is from: validation rows with a like prediction, else the ad's own history.
void set_ctr(const Scorer& scorer, const CalibrationBins& bins, const AdCounts& counts, RecommendedItem& item) {
    item.ctr_predicted = scorer.stored().task == "click" && scorer.recipe() != nullptr;
    if (!item.ctr_predicted) {
        item.ctr = counts.ctr(item.ad);
        return;
    }
    if (!bins.empty()) {
        item.ctr = bins.of(item.score);
        item.evidence.emplace_back(Message("recommend.evidence_bin"), static_cast<double>(item.ctr.n));
        return;
    }
    item.ctr = counts.ctr(item.ad);
    item.ctr.value = item.score;
    if (item.ctr.has_interval()) {
        item.ctr.low = std::min(item.ctr.low, item.score);
        item.ctr.high = std::max(item.ctr.high, item.score);
    }
}

// An online model learns the session's actions before it scores.
Result<Recommendation> recommend_after_actions(const Scorer& scorer, const Audience& audience, const RecommendRequest& request,
                                               const JobContext& job) {
    std::vector<std::uint32_t> ads;
    for (const auto& key : request.acted) ads.push_back(scorer.table().ads.code(key));
    ADSCOPE_ASSIGN(batch, batch_for(scorer, audience, ads));
    ADSCOPE_ASSIGN(learned, scorer.after(batch, std::vector<float>(ads.size(), 1.0f)));
    RecommendRequest rest = request;
    rest.acted.clear();
    return recommend(*learned, rest, job);
}

}  // namespace

Result<Recommendation> recommend(const Scorer& scorer, const RecommendRequest& request, const JobContext& job) {
    const auto start = std::chrono::steady_clock::now();
    ADSCOPE_TRY(check(request));
    job.report(Message("recommend.stage"), 0);
    ADSCOPE_ASSIGN(audience, find_audience(scorer, request));
    if (!request.acted.empty() && scorer.online()) return recommend_after_actions(scorer, audience, request, job);
    ADSCOPE_ASSIGN(ads, allowed_ads(scorer, request, audience.user));
    ADSCOPE_ASSIGN(scores, score_for(scorer, audience, ads));
    if (job.cancelled()) return Error::cancelled();
    const auto picked = request.diversity > 0 ? diverse_of(scores, ads, request.k, request.diversity, AdSpace::make(scorer.table()))
                                              : best_of(scores, request.k);

    Recommendation out{.user = request.user, .known_user = audience.user != 0, .context = audience.context};
    const AdCounts counts = AdCounts::of(scorer.table());
    CalibrationBins bins;
    if (scorer.recipe() && scorer.stored().task == "click") {
        ADSCOPE_ASSIGN(made, CalibrationBins::make(scorer, job));
        bins = std::move(made);
    }
    ADSCOPE_ASSIGN(reasons, Reasons::make(scorer, audience, counts, job));
    for (std::size_t i = 0; i < picked.size(); ++i) {
        if (job.cancelled()) return Error::cancelled();
        const auto ad = ads[picked[i]];
        RecommendedItem item{.ad = ad,
                             .key = scorer.table().ads.keys[ad],
                             .title = ad_title(scorer.table(), ad),
                             .image = ad_image(scorer.table(), ad),
                             .rank = static_cast<int>(i) + 1,
                             .score = scores[picked[i]]};
        set_ctr(scorer, bins, counts, item);
        ADSCOPE_TRY(reasons.explain(item, {job.stop_token(), {}}));
        out.items.push_back(std::move(item));
        job.report(Message("recommend.stage"), static_cast<double>(i + 1) / static_cast<double>(picked.size()));
    }
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
}

}  // namespace adscope
