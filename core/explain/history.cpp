#include "core/explain/history.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/explain/cholesky.h"

namespace adscope {
namespace {

double dot(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

void add_outer(std::vector<double>& to, std::span<const float> y, double scale) {
    const std::size_t f = y.size();
    for (std::size_t i = 0; i < f; ++i)
        for (std::size_t k = 0; k < f; ++k) to[i * f + k] += scale * y[i] * y[k];
}

void add_scaled(std::vector<double>& to, std::span<const float> y, double scale) {
    for (std::size_t i = 0; i < y.size(); ++i) to[i] += scale * y[i];
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

std::vector<double> times(const std::vector<double>& matrix, std::span<const float> x) {
    std::vector<double> out(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t k = 0; k < x.size(); ++k) out[i] += matrix[i * x.size() + k] * x[k];
    return out;
}

}  // namespace

std::vector<double> HistoryParts::item_products() const {
    const std::size_t f = model_->factors();
    std::vector<double> out(f * f);
    for (std::size_t i = 0; i < model_->ad_keys().size(); ++i) {
        const auto y = model_->ad_factor(static_cast<std::uint32_t>(i));
        for (std::size_t a = 0; a < f; ++a)
            for (std::size_t b = 0; b <= a; ++b) out[a * f + b] += static_cast<double>(y[a]) * y[b];
    }
    for (std::size_t a = 0; a < f; ++a)
        for (std::size_t b = a + 1; b < f; ++b) out[a * f + b] = out[b * f + a];
    return out;
}

// A user x who is folded in solves (G + sum (c_j - 1) y_j y_j^T + lambda I) x = sum c_j y_j with G = Y^T Y, that is
//   G x - sum s_j y_j = sum c_j (1 - s_j) y_j - lambda x,   s_j = x y_j.
// What the model makes of a weight and how it regularises is read off x itself, so that no model has to name them. Of a user
// with one action there are f equations in the two unknowns c and lambda.
Result<double> HistoryParts::confidence_of(float weight, const std::vector<double>& products) const {
    std::size_t best = 0;
    double longest = -1;
    for (std::size_t j = 0; j < ads_.size(); ++j) {
        const auto y = model_->ad_factor(ads_[j]);
        if (const double length = dot(y, y); weights_[j] == weight && length > longest) {
            longest = length;
            best = j;
        }
    }
    const std::uint32_t ad[] = {ads_[best]};
    const float w[] = {weight};
    ADSCOPE_ASSIGN(x, model_->fold_in(ad, w));
    const auto y = model_->ad_factor(ad[0]);
    const double s = dot(y, x);
    std::vector<double> target = times(products, x), column(x.size()), minus_x(x.size());
    add_scaled(target, y, -s);
    add_scaled(column, y, 1 - s);
    add_scaled(minus_x, x, -1);
    const double aa = product(column, column), bb = product(minus_x, minus_x), ab = product(column, minus_x);
    const double determinant = aa * bb - ab * ab;
    // Where both point one way (one factor, or an ad of no length), the confidence does not show and does not matter.
    if (!(determinant > 1e-12 * aa * bb)) return 1.0;
    return (product(column, target) * bb - product(minus_x, target) * ab) / determinant;
}

// Fills the confidences; with them lambda is the one unknown left. A remainder means that the model is of another form.
Result<double> HistoryParts::read_off(const std::vector<double>& products) {
    std::map<float, double> known;
    for (const float w : weights_) {
        const auto [entry, added] = known.try_emplace(w, 0);
        if (added) {
            ADSCOPE_ASSIGN(c, confidence_of(w, products));
            entry->second = c;
        }
        confidence_.push_back(entry->second);
    }
    std::vector<double> left = times(products, user_), x(user_.begin(), user_.end());
    double size = product(left, left);
    for (std::size_t j = 0; j < ads_.size(); ++j) {
        const auto y = model_->ad_factor(ads_[j]);
        const double s = dot(y, user_);
        add_scaled(left, y, -s - confidence_[j] * (1 - s));
        size += confidence_[j] * confidence_[j] * (1 - s) * (1 - s) * dot(y, y);
    }
    const double length = product(x, x), ridge = length > 0 ? -product(left, x) / length : 0;
    for (std::size_t i = 0; i < x.size(); ++i) left[i] += ridge * x[i];
    const bool fits =
        product(left, left) <= 1e-5 * size && std::all_of(confidence_.begin(), confidence_.end(), [](double c) { return c > 0; });
    if (!fits) return Error(ErrorCode::refused, "explain.not_linear");
    return ridge;
}

Result<HistoryParts> HistoryParts::make(const FoldInModel& model, std::vector<std::uint32_t> ads, std::vector<float> weights) {
    HistoryParts out(model, std::move(ads), std::move(weights));
    ADSCOPE_ASSIGN(user, model.fold_in(out.ads_, out.weights_));
    out.user_ = std::move(user);
    std::vector<double> system = out.item_products();
    ADSCOPE_ASSIGN(ridge, out.read_off(system));
    const std::size_t f = out.user_.size();
    for (std::size_t j = 0; j < out.ads_.size(); ++j) add_outer(system, model.ad_factor(out.ads_[j]), out.confidence_[j] - 1);
    for (std::size_t i = 0; i < f; ++i) system[i * f + i] += ridge;
    if (!cholesky(system, f)) return Error(ErrorCode::refused, "explain.not_linear");
    out.factor_ = std::move(system);
    return out;
}

std::vector<double> HistoryParts::of(std::uint32_t ad) const {
    const auto y = model_->ad_factor(ad);
    std::vector<double> solved(y.begin(), y.end());
    cholesky_solve(factor_, solved);
    std::vector<double> out;
    for (std::size_t j = 0; j < ads_.size(); ++j) {
        const auto other = model_->ad_factor(ads_[j]);
        double s = 0;
        for (std::size_t i = 0; i < other.size(); ++i) s += solved[i] * other[i];
        out.push_back(confidence_[j] * s);
    }
    return out;
}

std::string ad_title(const EventTable& table, std::uint32_t ad) {
    if (ad >= table.ads.keys.size()) return {};
    for (const auto& column : table.ads.columns) {
        if (column.field.kind != FieldKind::text) continue;
        if (const auto* text = column.category())
            if (const auto code = text->codes[ad]; code > 0) return text->names[code];
    }
    return table.ads.keys[ad];
}

namespace {

std::string how_often(float weight) {
    const auto text = format_number(weight, weight == std::floor(weight) ? NumberFormat::integer : NumberFormat::number, Language::en);
    return "\u00d7\u202f" + text;
}

}  // namespace

Result<Explanation> explain_history(const Scorer& scorer, const ExplainRequest& request, const JobContext& job) {
    const FoldInModel& model = *scorer.fold_in();
    const EventTable& table = scorer.table();
    const auto target = scorer.model_ad(request.ad);
    if (target == FeatureBatch::kUnknown)
        return Error(ErrorCode::not_found, "explain.ad_not_in_model",
                     {{"ad", table.ads.keys[request.ad]}, {"model", scorer.stored().name}});
    std::vector<std::uint32_t> codes, ads;
    std::vector<float> weights;
    for (const auto& [ad, weight] : scorer.training_history(request.user)) {
        const auto index = scorer.model_ad(ad);
        if (index == FeatureBatch::kUnknown) continue;
        codes.push_back(ad);
        ads.push_back(index);
        weights.push_back(weight);
    }
    if (ads.empty())
        return Error(ErrorCode::not_found, "explain.no_history",
                     {{"user", table.users.keys[request.user]}, {"model", scorer.stored().name}});
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_ASSIGN(parts, HistoryParts::make(model, ads, weights));
    const std::uint32_t wanted[] = {request.ad};
    ADSCOPE_ASSIGN(scores, scorer.score_ads(request.user, wanted, {}));

    Explanation out{.method = "history", .base = 0, .prediction = scores[0], .scale = "score"};
    const auto shares = parts.of(target);
    for (std::size_t j = 0; j < shares.size(); ++j)
        out.attributions.push_back({ad_title(table, codes[j]), how_often(weights[j]), shares[j]});
    out.additivity_error = std::abs(out.prediction - std::accumulate(shares.begin(), shares.end(), 0.0));
    return out;
}

}  // namespace adscope
