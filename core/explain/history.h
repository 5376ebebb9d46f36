// Explanations of factor models: what each past action of a user adds to a score (Hu, Koren and Volinsky 2008, section 5).
#pragma once

#include "core/explain/explain.h"

namespace adscope {

// A user's actions as a model sees them, and their parts of any ad's score.
class HistoryParts {
public:
    // `ads` are model indices, `weights` how often each was acted on. An error when the model's fold-in is no ridge
    // regression on confidences, so that the parts would not be exact.
    static Result<HistoryParts> make(const FoldInModel& model, std::vector<std::uint32_t> ads, std::vector<float> weights);

    // One an action, in the order given: c_uj y_i^T W y_j with W the inverse of Y^T C Y + lambda I. They sum to the
    // score of the folded-in user.
    std::vector<double> of(std::uint32_t ad) const;
    const std::vector<std::uint32_t>& ads() const { return ads_; }
    const std::vector<float>& weights() const { return weights_; }
    // The folded-in user.
    const std::vector<float>& user() const { return user_; }

private:
    HistoryParts(const FoldInModel& model, std::vector<std::uint32_t> ads, std::vector<float> weights)
        : model_(&model), ads_(std::move(ads)), weights_(std::move(weights)) {}
    std::vector<double> item_products() const;
    Result<double> confidence_of(float weight, const std::vector<double>& products) const;
    Result<double> read_off(const std::vector<double>& products);

    const FoldInModel* model_;
    std::vector<std::uint32_t> ads_;
    std::vector<float> weights_, user_;
    std::vector<double> confidence_, factor_;  // one an action; Cholesky factor of the system, f x f
};

// The explanation of a FoldInModel's score; errors say which user or ad the model does not know.
Result<Explanation> explain_history(const Scorer& scorer, const ExplainRequest& request, const JobContext& job);

// What a person calls an ad: its first text field, else its key.
std::string ad_title(const EventTable& table, std::uint32_t ad);

}  // namespace adscope
