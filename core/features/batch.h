// Features of a number of rows, as models take them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace adscope {

// One feature of a schema. Coded features have `cardinality` codes, 0 being "unknown or missing".
struct FeatureInfo {
    std::string name;
    std::string kind;
    enum class Form { coded, multi, dense } form = Form::coded;
    std::size_t slot = 0;           // index among the features of its form; of form dense the first of its columns
    std::uint32_t cardinality = 0;  // coded and multi
    std::uint32_t width = 1;        // dense: columns from `slot` on
};

struct FeatureSchema {
    std::vector<FeatureInfo> features;            // in recipe order
    std::size_t coded = 0, multi = 0, dense = 0;  // features of the first two forms, columns of the third
    std::size_t size() const { return features.size(); }
    bool operator==(const FeatureSchema&) const;
};

struct FeatureBatch {
    std::size_t rows = 0;
    std::vector<std::uint32_t> coded;  // rows x schema.coded, row-major
    struct Multi {
        std::vector<std::uint32_t> offsets{0};  // rows + 1
        std::vector<std::uint32_t> codes;
        std::vector<float> weights;  // one a code; empty: each 1 / (codes of its row)
        float weight(std::size_t row, std::size_t code) const {
            return weights.empty() ? 1.0f / static_cast<float>(offsets[row + 1] - offsets[row]) : weights[code];
        }
    };
    std::vector<Multi> multi;  // one a multi-valued feature; its vector is the weighted sum over a row's codes
    std::vector<float> dense;  // rows x schema.dense, row-major, standardised; 0 where missing
    // Keys' codes for factor models: index in the model's own vocabulary, kUnknown for what it never saw.
    std::vector<std::uint32_t> user, ad;

    static constexpr std::uint32_t kUnknown = 0xffffffffu;

    // Rows picked in the given order (repeats allowed).
    FeatureBatch pick(std::span<const std::uint32_t> rows) const;
    // One feature of row `from_row` of `from` copied over row `row`: for explanations. Multi-valued features need
    // a rebuild, see MixedBatch in core/explain.
};

}  // namespace adscope
