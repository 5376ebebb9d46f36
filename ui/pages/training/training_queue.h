// Training runs one after another on a worker: queue, pause, resume, cancel, live progress. Testable without a widget.
#pragma once

#include <QObject>
#include <atomic>
#include <deque>
#include <map>
#include <memory>

#include "core/training/trainer.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

using CurvesOfRun = std::map<std::string, std::vector<CurvePoint>>;  // by name, ascending epochs

class TrainingQueue : public QObject {
    Q_OBJECT
public:
    // What is known of the run under way, or of the last one.
    struct Live {
        TrainRequest request;
        TrainProgress progress;  // of the last step
        CurvesOfRun curves;
        bool running = false, paused = false;
        std::optional<Error> failure;  // how it ended, if not well; cancelled is one of these
    };

    explicit TrainingQueue(AppState* state, QObject* parent = nullptr);
    ~TrainingQueue() override;

    void add(const TrainRequest& request);
    // Continues an interrupted run from its checkpoint.
    void resumeRun(std::int64_t model_id);
    void setPaused(bool paused);
    void cancel();  // the run under way
    void clear();   // runs that wait
    int waiting() const { return static_cast<int>(queue_.size()); }
    const Live& live() const { return live_; }

signals:
    void changed();     // the queue, or running / paused
    void progressed();  // live() has new numbers
    void succeeded(qint64 modelId);
    void failed(const adscope::Error& error);
    void cancelled();

private:
    struct Item {
        TrainRequest request;
        std::int64_t resume_id = 0;
    };
    struct Switch;  // shared with the worker: pause

    void startNext();
    void take(const TrainProgress& progress);
    void ended(const Result<TrainResult>& result);
    void workspaceChanged();

    AppState* state_;
    std::deque<Item> queue_;
    Live live_;
    QString workspace_;  // of the run under way, or of the last one
    std::shared_ptr<Switch> switch_;
    JobId job_ = 0;
};

}  // namespace adscope::ui
