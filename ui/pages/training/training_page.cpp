#include "ui/pages/training/training_page.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <thread>

#include "core/evaluation/evaluate.h"
#include "ui/pages/training/curves.h"
#include "ui/pages/training/model_details.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/interval_delegate.h"

namespace adscope::ui {
namespace {

QFrame* card(QVBoxLayout** inside) {
    auto* frame = new QFrame;
    set_role(frame, "card");
    *inside = new QVBoxLayout(frame);
    (*inside)->setContentsMargins(16, 12, 16, 12);
    (*inside)->setSpacing(4);
    return frame;
}

// A name over its value, as the facts beside the curves.
QVBoxLayout* fact(QLabel** name, QLabel** value) {
    auto* box = new QVBoxLayout;
    box->setSpacing(0);
    *name = label("subtitle");
    *value = label("strong");
    box->addWidget(*name);
    box->addWidget(*value);
    return box;
}

QString clock(double seconds) {
    const int s = qRound(seconds);
    return s < 60 ? TrainingPage::tr("%1 s").arg(s) : TrainingPage::tr("%1 min %2 s").arg(s / 60).arg(s % 60);
}

// A model: its name, and when to use it in one small line.
class ModelDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, 52}; }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = tokens();
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen) {
            p->fillRect(option.rect, t.accentWeak);
            p->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), t.accent);
        }
        const QStringList words = index.data().toString().split('\n');
        const QRect box = option.rect.adjusted(16, 6, -10, -6);
        p->setFont(ui::font(Type::body, chosen));
        p->setPen(t.text1);
        p->drawText(box, Qt::AlignTop | Qt::AlignLeft, p->fontMetrics().elidedText(words[0], Qt::ElideRight, box.width()));
        p->setFont(ui::font(Type::small));
        p->setPen(t.text2);
        p->drawText(box, Qt::AlignBottom | Qt::AlignLeft, p->fontMetrics().elidedText(words.value(1), Qt::ElideRight, box.width()));
        p->setPen(t.line);
        p->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
};

constexpr const char* kSplits[] = {"time:0.8,0.1,0.1", "random:0.8,0.1,0.1", "user:0.8,0.1,0.1", "leave-one-out", "column"};

}  // namespace

TrainingPage::TrainingPage(AppState* state, QWidget* parent) : Page(state, parent), queue_(new TrainingQueue(state, this)), board_(new LeaderboardModel(state, this)), sorted_(new QSortFilterProxyModel(this)) {
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(16, 12, 16, 12);
    page->setSpacing(12);

    auto* head = new QHBoxLayout;
    title_ = label("pageTitle");
    subtitle_ = label("subtitle");
    waiting_ = push_button(ButtonKind::outline);
    start_ = push_button(ButtonKind::primary);
    start_->setObjectName("startTraining");
    head->addWidget(title_);
    head->addSpacing(8);
    head->addWidget(subtitle_, 1);
    head->addWidget(waiting_);
    head->addWidget(start_);
    page->addLayout(head);
    error_ = label("error");
    error_->setWordWrap(true);
    error_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    error_->setTextFormat(Qt::PlainText);
    error_->hide();
    page->addWidget(error_);

    auto* upper = new QHBoxLayout;
    upper->setSpacing(12);
    upper->addWidget(makeModels());
    upper->addWidget(makeForm());
    upper->addWidget(makeLive(), 1);
    page->addLayout(upper, 3);
    page->addWidget(makeLeaderboard(), 2);

    connect(start_, &QPushButton::clicked, this, &TrainingPage::start);
    connect(waiting_, &QPushButton::clicked, queue_, &TrainingQueue::clear);
    connect(queue_, &TrainingQueue::changed, this, &TrainingPage::showLive);
    connect(queue_, &TrainingQueue::progressed, this, &TrainingPage::showLive);
    connect(queue_, &TrainingQueue::failed, this, [this](const Error& e) {
        error_->setText(this->state()->words(e.message));
        error_->show();
    });
    connect(state, &AppState::modelsChanged, this, [this] {
        board_->reload();
        fillModels();
    });
    fillModels();
    models_->setCurrentRow(0);
    retranslate();
}

QWidget* TrainingPage::makeModels() {
    QVBoxLayout* inside = nullptr;
    auto* frame = card(&inside);
    frame->setFixedWidth(196);
    inside->setContentsMargins(0, 12, 0, 8);
    models_title_ = label("cardTitle");
    models_hint_ = label("subtitle");
    models_count_ = label("subtitle");
    for (auto* l : {models_title_, models_hint_, models_count_}) l->setContentsMargins(16, 0, 16, 0);
    models_ = new QListWidget;
    models_->setObjectName("modelList");
    models_->setFrameShape(QFrame::NoFrame);
    models_->setItemDelegate(new ModelDelegate(models_));
    models_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    models_title_->setBuddy(models_);
    connect(models_, &QListWidget::currentRowChanged, this, &TrainingPage::modelChosen);
    inside->addWidget(models_title_);
    inside->addWidget(models_hint_);
    inside->addWidget(models_, 1);
    inside->addWidget(models_count_);
    return frame;
}

QWidget* TrainingPage::makeForm() {
    QVBoxLayout* inside = nullptr;
    auto* frame = card(&inside);
    frame->setFixedWidth(332);
    form_title_ = label("cardTitle");
    form_hint_ = label("subtitle");
    form_ = new SettingsForm(state());
    auto* fields = new QWidget;
    auto* body = new QVBoxLayout(fields);
    body->setContentsMargins(0, 0, 8, 0);
    body->setSpacing(6);
    body->addWidget(form_);
    auto* more = new QGridLayout;
    more->setColumnStretch(0, 1);
    more->setVerticalSpacing(6);
    task_label_ = label();
    task_ = new QComboBox;
    task_->setObjectName("task");
    seed_label_ = label();
    seed_ = new QLineEdit("1");
    seed_->setObjectName("seed");
    seed_->setAlignment(Qt::AlignRight);
    for (QWidget* w : {static_cast<QWidget*>(task_), static_cast<QWidget*>(seed_)}) w->setFixedWidth(140);
    task_label_->setBuddy(task_);
    seed_label_->setBuddy(seed_);
    more->addWidget(task_label_, 0, 0);
    more->addWidget(task_, 0, 1);
    more->addWidget(seed_label_, 1, 0);
    more->addWidget(seed_, 1, 1);
    body->addLayout(more);
    allow_leakage_ = new QCheckBox;
    body->addWidget(allow_leakage_);
    body->addWidget(rule());
    split_label_ = label("strong");
    split_ = new QComboBox;
    split_->setObjectName("split");
    split_->setEditable(true);
    split_->setInsertPolicy(QComboBox::NoInsert);
    for (const char* s : kSplits) split_->addItem(s);
    split_label_->setBuddy(split_);
    split_bar_ = new SplitBar(state());
    split_error_ = label("error");
    split_error_->setWordWrap(true);
    split_error_->setTextFormat(Qt::PlainText);
    split_error_->hide();
    body->addWidget(split_label_);
    body->addWidget(split_);
    body->addWidget(split_bar_);
    body->addWidget(split_error_);
    body->addWidget(rule());
    device_label_ = label("strong");
    device_ = new SegmentedControl(nullptr, true);
    device_note_ = label("subtitle");
    device_note_->setWordWrap(true);
    body->addWidget(device_label_);
    body->addWidget(device_, 0, Qt::AlignLeft);
    body->addWidget(device_note_);
    body->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    inside->addWidget(form_title_);
    inside->addWidget(form_hint_);
    inside->addWidget(scroll, 1);
    connect(split_, &QComboBox::currentTextChanged, this, &TrainingPage::splitEdited);
    connect(form_, &SettingsForm::edited, this, [this] {
        if (form_->check().ok()) error_->hide();
    });
    connect(device_, &SegmentedControl::changed, this, [this] { fillDevices(); });
    return frame;
}

QWidget* TrainingPage::makeLive() {
    QVBoxLayout* inside = nullptr;
    auto* frame = card(&inside);
    auto* head = new QHBoxLayout;
    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    live_title_ = label("cardTitle");
    live_hint_ = label("subtitle");
    titles->addWidget(live_title_);
    titles->addWidget(live_hint_);
    head->addLayout(titles, 1);
    pause_ = push_button(ButtonKind::outline, true, "pause");
    cancel_ = push_button(ButtonKind::warn, true, "stop");
    pause_->setObjectName("pauseTraining");
    cancel_->setObjectName("cancelTraining");
    head->addWidget(pause_);
    head->addWidget(cancel_);
    inside->addLayout(head);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(8);
    loss_ = new ChartCard(state());
    metric_ = new ChartCard(state());
    for (auto* c : {loss_, metric_}) {
        set_role(c, "bare");
        charts->addWidget(c, 1);
    }
    inside->addLayout(charts, 1);
    inside->addWidget(rule());
    auto* facts = new QHBoxLayout;
    facts->setSpacing(16);
    facts->addLayout(fact(&rate_label_, &rate_));
    facts->addLayout(fact(&time_label_, &time_));
    facts->addLayout(fact(&best_label_, &best_));
    facts->addLayout(fact(&stop_label_, &stop_));
    facts->addStretch(1);
    inside->addLayout(facts);
    connect(pause_, &QPushButton::clicked, this, [this] { queue_->setPaused(!queue_->live().paused); });
    connect(cancel_, &QPushButton::clicked, queue_, &TrainingQueue::cancel);
    return frame;
}

QWidget* TrainingPage::makeLeaderboard() {
    QVBoxLayout* inside = nullptr;
    auto* frame = card(&inside);
    auto* head = new QHBoxLayout;
    board_title_ = label("cardTitle");
    board_hint_ = label("subtitle");
    compare_ = push_button(ButtonKind::outline, true);
    compare_->setObjectName("compareRuns");
    head->addWidget(board_title_);
    head->addSpacing(8);
    head->addWidget(board_hint_, 1);
    head->addWidget(compare_);
    inside->addLayout(head);
    sorted_->setSourceModel(board_);
    sorted_->setSortRole(LeaderboardModel::SortRole);
    table_ = new QTableView;
    table_->setObjectName("leaderboard");
    table_->setModel(sorted_);
    prepare_table(table_);
    table_->setSortingEnabled(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setItemDelegateForColumn(LeaderboardModel::Interval, new IntervalDelegate(LeaderboardModel::IntervalRole, table_));
    static constexpr int widths[] = {32, 48, 150, 70, 70, 170, 80, 90, 80, 70, 90};
    for (int c = 0; c < LeaderboardModel::ColumnCount; ++c) table_->setColumnWidth(c, widths[c]);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->setMinimumHeight(120);
    inside->addWidget(table_, 1);
    connect(table_, &QTableView::customContextMenuRequested, this, &TrainingPage::exportOrRemove);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid()) showRun(now.data(LeaderboardModel::IdRole).toLongLong());
    });
    connect(board_, &LeaderboardModel::chosenChanged, this, [this] { compare_->setEnabled(board_->chosen().size() == 2); });
    connect(compare_, &QPushButton::clicked, this, &TrainingPage::compareChosen);
    return frame;
}

const ModelInfo* TrainingPage::model() const {
    const int row = models_->currentRow();
    return row >= 0 && row < static_cast<int>(model_registry().size()) ? &model_registry()[static_cast<std::size_t>(row)] : nullptr;
}

void TrainingPage::chooseModel(const std::string& name) {
    for (std::size_t i = 0; i < model_registry().size(); ++i)
        if (model_registry()[i].name == name) models_->setCurrentRow(static_cast<int>(i));
}

void TrainingPage::fillModels() {
    const int row = models_->currentRow();
    const QSignalBlocker quiet(models_);
    models_->clear();
    for (const auto& info : model_registry()) {
        auto* item = new QListWidgetItem(state()->words(Message("model." + info.name)) + '\n' + state()->words(Message("model." + info.name + ".hint")), models_);
        item->setToolTip(state()->words(Message("model." + info.name + ".hint")));
        if (queue_->live().running && queue_->live().request.model == info.name) item->setIcon(icon("play", Ink::accent));
    }
    models_->setCurrentRow(std::max(0, row));
    models_count_->setText(tr("%n models", nullptr, static_cast<int>(model_registry().size())));
}

void TrainingPage::modelChosen() {
    const ModelInfo* info = model();
    if (!info) return;
    form_->setModel(info);
    form_title_->setText(tr("%1 settings").arg(state()->words(Message("model." + info->name))));
    task_->clear();
    for (const Task t : info->tasks)
        task_->addItem(t == Task::click ? tr("click: will it be clicked?") : t == Task::ranking ? tr("ranking: what comes first?") : tr("rating: how many stars?"), static_cast<int>(t));
    task_->setEnabled(info->tasks.size() > 1);
    allow_leakage_->setVisible(info->uses_features);
    device_->setEnabled(info->uses_devices);
    fillDevices();
}

void TrainingPage::fillDevices() {
    QStringList names{tr("auto"), tr("CPU, %n threads", nullptr, std::max(1, static_cast<int>(std::thread::hardware_concurrency())))};
    for (std::size_t i = 1; i < devices_.size(); ++i) names << QString::fromStdString(devices_[i].id);
    device_->setTexts(names);
    const int chosen = device_->current();
    QString note;
    if (model() && !model()->uses_devices) note = tr("This model runs on the processor.");
    else if (chosen >= 2) note = QString::fromStdString(devices_[static_cast<std::size_t>(chosen - 1)].name) + tr(", %1 GB").arg(static_cast<double>(devices_[static_cast<std::size_t>(chosen - 1)].memory) / 1e9, 0, 'f', 1);
    else if (!devices_.empty()) note = QString::fromStdString(devices_[0].name) + tr(", %1 GB").arg(static_cast<double>(devices_[0].memory) / 1e9, 0, 'f', 1) + (devices_.size() == 1 ? tr("; no GPU found") : QString());
    device_note_->setText(note);
}

void TrainingPage::splitEdited() {
    if (!state()->table()) return;
    const std::string text = split_->currentText().toStdString();
    const auto table = state()->table();
    const std::uint64_t seed = seed_->text().toULongLong();
    ++pending_;
    state()->jobs()->run<SplitPicture>(
        tr("Drawing the split"), this, [=](const JobContext&) { return picture_of(text, *table, seed); },
        [this](Result<SplitPicture> picture) {
            pending_ = 0;
            split_error_->setVisible(!picture);
            split_bar_->setVisible(picture.ok());
            if (picture) split_bar_->setPicture(*picture);
            else split_error_->setText(this->state()->words(picture.error().message));
        },
        "split", false);
}

TrainRequest TrainingPage::request() const {
    TrainRequest r;
    r.model = model() ? model()->name : "";
    r.settings = form_->changed();
    r.task = static_cast<Task>(task_->currentData().toInt());
    r.split = split_->currentText().toStdString();
    r.seed = seed_->text().toULongLong();
    const int device = device_->current();
    r.device = device <= 0 ? "auto" : device == 1 ? "cpu" : devices_[static_cast<std::size_t>(device - 1)].id;
    r.allow_leakage = allow_leakage_->isChecked();
    r.where = state()->sliceCondition();
    return r;
}

void TrainingPage::start() {
    error_->hide();
    if (!state()->table()) return emit navigate("data");
    if (const auto good = form_->check(); !good) {
        error_->setText(state()->words(good.error().message));
        error_->show();
        return;
    }
    bool number = false;
    seed_->text().toULongLong(&number);
    if (!number) {
        error_->setText(tr("The seed is \"%1\"; it must be a whole number from 0.").arg(seed_->text()));
        error_->show();
        return;
    }
    queue_->add(request());
}

void TrainingPage::showLive() {
    const auto& live = queue_->live();
    const auto& p = live.progress;
    const QString name = live.request.model.empty() ? QString() : state()->words(Message("model." + live.request.model));
    live_title_->setText(name.isEmpty() ? tr("Live curves") : tr("%1, epoch %2 of %3").arg(name).arg(p.epoch).arg(std::max(p.epochs, p.epoch)));
    live_hint_->setText(live.running ? (live.paused ? tr("paused") : tr("training in the background")) : name.isEmpty() ? tr("They are drawn while a model trains") : p.stopped_early ? tr("stopped early: no better for a while") : tr("finished"));
    pause_->setEnabled(live.running);
    cancel_->setEnabled(live.running);
    pause_->setText(live.paused ? tr("Resume") : tr("Pause"));
    start_->setText(live.running ? tr("Add to the queue") : tr("Start training"));
    waiting_->setText(tr("Queue (%1)").arg(queue_->waiting()));
    waiting_->setVisible(queue_->waiting() > 0);
    const auto measures = measures_of(live.curves);
    std::string loss, metric;
    for (const auto& m : measures) {
        if (m == "log_loss" || m == "loss") loss = m;
        if (m == "auc" || m == "ndcg@10") metric = m;
    }
    const bool any = !loss.empty() || !metric.empty();
    loss_->setVisible(any);
    metric_->setVisible(any);
    if (any) {
        loss_->setSeries(curve_series(live.curves, loss.empty() ? "log_loss" : loss, p));
        metric_->setSeries(curve_series(live.curves, metric.empty() ? "auc" : metric, p));
    }
    const QString none = QString::fromUtf8("—");
    rate_->setText(p.samples_per_second > 0 ? tr("%1 k rows/s").arg(p.samples_per_second / 1000, 0, 'f', 1) : none);
    const double done = p.epochs > 0 ? (p.epoch + p.epoch_fraction) / p.epochs : 0;
    time_->setText(p.seconds > 0 ? clock(p.seconds) + (live.running && done > 0.02 ? tr(" • %1 left").arg(clock(p.seconds * (1 - done) / done)) : QString()) : none);
    best_->setText(p.best_epoch >= 0 ? tr("%1, epoch %2").arg(p.best_value, 0, 'f', 4).arg(p.best_epoch) : none);
    stop_->setText(live.running && p.best_epoch >= 0 ? tr("in %n epochs unless better", nullptr, p.patience_left) : none);
}

void TrainingPage::showRun(std::int64_t id) {
    shown_run_ = id;
    Picked picked = state()->picked();
    picked.model = id;
    state()->pick(picked);
    emit detailsChanged();
}

QWidget* TrainingPage::details() {
    if (shown_run_ == 0) return nullptr;
    for (const auto& m : state()->models())
        if (m.id == shown_run_) return model_details(state(), m, [this](std::int64_t id) { queue_->resumeRun(id); });
    return nullptr;
}

void TrainingPage::compareChosen() {
    const auto ids = board_->chosen();
    if (ids.size() != 2) return;
    const std::string path = state()->workspacePath().toStdString();
    const auto table = state()->table();
    state()->jobs()->run<Metric>(
        tr("Comparing two models"), this,
        [=](const JobContext& job) -> Result<Metric> {
            ADSCOPE_ASSIGN(a, Scorer::load(path, ids[0], table));
            ADSCOPE_ASSIGN(b, Scorer::load(path, ids[1], table));
            return compare_auc(*a, *b, "test", 1000, 1, job);
        },
        [this, ids](Result<Metric> m) {
            if (!m) {
                error_->setText(this->state()->words(m.error().message));
                error_->show();
                return;
            }
            const bool real = m->low > 0 || m->high < 0;
            const auto number = [&](double v) { return QString::fromStdString(format_number(v, NumberFormat::number, this->state()->language())); };
            board_hint_->setText(tr("AUC of run %1 minus run %2: %3, 95 % %4 to %5 (paired bootstrap by user): %6")
                                     .arg(ids[0]).arg(ids[1]).arg(number(m->value), number(m->low), number(m->high), real ? tr("a real difference") : tr("within noise")));
        });
}

void TrainingPage::exportOrRemove(const QPoint& at) {
    const QModelIndex index = table_->indexAt(at);
    if (!index.isValid()) return;
    const qint64 id = index.data(LeaderboardModel::IdRole).toLongLong();
    QMenu menu(this);
    auto* explain = menu.addAction(tr("Explain"));
    auto* diversity = menu.addAction(tr("Diversity"));
    auto* recommend = menu.addAction(tr("Recommend"));
    menu.addSeparator();
    auto* again = menu.addAction(tr("Settings into the form"));
    auto* remove = menu.addAction(tr("Remove run %1").arg(id));
    QAction* chosen = menu.exec(table_->viewport()->mapToGlobal(at));
    if (chosen == explain || chosen == diversity || chosen == recommend) {
        showRun(id);
        emit navigate(chosen == explain ? "explain" : chosen == diversity ? "diversity" : "recommend");
    } else if (chosen == again) {
        for (const auto& m : state()->models())
            if (m.id == id) {
                chooseModel(m.model);
                form_->setValues(m.settings);
            }
    } else if (chosen == remove) {
        const std::string path = state()->workspacePath().toStdString();
        struct Removed {};
        state()->jobs()->run<Removed>(
            tr("Removing a run"), this,
            [=](const JobContext&) -> Result<Removed> {
                ADSCOPE_ASSIGN(w, Workspace::open(path));
                ADSCOPE_TRY(models_repository::remove(w, id));
                return Removed{};
            },
            [this](Result<Removed> r) {
                if (!r) {
                    error_->setText(this->state()->words(r.error().message));
                    error_->show();
                }
                this->state()->reloadModels();
            });
    }
}

void TrainingPage::refresh() {
    board_->reload();
    fillModels();
    splitEdited();
    showLive();
    if (!devices_listed_) {
        devices_listed_ = true;
        struct Listed { std::vector<DeviceInfo> devices; };
        state()->jobs()->run<Listed>(
            tr("Looking for devices"), this, [](const JobContext&) { return Result<Listed>(Listed{list_devices()}); },
            [this](Result<Listed> l) {
                if (l) devices_ = l->devices;
                fillDevices();
            },
            "devices", false);
    }
    const bool open = state()->table() != nullptr;
    start_->setEnabled(true);
    subtitle_->setText(open ? tr("%1 events, slice: %2").arg(QLocale().toString(static_cast<qlonglong>(state()->sliceCount())), state()->sliceText()) : tr("Open a workspace first: Start takes you to Data"));
}

void TrainingPage::retranslate() {
    title_->setText(pageTitle());
    models_title_->setText(tr("Model"));
    models_hint_->setText(tr("When to use each one"));
    models_->setAccessibleName(tr("Model"));
    form_hint_->setText(tr("Defaults kept unless marked ●"));
    task_label_->setText(tr("Task"));
    seed_label_->setText(tr("Seed"));
    allow_leakage_->setText(tr("Train even if a feature gives the answer away"));
    split_label_->setText(tr("Split"));
    split_->setToolTip(tr("time: shares in time order; field:NAME:FROM_VALID,FROM_TEST; random, user: shares; leave-one-out; column: the log's own"));
    split_->setAccessibleName(tr("Split"));
    device_label_->setText(tr("Device"));
    cancel_->setText(tr("Cancel"));
    rate_label_->setText(tr("Now"));
    time_label_->setText(tr("Elapsed • left"));
    best_label_->setText(tr("Best"));
    stop_label_->setText(tr("Early stop"));
    board_title_->setText(tr("Leaderboard"));
    board_hint_->setText(tr("test part; 95 % intervals by bootstrap over users; right-click for more"));
    compare_->setText(tr("Compare 2 ticked"));
    compare_->setEnabled(board_->chosen().size() == 2);
    for (auto* c : {loss_, metric_}) c->retranslate();
    fillModels();
    form_->retranslate();
    const int task = task_->currentIndex();
    modelChosen();
    task_->setCurrentIndex(std::max(0, task));
    showLive();
}

bool TrainingPage::settled() const { return pending_ == 0 && loss_->settled() && metric_->settled(); }

}  // namespace adscope::ui
