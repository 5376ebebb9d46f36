// Matrix factorisation for implicit feedback by alternating least squares (Hu, Koren and Volinsky 2008).
#pragma once

#include "core/models/factorisation/als_kernel.h"
#include "core/models/factorisation/factor_scores.h"

namespace adscope {

class Als final : public FoldInModel {
public:
    Result<void> begin(const FitContext& context) override;
    // An iteration is one epoch: all ads against the users, then all users against the ads, so that user factors are always
    // exact for the ad factors beside them.
    Result<StepReport> step(const JobContext& job) override;
    // The inner product of the factors; an unknown user is the mean of all users, an unknown ad scores 0.
    Result<void> score(const FeatureBatch& batch, std::span<float> out) const override;
    Result<void> save(Archive& archive, bool with_training_state) const override;
    Result<void> load(const Archive& archive) override;
    Result<void> resume(const Archive& archive) override;

    const std::vector<std::string>& user_keys() const override { return user_keys_; }
    const std::vector<std::string>& ad_keys() const override { return ad_keys_; }
    Result<void> score_all(std::uint32_t user, std::span<float> out) const override;
    Result<std::vector<Ranked>> top(std::span<const std::uint32_t> users, std::size_t k, const Interactions* seen,
                                    const JobContext& job) const override;

    std::size_t factors() const override { return options_.factors; }
    std::span<const float> user_factor(std::uint32_t user) const override;
    std::span<const float> ad_factor(std::uint32_t ad) const override;
    Result<std::vector<float>> fold_in(std::span<const std::uint32_t> ads, std::span<const float> weights) const override;

private:
    enum class Weighting : std::uint32_t { linear, logarithmic };
    // As stored in an archive.
    struct Options {
        std::uint32_t factors = 0;
        Weighting weighting = Weighting::linear;
        double alpha = 1, regularization = 0, scaling = 0;
    };
    // Pairs by row, with what their confidence is above 1.
    struct Pairs {
        std::vector<std::uint64_t> offsets;
        std::vector<std::uint32_t> columns;
        std::vector<float> extra, lambda;
        std::size_t rows() const { return lambda.size(); }
    };
    enum Half : std::uint32_t { kAds, kUsers };
    struct Position {
        std::uint32_t iteration = 0, half = kAds;
        std::uint64_t row = 0;
    };

    static Result<Options> options_of(const Archive& archive);
    double extra_of(double weight) const;
    double lambda_of(std::size_t pairs) const;
    void take_pairs(const Interactions& interactions);
    std::vector<float>& fixed() { return position_.half == kAds ? user_factors_ : ad_factors_; }
    std::vector<float>& sought() { return position_.half == kAds ? ad_factors_ : user_factors_; }
    const Pairs& pairs() const { return position_.half == kAds ? by_ad_ : by_user_; }
    Result<void> make_gram(const JobContext& job);
    std::size_t block_end() const;
    void end_half(StepReport& report);
    void prepare_scores();

    Options options_;
    AlsSolver solver_ = AlsSolver::cholesky;
    std::uint32_t iterations_ = 0;
    std::vector<std::string> user_keys_, ad_keys_;
    std::vector<float> user_factors_, ad_factors_, mean_user_;
    FactorScores scores_;

    std::shared_ptr<const Dataset> data_;  // while training
    Pairs by_user_, by_ad_;
    Position position_;
    std::vector<float> gram_;  // of the fixed side; empty at the beginning of a half
};

ModelInfo als_info();

}  // namespace adscope
