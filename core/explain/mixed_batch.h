// The game that interventional SHAP plays on a feature model: features in the coalition have the values of the
// prediction to be explained, the others those of a background row.
#pragma once

#include "core/explain/explain.h"

namespace adscope {

class MixedBatch : public CoalitionGame {
public:
    // `instance` has one row, `background` at least one; both are of `schema`. The model and schema must outlive the game.
    // With `parallel`, parts of a batch are scored on the pool (not for models that have threads of their own).
    MixedBatch(const Model& model, const FeatureSchema& schema, FeatureBatch instance, FeatureBatch background, bool parallel,
               JobContext job = {});

    int players() const override { return static_cast<int>(schema_.size()); }
    // values[c]: mean over the background of f(x_S, b_notS). An error of the model, or cancelled.
    Result<void> evaluate(std::span<const std::uint64_t> coalitions, std::span<double> values) override;

    // Rows of all coalitions with all background rows, coalition by coalition. For tests.
    FeatureBatch mix(std::span<const std::uint64_t> coalitions) const;

private:
    Result<void> evaluate_part(std::span<const std::uint64_t> coalitions, std::span<double> values) const;

    const Model& model_;
    const FeatureSchema& schema_;
    FeatureBatch instance_, background_;
    bool parallel_;
    JobContext job_;
};

}  // namespace adscope
