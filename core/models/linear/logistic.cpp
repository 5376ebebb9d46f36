#include "core/models/linear/logistic.h"

#include <algorithm>
#include <atomic>
#include <numeric>

#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr std::size_t kRowsPerStep = 16384, kRowsPerLook = 2048;

// Rates and penalties as they were at the last example.
struct LearningState {
    float alpha = 0, beta = 0, l1 = 0, l2 = 0;
};

struct TrainingState {
    std::int32_t epoch = 0;
    std::int32_t reserved = 0;
    std::uint64_t position = 0;
};

}  // namespace

Result<void> Logistic::begin(const FitContext& context) {
    if (!context.data->recipe) return Error(ErrorCode::invalid_input, "linear.no_features");
    if (context.data->train.rows.empty()) return Error(ErrorCode::invalid_input, "linear.no_rows");
    data_ = context.data;
    seed_ = context.seed;
    const auto& s = context.settings;
    options_ = {static_cast<float>(s.real("alpha")), static_cast<float>(s.real("beta")), 0, 0};
    bias_options_ = {options_.alpha, options_.beta, 0, 0};  // a base rate is not to be shrunk
    l1_ = s.real("l1");
    l2_ = s.real("l2");
    epochs_ = static_cast<int>(s.integer("epochs"));
    shuffle_ = s.flag("shuffle");
    coordinates_ = Coordinates(data_->recipe->schema());
    ADSCOPE_TRY(coordinates_.check(data_->train.features));
    cells_.assign(coordinates_.size(), {});
    weights_.clear();
    epoch_ = 0;
    position_ = 0;
    order_.clear();
    penalise();
    return {};
}

// The order of an epoch follows from seed and epoch alone, so that a checkpoint needs not hold it.
void Logistic::order_epoch() {
    order_.resize(data_->train.rows.size());
    std::iota(order_.begin(), order_.end(), 0u);
    if (!shuffle_) return;
    Random random(seed_, stream_id("logistic.order") + static_cast<std::uint64_t>(epoch_));
    random.shuffle(order_);
}

// Algorithm 1 sums the gradients of every pass but has its penalties once, which fade with the passes. Growing them with
// the passes keeps the fixed point that of one penalised logistic regression over the training rows.
void Logistic::penalise() {
    const double passes = epoch_ + static_cast<double>(position_) / static_cast<double>(data_->train.rows.size());
    options_.l1 = static_cast<float>(l1_ * std::max(1.0, passes));
    options_.l2 = static_cast<float>(l2_ * std::max(1.0, passes));
}

double Logistic::learn(const FeatureBatch& batch, std::size_t row, float label, float weight) {
    coordinates_.of_row(batch, row, row_coordinates_, row_values_);
    row_weights_.resize(row_coordinates_.size());
    auto& bias = cells_.back();
    const float bias_weight = bias.weight(bias_options_);
    const float margin = bias_weight + FtrlRow<float>::margin(cells_, row_coordinates_, row_values_, options_, row_weights_);
    const float slope = (sigmoid(margin) - label) * weight;
    FtrlRow<float>::update(cells_, row_coordinates_, row_values_, row_weights_, slope, options_);
    bias.update(slope, bias_weight, 1 / bias_options_.alpha);
    const double signed_margin = label > 0 ? margin : -margin;  // log(1 + exp(-x)) without overflow
    return weight * (std::max(0.0, -signed_margin) + std::log1p(std::exp(-std::abs(signed_margin))));
}

Result<StepReport> Logistic::step(const JobContext& job) {
    if (!data_) return Error(ErrorCode::internal, "base.internal", {{"detail", "step before begin"}});
    StepReport report;
    if (epoch_ >= epochs_) {
        report.epoch = epoch_;
        report.finished = true;
        return report;
    }
    if (order_.empty()) order_epoch();
    const std::size_t end = std::min(position_ + kRowsPerStep, order_.size());
    double loss = 0, weight = 0;
    for (; position_ < end; ++position_) {
        if (position_ % kRowsPerLook == 0) {
            if (job.cancelled()) return Error::cancelled();
            penalise();
        }
        const std::size_t row = order_[position_];
        loss += learn(data_->train.features, row, data_->train.labels[row], data_->train.weights[row]);
        weight += data_->train.weights[row];
        ++report.samples;
    }
    report.loss = weight > 0 ? loss / weight : 0;
    report.epoch_fraction = static_cast<double>(position_) / static_cast<double>(order_.size());
    if (position_ == order_.size()) {
        ++epoch_;
        position_ = 0;
        order_.clear();
        report.epoch_finished = true;
        report.epoch_fraction = 0;
    }
    penalise();
    report.epoch = epoch_;
    report.finished = epoch_ >= epochs_;
    return report;
}

float Logistic::weight_of(std::size_t coordinate) const {
    if (!weights_.empty()) return weights_[coordinate];
    return cells_[coordinate].weight(coordinate + 1 == cells_.size() ? bias_options_ : options_);
}

Result<void> Logistic::score(const FeatureBatch& batch, std::span<float> out) const {
    ADSCOPE_TRY(coordinates_.check(batch));
    parallel_for(batch.rows, 4096, [&](std::size_t begin, std::size_t end, int) {
        std::vector<std::uint32_t> coordinates;
        std::vector<float> values;
        const float bias = weight_of(coordinates_.size() - 1);
        for (std::size_t row = begin; row < end; ++row) {
            coordinates_.of_row(batch, row, coordinates, values);
            float margin = bias;
            for (std::size_t k = 0; k < coordinates.size(); ++k) margin += weight_of(coordinates[k]) * values[k];
            out[row] = sigmoid(margin);
        }
    });
    return {};
}

// Weights one by one are cheaper to score with than the cells that they follow from.
void Logistic::keep_weights() {
    weights_.clear();
    std::vector<float> weights(coordinates_.size());
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = weight_of(i);
    weights_ = std::move(weights);
}

Result<std::unique_ptr<Model>> Logistic::learned(const FeatureBatch& batch, std::span<const float> labels) const {
    if (!can_learn()) return Error(ErrorCode::refused, "linear.cannot_learn");
    if (labels.size() != batch.rows)
        return Error(ErrorCode::invalid_input, "linear.labels", {{"expected", batch.rows}, {"found", labels.size()}});
    ADSCOPE_TRY(coordinates_.check(batch));
    auto next = std::make_unique<Logistic>();
    next->options_ = options_;
    next->bias_options_ = bias_options_;
    next->coordinates_ = coordinates_;
    next->cells_ = cells_;
    for (std::size_t row = 0; row < batch.rows; ++row) next->learn(batch, row, labels[row], 1);
    next->keep_weights();
    return std::unique_ptr<Model>(std::move(next));
}

Result<void> Logistic::save(Archive& archive, bool with_training_state) const {
    const auto layout = coordinates_.save();
    archive.put_array<std::uint32_t>("coordinates", layout);
    std::vector<float> weights(coordinates_.size());
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = weight_of(i);
    archive.put_array<float>("weights", weights);
    if (can_learn()) {
        std::vector<float> state;
        state.reserve(cells_.size() * 2);
        for (const auto& c : cells_) state.insert(state.end(), {c.z, c.n});
        archive.put_array<float>("ftrl", state);
        const LearningState rates{options_.alpha, options_.beta, options_.l1, options_.l2};
        archive.put_array<LearningState>("rates", std::span(&rates, 1));
    }
    if (!with_training_state) return {};
    const TrainingState at{epoch_, 0, position_};
    archive.put_array<TrainingState>("position", std::span(&at, 1));
    return {};
}

// Archives of models that were stored without their cells score all the same.
Result<void> Logistic::load(const Archive& archive) {
    Logistic read;
    ADSCOPE_ASSIGN(layout, archive.get_array<std::uint32_t>("coordinates"));
    ADSCOPE_ASSIGN(coordinates, Coordinates::load(layout));
    ADSCOPE_ASSIGN(weights, archive.get_array<float>("weights"));
    if (weights.size() != coordinates.size()) return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "weights"}});
    if (archive.has("ftrl")) {
        ADSCOPE_ASSIGN(state, archive.get_array<float>("ftrl"));
        ADSCOPE_ASSIGN(rates, archive.get_array<LearningState>("rates"));
        if (state.size() != 2 * coordinates.size()) return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "ftrl"}});
        if (rates.size() != 1 || !(rates[0].alpha > 0)) return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "rates"}});
        read.options_ = {rates[0].alpha, rates[0].beta, rates[0].l1, rates[0].l2};
        read.bias_options_ = {rates[0].alpha, rates[0].beta, 0, 0};
        read.take_cells(state);
    }
    read.coordinates_ = std::move(coordinates);
    read.weights_ = std::move(weights);
    *this = std::move(read);
    return {};
}

void Logistic::take_cells(const std::vector<float>& state) {
    cells_.resize(state.size() / 2);
    for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = {state[2 * i], state[2 * i + 1], std::sqrt(state[2 * i + 1])};
}

Result<void> Logistic::resume(const Archive& archive) {
    ADSCOPE_ASSIGN(layout, archive.get_array<std::uint32_t>("coordinates"));
    ADSCOPE_ASSIGN(coordinates, Coordinates::load(layout));
    ADSCOPE_ASSIGN(state, archive.get_array<float>("ftrl"));
    ADSCOPE_ASSIGN(at, archive.get_array<TrainingState>("position"));
    const bool fits = data_ && coordinates == coordinates_ && state.size() == 2 * cells_.size() && at.size() == 1 && at[0].epoch >= 0 &&
                      at[0].position < data_->train.rows.size();
    if (!fits) return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "ftrl"}});
    take_cells(state);
    weights_.clear();
    epoch_ = at[0].epoch;
    position_ = at[0].position;
    order_.clear();
    if (position_ > 0) order_epoch();
    penalise();
    return {};
}

ModelInfo logistic_info() {
    using Type = Parameter::Type;
    ModelInfo info;
    info.name = "logistic";
    info.family = "linear";
    info.tasks = {Task::click};
    info.uses_features = true;
    info.parameters = {
        {.name = "alpha", .type = Type::real, .otherwise = "0.15", .minimum = 1e-5, .maximum = 10, .logarithmic = true},
        {.name = "beta", .type = Type::real, .otherwise = "1", .minimum = 0, .maximum = 1000, .logarithmic = true},
        {.name = "l1", .type = Type::real, .otherwise = "0", .minimum = 0, .maximum = 1000, .logarithmic = true},
        {.name = "l2", .type = Type::real, .otherwise = "2", .minimum = 0, .maximum = 10000, .logarithmic = true},
        {.name = "epochs", .type = Type::integer, .otherwise = "30", .minimum = 1, .maximum = 1000, .logarithmic = true},
        {.name = "patience", .type = Type::integer, .otherwise = "3", .minimum = 0, .maximum = 1000},
        {.name = "shuffle", .type = Type::flag, .otherwise = "true"},
    };
    info.make = []() -> Result<std::unique_ptr<Model>> { return std::unique_ptr<Model>(std::make_unique<Logistic>()); };
    return info;
}

}  // namespace adscope
