#include "core/models/linear/coordinates.h"

namespace adscope {

Coordinates::Coordinates(const FeatureSchema& schema)
    : coded_(schema.coded), multi_(schema.multi), dense_(static_cast<std::uint32_t>(schema.dense)) {
    for (const auto& f : schema.features) {
        if (f.form == FeatureInfo::Form::coded) coded_[f.slot] = f.cardinality;
        if (f.form == FeatureInfo::Form::multi) multi_[f.slot] = f.cardinality;
    }
    lay_out();
}

void Coordinates::lay_out() {
    std::size_t next = 0;
    const auto place = [&](const std::vector<std::uint32_t>& cardinalities, std::vector<std::uint32_t>& at) {
        at.clear();
        for (const auto c : cardinalities) {
            at.push_back(static_cast<std::uint32_t>(next));
            next += c;
        }
    };
    place(coded_, coded_at_);
    place(multi_, multi_at_);
    dense_at_ = static_cast<std::uint32_t>(next);
    size_ = next + dense_ + 1;
}

void Coordinates::of_row(const FeatureBatch& batch, std::size_t row, std::vector<std::uint32_t>& coordinates,
                         std::vector<float>& values) const {
    std::size_t n = coded_.size() + dense_;
    for (const auto& m : batch.multi) n += m.offsets[row + 1] - m.offsets[row];
    coordinates.resize(n);
    values.resize(n);
    std::size_t k = 0;
    const auto add = [&](std::uint32_t coordinate, float value) {
        coordinates[k] = coordinate;
        values[k++] = value;
    };
    const std::uint32_t* codes = batch.coded.data() + row * coded_.size();
    for (std::size_t f = 0; f < coded_.size(); ++f) add(coded_at_[f] + (codes[f] < coded_[f] ? codes[f] : 0), 1);
    for (std::size_t f = 0; f < multi_.size(); ++f) {
        const auto& m = batch.multi[f];
        const std::uint32_t begin = m.offsets[row], end = m.offsets[row + 1];
        for (auto i = begin; i < end; ++i) add(multi_at_[f] + (m.codes[i] < multi_[f] ? m.codes[i] : 0), m.weight(row, i));
    }
    const float* dense = batch.dense.data() + row * dense_;
    for (std::uint32_t f = 0; f < dense_; ++f) add(dense_at_ + f, dense[f]);
}

Result<void> Coordinates::check(const FeatureBatch& batch) const {
    bool fits = batch.coded.size() == batch.rows * coded_.size() && batch.multi.size() == multi_.size() &&
                batch.dense.size() == batch.rows * dense_;
    for (const auto& m : batch.multi)
        fits = fits && m.offsets.size() == batch.rows + 1 && (m.weights.empty() || m.weights.size() == m.codes.size());
    if (fits) return {};
    return Error(ErrorCode::invalid_input, "linear.schema",
                 {{"expected", coded_.size() + multi_.size() + dense_},
                  {"found", batch.rows == 0 ? 0 : batch.coded.size() / batch.rows + batch.multi.size() + batch.dense.size() / batch.rows}});
}

std::vector<std::uint32_t> Coordinates::save() const {
    std::vector<std::uint32_t> out = {static_cast<std::uint32_t>(coded_.size()), static_cast<std::uint32_t>(multi_.size()), dense_};
    out.insert(out.end(), coded_.begin(), coded_.end());
    out.insert(out.end(), multi_.begin(), multi_.end());
    return out;
}

Result<Coordinates> Coordinates::load(const std::vector<std::uint32_t>& numbers) {
    const Error corrupt(ErrorCode::corrupt, "models.archive_shape", {{"part", "coordinates"}});
    if (numbers.size() < 3 || std::uint64_t{3} + numbers[0] + numbers[1] != numbers.size()) return corrupt;
    Coordinates out;
    const auto middle = numbers.begin() + 3 + numbers[0];
    out.coded_.assign(numbers.begin() + 3, middle);
    out.multi_.assign(middle, numbers.end());
    out.dense_ = numbers[2];
    std::uint64_t total = out.dense_;
    for (auto it = numbers.begin() + 3; it != numbers.end(); ++it) {
        if (*it == 0) return corrupt;
        total += *it;
    }
    if (total >= 0xffffffffu) return corrupt;
    out.lay_out();
    return out;
}

}  // namespace adscope
