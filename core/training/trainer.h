// The training loop and stored runs. The caller owns the loop: step(), look, pause, step().
#pragma once

#include "core/base/series.h"
#include "core/models/model.h"

namespace adscope {

struct TrainRequest {
    std::string model;                            // registry name
    std::map<std::string, std::string> settings;  // given values only
    std::optional<Task> task;
    std::optional<Recipe> recipe;  // empty: Recipe::standard
    std::string split = "time:0.8,0.1,0.1";
    std::string device = "auto";
    std::uint64_t seed = 1;
    std::string name;  // for people; default made from model and number
    bool allow_leakage = false;
    std::string where;  // slice; empty: everything
};

struct CurvePoint {
    std::string name;  // train.log_loss, valid.auc, throughput
    double epoch = 0;
    double value = 0;
};

struct TrainProgress {
    int epoch = 0, epochs = 0;
    double epoch_fraction = 0;
    double samples_per_second = 0;
    double seconds = 0;
    int best_epoch = -1;
    double best_value = 0;
    std::string watched;  // the metric that stops early, such as valid.auc
    int patience_left = 0;
    std::vector<CurvePoint> new_points;
    bool finished = false;
    bool stopped_early = false;
};

using PartMetrics = std::map<std::string, Metric>;  // auc, log_loss, ndcg@10, ...

struct TrainResult {
    std::int64_t model_id = 0;
    std::string name, model;
    Task task = Task::click;
    std::map<std::string, std::string> settings;
    std::uint64_t seed = 0;
    std::string device, data_hash;
    int epochs = 0;
    double seconds = 0, samples_per_second = 0;
    std::map<std::string, PartMetrics> metrics;  // train, valid, test
    std::vector<Message> notices;                // fallback of the device, ...
};

class Trainer {
public:
    // Reads events (or takes them), makes the dataset, begins the model and records a run as 'running'.
    static Result<std::unique_ptr<Trainer>> start(const std::string& workspace_path, EventTablePtr table, const TrainRequest& request,
                                                  const JobContext& job);
    // Continues an interrupted run from its checkpoint.
    static Result<std::unique_ptr<Trainer>> resume(const std::string& workspace_path, std::int64_t model_id, const JobContext& job);
    // A trainer that goes without finish() or cancel() leaves a run that can be continued.
    virtual ~Trainer() = default;

    // Runs a bounded part of an epoch (at most about 100 ms of work before it looks at job).
    // At the end of an epoch: validates, writes the checkpoint (write, fsync, rename), keeps the best. Models with a setting
    // `patience` stop early and end with their best state, by the validation part's AUC (clicks) or NDCG@10 (rankings);
    // others end with their last state. A failure marks the run as failed, with the reason in its notes (a Message as JSON).
    virtual Result<TrainProgress> step(const JobContext& job) = 0;
    // Evaluates the best state and stores model, recipe, curves and metrics in one transaction.
    virtual Result<TrainResult> finish(const JobContext& job) = 0;
    // Marks the run as cancelled; the checkpoint goes.
    virtual void cancel() = 0;
    virtual std::int64_t model_id() const = 0;
};

// The loop of a trainer to its end, for callers that need nothing between the steps. Cancelling marks the run as cancelled.
Result<TrainResult> run_to_end(Trainer& trainer, const JobContext& job, const std::function<void(const TrainProgress&)>& watch = {});
// Start and run to the end.
Result<TrainResult> train(const std::string& workspace_path, EventTablePtr table, const TrainRequest& request, const JobContext& job,
                          const std::function<void(const TrainProgress&)>& watch = {});

}  // namespace adscope
