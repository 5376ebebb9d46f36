#include "core/explain/mixed_batch.h"

#include <algorithm>
#include <mutex>

#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr std::size_t kRowsAtOnce = 16384;  // a batch that stays in cache and is scored well under 100 ms

// Slots of one form whose features are in the coalition.
std::vector<std::size_t> slots_of(const FeatureSchema& schema, std::uint64_t set, FeatureInfo::Form form) {
    std::vector<std::size_t> out;
    for (std::size_t f = 0; f < schema.size(); ++f)
        if ((set >> f & 1) && schema.features[f].form == form)
            for (std::size_t w = 0; w < (form == FeatureInfo::Form::dense ? schema.features[f].width : 1); ++w)
                out.push_back(schema.features[f].slot + w);
    return out;
}

template <class T>
void append_rows(const std::vector<T>& background, const std::vector<T>& instance, std::size_t width, const std::vector<std::size_t>& taken,
                 std::vector<T>& out) {
    const std::size_t from = out.size();
    out.insert(out.end(), background.begin(), background.end());
    for (std::size_t at = from; at < out.size(); at += width)
        for (const std::size_t slot : taken) out[at + slot] = instance[slot];
}

void append_multi(const FeatureBatch::Multi& from, std::size_t row, FeatureBatch::Multi& out) {
    out.codes.insert(out.codes.end(), from.codes.begin() + from.offsets[row], from.codes.begin() + from.offsets[row + 1]);
    if (!from.weights.empty())
        out.weights.insert(out.weights.end(), from.weights.begin() + from.offsets[row], from.weights.begin() + from.offsets[row + 1]);
    out.offsets.push_back(static_cast<std::uint32_t>(out.codes.size()));
}

}  // namespace

MixedBatch::MixedBatch(const Model& model, const FeatureSchema& schema, FeatureBatch instance, FeatureBatch background, bool parallel,
                       JobContext job)
    : model_(model),
      schema_(schema),
      instance_(std::move(instance)),
      background_(std::move(background)),
      parallel_(parallel),
      job_(std::move(job)) {}

FeatureBatch MixedBatch::mix(std::span<const std::uint64_t> coalitions) const {
    FeatureBatch out;
    out.rows = coalitions.size() * background_.rows;
    out.coded.reserve(out.rows * schema_.coded);
    out.dense.reserve(out.rows * schema_.dense);
    out.multi.resize(schema_.multi);
    for (const std::uint64_t set : coalitions) {
        if (schema_.coded)
            append_rows(background_.coded, instance_.coded, schema_.coded, slots_of(schema_, set, FeatureInfo::Form::coded), out.coded);
        if (schema_.dense)
            append_rows(background_.dense, instance_.dense, schema_.dense, slots_of(schema_, set, FeatureInfo::Form::dense), out.dense);
        const auto taken = slots_of(schema_, set, FeatureInfo::Form::multi);
        for (std::size_t m = 0; m < schema_.multi; ++m) {
            const bool from_instance = std::find(taken.begin(), taken.end(), m) != taken.end();
            for (std::size_t row = 0; row < background_.rows; ++row)
                append_multi(from_instance ? instance_.multi[m] : background_.multi[m], from_instance ? 0 : row, out.multi[m]);
        }
    }
    // The identities are no players of their own: a recipe that has them has them as features.
    if (!instance_.user.empty()) out.user.assign(out.rows, instance_.user[0]);
    if (!instance_.ad.empty()) out.ad.assign(out.rows, instance_.ad[0]);
    return out;
}

Result<void> MixedBatch::evaluate_part(std::span<const std::uint64_t> coalitions, std::span<double> values) const {
    const FeatureBatch batch = mix(coalitions);
    std::vector<float> scores(batch.rows);
    ADSCOPE_TRY(model_.score(batch, scores));
    for (std::size_t c = 0; c < coalitions.size(); ++c) {
        double sum = 0;
        for (std::size_t row = 0; row < background_.rows; ++row) sum += scores[c * background_.rows + row];
        values[c] = sum / static_cast<double>(background_.rows);
    }
    return {};
}

Result<void> MixedBatch::evaluate(std::span<const std::uint64_t> coalitions, std::span<double> values) {
    const std::size_t grain = std::max<std::size_t>(1, kRowsAtOnce / std::max<std::size_t>(1, background_.rows));
    std::mutex mutex;
    std::optional<Error> failure;
    const auto body = [&](std::size_t begin, std::size_t end, int) {
        auto result = job_.cancelled() ? Result<void>(Error::cancelled())
                                       : evaluate_part(coalitions.subspan(begin, end - begin), values.subspan(begin, end - begin));
        if (result) return;
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::move(result).error();
    };
    if (parallel_) {
        parallel_for(coalitions.size(), grain, body);
    } else {
        for (std::size_t begin = 0; begin < coalitions.size() && !failure; begin += grain)
            body(begin, std::min(begin + grain, coalitions.size()), 0);
    }
    if (failure) return *failure;
    return {};
}

}  // namespace adscope
