#include "app/gui_bench.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>

#include "app/cli/headless.h"
#include "core/training/trainer.h"
#include "ui/pages/training/training_page.h"
#include "ui/shell/main_window.h"

namespace adscope::cli {
namespace {

// Time between two turns of the event loop, measured by a timer that is always due.
class Gaps : public QObject {
public:
    Gaps() {
        timer_.setInterval(1);
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] {
            if (clock_.isValid()) gaps_.push_back(static_cast<double>(clock_.nsecsElapsed()) / 1e6);
            clock_.restart();
        });
        timer_.start();
    }
    std::vector<double> take() {
        clock_.invalidate();
        return std::exchange(gaps_, {});
    }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    std::vector<double> gaps_;
};

void live(double seconds, const std::function<bool()>& enough = {}) {
    QElapsedTimer clock;
    clock.start();
    while (static_cast<double>(clock.elapsed()) < seconds * 1000 && !(enough && enough())) {
        QEventLoop loop;
        QTimer::singleShot(10, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

void add(std::vector<BenchResult>& out, const std::string& name, std::vector<double> gaps) {
    if (gaps.empty()) return;
    std::sort(gaps.begin(), gaps.end());
    const auto n = static_cast<std::int64_t>(gaps.size());
    out.push_back({name + ", longest gap", gaps.back(), "ms", n});
    out.push_back({name + ", p99.9", gaps[static_cast<std::size_t>(static_cast<double>(gaps.size() - 1) * 0.999)], "ms", n});
}

}  // namespace

Result<std::vector<BenchResult>> bench_ui(const std::string& workspace, double seconds, const JobContext& job) {
    QTemporaryDir folder;
    const QString copy = folder.filePath("bench.adscope");
    if (!QFile::copy(QString::fromStdString(workspace), copy))
        return Error(ErrorCode::io, "base.file_write", {{"path", copy.toStdString()}, {"cause", "copy"}});
    std::vector<BenchResult> out;
    QElapsedTimer clock;
    clock.start();
    const Headless application;
    ui::JobRunner jobs;
    ui::AppState state(&jobs);
    ui::MainWindow window(&state);
    window.resize(1280, 720);
    window.show();
    window.grab();
    out.push_back({"window painted", static_cast<double>(clock.nsecsElapsed()) / 1e6, "ms", 1});
    std::optional<Error> failure;
    QObject::connect(&state, &ui::AppState::workspaceFailed, &window, [&](const Error& e) { failure = e; });
    state.openWorkspace(copy);
    live(60, [&] { return failure || (state.table() && window.settled()); });
    if (failure) return std::move(*failure);
    out.push_back({"workspace opened and Home drawn", static_cast<double>(clock.nsecsElapsed()) / 1e6, "ms", 1});

    Gaps gaps;
    live(std::min(10.0, seconds));
    add(out, "idle", gaps.take());
    window.showPage("training");
    live(1);
    auto* page = qobject_cast<ui::TrainingPage*>(window.page("training"));
    if (!page) return Error(ErrorCode::internal, "base.internal", {{"detail", "training page"}});
    TrainRequest request;
    request.model = "deepfm";
    request.settings = {{"epochs", "50"}, {"patience", "50"}};
    std::optional<Error> training;
    QObject::connect(page->queue(), &ui::TrainingQueue::failed, &window, [&](const Error& e) { training = e; });
    gaps.take();
    page->queue()->add(request);
    live(seconds, [&] { return training || job.cancelled(); });
    add(out, "while training", gaps.take());
    page->queue()->clear();
    QElapsedTimer cancel;
    cancel.start();
    page->queue()->cancel();
    live(30, [&] { return !page->queue()->live().running; });
    if (training) return std::move(*training);
    out.push_back({"cancel of the training", static_cast<double>(cancel.nsecsElapsed()) / 1e6, "ms", 1});
    return out;
}

}  // namespace adscope::cli
