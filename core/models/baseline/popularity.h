// Popularity: the same answer for everybody. For rankings an ad's weight of training positives; for clicks its smoothed
// training CTR. The yardstick that every other model must beat.
#pragma once

#include "core/models/model.h"

namespace adscope {

class Popularity final : public RankingModel {
public:
    Result<void> begin(const FitContext& context) override;
    Result<StepReport> step(const JobContext& job) override;
    // An ad never seen has the average CTR (clicks) or 0 (rankings).
    Result<void> score(const FeatureBatch& batch, std::span<float> out) const override;
    Result<void> save(Archive& archive, bool with_training_state) const override;
    Result<void> load(const Archive& archive) override;
    Result<void> resume(const Archive& archive) override;

    const std::vector<std::string>& user_keys() const override { return user_keys_; }
    const std::vector<std::string>& ad_keys() const override { return ad_keys_; }
    Result<void> score_all(std::uint32_t user, std::span<float> out) const override;

private:
    Result<double> count_positives(const JobContext& job);
    Result<double> count_clicks(const JobContext& job);

    std::vector<std::string> user_keys_, ad_keys_;
    std::vector<float> scores_;  // by ad
    float unknown_ = 0;          // of an ad never seen
    double smoothing_ = 0;
    bool fitted_ = false;
    std::shared_ptr<const Dataset> data_;
};

ModelInfo popularity_info();

}  // namespace adscope
