// Logistic regression over the features of a recipe, learned by FTRL-proximal. Deterministic: one thread learns, in an
// order that the seed gives.
#pragma once

#include "core/models/linear/coordinates.h"
#include "core/models/linear/ftrl.h"
#include "core/models/model.h"

namespace adscope {

class Logistic final : public OnlineModel {
public:
    Result<void> begin(const FitContext& context) override;
    Result<StepReport> step(const JobContext& job) override;
    Result<void> score(const FeatureBatch& batch, std::span<float> out) const override;
    Result<void> save(Archive& archive, bool with_training_state) const override;
    Result<void> load(const Archive& archive) override;
    Result<void> resume(const Archive& archive) override;
    bool can_learn() const override { return !cells_.empty(); }
    Result<std::unique_ptr<Model>> learned(const FeatureBatch& batch, std::span<const float> labels) const override;

private:
    void order_epoch();
    double learn(const FeatureBatch& batch, std::size_t row, float label, float weight);
    void keep_weights();
    void take_cells(const std::vector<float>& state);
    void penalise();
    float weight_of(std::size_t coordinate) const;

    std::shared_ptr<const Dataset> data_;
    FtrlOptions<float> options_, bias_options_;
    double l1_ = 0, l2_ = 0;
    int epochs_ = 0;
    bool shuffle_ = true;
    std::uint64_t seed_ = 1;

    Coordinates coordinates_;
    std::vector<FtrlCell<float>> cells_;  // what learning goes on from
    std::vector<float> weights_;          // what the cells come to, in a model that is not being trained

    int epoch_ = 0;             // epochs finished
    std::size_t position_ = 0;  // rows of the epoch seen
    std::vector<std::uint32_t> order_;
    std::vector<std::uint32_t> row_coordinates_;
    std::vector<float> row_values_, row_weights_;
};

ModelInfo logistic_info();

}  // namespace adscope
