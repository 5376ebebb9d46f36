// One run: begins a model on a dataset, takes it through its epochs, keeps the best state, and stores it.
#include "core/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>

#include "core/base/parallel.h"
#include "core/training/checkpoint.h"
#include "core/training/measure.h"
#include "core/training/run_state.h"
#include "core/training/runs.h"
#include "core/workspace/filter.h"
#include "core/workspace/models_repository.h"
#include "core/workspace/recipes.h"
#include "core/workspace/workspace.h"

namespace adscope {
namespace {

constexpr const char* kStatePart = "state";
constexpr const char* kBest = "best/";
constexpr const char* kCurrent = "current/";
constexpr double kCurveStep = 0.05;  // a point of the loss curve for every twentieth of an epoch

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void put_below(CheckpointFile::Parts& parts, const std::string& prefix, const Archive& archive) {
    for (const auto& [name, bytes] : archive.parts()) parts[prefix + name] = bytes;
}

Archive take_below(const CheckpointFile::Parts& parts, const std::string& prefix) {
    Archive archive;
    for (const auto& [name, bytes] : parts)
        if (name.starts_with(prefix)) archive.put(name.substr(prefix.size()), bytes);
    return archive;
}

// The split as stored with the model: the slice belongs to it, so that it can be made again from its text.
std::string split_text(const TrainRequest& request) {
    return request.where.empty() ? request.split : request.split + " where " + request.where;
}

int epochs_of(const Settings& settings) {
    for (const char* name : {"epochs", "iterations"})
        if (settings.has(name)) return static_cast<int>(settings.integer(name));
    return 1;
}

Result<Task> task_of(const ModelInfo& info, const std::optional<Task>& wished) {
    if (!wished) return info.tasks.front();
    if (std::ranges::find(info.tasks, *wished) != info.tasks.end()) return *wished;
    std::string known;
    for (const Task task : info.tasks) known += (known.empty() ? "" : ", ") + task_name(task);
    return Error(ErrorCode::usage, "training.task", {{"model", info.name}, {"found", task_name(*wished)}, {"known", known}});
}

// What a request becomes once everything open in it is decided.
struct Plan {
    const ModelInfo* info = nullptr;
    Task task = Task::click;
    Settings settings;
    TrainRequest request;
    std::vector<Message> notices;
};

// The checks that need no data, so that a wrong request is told at once.
Result<Plan> make_plan(const TrainRequest& request) {
    Plan plan;
    ADSCOPE_ASSIGN(info, find_model(request.model));
    ADSCOPE_ASSIGN(task, task_of(*info, request.task));
    ADSCOPE_ASSIGN(settings, Settings::make(info->parameters, request.settings));
    if (request.recipe && !info->uses_features) return Error(ErrorCode::usage, "training.no_recipe", {{"model", info->name}});
    Message notice;
    ADSCOPE_ASSIGN(device, resolve_device(request.device, &notice));
    if (!request.where.empty()) ADSCOPE_TRY(Filter::parse(request.where));
    plan.info = info;
    plan.task = task;
    plan.settings = std::move(settings);
    plan.request = request;
    plan.request.task = task;
    plan.request.device = info->uses_devices ? device : "cpu";
    if (info->uses_devices && !notice.empty()) plan.notices.push_back(notice);
    if (!info->uses_devices && device != "cpu" && request.device != "auto")
        plan.notices.push_back(Message("training.device_unused", {{"model", info->name}}));
    return plan;
}

Result<std::shared_ptr<const Dataset>> dataset_of(const Plan& plan, const EventTablePtr& table, const JobContext& job) {
    DatasetRequest wanted;
    wanted.task = plan.task;
    wanted.needs_features = plan.info->uses_features;
    if (plan.request.recipe) wanted.recipe = *plan.request.recipe;
    wanted.split = split_text(plan.request);
    wanted.seed = plan.request.seed;
    wanted.allow_leakage = plan.request.allow_leakage;
    return make_dataset(table, wanted, job);
}

class Run final : public Trainer {
public:
    Run(std::string workspace_path, Plan plan, std::shared_ptr<const Dataset> data, const EventTable& table)
        : workspace_path_(std::move(workspace_path)),
          plan_(std::move(plan)),
          data_(std::move(data)),
          last_event_(table.id.empty() ? 0 : table.id.back()) {
        state_.request = plan_.request;
        state_.data_hash = data_->data_hash;
        state_.threads = thread_count();
    }

    Result<void> begin(const JobContext& job);
    Result<void> record();
    Result<void> continue_from(const StoredModel& stored, RunState state, const CheckpointFile::Parts& parts,
                               std::unique_ptr<CheckpointFile> file, const JobContext& job);

    Result<TrainProgress> step(const JobContext& job) override;
    Result<TrainResult> finish(const JobContext& job) override;
    void cancel() override;
    std::int64_t model_id() const override { return stored_.id; }

private:
    Result<TrainProgress> advance(const JobContext& job);
    void take_in(const StepReport& report);
    Result<void> end_epoch(const JobContext& job);
    Result<void> judge(const PartMetrics& metrics);
    Result<void> write_checkpoint();
    Result<TrainResult> conclude(const JobContext& job);
    Result<void> store(const std::map<std::string, PartMetrics>& metrics);
    Result<void> set_state(const std::string& state, const std::string& notes);
    void fail(const Error& error);
    void add_point(const std::string& name, double epoch, double value);
    TrainProgress progress();
    TrainResult result() const;
    bool watches() const { return patience() > 0 && !data_->valid.rows.empty(); }
    int patience() const { return plan_.settings.has("patience") ? static_cast<int>(plan_.settings.integer("patience")) : 0; }
    double speed() const { return state_.fit_seconds > 0 ? state_.samples / state_.fit_seconds : 0; }

    std::string workspace_path_;
    Plan plan_;
    std::shared_ptr<const Dataset> data_;
    std::int64_t last_event_ = 0;
    std::unique_ptr<Model> model_;
    StoredModel stored_;
    RunState state_;
    Archive best_;
    std::unique_ptr<CheckpointFile> checkpoint_;

    bool epoch_due_ = false;       // an epoch's end waits for its validation
    bool model_finished_ = false;  // the model has nothing left to do
    double epoch_fraction_ = 0;
    double window_loss_ = 0, window_samples_ = 0, window_begun_ = 0;  // of the loss curve's next point
    double epoch_seconds_ = 0, epoch_samples_ = 0;
    std::size_t told_ = 0;  // points that a caller has been given
};

Result<void> Run::begin(const JobContext& job) {
    job.report(Message("training.stage_begin", {{"model", plan_.info->name}}), 0);
    ADSCOPE_ASSIGN(model, plan_.info->make());
    model_ = std::move(model);
    FitContext context{data_, plan_.settings, plan_.request.seed, plan_.request.device};
    return model_->begin(context);
}

// The run's row, its name, and a first checkpoint to continue from.
Result<void> Run::record() {
    stored_.model = plan_.info->name;
    stored_.task = task_name(plan_.task);
    stored_.state = "running";
    stored_.settings = plan_.settings.all();
    stored_.recipe_json = data_->recipe ? data_->recipe->recipe().to_json() : "";
    stored_.split = split_text(plan_.request);
    stored_.seed = plan_.request.seed;
    stored_.device = plan_.request.device;
    stored_.threads = state_.threads;
    stored_.deterministic = !plan_.settings.has("deterministic") || plan_.settings.flag("deterministic");
    stored_.data_hash = data_->data_hash;
    stored_.versions["adscope"] = ADSCOPE_VERSION;
    if (plan_.info->needs_torch)
        if (auto backend = torch_backend()) stored_.versions["libtorch"] = (*backend)->version();
    stored_.created_at = now_ms();
    stored_.name = plan_.request.name.empty() ? plan_.info->name : plan_.request.name;

    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path_));
    if (data_->recipe) {
        const std::string hash = data_->recipe->recipe().hash();
        ADSCOPE_ASSIGN(kept, recipes::with_hash(workspace, hash));
        stored_.versions["recipe_hash"] = hash;
        if (kept.id) stored_.versions["recipe"] = kept.label();
    }
    ADSCOPE_ASSIGN(transaction, Transaction::begin(workspace.database()));
    ADSCOPE_ASSIGN(id, models_repository::insert(workspace, stored_));
    stored_.id = id;
    if (plan_.request.name.empty()) {
        stored_.name += " " + std::to_string(id);
        ADSCOPE_TRY(models_repository::update(workspace, stored_));
    }
    // Before the commit: a run that shows as running always has a checkpoint.
    state_.request.name = stored_.name;
    checkpoint_ = std::make_unique<CheckpointFile>(CheckpointFile::path_of(workspace_path_, id));
    ADSCOPE_TRY(write_checkpoint());
    if (auto committed = transaction.commit(); !committed) {
        checkpoint_->remove();
        return committed;
    }
    remove_stale_checkpoints(workspace);
    return {};
}

Result<void> Run::continue_from(const StoredModel& stored, RunState state, const CheckpointFile::Parts& parts,
                                std::unique_ptr<CheckpointFile> file, const JobContext& job) {
    ADSCOPE_TRY(begin(job));
    stored_ = stored;
    state_ = std::move(state);
    checkpoint_ = std::move(file);
    told_ = 0;
    best_ = take_below(parts, kBest);
    if (state_.epoch > 0) ADSCOPE_TRY(model_->resume(take_below(parts, kCurrent)));
    if (state_.threads != thread_count())
        plan_.notices.push_back(Message("training.threads_changed", {{"was", state_.threads}, {"now", thread_count()}}));
    if (stored_.state != "running") return set_state("running", "");
    return {};
}

void Run::add_point(const std::string& name, double epoch, double value) {
    if (std::isfinite(value)) state_.points.push_back({name, epoch, value});
}

TrainProgress Run::progress() {
    TrainProgress p;
    p.epoch = state_.epoch;
    p.epochs = epochs_of(plan_.settings);
    p.epoch_fraction = epoch_fraction_;
    p.samples_per_second = speed();
    p.seconds = state_.seconds;
    p.best_epoch = state_.best_epoch;
    p.best_value = state_.best_value;
    if (watches()) {
        p.watched = "valid." + watched_metric(plan_.task);
        p.patience_left = patience() - state_.without_gain;
    }
    p.new_points.assign(state_.points.begin() + static_cast<std::ptrdiff_t>(told_), state_.points.end());
    told_ = state_.points.size();
    p.finished = state_.finished;
    p.stopped_early = state_.stopped_early;
    return p;
}

Result<TrainProgress> Run::step(const JobContext& job) {
    if (state_.finished) return progress();
    try {
        auto outcome = advance(job);
        if (!outcome && !outcome.error().is_cancelled()) fail(outcome.error());
        return outcome;
    } catch (const std::bad_alloc&) {
        const Error error(ErrorCode::out_of_memory, "training.out_of_memory", {{"model", plan_.info->name}});
        fail(error);
        return error;
    }
}

Result<TrainProgress> Run::advance(const JobContext& job) {
    if (job.cancelled()) return Error::cancelled();
    if (!epoch_due_) {
        const auto begun = std::chrono::steady_clock::now();
        auto report = model_->step(job);
        const double took = seconds_since(begun);
        state_.seconds += took;
        state_.fit_seconds += took;
        epoch_seconds_ += took;
        if (!report) return std::move(report).error();
        take_in(*report);
    }
    if (epoch_due_) {
        const auto begun = std::chrono::steady_clock::now();
        auto ended = end_epoch(job);
        state_.seconds += seconds_since(begun);
        if (!ended) return std::move(ended).error();
    }
    return progress();
}

void Run::take_in(const StepReport& report) {
    const auto samples = static_cast<double>(report.samples);
    state_.samples += samples;
    epoch_samples_ += samples;
    window_loss_ += report.loss * samples;
    window_samples_ += samples;
    epoch_due_ = report.epoch_finished || report.finished;
    model_finished_ = report.finished;
    epoch_fraction_ = epoch_due_ ? 1 : report.epoch_fraction;
    const double now = state_.epoch + epoch_fraction_;
    if (window_samples_ > 0 && (epoch_due_ || now - window_begun_ >= kCurveStep)) {
        add_point(plan_.task == Task::click ? "train.log_loss" : "train.loss", now, window_loss_ / window_samples_);
        window_loss_ = window_samples_ = 0;
        window_begun_ = now;
    }
}

Result<void> Run::end_epoch(const JobContext& job) {
    ADSCOPE_ASSIGN(metrics, measure(*model_, *data_, {PartName::valid, true, plan_.request.seed}, job));
    ++state_.epoch;
    epoch_due_ = false;
    epoch_fraction_ = 0;
    for (const auto& [name, metric] : metrics) add_point("valid." + name, state_.epoch, metric.value);
    if (epoch_seconds_ > 0) add_point("throughput", state_.epoch, epoch_samples_ / epoch_seconds_);
    epoch_seconds_ = epoch_samples_ = 0;
    window_begun_ = state_.epoch;
    ADSCOPE_TRY(judge(metrics));
    state_.finished = state_.finished || model_finished_ || state_.epoch >= epochs_of(plan_.settings);
    return write_checkpoint();
}

// Keeps the best state and decides whether to stop early.
Result<void> Run::judge(const PartMetrics& metrics) {
    const auto found = metrics.find(watched_metric(plan_.task));
    if (!watches() || found == metrics.end() || !found->second.has_value()) return {};
    if (state_.best_epoch >= 0 && !(found->second.value > state_.best_value)) {
        state_.stopped_early = state_.finished = ++state_.without_gain >= patience();
        return {};
    }
    state_.best_epoch = state_.epoch;
    state_.best_value = found->second.value;
    state_.without_gain = 0;
    best_ = {};
    return model_->save(best_, false);
}

Result<void> Run::write_checkpoint() {
    CheckpointFile::Parts parts{{kStatePart, to_json(state_)}};
    put_below(parts, kBest, best_);
    if (state_.epoch > 0) {
        Archive current;
        ADSCOPE_TRY(model_->save(current, true));
        put_below(parts, kCurrent, current);
    }
    return checkpoint_->write(parts);
}

Result<TrainResult> Run::finish(const JobContext& job) {
    try {
        auto outcome = conclude(job);
        if (!outcome && !outcome.error().is_cancelled()) fail(outcome.error());
        return outcome;
    } catch (const std::bad_alloc&) {
        const Error error(ErrorCode::out_of_memory, "training.out_of_memory", {{"model", plan_.info->name}});
        fail(error);
        return error;
    }
}

Result<TrainResult> Run::conclude(const JobContext& job) {
    if (!best_.parts().empty()) ADSCOPE_TRY(model_->load(best_));
    std::map<std::string, PartMetrics> metrics;
    double from = 0;
    for (const PartName part : {PartName::train, PartName::valid, PartName::test}) {
        job.report(Message("training.stage_measure", {{"part", Message("training.part_" + part_name(part))}}), from);
        ADSCOPE_ASSIGN(figures, measure(*model_, *data_, {part, false, plan_.request.seed}, job.part(from, from + 0.3)));
        if (!figures.empty()) metrics[part_name(part)] = std::move(figures);
        from += 0.3;
    }
    if (job.cancelled()) return Error::cancelled();
    job.finishing(Message("training.stage_store"), from);
    ADSCOPE_TRY(store(metrics));
    checkpoint_->remove();
    return result();
}

Result<void> Run::store(const std::map<std::string, PartMetrics>& metrics) {
    Archive archive;
    ADSCOPE_TRY(model_->save(archive, false));
    std::map<std::string, std::string> parts;
    for (const auto& [name, bytes] : archive.parts()) parts[kModelPart + name] = bytes;
    if (data_->recipe) parts[kRecipePart] = data_->recipe->save();
    parts[kLastEventPart] = std::to_string(last_event_);
    std::vector<StoredCurvePoint> curves;
    for (const auto& p : state_.points) curves.push_back({p.name, p.epoch, p.value});

    StoredModel done = stored_;
    done.state = "done";
    done.notes.clear();
    done.metrics = {metrics.begin(), metrics.end()};
    done.epochs = state_.epoch;
    done.seconds = state_.seconds;
    done.samples_per_second = speed();
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path_));
    ADSCOPE_ASSIGN(transaction, Transaction::begin(workspace.database()));
    ADSCOPE_TRY(models_repository::put_artefacts(workspace, done.id, parts));
    ADSCOPE_TRY(models_repository::put_curves(workspace, done.id, curves));
    ADSCOPE_TRY(models_repository::update(workspace, done));
    ADSCOPE_TRY(transaction.commit());
    stored_ = std::move(done);
    return {};
}

TrainResult Run::result() const {
    TrainResult r;
    r.model_id = stored_.id;
    r.name = stored_.name;
    r.model = stored_.model;
    r.task = plan_.task;
    r.settings = stored_.settings;
    r.seed = stored_.seed;
    r.device = stored_.device;
    r.data_hash = stored_.data_hash;
    r.epochs = stored_.epochs;
    r.seconds = stored_.seconds;
    r.samples_per_second = stored_.samples_per_second;
    r.metrics = {stored_.metrics.begin(), stored_.metrics.end()};
    r.notices = plan_.notices;
    return r;
}

Result<void> Run::set_state(const std::string& state, const std::string& notes) {
    stored_.state = state;
    stored_.notes = notes;
    stored_.epochs = state_.epoch;
    stored_.seconds = state_.seconds;
    stored_.samples_per_second = speed();
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path_));
    return models_repository::update(workspace, stored_);
}

// A run that failed for want of room or memory can be continued once there is some; for any other reason it would fail again.
void Run::fail(const Error& error) {
    state_.finished = true;
    (void)set_state("failed", message_to_json(error.message));
    const bool passing = error.code == ErrorCode::disk_full || error.code == ErrorCode::io || error.code == ErrorCode::busy ||
                         error.code == ErrorCode::read_only || error.code == ErrorCode::out_of_memory;
    if (!passing) checkpoint_->remove();
}

void Run::cancel() {
    if (stored_.state != "running") return;
    state_.finished = true;
    (void)set_state("cancelled", "");
    checkpoint_->remove();
}

Result<EventTablePtr> table_or_read(EventTablePtr table, const std::string& path, const JobContext& job) {
    if (table) return table;
    return EventTable::read(path, job);
}

}  // namespace

Result<std::unique_ptr<Trainer>> Trainer::start(const std::string& workspace_path, EventTablePtr given, const TrainRequest& request,
                                                const JobContext& job) {
    ADSCOPE_ASSIGN(plan, make_plan(request));
    // A workspace that cannot be written is told before the work.
    ADSCOPE_TRY(Workspace::open(workspace_path));
    ADSCOPE_ASSIGN(table, table_or_read(std::move(given), workspace_path, job.part(0, 0.4)));
    if (plan.info->uses_features && !plan.request.recipe) plan.request.recipe = Recipe::standard(*table);
    ADSCOPE_ASSIGN(data, dataset_of(plan, table, job.part(0.4, 0.9)));
    auto run = std::make_unique<Run>(workspace_path, std::move(plan), std::move(data), *table);
    ADSCOPE_TRY(run->begin(job.part(0.9, 1)));
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_TRY(run->record());
    return std::unique_ptr<Trainer>(std::move(run));
}

Result<std::unique_ptr<Trainer>> Trainer::resume(const std::string& workspace_path, std::int64_t model_id, const JobContext& job) {
    StoredModel stored;
    {
        ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path));
        ADSCOPE_ASSIGN(found, models_repository::get(workspace, model_id));
        stored = std::move(found);
    }
    if (stored.state != "running" && stored.state != "failed")
        return Error(ErrorCode::invalid_input, "training.not_resumable",
                     {{"id", model_id}, {"state", Message("training.state_" + stored.state)}});
    auto file = std::make_unique<CheckpointFile>(CheckpointFile::path_of(workspace_path, model_id));
    ADSCOPE_ASSIGN(parts, file->take());
    ADSCOPE_ASSIGN(state, run_state_from_json(parts[kStatePart]));
    ADSCOPE_ASSIGN(plan, make_plan(state.request));
    ADSCOPE_ASSIGN(table, table_or_read(nullptr, workspace_path, job.part(0, 0.4)));
    ADSCOPE_ASSIGN(data, dataset_of(plan, table, job.part(0.4, 0.9)));
    if (data->data_hash != state.data_hash) return Error(ErrorCode::refused, "training.data_changed", {{"id", model_id}});
    auto run = std::make_unique<Run>(workspace_path, std::move(plan), std::move(data), *table);
    ADSCOPE_TRY(run->continue_from(stored, std::move(state), parts, std::move(file), job.part(0.9, 1)));
    return std::unique_ptr<Trainer>(std::move(run));
}

}  // namespace adscope
