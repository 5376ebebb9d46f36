#include "core/models/neural/embedding_table.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/parallel.h"
#include "core/base/random.h"

#define ADSCOPE_VECTOR_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))

namespace adscope {
namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
constexpr std::size_t kSmallUpdate = 4096;  // look-ups of a batch

ADSCOPE_VECTOR_CLONES void add_scaled(float* out, const float* in, float factor, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] += factor * in[i];
}

// Adam on one row. `rate` holds the bias correction of the first moment, `correction` that of the second.
ADSCOPE_VECTOR_CLONES void adam_row(float* value, float* m, float* v, const float* gradient, float penalty, float rate, float correction,
                                    std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const float g = gradient[i] + penalty * value[i];
        m[i] += static_cast<float>(1 - kBeta1) * (g - m[i]);
        v[i] += static_cast<float>(1 - kBeta2) * (g * g - v[i]);
        value[i] -= rate * m[i] / (std::sqrt(v[i] * correction) + static_cast<float>(kEpsilon));
    }
}

// The codes of one field in one row of a batch.
std::span<const std::uint32_t> codes_of(const EmbeddingLayout& layout, const EmbeddingLayout::FieldRows& field, const FeatureBatch& batch,
                                        std::uint32_t row) {
    if (!field.multi) return {batch.coded.data() + row * layout.coded + field.slot, 1};
    const auto& multi = batch.multi[field.slot];
    return {multi.codes.data() + multi.offsets[row], multi.offsets[row + 1] - multi.offsets[row]};
}

// The weight of the i-th of them.
float weight_of(const EmbeddingLayout::FieldRows& field, const FeatureBatch& batch, std::uint32_t row, std::size_t i) {
    if (!field.multi) return 1;
    const auto& multi = batch.multi[field.slot];
    return multi.weight(row, multi.offsets[row] + i);
}

std::size_t row_of(const EmbeddingLayout::FieldRows& field, std::uint32_t code) {
    return field.first + (code < field.cardinality ? code : 0);
}

}  // namespace

EmbeddingLayout EmbeddingLayout::of(const FeatureSchema& schema, std::size_t size) {
    EmbeddingLayout layout;
    layout.coded = schema.coded;
    layout.multi = schema.multi;
    layout.dense = schema.dense;
    layout.size = size;
    for (const auto& feature : schema.features) {
        if (feature.form == FeatureInfo::Form::dense) continue;
        const std::uint32_t cardinality = std::max<std::uint32_t>(1, feature.cardinality);
        layout.fields.push_back({feature.form == FeatureInfo::Form::multi, feature.slot, cardinality, layout.rows});
        layout.rows += cardinality;
    }
    return layout;
}

Result<void> EmbeddingLayout::accepts(const FeatureBatch& batch) const {
    const bool multi_fits = batch.multi.size() == multi && std::ranges::all_of(batch.multi, [&](const auto& m) {
                                return m.offsets.size() == batch.rows + 1 && (m.weights.empty() || m.weights.size() == m.codes.size());
                            });
    if (batch.coded.size() == batch.rows * coded && batch.dense.size() == batch.rows * dense && multi_fits) return {};
    const std::size_t found = batch.rows ? batch.coded.size() / batch.rows + batch.multi.size() + batch.dense.size() / batch.rows : 0;
    return Error(ErrorCode::invalid_input, "neural.schema", {{"expected", coded + multi + dense}, {"found", found}});
}

EmbeddingTable::EmbeddingTable(EmbeddingLayout layout, std::uint64_t seed)
    : layout_(std::move(layout)), values_(layout_.rows * layout_.stride()) {
    for (std::size_t f = 0; f < layout_.fields.size(); ++f) {
        Random random(seed, stream_id("embedding") + f);
        const auto& field = layout_.fields[f];
        for (std::size_t row = field.first; row < field.first + field.cardinality; ++row)
            for (std::size_t i = 1; i < layout_.stride(); ++i)
                values_[row * layout_.stride() + i] = static_cast<float>(0.01 * random.normal());
    }
}

void EmbeddingTable::look_up(const FeatureBatch& batch, std::span<const std::uint32_t> picked, std::span<float> first_order,
                             std::span<float> vectors) const {
    const std::size_t size = layout_.size, stride = layout_.stride(), width = layout_.fields.size() * size;
    parallel_for(picked.size(), 256, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) {
            float sum = 0;
            float* out = vectors.data() + i * width;
            for (const auto& field : layout_.fields) {
                const auto codes = codes_of(layout_, field, batch, picked[i]);
                if (!field.multi) {
                    const float* row = values_.data() + row_of(field, codes[0]) * stride;
                    sum += row[0];
                    std::memcpy(out, row + 1, size * sizeof(float));
                } else {
                    std::fill_n(out, size, 0.0f);
                    for (std::size_t k = 0; k < codes.size(); ++k) {
                        const float share = weight_of(field, batch, picked[i], k);
                        const float* row = values_.data() + row_of(field, codes[k]) * stride;
                        sum += share * row[0];
                        add_scaled(out, row + 1, share, size);
                    }
                }
                out += size;
            }
            first_order[i] = sum;
        }
    });
}

void EmbeddingTable::make_room() {
    first_moment_.resize(values_.size());
    second_moment_.resize(values_.size());
    place_.resize(layout_.rows, -1);
}

void EmbeddingTable::continue_updates(std::vector<float> first_moment, std::vector<float> second_moment, std::int64_t steps) {
    first_moment_ = std::move(first_moment);
    second_moment_ = std::move(second_moment);
    steps_ = steps;
}

// The gradients of a field's touched rows, summed in the order of the batch.
struct EmbeddingTable::FieldWork {
    std::vector<std::size_t> rows;
    std::vector<float> gradients;  // rows x stride
    std::vector<float> uses;       // share of the mean loss that uses the row
};

void EmbeddingTable::update_field(std::size_t field_index, const FeatureBatch& batch, std::span<const std::uint32_t> picked,
                                  std::span<const float> first_order_gradient, std::span<const float> vector_gradient,
                                  std::span<const float> share, const Step& step) {
    const auto& field = layout_.fields[field_index];
    const std::size_t size = layout_.size, stride = layout_.stride(), width = layout_.fields.size() * size;
    FieldWork work;
    for (std::size_t i = 0; i < picked.size(); ++i) {
        const auto codes = codes_of(layout_, field, batch, picked[i]);
        for (std::size_t k = 0; k < codes.size(); ++k) {
            const float part = weight_of(field, batch, picked[i], k);
            const std::size_t row = row_of(field, codes[k]);
            if (place_[row] < 0) {
                place_[row] = static_cast<std::int32_t>(work.rows.size());
                work.rows.push_back(row);
                work.gradients.resize(work.gradients.size() + stride);
                work.uses.push_back(0);
            }
            const auto at = static_cast<std::size_t>(place_[row]);
            work.gradients[at * stride] += part * first_order_gradient[i];
            add_scaled(work.gradients.data() + at * stride + 1, vector_gradient.data() + i * width + field_index * size, part, size);
            work.uses[at] += part * share[i];
        }
    }
    const double correction1 = 1 - std::pow(kBeta1, static_cast<double>(steps_)),
                 correction2 = 1 - std::pow(kBeta2, static_cast<double>(steps_));
    for (std::size_t at = 0; at < work.rows.size(); ++at) {
        const std::size_t begin = work.rows[at] * stride;
        adam_row(values_.data() + begin, first_moment_.data() + begin, second_moment_.data() + begin, work.gradients.data() + at * stride,
                 static_cast<float>(2 * step.l2 * work.uses[at]), static_cast<float>(step.learning_rate / correction1),
                 static_cast<float>(1 / correction2), stride);
        place_[work.rows[at]] = -1;
    }
}

void EmbeddingTable::update(const FeatureBatch& batch, std::span<const std::uint32_t> picked, std::span<const float> first_order_gradient,
                            std::span<const float> vector_gradient, std::span<const float> share, const Step& step) {
    make_room();
    ++steps_;
    // Waking another thread costs more than a small batch.
    const std::size_t grain = picked.size() * layout_.fields.size() < kSmallUpdate ? layout_.fields.size() : 1;
    parallel_for(layout_.fields.size(), grain, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t f = begin; f < end; ++f) update_field(f, batch, picked, first_order_gradient, vector_gradient, share, step);
    });
}

void fill_dropout_mask(std::span<float> mask, double keep, std::uint64_t seed) {
    const auto threshold = static_cast<std::uint32_t>(std::lround(keep * 65536));
    const auto kept = static_cast<float>(1 / keep);
    parallel_for((mask.size() + 3) / 4, 4096, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t block = begin; block < end; ++block) {
            std::uint64_t bits = mix64(seed + block);
            for (std::size_t i = 4 * block; i < std::min(mask.size(), 4 * block + 4); ++i, bits >>= 16)
                mask[i] = (bits & 0xffff) < threshold ? kept : 0.0f;
        }
    });
}

}  // namespace adscope
