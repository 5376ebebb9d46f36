// Where the values of a batch stand in one long vector of weights: each code of a coded or multi-valued feature has a
// coordinate, each dense feature one, and the last is the bias.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/features/batch.h"

namespace adscope {

class Coordinates {
public:
    Coordinates() = default;
    explicit Coordinates(const FeatureSchema& schema);

    std::size_t size() const { return size_; }  // the bias included
    // The coordinates and values of a row, in place of what the vectors held. Codes beyond a feature's cardinality count as unknown.
    void of_row(const FeatureBatch& batch, std::size_t row, std::vector<std::uint32_t>& coordinates, std::vector<float>& values) const;
    // A batch of another recipe is an error (invalid_input).
    Result<void> check(const FeatureBatch& batch) const;

    // As numbers, for an artefact: counts of the forms and cardinalities.
    std::vector<std::uint32_t> save() const;
    static Result<Coordinates> load(const std::vector<std::uint32_t>& numbers);
    bool operator==(const Coordinates&) const = default;

private:
    void lay_out();

    std::vector<std::uint32_t> coded_, multi_;        // cardinalities by slot
    std::vector<std::uint32_t> coded_at_, multi_at_;  // first coordinates by slot
    std::uint32_t dense_ = 0, dense_at_ = 0;
    std::size_t size_ = 0;
};

}  // namespace adscope
