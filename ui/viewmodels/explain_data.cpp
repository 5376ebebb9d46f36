#include "ui/viewmodels/explain_data.h"

#include <algorithm>
#include <numeric>

namespace adscope::ui {
namespace {

constexpr std::size_t kShownFeatures = 10;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Result<void> add_rank(const Scorer& scorer, ExplainData& out) {
    const auto& candidates = scorer.candidates();
    const auto at = std::find(candidates.begin(), candidates.end(), out.ad);
    out.candidates = candidates.size();
    if (at == candidates.end()) return {};
    ADSCOPE_ASSIGN(scores, scorer.score_ads(out.user, candidates, default_context(scorer.table(), out.user)));
    const float own = scores[static_cast<std::size_t>(at - candidates.begin())];
    out.rank = 1 + static_cast<std::size_t>(std::count_if(scores.begin(), scores.end(), [&](float s) { return s > own; }));
    return {};
}

}  // namespace

std::string ad_title(const EventTable& table, std::uint32_t ad) {
    for (const auto& column : table.ads.columns) {
        const auto* c = column.category();
        if (column.field.kind != FieldKind::text || !c || ad >= c->codes.size()) continue;
        return c->names[c->codes[ad]];
    }
    return {};
}

std::uint32_t first_user(const Scorer& scorer) {
    const EventTable& table = scorer.table();
    if (!table.has_user) return 0;
    std::vector<std::uint32_t> counts(table.users.count + 1);
    table.usable().for_each([&](std::size_t row) { ++counts[table.user[row]]; });
    counts[0] = 0;
    std::vector<std::uint32_t> order(counts.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    for (const std::uint32_t user : order) {
        if (user == 0 || counts[user] == 0) continue;
        if (scorer.recipe() || scorer.model_user(user) != FeatureBatch::kUnknown) return user;
    }
    return 0;
}

Result<std::uint32_t> best_ad(const Scorer& scorer, std::uint32_t user) {
    const auto& candidates = scorer.candidates();
    if (candidates.empty()) return std::uint32_t{0};
    ADSCOPE_ASSIGN(scores, scorer.score_ads(user, candidates, default_context(scorer.table(), user)));
    return candidates[static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin())];
}

double additivity_limit(const Explanation& e) {
    return e.scale == "probability" ? 1e-5 : 1e-4 * std::max({1.0, std::abs(e.prediction), std::abs(e.base)});
}

DataTable attribution_table(const Explanation& e, const Message& title) {
    // Changes of a probability are given in percentage points.
    const bool probability = e.scale == "probability";
    DataTable t;
    t.id = "attributions";
    t.title = title;
    t.columns = {{Message("explain.column_feature"), NumberFormat::number, true},
                 {Message("explain.column_value"), NumberFormat::number, true},
                 {Message(probability ? "explain_page.points" : "explain.column_attribution"), NumberFormat::number},
                 {Message("explain_page.share"), NumberFormat::percent}};
    double all = 0;
    for (const auto& a : e.attributions) all += std::abs(a.attribution);
    for (const auto& a : e.attributions)
        t.rows.push_back({a.feature, a.value.empty() ? DataTable::Cell() : DataTable::Cell(a.value),
                          (probability ? 100 : 1) * a.attribution,
                          all > 0 ? DataTable::Cell(std::abs(a.attribution) / all) : DataTable::Cell()});
    return t;
}

Result<ExplainData> compute_explanation(const Scorer& scorer, const ExplainQuestion& q, const JobContext& job) {
    ExplainData out;
    const EventTable& table = scorer.table();
    out.user = q.user ? q.user : first_user(scorer);
    if (q.ad) {
        out.ad = q.ad;
    } else {
        ADSCOPE_ASSIGN(ad, best_ad(scorer, out.user));
        out.ad = ad;
    }
    if (out.user == 0 || out.ad == 0) return Error(ErrorCode::not_found, "explain_page.nobody", {{"model", scorer.stored().name}});
    out.user_key = table.users.keys[out.user];
    out.ad_key = table.ads.keys[out.ad];
    out.ad_title = ad_title(table, out.ad);
    ExplainRequest request;
    request.user = out.user;
    request.ad = out.ad;
    request.background = q.background;
    request.seed = q.seed;
    request.method = scorer.fold_in() ? "history" : "shap";
    ADSCOPE_ASSIGN(explanation, explain(scorer, request, job.part(0, 0.9)));
    out.explanation = std::move(explanation);
    ADSCOPE_TRY(add_rank(scorer, out));
    out.waterfall = waterfall_series(out.explanation, kShownFeatures, out.user_key, out.ad_title.empty() ? out.ad_key : out.ad_title);
    out.table = attribution_table(out.explanation, Message("explain_page.table", {{"count", out.explanation.attributions.size()}}));
    out.table.subtitle = out.waterfall.subtitle;
    out.sentence = explanation_sentence(out.explanation);
    out.limit = additivity_limit(out.explanation);
    return out;
}

std::vector<KeyMatch> find_keys(const EventTable& table, bool ads, const std::string& text, std::size_t most, const JobContext& job) {
    const EntityTable& entities = ads ? table.ads : table.users;
    const std::string wanted = lower(text);
    std::vector<KeyMatch> exact, begins, holds;
    for (std::uint32_t code = 1; code <= entities.count; ++code) {
        if ((code & 0xffff) == 0 && job.cancelled()) return {};
        const std::string key = lower(entities.keys[code]);
        const std::size_t at = key.find(wanted);
        auto* group = at == 0 ? (key.size() == wanted.size() ? &exact : &begins) : at != std::string::npos ? &holds : nullptr;
        std::string title = ads ? ad_title(table, code) : std::string();
        if (!group && ads && lower(title).find(wanted) != std::string::npos) group = &holds;
        if (!group || group->size() >= most) continue;
        group->push_back({code, entities.keys[code], std::move(title)});
    }
    for (auto* group : {&begins, &holds}) exact.insert(exact.end(), group->begin(), group->end());
    if (exact.size() > most) exact.resize(most);
    return exact;
}

}  // namespace adscope::ui
