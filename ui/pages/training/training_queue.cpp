#include "ui/pages/training/training_queue.h"

#include <QPointer>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "core/evaluation/stored_intervals.h"

namespace adscope::ui {

struct TrainingQueue::Switch {
    std::mutex mutex;
    std::condition_variable_any changed;
    bool paused = false;

    // Blocks while paused; returns early when the job is cancelled.
    void wait(const JobContext& job) {
        std::unique_lock lock(mutex);
        changed.wait(lock, job.stop_token(), [&] { return !paused; });
    }
    void set(bool value) {
        {
            std::lock_guard lock(mutex);
            paused = value;
        }
        changed.notify_all();
    }
};

namespace {

// The loop of one run. Progress goes to `watch` at most every 50 ms, and whenever an epoch has ended; the points of
// the curves in between are joined, none is lost.
Result<TrainResult> run(Trainer& trainer, const JobContext& job, const std::function<void()>& wait,
                        const std::function<void(const TrainProgress&)>& watch) {
    std::vector<CurvePoint> points;
    std::chrono::steady_clock::time_point told{};
    while (true) {
        wait();
        auto progress = trainer.step(job);
        if (!progress) {
            if (progress.error().is_cancelled()) trainer.cancel();
            return std::move(progress).error();
        }
        points.insert(points.end(), progress->new_points.begin(), progress->new_points.end());
        const auto now = std::chrono::steady_clock::now();
        if (now - told > std::chrono::milliseconds(50) || !points.empty() || progress->finished) {
            told = now;
            progress->new_points = std::exchange(points, {});
            watch(*progress);
        }
        const double done = progress->epochs > 0 ? (progress->epoch + progress->epoch_fraction) / progress->epochs : -1;
        job.report(Message("training.stage_epoch", {{"epoch", progress->epoch}, {"epochs", progress->epochs}}),
                   done < 0 ? done : std::min(done, 0.99));
        if (progress->finished) break;
    }
    auto result = trainer.finish(job);
    if (!result && result.error().is_cancelled()) trainer.cancel();
    return result;
}

}  // namespace

TrainingQueue::TrainingQueue(AppState* state, QObject* parent) : QObject(parent), state_(state), switch_(std::make_shared<Switch>()) {
    connect(state, &AppState::workspaceChanged, this, &TrainingQueue::workspaceChanged);
}

TrainingQueue::~TrainingQueue() {
    switch_->set(false);
    if (live_.running) state_->jobs()->cancel(job_);
}

void TrainingQueue::add(const TrainRequest& request) {
    queue_.push_back({request, 0});
    emit changed();
    if (!live_.running) startNext();
}

void TrainingQueue::resumeRun(std::int64_t model_id) {
    Item item{{}, model_id};
    if (const auto* m = state_->model(model_id)) item.request.model = m->model;
    queue_.push_back(item);
    emit changed();
    if (!live_.running) startNext();
}

void TrainingQueue::setPaused(bool paused) {
    if (!live_.running || live_.paused == paused) return;
    live_.paused = paused;
    switch_->set(paused);
    emit changed();
}

void TrainingQueue::cancel() {
    if (live_.running) state_->jobs()->cancel(job_);
}

void TrainingQueue::clear() {
    queue_.clear();
    emit changed();
}

void TrainingQueue::startNext() {
    if (queue_.empty() || !state_->table()) return;
    const Item item = queue_.front();
    queue_.pop_front();
    live_ = {};
    live_.request = item.request;
    live_.running = true;
    workspace_ = state_->workspacePath();
    switch_->set(false);

    // The worker hands progress over by calls queued to the runner, which outlives its workers; `self` may be gone by then.
    const QPointer<TrainingQueue> self(this);
    JobRunner* runner = state_->jobs();
    const auto watch = [self, runner](const TrainProgress& progress) {
        QMetaObject::invokeMethod(
            runner,
            [self, progress] {
                if (self) self->take(progress);
            },
            Qt::QueuedConnection);
    };
    const std::string path = state_->workspacePath().toStdString();
    const auto table = state_->table();
    const auto hold = switch_;
    const QString title = item.resume_id ? tr("Continuing run %1").arg(item.resume_id)
                                         : tr("Training %1").arg(state_->words(Message("model." + item.request.model)));
    job_ = state_->jobs()->run<TrainResult>(
        title, this,
        [=](const JobContext& job) -> Result<TrainResult> {
            auto trainer = item.resume_id ? Trainer::resume(path, item.resume_id, job.part(0, 0.05))
                                          : Trainer::start(path, table, item.request, job.part(0, 0.05));
            if (!trainer) return std::move(trainer).error();
            auto trained = run(
                **trainer, job, [&] { hold->wait(job); }, watch);
            // The model is stored by now; a cancel or a failure here leaves it without intervals, not lost.
            if (trained) (void)store_test_intervals(path, table, trained->model_id, job.part(0.99, 1));
            return trained;
        },
        [this](Result<TrainResult> result) { ended(result); });
    emit changed();
}

void TrainingQueue::take(const TrainProgress& progress) {
    for (const auto& point : progress.new_points) live_.curves[point.name].push_back(point);
    live_.progress = progress;
    emit progressed();
}

void TrainingQueue::ended(const Result<TrainResult>& result) {
    live_.running = live_.paused = false;
    if (!result) live_.failure = result.error();
    if (workspace_ != state_->workspacePath()) live_ = {};
    state_->reloadModels();
    if (result) emit succeeded(result->model_id);
    else if (result.error().is_cancelled()) emit cancelled();
    else emit failed(result.error());
    emit changed();
    startNext();
}

// A run under way ends in the workspace where it began; what waits was meant for that one too.
void TrainingQueue::workspaceChanged() {
    queue_.clear();
    if (!live_.running) live_ = {};
    emit changed();
}

}  // namespace adscope::ui
