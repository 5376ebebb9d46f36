#include "core/recommend/reasons.h"

#include <algorithm>
#include <numeric>

namespace adscope {
namespace {

constexpr std::int64_t kBackground = 32;   // rows: enough for a sentence; the explain page takes more
constexpr std::size_t kMostFeatures = 64;  // of KernelSHAP
constexpr std::size_t kEvidence = 4;
constexpr std::uint64_t kSeed = 1;

std::int64_t budget_for(std::size_t features) { return std::max<std::int64_t>(128, static_cast<std::int64_t>(6 * features + 2)); }

void add_history_of_ad(const AdCounts& counts, RecommendedItem& item) {
    if (item.ad >= counts.impressions.size() || counts.impressions[item.ad] == 0) return;
    item.evidence.emplace_back(Message("recommend.evidence_impressions"), static_cast<double>(counts.impressions[item.ad]));
    item.evidence.emplace_back(Message("recommend.evidence_clicks"), static_cast<double>(counts.clicks[item.ad]));
}

}  // namespace

Result<Reasons> Reasons::make(const Scorer& scorer, const Audience& audience, const AdCounts& counts, const JobContext& job) {
    Reasons out(scorer, audience, counts);
    if (scorer.recipe() && scorer.recipe()->schema().size() <= kMostFeatures) {
        auto explainer = FeatureExplainer::make(scorer, kBackground, kSeed, job);
        if (explainer) out.explainer_ = std::move(*explainer);
        else if (explainer.error().is_cancelled()) return explainer.error();
        // Without training rows in the workspace there is nothing to compare with; the counts of the ad speak then.
    }
    return out;
}

Result<void> Reasons::explain(RecommendedItem& item, const JobContext& job) const {
    if (explainer_) return by_features(item, job);
    if (scorer_->fold_in() && audience_->history) by_history(item);
    else by_counts(item);
    return {};
}

Result<void> Reasons::by_features(RecommendedItem& item, const JobContext& job) const {
    const std::uint32_t ads[] = {item.ad};
    ADSCOPE_ASSIGN(batch, batch_for(*scorer_, *audience_, ads));
    ADSCOPE_ASSIGN(e, explainer_->explain(batch, "kernel-shap", budget_for(scorer_->recipe()->schema().size()), kSeed, job));
    std::stable_sort(e.attributions.begin(), e.attributions.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.attribution) > std::abs(b.attribution); });
    item.reason = explanation_sentence(e);
    for (std::size_t i = 0; i < e.attributions.size() && i < kEvidence; ++i) {
        const auto& a = e.attributions[i];
        if (a.attribution == 0) break;
        item.evidence.emplace_back(
            a.words.empty() ? Message("recommend.evidence_feature", {{"feature", a.feature}, {"value", a.value}}) : a.words, a.attribution);
    }
    add_history_of_ad(*counts_, item);
    return {};
}

void Reasons::by_history(RecommendedItem& item) const {
    const auto index = scorer_->model_ad(item.ad);
    if (index == FeatureBatch::kUnknown) return by_counts(item);
    const auto parts = audience_->history->of(index);
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return parts[a] > parts[b]; });
    std::erase_if(order, [&](std::size_t i) { return parts[i] <= 0; });
    const auto title = [&](std::size_t i) { return ad_title(scorer_->table(), audience_->actions[order[i]]); };
    if (order.empty()) return by_counts(item);
    if (order.size() == 1)
        item.reason = Message("recommend.because_one", {{"first", title(0)}, {"first_by", parts[order[0]]}, {"score", item.score}});
    else
        item.reason = Message("recommend.because_two", {{"first", title(0)},
                                                        {"first_by", parts[order[0]]},
                                                        {"second", title(1)},
                                                        {"second_by", parts[order[1]]},
                                                        {"score", item.score}});
    for (std::size_t i = 0; i < order.size() && i < kEvidence; ++i)
        item.evidence.emplace_back(Message("recommend.evidence_action", {{"ad", title(i)}}), parts[order[i]]);
    add_history_of_ad(*counts_, item);
}

void Reasons::by_counts(RecommendedItem& item) const {
    const auto impressions = item.ad < counts_->impressions.size() ? counts_->impressions[item.ad] : 0;
    if (audience_->like > 0) {
        item.reason = Message("recommend.because_alike", {{"users", audience_->like}, {"score", item.score}});
        item.evidence.emplace_back(Message("recommend.evidence_alike"), static_cast<double>(audience_->like));
    } else if (impressions > 0) {
        item.reason = Message("recommend.because_popular",
                              {{"clicks", counts_->clicks[item.ad]},
                               {"impressions", impressions},
                               {"ctr", static_cast<double>(counts_->clicks[item.ad]) / static_cast<double>(impressions)}});
    } else {
        item.reason = Message("recommend.because_score", {{"score", item.score}});
    }
    add_history_of_ad(*counts_, item);
}

}  // namespace adscope
