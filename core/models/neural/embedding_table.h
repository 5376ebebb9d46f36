// The embeddings of a feature model: one flat table, a row for each code of each field, holding a first-order weight and
// a vector of `size` numbers. It lives in host memory whatever the device, so that a table may be larger than a GPU's memory
// and its arithmetic is the same everywhere; only the looked-up vectors of a batch travel.
//
// Updates touch the rows of a batch and no others: Adam (Kingma and Ba 2015) on those rows, with the bias corrections of the
// table's common step count. A field's rows are updated by one thread in the order of the batch: the bits do not depend on threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/features/batch.h"

namespace adscope {

struct EmbeddingLayout {
    struct FieldRows {
        bool multi = false;    // many codes a row: the weighted sum of their vectors
        std::size_t slot = 0;  // among the coded or the multi-valued features of a batch
        std::uint32_t cardinality = 0;
        std::size_t first = 0;  // row of code 0
    };
    std::vector<FieldRows> fields;  // in the schema's order, dense features left out
    std::size_t coded = 0, multi = 0, dense = 0;
    std::size_t rows = 0;
    std::size_t size = 0;  // numbers of a vector
    std::size_t stride() const { return size + 1; }

    static EmbeddingLayout of(const FeatureSchema& schema, std::size_t size);
    // neural.schema when the batch has not the arrays that the layout reads.
    Result<void> accepts(const FeatureBatch& batch) const;
};

class EmbeddingTable {
public:
    struct Step {
        double learning_rate = 0;
        double l2 = 0;  // of a sample's loss: l2 times the squared length of the rows that it uses
    };

    EmbeddingTable() = default;
    // First-order weights 0, vectors normal with deviation 0.01.
    EmbeddingTable(EmbeddingLayout layout, std::uint64_t seed);
    // From saved values, layout.rows x layout.stride() of them.
    EmbeddingTable(EmbeddingLayout layout, std::vector<float> values) : layout_(std::move(layout)), values_(std::move(values)) {}

    const EmbeddingLayout& layout() const { return layout_; }
    // For picked rows of a batch: first_order[i] the sum over the fields, vectors[i] the fields' vectors one after the other
    // (picked x fields x size). A code that a field does not have is taken as its unknown one, 0.
    void look_up(const FeatureBatch& batch, std::span<const std::uint32_t> picked, std::span<float> first_order,
                 std::span<float> vectors) const;
    // One step down the gradient of the mean loss with respect to what look_up gave for the same rows.
    // share[i] is the part of sample i in that mean (its weight over their sum).
    void update(const FeatureBatch& batch, std::span<const std::uint32_t> picked, std::span<const float> first_order_gradient,
                std::span<const float> vector_gradient, std::span<const float> share, const Step& step);

    // layout().rows x stride().
    const std::vector<float>& values() const { return values_; }
    // Adam's moments, as large as values(); empty until the first update.
    const std::vector<float>& first_moment() const { return first_moment_; }
    const std::vector<float>& second_moment() const { return second_moment_; }
    std::int64_t steps() const { return steps_; }
    // Goes on from a saved state; the moments are as large as values().
    void continue_updates(std::vector<float> first_moment, std::vector<float> second_moment, std::int64_t steps);

private:
    struct FieldWork;
    void make_room();
    void update_field(std::size_t field, const FeatureBatch& batch, std::span<const std::uint32_t> picked,
                      std::span<const float> first_order_gradient, std::span<const float> vector_gradient, std::span<const float> share,
                      const Step& step);

    EmbeddingLayout layout_;
    std::vector<float> values_, first_moment_, second_moment_;
    std::vector<std::int32_t> place_;  // of a row among those touched in this update; -1: not yet
    std::int64_t steps_ = 0;
};

// Fills a mask with 0 or 1/keep, each number independent of how many are asked for at once: the bits come from a counter.
void fill_dropout_mask(std::span<float> mask, double keep, std::uint64_t seed);

}  // namespace adscope
