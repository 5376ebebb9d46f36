#include "ui/pages/training/run_card.h"

namespace adscope::ui {
namespace {

QString clock(double seconds) {
    const int s = qRound(seconds);
    return s < 60 ? RunCard::tr("%1 s").arg(s) : RunCard::tr("%1 min %2 s").arg(s / 60).arg(s % 60);
}

const QString kNone = QString::fromUtf8("—");

}  // namespace

RunCard::RunCard(AppState* state, TrainingQueue* queue, QWidget* parent) : Card(parent), state_(state), queue_(queue) {
    pause_ = push_button(ButtonKind::outline, true, "pause");
    cancel_ = push_button(ButtonKind::warn, true, "stop");
    pause_->setObjectName("pauseTraining");
    cancel_->setObjectName("cancelTraining");
    addTool(pause_);
    addTool(cancel_);
    auto* picture = new QWidget;
    auto* column = new QVBoxLayout(picture);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(8);
    loss_ = new ChartCard(state);
    metric_ = new ChartCard(state);
    for (auto* c : {loss_, metric_}) {
        set_role(c, "bare");
        charts->addWidget(c, 1);
    }
    column->addLayout(charts, 1);
    column->addWidget(rule());
    auto* facts = new QHBoxLayout;
    facts->setSpacing(16);
    for (Fact* f : {&rate_, &time_, &best_, &stop_}) *f = addFact(facts);
    facts->addStretch(1);
    column->addLayout(facts);
    empty_ = new EmptyState("training");
    stack_ = new QStackedWidget;
    stack_->addWidget(empty_);
    stack_->addWidget(picture);
    body()->addWidget(stack_, 1);
    connect(pause_, &QPushButton::clicked, this, [this] { queue_->setPaused(!queue_->live().paused); });
    connect(cancel_, &QPushButton::clicked, queue_, &TrainingQueue::cancel);
    connect(queue_, &TrainingQueue::changed, this, &RunCard::present);
    connect(queue_, &TrainingQueue::progressed, this, &RunCard::present);
    connect(state, &AppState::modelsChanged, this, &RunCard::present);
    connect(state, &AppState::workspaceChanged, this, [this] {
        chosen_ = read_ = reading_ = 0;
        present();
    });
}

// A name over its value.
RunCard::Fact RunCard::addFact(QHBoxLayout* row) {
    auto* box = new QVBoxLayout;
    box->setSpacing(0);
    const Fact fact{label("subtitle"), label("strong")};
    box->addWidget(fact.name);
    box->addWidget(fact.value);
    row->addLayout(box);
    return fact;
}

void RunCard::choose(std::int64_t id) {
    chosen_ = id;
    present();
}

void RunCard::refresh() { present(); }

bool RunCard::showsQueue() const { return queue_->live().running || (chosen_ == 0 && !queue_->live().request.model.empty()); }

const StoredModel* RunCard::stored() const {
    if (const auto* chosen = state_->model(chosen_)) return chosen;
    for (const auto& m : state_->models())
        if (m.state == "done" && m.epochs > 1) return &m;
    return nullptr;
}

void RunCard::present() {
    const auto& live = queue_->live();
    pause_->setVisible(live.running);
    cancel_->setVisible(live.running);
    pause_->setText(live.paused ? tr("Resume") : tr("Pause"));
    if (showsQueue()) showQueue();
    else showStored();
}

void RunCard::showQueue() {
    const auto& live = queue_->live();
    const auto& p = live.progress;
    setTitle(
        tr("%1, epoch %2 of %3").arg(state_->words(Message("model." + live.request.model))).arg(p.epoch).arg(std::max(p.epochs, p.epoch)));
    setSubtitle(live.running && live.paused    ? tr("paused")
                : live.running                 ? tr("training in the background")
                : !live.failure                ? (p.stopped_early ? tr("stopped early: no better for a while") : tr("finished"))
                : live.failure->is_cancelled() ? tr("cancelled: no model was kept")
                                               : tr("failed: %1").arg(state_->words(live.failure->message)));
    empty_->setWords(live.running ? tr("The first epoch is under way") : tr("No curves"),
                     live.running ? tr("A point is drawn at the end of every epoch.") : tr("It ended before its first epoch did."));
    showCurves(live.curves, p);
    showFacts(p, live.running);
}

void RunCard::showStored() {
    const StoredModel* m = stored();
    if (!m) {
        setTitle(tr("Live curves"));
        setSubtitle({});
        empty_->setWords(tr("Nothing has been trained yet"),
                         tr("Choose a model and start: its loss and its quality on new events are drawn here while it learns."));
        return showCurves({}, {});
    }
    const QString name = m->name.empty() ? state_->words(Message("model." + m->model)) : QString::fromStdString(m->name);
    setTitle(tr("%1, run %2").arg(name).arg(m->id));
    setSubtitle(m->id == chosen_ ? tr("the run chosen below") : tr("the latest run with curves"));
    empty_->setWords(tr("No curves"), tr("This model learns in one pass: there is no way of epochs to draw."));
    if (read_ != m->id) return read(*m);
    const TrainProgress p = stored_progress(*m, stored_curves_);
    showCurves(stored_curves_, p);
    showFacts(p, false);
}

void RunCard::read(const StoredModel& model) {
    if (std::exchange(reading_, model.id) == model.id) return;
    state_->jobs()->run<CurvesOfRun>(
        tr("Reading curves"), this,
        [path = state_->workspacePath().toStdString(), id = model.id](const JobContext&) { return read_curves(path, id); },
        [this, id = model.id](Result<CurvesOfRun> curves) {
            reading_ = 0;
            read_ = id;
            // A run that cannot be read any more has no curves; the leaderboard says what became of it.
            stored_curves_ = curves ? std::move(*curves) : CurvesOfRun();
            present();
        },
        "curves", false);
}

void RunCard::showCurves(const CurvesOfRun& curves, const TrainProgress& progress) {
    std::string loss, metric;
    for (const auto& m : measures_of(curves)) {
        if (m == "log_loss" || m == "loss") loss = m;
        if (m == "auc" || m == "ndcg@10") metric = m;
    }
    stack_->setCurrentIndex(loss.empty() && metric.empty() ? 0 : 1);
    loss_->setVisible(!loss.empty());
    metric_->setVisible(!metric.empty());
    if (!loss.empty()) loss_->setSeries(curve_series(curves, loss, progress));
    if (!metric.empty()) metric_->setSeries(curve_series(curves, metric, progress));
}

void RunCard::showFacts(const TrainProgress& p, bool running) {
    const double done = p.epochs > 0 ? (p.epoch + p.epoch_fraction) / p.epochs : 0;
    rate_.value->setText(p.samples_per_second > 0 ? tr("%1 k rows/s").arg(p.samples_per_second / 1000, 0, 'f', 1) : kNone);
    time_.value->setText(
        p.seconds > 0 ? clock(p.seconds) + (running && done > 0.02 ? tr(" • %1 left").arg(clock(p.seconds * (1 - done) / done)) : QString())
                      : kNone);
    best_.value->setText(p.best_epoch >= 0 ? tr("%1, epoch %2").arg(p.best_value, 0, 'f', 4).arg(p.best_epoch) : kNone);
    stop_.value->setText(running && p.best_epoch >= 0 ? tr("in %n epochs unless better", nullptr, p.patience_left) : kNone);
    rate_.name->setText(running ? tr("Now") : tr("Speed"));
    time_.name->setText(running ? tr("Elapsed • left") : tr("Time"));
    for (QLabel* l : {stop_.name, stop_.value}) l->setVisible(running);
}

void RunCard::retranslate() {
    cancel_->setText(tr("Cancel"));
    best_.name->setText(tr("Best"));
    stop_.name->setText(tr("Early stop"));
    for (auto* c : {loss_, metric_}) c->retranslate();
    present();
}

}  // namespace adscope::ui
