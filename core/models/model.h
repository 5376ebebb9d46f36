// What every model family gives: described parameters, fitting by steps, scoring in batches, saving.
// Models do not know the trainer, the database or the window.
#pragma once

#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/base/job.h"
#include "core/base/parameter.h"
#include "core/base/random.h"
#include "core/features/dataset.h"

namespace adscope {

class Settings {
public:
    Settings() = default;
    // Checks names, types and ranges against the description and fills in defaults. Errors name the setting,
    // what was found, the range or choices.
    static Result<Settings> make(const std::vector<Parameter>& parameters, const std::map<std::string, std::string>& given);
    std::int64_t integer(const std::string& name) const;
    double real(const std::string& name) const;
    const std::string& text(const std::string& name) const;
    std::vector<std::int64_t> integers(const std::string& name) const;  // of a list such as 64,32
    bool has(const std::string& name) const { return values_.contains(name); }
    bool flag(const std::string& name) const;
    const std::map<std::string, std::string>& all() const { return values_; }

private:
    std::map<std::string, std::string> values_;
};

// Names and bytes: what a model is made of. The workspace stores them as artefacts; checkpoints as files.
class Archive {
public:
    void put(const std::string& name, std::string bytes) { parts_[name] = std::move(bytes); }
    template <class T>
    void put_array(const std::string& name, std::span<const T> values) {
        parts_[name] = std::string(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    }
    bool has(const std::string& name) const { return parts_.contains(name); }
    // Empty when there is none.
    const std::string& get(const std::string& name) const;
    // Fails (corrupt) when the part is missing or its size is no multiple of T's.
    template <class T>
    Result<std::vector<T>> get_array(const std::string& name) const {
        const auto& bytes = get(name);
        if (!has(name) || bytes.size() % sizeof(T) != 0) return Error(ErrorCode::corrupt, "models.archive_part", {{"part", name}});
        std::vector<T> out(bytes.size() / sizeof(T));
        if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
        return out;
    }
    const std::map<std::string, std::string>& parts() const { return parts_; }

private:
    std::map<std::string, std::string> parts_;
};

struct StepReport {
    int epoch = 0;              // epochs finished
    double epoch_fraction = 0;  // of the epoch under way
    double loss = 0;            // mean over the samples of this step (training)
    std::size_t samples = 0;    // samples seen in this step
    bool epoch_finished = false;
    bool finished = false;  // nothing left to do (closed-form models after one step)
};

struct FitContext {
    std::shared_ptr<const Dataset> data;
    Settings settings;
    std::uint64_t seed = 1;
    std::string device = "cpu";  // resolved: cpu, cuda, cuda:0
};

class Model {
public:
    virtual ~Model() = default;

    // Takes the data and allocates; a second begin starts anew.
    virtual Result<void> begin(const FitContext& context) = 0;
    // One bounded part of an epoch: returns within about 100 ms, or polls job.cancelled() that often.
    virtual Result<StepReport> step(const JobContext& job) = 0;

    // out.size() == batch.rows; probabilities for task click, else scores where larger is better.
    // Thread-safe. Unknown users and ads never fail.
    virtual Result<void> score(const FeatureBatch& batch, std::span<float> out) const = 0;

    // The model as it stands. `with_training_state` adds what continuing needs (optimizer, random streams, epoch):
    // the same bits come out as without the interruption.
    virtual Result<void> save(Archive& archive, bool with_training_state) const = 0;
    virtual Result<void> load(const Archive& archive) = 0;
    // Continue from an archive that has the training state, after begin() on the same data.
    virtual Result<void> resume(const Archive& archive) = 0;
};

// Models that score all ads of a user at once from keys: popularity, ALS, ...
class RankingModel : public Model {
public:
    virtual const std::vector<std::string>& user_keys() const = 0;
    virtual const std::vector<std::string>& ad_keys() const = 0;
    // Scores of every ad for a user index (kUnknown: for a user never seen); out.size() == ad_keys().size().
    virtual Result<void> score_all(std::uint32_t user, std::span<float> out) const = 0;
    // Top k for many users; ads with excluded(user, ad) left out. Ties go to the lower index. Returns rows of k
    // (index, score), padded with kUnknown. The default goes through score_all.
    struct Ranked {
        std::uint32_t ad;
        float score;
    };
    virtual Result<std::vector<Ranked>> top(std::span<const std::uint32_t> users, std::size_t k, const Interactions* seen,
                                            const JobContext& job) const;
};

// Factor models learn a user from actions without a retrain.
class FoldInModel : public RankingModel {
public:
    virtual std::size_t factors() const = 0;
    virtual std::span<const float> user_factor(std::uint32_t user) const = 0;
    virtual std::span<const float> ad_factor(std::uint32_t ad) const = 0;
    // The factor of a user who acted on `ads` with the given weights; exact (normal equations), not stored.
    virtual Result<std::vector<float>> fold_in(std::span<const std::uint32_t> ads, std::span<const float> weights) const = 0;
};

// Models that learn from single examples as they come.
class OnlineModel : public Model {
public:
    // False for an archive without what learning on needs.
    virtual bool can_learn() const = 0;
    // This model after it has also learned the rows of `batch` in their order, once each, towards `labels` (0 or 1). The model
    // itself stays as it is; the same rows always give the same bits.
    virtual Result<std::unique_ptr<Model>> learned(const FeatureBatch& batch, std::span<const float> labels) const = 0;
};

struct ModelInfo {
    std::string name;         // CLI.md's
    std::string family;       // baseline, factorisation, linear, neural, ...
    std::vector<Task> tasks;  // the first is the default
    bool uses_features = false;
    bool uses_devices = false;          // runs on torch::Device
    bool needs_torch = false;           // lives in adscope_torch
    std::vector<Parameter> parameters;  // words: "model.NAME", "model.NAME.hint" (when to use it)
    std::function<Result<std::unique_ptr<Model>>()> make;
};

std::string task_name(Task task);                  // click, ranking, rating
Result<Task> parse_task(const std::string& name);  // an unknown one is an Error(usage)

// All models, in the order that the window shows them.
const std::vector<ModelInfo>& model_registry();
// An unknown name is an Error(usage) that lists what there is.
Result<const ModelInfo*> find_model(const std::string& name);

// Devices that neural models can run on. The first is the processor.
struct DeviceInfo {
    std::string id;  // cpu, cuda:0
    std::string name;
    std::int64_t memory = 0;  // bytes
};
std::vector<DeviceInfo> list_devices();
// True when the machine has an NVIDIA GPU with its driver, whether or not this build can use it.
bool machine_has_gpu();
// auto -> the first GPU, else cpu (with `notice` set); cuda without a GPU is an Error(unavailable) with the remedy.
Result<std::string> resolve_device(const std::string& wished, Message* notice = nullptr);

// What adscope_torch gives, opened at first use.
class TorchBackend {
public:
    virtual ~TorchBackend() = default;
    virtual Result<std::unique_ptr<Model>> make(const std::string& model) = 0;
    virtual std::vector<DeviceInfo> devices() = 0;
    virtual std::string version() = 0;
};
Result<TorchBackend*> torch_backend();

}  // namespace adscope
