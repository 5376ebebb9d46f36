#include "core/models/torch/deepfm.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/base/parallel.h"
#include "core/models/neural/embedding_table.h"

// Of the BLAS that LibTorch uses, where that is OpenBLAS.
extern "C" __attribute__((weak)) void openblas_set_num_threads(int threads);

namespace adscope {
namespace {

using torch::Tensor;

constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
// Rows that one thread takes through the network at once. Gradients are summed part by part in order, so that the bits do not
// depend on the number of threads.
constexpr std::size_t kPart = 512, kScorePart = 1024;
constexpr std::int64_t kStepMilliseconds = 40;  // of batches in one step()

// On the processor the parts of a batch run on the program's one pool, each on one thread: LibTorch's own threads and those of
// its BLAS would wait for each other in loops that keep the processors from the window.
void quiet_other_pools() {
    at::set_num_threads(1);
    if (openblas_set_num_threads) openblas_set_num_threads(1);
}

Tensor on_device(std::vector<float>& values, at::IntArrayRef shape, const torch::Device& device) {
    return torch::from_blob(values.data(), shape, torch::kFloat32).to(device);
}

std::span<const float> host_span(const Tensor& host) { return {host.data_ptr<float>(), static_cast<std::size_t>(host.numel())}; }

// The dense part: bias, weights of the dense features, and the layers of the deep network with their output.
struct Network {
    std::vector<std::int64_t> hidden;
    std::size_t inputs = 0, dense = 0;
    std::vector<Tensor> parameters;  // bias, linear, then weight and bias of each layer, the output's last

    std::vector<std::vector<std::int64_t>> shapes() const {
        std::vector<std::vector<std::int64_t>> out{{1}, {static_cast<std::int64_t>(dense)}};
        auto from = static_cast<std::int64_t>(inputs);
        for (const auto width : hidden) {
            out.push_back({width, from});
            out.push_back({width});
            from = width;
        }
        out.push_back({1, from});
        return out;
    }
};

// He initialisation (He et al. 2015) of the layers from the model's own stream; the bias is the logit of the base rate.
void initialise(Network& network, double bias, std::uint64_t seed, const torch::Device& device) {
    Random random(seed, stream_id("deepfm.network"));
    network.parameters.clear();
    for (const auto& shape : network.shapes()) {
        std::vector<float> values(
            static_cast<std::size_t>(std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
        if (shape.size() == 2) {
            const double deviation = std::sqrt(2.0 / static_cast<double>(std::max<std::int64_t>(1, shape[1])));
            for (auto& v : values) v = static_cast<float>(deviation * random.normal());
        }
        network.parameters.push_back(on_device(values, shape, device).clone());
    }
    network.parameters[0].fill_(bias);
}

struct Inputs {
    Tensor first_order;  // rows
    Tensor vectors;      // rows x (fields x size)
    Tensor dense;        // rows x dense
};

// Logits. masks: dropout of each hidden layer while training, none otherwise.
Tensor forward(const Network& network, const Inputs& in, std::size_t size, const std::vector<Tensor>& masks) {
    const auto& p = network.parameters;
    const auto rows = in.first_order.size(0);
    Tensor logits = in.first_order + p[0];
    if (network.dense > 0) logits = logits + in.dense.mv(p[1]);
    if (in.vectors.size(1) > 0) {
        const Tensor fields = in.vectors.view({rows, -1, static_cast<std::int64_t>(size)});
        // Rendle 2010: the sum over pairs of inner products in linear time.
        const Tensor sum = fields.sum(1);
        logits = logits + 0.5 * ((sum * sum).sum(1) - (in.vectors * in.vectors).sum(1));
    }
    Tensor deep = network.dense > 0 ? torch::cat({in.vectors, in.dense}, 1) : in.vectors;
    std::size_t at = 2;
    for (std::size_t layer = 0; layer < network.hidden.size(); ++layer, at += 2) {
        deep = torch::relu(torch::addmm(p[at + 1], deep, p[at].t()));
        if (!masks.empty()) deep = deep * masks[layer];
    }
    return logits + deep.matmul(p[at].t()).squeeze(1);
}

// What LibTorch throws, as an Error.
template <class F>
auto guarded(const torch::Device& device, F&& body) -> decltype(body()) {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::out_of_memory, "neural.out_of_memory", {{"device", device.str()}});
    } catch (const c10::Error& e) {
        const std::string cause = e.what_without_backtrace();
        if (cause.find("out of memory") != std::string::npos || cause.find("can't allocate memory") != std::string::npos)
            return Error(ErrorCode::out_of_memory, "neural.out_of_memory", {{"device", device.str()}});
        return Error(ErrorCode::internal, "neural.failed", {{"cause", cause}});
    }
}

double base_rate_logit(const Part& part) {
    double positive = 0.5, total = 1;
    for (std::size_t i = 0; i < part.labels.size(); ++i) {
        const double weight = part.weights.empty() ? 1 : part.weights[i];
        positive += weight * part.labels[i];
        total += weight;
    }
    return std::log(positive / (total - positive));
}

class DeepFm final : public Model {
public:
    Result<void> begin(const FitContext& context) override;
    Result<StepReport> step(const JobContext& job) override;
    Result<void> score(const FeatureBatch& batch, std::span<float> out) const override;
    Result<void> save(Archive& archive, bool with_training_state) const override;
    Result<void> load(const Archive& archive) override;
    Result<void> resume(const Archive& archive) override;

private:
    struct Batch {
        double loss = 0, weight = 0;
    };
    // A cancelled batch changes nothing.
    Result<Batch> train_batch(std::span<const std::uint32_t> picked, const JobContext& job);
    void update_network(const std::vector<Tensor>& gradients);
    // The mean loss of a part of a batch and the gradients of the network; those of what was looked up go into the batch's arrays.
    struct PartLoss {
        double loss = 0;
        std::vector<Tensor> gradients;
    };
    PartLoss loss_of(std::span<const std::uint32_t> picked, std::size_t begin, std::size_t end);
    Inputs inputs_of(const FeatureBatch& batch, std::span<const std::uint32_t> picked, bool with_gradients) const;
    std::vector<Tensor> dropout_masks(std::size_t begin, std::size_t end) const;
    void shuffle();
    Result<void> read_weights(const Archive& archive);

    EmbeddingTable table_;
    Network network_;
    torch::Device device_{torch::kCPU};
    double dropout_ = 0, learning_rate_ = 0, embedding_l2_ = 0, weight_decay_ = 0;
    std::size_t batch_size_ = 0;
    int epochs_ = 0;
    std::uint64_t seed_ = 1;

    std::shared_ptr<const Dataset> data_;
    std::vector<std::uint32_t> order_;
    std::vector<float> labels_, share_, first_order_gradient_, vector_gradient_;  // of the batch under way
    std::size_t position_ = 0;
    int epoch_ = 0;
    std::int64_t steps_ = 0;
    std::vector<Tensor> first_moments_, second_moments_;
};

Result<void> DeepFm::begin(const FitContext& context) {
    const auto& s = context.settings;
    const auto& data = *context.data;
    if (!data.recipe || data.recipe->schema().size() == 0) return Error(ErrorCode::usage, "neural.no_features");
    if (data.train.rows.empty()) return Error(ErrorCode::invalid_input, "neural.no_rows");
    auto layout = EmbeddingLayout::of(data.recipe->schema(), static_cast<std::size_t>(s.integer("embedding_size")));
    ADSCOPE_TRY(layout.accepts(data.train.features));
    quiet_other_pools();
    data_ = context.data;
    seed_ = context.seed;
    dropout_ = s.real("dropout");
    learning_rate_ = s.real("learning_rate");
    embedding_l2_ = s.real("embedding_l2");
    weight_decay_ = s.real("weight_decay");
    batch_size_ = static_cast<std::size_t>(s.integer("batch_size"));
    epochs_ = static_cast<int>(s.integer("epochs"));
    epoch_ = 0;
    steps_ = 0;
    position_ = 0;
    return guarded(torch::Device(torch::kCPU), [&]() -> Result<void> {
        device_ = torch::Device(context.device);
        network_.hidden = s.integers("hidden_layers");
        network_.dense = layout.dense;
        network_.inputs = layout.fields.size() * layout.size + layout.dense;
        table_ = EmbeddingTable(std::move(layout), seed_);
        initialise(network_, base_rate_logit(data_->train), seed_, device_);
        first_moments_.clear();
        second_moments_.clear();
        for (const auto& p : network_.parameters) {
            first_moments_.push_back(torch::zeros_like(p));
            second_moments_.push_back(torch::zeros_like(p));
        }
        shuffle();
        return {};
    });
}

// Each epoch has an order of its own from its own stream, so that a run can go on at any epoch.
void DeepFm::shuffle() {
    order_.resize(data_->train.rows.size());
    std::iota(order_.begin(), order_.end(), 0u);
    Random random(seed_, stream_id("deepfm.order") + static_cast<std::uint64_t>(epoch_));
    random.shuffle(order_);
}

Inputs DeepFm::inputs_of(const FeatureBatch& batch, std::span<const std::uint32_t> picked, bool with_gradients) const {
    const auto& layout = table_.layout();
    const auto rows = static_cast<std::int64_t>(picked.size());
    const auto width = static_cast<std::int64_t>(layout.fields.size() * layout.size), dense = static_cast<std::int64_t>(layout.dense);
    Inputs in{torch::empty({rows}), torch::empty({rows, width}), torch::empty({rows, dense})};
    table_.look_up(batch, picked, {in.first_order.data_ptr<float>(), picked.size()},
                   {in.vectors.data_ptr<float>(), static_cast<std::size_t>(rows * width)});
    for (std::size_t i = 0; i < picked.size() && dense > 0; ++i)
        std::copy_n(batch.dense.data() + picked[i] * layout.dense, layout.dense, in.dense.data_ptr<float>() + i * layout.dense);
    in.first_order = in.first_order.to(device_).requires_grad_(with_gradients);
    in.vectors = in.vectors.to(device_).requires_grad_(with_gradients);
    in.dense = in.dense.to(device_);
    return in;
}

std::vector<Tensor> DeepFm::dropout_masks(std::size_t begin, std::size_t end) const {
    std::vector<Tensor> masks;
    if (dropout_ <= 0) return masks;
    for (std::size_t layer = 0; layer < network_.hidden.size(); ++layer) {
        Tensor mask = torch::empty({static_cast<std::int64_t>(end - begin), network_.hidden[layer]});
        const std::uint64_t stream =
            mix64(mix64(seed_ ^ stream_id("deepfm.dropout")) + static_cast<std::uint64_t>(steps_)) + mix64(begin * 8 + layer);
        fill_dropout_mask({mask.data_ptr<float>(), static_cast<std::size_t>(mask.numel())}, 1 - dropout_, stream);
        masks.push_back(mask.to(device_));
    }
    return masks;
}

DeepFm::PartLoss DeepFm::loss_of(std::span<const std::uint32_t> picked, std::size_t begin, std::size_t end) {
    const auto rows = static_cast<std::int64_t>(end - begin);
    const std::size_t width = table_.layout().fields.size() * table_.layout().size;
    const Inputs in = inputs_of(data_->train.features, picked.subspan(begin, end - begin), true);
    const Tensor logits = forward(network_, in, table_.layout().size, dropout_masks(begin, end));
    const Tensor labels = torch::from_blob(labels_.data() + begin, {rows}).to(device_),
                 share = torch::from_blob(share_.data() + begin, {rows}).to(device_);
    const Tensor loss = torch::binary_cross_entropy_with_logits(logits, labels, {}, {}, at::Reduction::None).dot(share);
    std::vector<Tensor> wanted{in.first_order, in.vectors};
    wanted.insert(wanted.end(), network_.parameters.begin(), network_.parameters.end());
    auto gradients = torch::autograd::grad({loss}, wanted, {}, false, false, true);
    std::ranges::copy(host_span(gradients[0].cpu().contiguous()), first_order_gradient_.begin() + static_cast<std::ptrdiff_t>(begin));
    if (width > 0)
        std::ranges::copy(host_span(gradients[1].cpu().contiguous()),
                          vector_gradient_.begin() + static_cast<std::ptrdiff_t>(begin * width));
    return {loss.item<double>(), {gradients.begin() + 2, gradients.end()}};
}

Result<DeepFm::Batch> DeepFm::train_batch(std::span<const std::uint32_t> picked, const JobContext& job) {
    const Part& train = data_->train;
    labels_.resize(picked.size());
    share_.resize(picked.size());
    double total = 0;
    for (std::size_t i = 0; i < picked.size(); ++i) {
        labels_[i] = train.labels[picked[i]];
        share_[i] = train.weights.empty() ? 1.0f : train.weights[picked[i]];
        total += share_[i];
    }
    if (total <= 0) return Batch{};
    for (auto& s : share_) s = static_cast<float>(s / total);
    first_order_gradient_.resize(picked.size());
    vector_gradient_.resize(picked.size() * table_.layout().fields.size() * table_.layout().size);
    for (auto& p : network_.parameters) p.requires_grad_(true);

    const std::size_t size = device_.is_cpu() ? kPart : picked.size();
    std::vector<PartLoss> parts((picked.size() + size - 1) / size);
    parallel_for(parts.size(), 1, [&](std::size_t first, std::size_t last, int) {
        for (std::size_t i = first; i < last && !job.cancelled(); ++i)
            parts[i] = loss_of(picked, i * size, std::min(picked.size(), (i + 1) * size));
    });
    if (job.cancelled()) return Error::cancelled();
    double loss = 0;
    for (const auto& part : parts) loss += part.loss;
    if (!std::isfinite(loss))
        return Error(ErrorCode::invalid_input, "neural.diverged", {{"model", "DeepFM"}, {"epoch", epoch_ + 1}, {"rate", learning_rate_}});
    for (std::size_t i = 1; i < parts.size(); ++i)
        for (std::size_t p = 0; p < network_.parameters.size(); ++p)
            if (parts[0].gradients[p].defined()) parts[0].gradients[p].add_(parts[i].gradients[p]);
    ++steps_;
    table_.update(train.features, picked, first_order_gradient_, vector_gradient_, share_, {learning_rate_, embedding_l2_});
    update_network(parts[0].gradients);
    return Batch{loss, total};
}

// Adam with decoupled weight decay (Loshchilov and Hutter 2019); biases do not decay.
void DeepFm::update_network(const std::vector<Tensor>& gradients) {
    torch::NoGradGuard no_gradients;
    const double correction1 = 1 - std::pow(kBeta1, static_cast<double>(steps_)),
                 correction2 = 1 - std::pow(kBeta2, static_cast<double>(steps_));
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        Tensor& parameter = network_.parameters[i];
        parameter.requires_grad_(false);
        if (!gradients[i].defined() || parameter.numel() == 0) continue;
        if (parameter.dim() == 2 && weight_decay_ > 0) parameter.mul_(1 - learning_rate_ * weight_decay_);
        first_moments_[i].mul_(kBeta1).add_(gradients[i], 1 - kBeta1);
        second_moments_[i].mul_(kBeta2).addcmul_(gradients[i], gradients[i], 1 - kBeta2);
        parameter.addcdiv_(first_moments_[i], (second_moments_[i] / correction2).sqrt_().add_(kEpsilon), -learning_rate_ / correction1);
    }
}

Result<StepReport> DeepFm::step(const JobContext& job) {
    return guarded(device_, [&]() -> Result<StepReport> {
        StepReport report;
        double weight = 0;
        const auto begun = std::chrono::steady_clock::now();
        do {
            if (job.cancelled()) return Error::cancelled();
            const auto picked = std::span<const std::uint32_t>(order_).subspan(position_, std::min(batch_size_, order_.size() - position_));
            ADSCOPE_ASSIGN(batch, train_batch(picked, job));
            report.loss += batch.loss * batch.weight;
            weight += batch.weight;
            report.samples += picked.size();
            position_ += picked.size();
        } while (position_ < order_.size() && std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(kStepMilliseconds));
        report.loss = weight > 0 ? report.loss / weight : 0;
        report.epoch_fraction = static_cast<double>(position_) / static_cast<double>(order_.size());
        if (position_ == order_.size()) {
            report.epoch_finished = true;
            ++epoch_;
            position_ = 0;
            shuffle();
        }
        report.epoch = epoch_;
        report.finished = epoch_ >= epochs_;
        return report;
    });
}

Result<void> DeepFm::score(const FeatureBatch& batch, std::span<float> out) const {
    ADSCOPE_TRY(table_.layout().accepts(batch));
    return guarded(device_, [&]() -> Result<void> {
        // A GPU takes larger parts, one after the other.
        const std::size_t size = device_.is_cpu() ? kScorePart : 16 * kScorePart;
        const auto part = [&](std::size_t begin, std::size_t end) {
            torch::NoGradGuard no_gradients;
            std::vector<std::uint32_t> rows(end - begin);
            std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(begin));
            const Tensor p = torch::sigmoid(forward(network_, inputs_of(batch, rows, false), table_.layout().size, {})).cpu().contiguous();
            std::ranges::copy(host_span(p), out.begin() + static_cast<std::ptrdiff_t>(begin));
        };
        if (device_.is_cpu()) parallel_for(batch.rows, size, [&](std::size_t begin, std::size_t end, int) { part(begin, end); });
        else
            for (std::size_t begin = 0; begin < batch.rows; begin += size) part(begin, std::min(batch.rows, begin + size));
        return {};
    });
}

// --- archives ---

nlohmann::json layout_json(const EmbeddingLayout& layout, const std::vector<std::int64_t>& hidden) {
    nlohmann::json fields = nlohmann::json::array();
    for (const auto& f : layout.fields) fields.push_back({{"multi", f.multi}, {"slot", f.slot}, {"cardinality", f.cardinality}});
    return {{"version", 1},          {"size", layout.size}, {"coded", layout.coded}, {"multi", layout.multi},
            {"dense", layout.dense}, {"hidden", hidden},    {"fields", fields}};
}

Error wrong_shape(const std::string& part) { return {ErrorCode::corrupt, "models.archive_shape", {{"part", part}}}; }

constexpr std::size_t kMostDense = 1 << 20, kMostRows = std::size_t{1} << 31;

// Everything is bounded before anything is allocated by it: an archive may come from anywhere.
Result<std::pair<EmbeddingLayout, std::vector<std::int64_t>>> layout_from(const std::string& text) {
    try {
        const auto j = nlohmann::json::parse(text);
        EmbeddingLayout layout;
        layout.size = j.at("size");
        layout.coded = j.at("coded");
        layout.multi = j.at("multi");
        layout.dense = j.at("dense");
        const auto hidden = j.at("hidden").get<std::vector<std::int64_t>>();
        const bool layers_fit =
            !hidden.empty() && hidden.size() <= 8 && std::ranges::all_of(hidden, [](auto w) { return w >= 1 && w <= 4096; });
        if (j.at("version") != 1 || layout.size < 1 || layout.size > 256 || layout.dense > kMostDense || !layers_fit)
            return wrong_shape("layout");
        for (const auto& f : j.at("fields")) {
            EmbeddingLayout::FieldRows field{f.at("multi"), f.at("slot"), f.at("cardinality"), layout.rows};
            if (field.cardinality == 0 || field.slot >= (field.multi ? layout.multi : layout.coded)) return wrong_shape("layout");
            layout.rows += field.cardinality;
            if (layout.rows > kMostRows) return wrong_shape("layout");
            layout.fields.push_back(field);
        }
        return std::pair{std::move(layout), hidden};
    } catch (const nlohmann::json::exception&) {
        return wrong_shape("layout");
    }
}

void put_tensors(Archive& archive, const std::string& prefix, const std::vector<Tensor>& tensors) {
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const Tensor host = tensors[i].detach().cpu().contiguous();
        archive.put_array<float>(prefix + std::to_string(i), host_span(host));
    }
}

Result<std::vector<Tensor>> get_tensors(const Archive& archive, const std::string& prefix,
                                        const std::vector<std::vector<std::int64_t>>& shapes, const torch::Device& device) {
    std::vector<Tensor> out;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const std::string part = prefix + std::to_string(i);
        ADSCOPE_ASSIGN(values, archive.get_array<float>(part));
        const auto expected = std::accumulate(shapes[i].begin(), shapes[i].end(), std::int64_t{1}, std::multiplies<>());
        if (static_cast<std::int64_t>(values.size()) != expected) return wrong_shape(part);
        if (!std::ranges::all_of(values, [](float v) { return std::isfinite(v); })) return wrong_shape(part);
        out.push_back(on_device(values, shapes[i], device).clone());
    }
    return out;
}

Result<std::vector<float>> get_floats(const Archive& archive, const std::string& part, std::size_t expected) {
    ADSCOPE_ASSIGN(values, archive.get_array<float>(part));
    if (values.size() != expected || !std::ranges::all_of(values, [](float v) { return std::isfinite(v); })) return wrong_shape(part);
    return values;
}

Result<void> DeepFm::save(Archive& archive, bool with_training_state) const {
    return guarded(device_, [&]() -> Result<void> {
        archive.put("layout", layout_json(table_.layout(), network_.hidden).dump());
        archive.put_array<float>("embeddings", table_.values());
        put_tensors(archive, "network/", network_.parameters);
        if (!with_training_state) return {};
        const std::vector<float> none(table_.first_moment().empty() ? table_.values().size() : 0);
        archive.put_array<float>("adam/embeddings/first", none.empty() ? table_.first_moment() : none);
        archive.put_array<float>("adam/embeddings/second", none.empty() ? table_.second_moment() : none);
        put_tensors(archive, "adam/network/first/", first_moments_);
        put_tensors(archive, "adam/network/second/", second_moments_);
        const std::vector<std::int64_t> progress{epoch_, static_cast<std::int64_t>(position_), steps_, table_.steps()};
        archive.put_array<std::int64_t>("progress", progress);
        return {};
    });
}

Result<void> DeepFm::read_weights(const Archive& archive) {
    ADSCOPE_ASSIGN(read, layout_from(archive.get("layout")));
    auto& [layout, hidden] = read;
    ADSCOPE_ASSIGN(values, get_floats(archive, "embeddings", layout.rows * layout.stride()));
    Network network;
    network.hidden = hidden;
    network.dense = layout.dense;
    network.inputs = layout.fields.size() * layout.size + layout.dense;
    ADSCOPE_ASSIGN(parameters, get_tensors(archive, "network/", network.shapes(), device_));
    network.parameters = std::move(parameters);
    network_ = std::move(network);
    table_ = EmbeddingTable(std::move(layout), std::move(values));
    return {};
}

Result<void> DeepFm::load(const Archive& archive) {
    quiet_other_pools();
    return guarded(device_, [&] { return read_weights(archive); });
}

Result<void> DeepFm::resume(const Archive& archive) {
    return guarded(device_, [&]() -> Result<void> {
        const auto expected = layout_json(table_.layout(), network_.hidden).dump();
        if (archive.get("layout") != expected) return wrong_shape("layout");
        ADSCOPE_TRY(read_weights(archive));
        ADSCOPE_ASSIGN(first, get_floats(archive, "adam/embeddings/first", table_.values().size()));
        ADSCOPE_ASSIGN(second, get_floats(archive, "adam/embeddings/second", table_.values().size()));
        ADSCOPE_ASSIGN(first_moments, get_tensors(archive, "adam/network/first/", network_.shapes(), device_));
        ADSCOPE_ASSIGN(second_moments, get_tensors(archive, "adam/network/second/", network_.shapes(), device_));
        ADSCOPE_ASSIGN(progress, archive.get_array<std::int64_t>("progress"));
        if (progress.size() != 4 || progress[0] < 0 || progress[1] < 0 || static_cast<std::size_t>(progress[1]) >= order_.size() ||
            progress[2] < 0 || progress[3] < 0)
            return wrong_shape("progress");
        table_.continue_updates(std::move(first), std::move(second), progress[3]);
        first_moments_ = std::move(first_moments);
        second_moments_ = std::move(second_moments);
        epoch_ = static_cast<int>(progress[0]);
        position_ = static_cast<std::size_t>(progress[1]);
        steps_ = progress[2];
        shuffle();
        return {};
    });
}

}  // namespace

Result<std::unique_ptr<Model>> make_deepfm() { return std::unique_ptr<Model>(std::make_unique<DeepFm>()); }

}  // namespace adscope
