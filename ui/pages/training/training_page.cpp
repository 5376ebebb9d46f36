#include "ui/pages/training/training_page.h"

#include <QLocale>

#include "ui/pages/training/model_details.h"

namespace adscope::ui {

TrainingPage::TrainingPage(AppState* state, QWidget* parent)
    : Page(state, parent),
      queue_(new TrainingQueue(state, this)),
      head_(new PageHead),
      start_(push_button(ButtonKind::primary)),
      waiting_(push_button(ButtonKind::outline)),
      error_(text_label("error")),
      models_(new ModelList(state)),
      form_(new TrainForm(state)),
      run_(new RunCard(state, queue_)),
      board_(new LeaderboardCard(state)) {
    start_->setObjectName("startTraining");
    waiting_->setObjectName("emptyQueue");
    error_->setObjectName("trainingError");
    head_->add(waiting_);
    head_->add(start_);
    error_->hide();
    auto* upper = new QHBoxLayout;
    upper->setSpacing(12);
    upper->addWidget(models_);
    upper->addWidget(form_);
    upper->addWidget(run_, 1);
    auto* column = page_column(this);
    column->addWidget(head_);
    column->addWidget(error_);
    column->addLayout(upper, 3);
    column->addWidget(board_, 2);
    connectParts();
    form_->setModel(models_->model());
    retranslate();
}

void TrainingPage::connectParts() {
    connect(start_, &QPushButton::clicked, this, &TrainingPage::start);
    connect(waiting_, &QPushButton::clicked, queue_, &TrainingQueue::clear);
    connect(queue_, &TrainingQueue::changed, this, &TrainingPage::showQueue);
    connect(queue_, &TrainingQueue::failed, this, [this](const Error& e) { showError(state()->words(e.message)); });
    connect(models_, &ModelList::chosen, this, [this] { form_->setModel(models_->model()); });
    connect(form_, &TrainForm::edited, this, [this] {
        if (form_->mistake().isEmpty()) showError({});
    });
    connect(board_, &LeaderboardCard::picked, this, &TrainingPage::showRun);
    connect(board_, &LeaderboardCard::navigate, this, &Page::navigate);
    connect(board_, &LeaderboardCard::failed, this, &TrainingPage::showError);
    connect(board_, &LeaderboardCard::settingsWanted, this, [this](qint64 id) {
        if (const auto* m = state()->model(id)) {
            models_->choose(m->model);
            form_->setValues(m->settings);
        }
    });
}

void TrainingPage::showError(const QString& words) {
    error_->setText(words);
    error_->setVisible(!words.isEmpty());
}

void TrainingPage::start() {
    showError({});
    if (!state()->table()) return emit navigate("data");
    if (const QString mistake = form_->mistake(); !mistake.isEmpty()) return showError(mistake);
    run_->choose(0);
    queue_->add(form_->request());
}

void TrainingPage::showQueue() {
    const auto& live = queue_->live();
    models_->setRunning(live.running ? live.request.model : std::string());
    start_->setText(live.running ? tr("Add to the queue") : tr("Start training"));
    waiting_->setText(tr("Empty the queue (%1)").arg(queue_->waiting()));
    waiting_->setVisible(queue_->waiting() > 0);
}

void TrainingPage::showRun(qint64 id) {
    shown_run_ = id;
    run_->choose(id);
    Picked picked = state()->picked();
    picked.model = id;
    state()->pick(picked);
    emit detailsChanged();
}

QWidget* TrainingPage::details() {
    const auto* m = state()->model(shown_run_);
    return m ? model_details(state(), *m, [this](std::int64_t id) { queue_->resumeRun(id); }) : nullptr;
}

void TrainingPage::refresh() {
    board_->refresh();
    form_->refresh();
    run_->refresh();
    showQueue();
    head_->setSmall(
        state()->table()
            ? tr("%1 events, slice: %2").arg(QLocale().toString(static_cast<qlonglong>(state()->sliceCount())), state()->sliceText())
            : tr("Open a workspace first: Start takes you to Data"));
}

void TrainingPage::retranslate() {
    head_->setTitle(pageTitle());
    models_->retranslate();
    form_->retranslate();
    run_->retranslate();
    board_->retranslate();
    showQueue();
}

}  // namespace adscope::ui
