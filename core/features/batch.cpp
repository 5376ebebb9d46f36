#include "core/features/batch.h"

namespace adscope {
namespace {

template <class T>
std::vector<T> pick_rows(const std::vector<T>& from, std::size_t width, std::span<const std::uint32_t> rows) {
    std::vector<T> out;
    out.reserve(rows.size() * width);
    for (const auto row : rows) {
        const auto begin = from.begin() + static_cast<std::ptrdiff_t>(row * width);
        out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
    }
    return out;
}

}  // namespace

bool FeatureSchema::operator==(const FeatureSchema& other) const {
    const auto same = [](const FeatureInfo& a, const FeatureInfo& b) {
        return a.name == b.name && a.kind == b.kind && a.form == b.form && a.slot == b.slot && a.cardinality == b.cardinality &&
               a.width == b.width;
    };
    if (features.size() != other.features.size() || coded != other.coded || multi != other.multi || dense != other.dense) return false;
    for (std::size_t i = 0; i < features.size(); ++i)
        if (!same(features[i], other.features[i])) return false;
    return true;
}

FeatureBatch FeatureBatch::pick(std::span<const std::uint32_t> wanted) const {
    FeatureBatch out;
    out.rows = wanted.size();
    if (rows == 0) return out;
    out.coded = pick_rows(coded, coded.size() / rows, wanted);
    out.dense = pick_rows(dense, dense.size() / rows, wanted);
    if (!user.empty()) out.user = pick_rows(user, 1, wanted);
    if (!ad.empty()) out.ad = pick_rows(ad, 1, wanted);
    for (const auto& from : multi) {
        Multi& to = out.multi.emplace_back();
        to.offsets.reserve(wanted.size() + 1);
        for (const auto row : wanted) {
            to.codes.insert(to.codes.end(), from.codes.begin() + from.offsets[row], from.codes.begin() + from.offsets[row + 1]);
            if (!from.weights.empty())
                to.weights.insert(to.weights.end(), from.weights.begin() + from.offsets[row], from.weights.begin() + from.offsets[row + 1]);
            to.offsets.push_back(static_cast<std::uint32_t>(to.codes.size()));
        }
    }
    return out;
}

}  // namespace adscope
