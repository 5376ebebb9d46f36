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

// Least squares of `target` on the columns; columns that add nothing (all weights equal) get 0.
std::vector<double> least_squares(const std::vector<std::vector<double>>& columns, const std::vector<double>& target) {
    // Gram-Schmidt with the coefficients carried back.
    std::vector<std::vector<double>> basis, made_of;
    std::vector<double> out(columns.size());
    const auto product = [](const std::vector<double>& a, const std::vector<double>& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); };
    std::vector<double> left = target;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::vector<double> v = columns[c], made(columns.size());
        made[c] = 1;
        for (std::size_t b = 0; b < basis.size(); ++b) {
            const double share = product(v, basis[b]);
            for (std::size_t i = 0; i < v.size(); ++i) v[i] -= share * basis[b][i];
            for (std::size_t i = 0; i < made.size(); ++i) made[i] -= share * made_of[b][i];
        }
        const double length = std::sqrt(product(v, v));
        if (length <= 1e-5 * std::sqrt(product(columns[c], columns[c])) || length == 0) continue;
        for (auto& x : v) x /= length;
        for (auto& x : made) x /= length;
        const double share = product(left, v);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] += share * made[i];
        basis.push_back(std::move(v));
        made_of.push_back(std::move(made));
    }
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

// The user x that a model folds in solves (G + sum (c_j - 1) y_j y_j^T + lambda I) x = sum c_j y_j with G = Y^T Y and
// c_j = a + b w_j. The three unknowns lambda, a, b of these f equations are read off x itself, so that no model has
// to name them; a remainder means that the model is of another form.
bool HistoryParts::read_off(const std::vector<double>& products, double& ridge) {
    const std::size_t f = user_.size();
    std::vector<double> target(f), x(user_.begin(), user_.end()), constant(f), linear(f);
    for (std::size_t i = 0; i < f; ++i)
        for (std::size_t k = 0; k < f; ++k) target[i] += products[i * f + k] * x[k];
    for (std::size_t j = 0; j < ads_.size(); ++j) {
        const auto y = model_->ad_factor(ads_[j]);
        const double score = dot(y, user_);
        add_scaled(target, y, -score);
        add_scaled(constant, y, 1 - score);
        add_scaled(linear, y, weights_[j] * (1 - score));
    }
    std::vector<double> minus_x(f);
    for (std::size_t i = 0; i < f; ++i) minus_x[i] = -x[i];
    const auto found = least_squares({linear, minus_x, constant}, target);
    double remainder = 0, size = 0;
    for (std::size_t i = 0; i < f; ++i) {
        remainder += std::pow(target[i] - found[0] * linear[i] - found[1] * minus_x[i] - found[2] * constant[i], 2);
        size += std::pow(target[i], 2) + std::pow(found[0] * linear[i] + found[2] * constant[i], 2);
    }
    ridge = found[1];
    for (const float w : weights_) confidence_.push_back(found[2] + found[0] * w);
    return remainder <= 1e-5 * size && ridge > -1e-4 && std::all_of(confidence_.begin(), confidence_.end(), [](double c) { return c > 0; });
}

Result<HistoryParts> HistoryParts::make(const FoldInModel& model, std::vector<std::uint32_t> ads, std::vector<float> weights) {
    HistoryParts out(model, std::move(ads), std::move(weights));
    ADSCOPE_ASSIGN(user, model.fold_in(out.ads_, out.weights_));
    out.user_ = std::move(user);
    std::vector<double> system = out.item_products();
    double ridge = 0;
    if (!out.read_off(system, ridge)) return Error(ErrorCode::refused, "explain.not_linear");
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

Result<PastActions> past_actions(const Scorer& scorer, std::uint32_t user) {
    PastActions out;
    out.ads = scorer.training_positives(user);
    std::map<std::uint32_t, float> counts;
    for (const auto ad : out.ads) counts[ad] = 0;
    ADSCOPE_ASSIGN(split, scorer.split());
    const EventTable& table = scorer.table();
    const bool rated = scorer.stored().task == "rating";
    for (const auto row : split.train) {
        if (table.user[row] != user || (!rated && table.has_click && !table.click[row])) continue;
        if (rated && (table.rating.empty() || std::isnan(table.rating[row]))) continue;
        if (const auto found = counts.find(table.ad[row]); found != counts.end()) found->second += static_cast<float>(table.weight_of(row));
    }
    // An action that is no longer in the log still stands in the model: once.
    for (const auto ad : out.ads) out.weights.push_back(counts[ad] > 0 ? counts[ad] : 1.0F);
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

std::string times(float weight) {
    const auto text = format_number(weight, weight == std::floor(weight) ? NumberFormat::integer : NumberFormat::number, Language::en);
    return "\u00d7\u202f" + text;
}

}  // namespace

Result<Explanation> explain_history(const Scorer& scorer, const ExplainRequest& request, const JobContext& job) {
    const FoldInModel& model = *scorer.fold_in();
    const EventTable& table = scorer.table();
    const auto target = scorer.model_ad(request.ad);
    if (target == FeatureBatch::kUnknown) return Error(ErrorCode::not_found, "explain.ad_not_in_model", {{"ad", table.ads.keys[request.ad]}, {"model", scorer.stored().name}});
    ADSCOPE_ASSIGN(past, past_actions(scorer, request.user));
    std::vector<std::uint32_t> codes, ads;
    std::vector<float> weights;
    for (std::size_t j = 0; j < past.ads.size(); ++j) {
        const auto index = scorer.model_ad(past.ads[j]);
        if (index == FeatureBatch::kUnknown) continue;
        codes.push_back(past.ads[j]);
        ads.push_back(index);
        weights.push_back(past.weights[j]);
    }
    if (ads.empty()) return Error(ErrorCode::not_found, "explain.no_history", {{"user", table.users.keys[request.user]}, {"model", scorer.stored().name}});
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_ASSIGN(parts, HistoryParts::make(model, ads, weights));
    const std::uint32_t wanted[] = {request.ad};
    ADSCOPE_ASSIGN(scores, scorer.score_ads(request.user, wanted, {}));

    Explanation out{.method = "history", .base = 0, .prediction = scores[0], .scale = "score"};
    const auto shares = parts.of(target);
    for (std::size_t j = 0; j < shares.size(); ++j) out.attributions.push_back({ad_title(table, codes[j]), times(weights[j]), shares[j]});
    out.additivity_error = std::abs(out.prediction - std::accumulate(shares.begin(), shares.end(), 0.0));
    return out;
}

}  // namespace adscope
