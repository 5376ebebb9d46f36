#include "ui/pages/training/train_form.h"

#include <QScrollArea>

#include "core/base/parallel.h"

namespace adscope::ui {
namespace {

constexpr const char* kSplits[] = {"time:0.8,0.1,0.1", "random:0.8,0.1,0.1", "user:0.8,0.1,0.1", "leave-one-out", "column"};

}  // namespace

TrainForm::TrainForm(AppState* state, QWidget* parent) : Card(parent), state_(state) {
    setFixedWidth(332);
    auto* scroll = new QScrollArea;
    scroll->setWidget(makeFields());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(scroll, 1);
    connect(settings_, &SettingsForm::edited, this, &TrainForm::edited);
    connect(split_, &QComboBox::currentTextChanged, this, &TrainForm::drawSplit);
    connect(seed_, &QLineEdit::editingFinished, this, &TrainForm::drawSplit);
    connect(device_, &SegmentedControl::changed, this, &TrainForm::fillDevices);
}

QWidget* TrainForm::makeFields() {
    auto* fields = new QWidget;
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(6);
    settings_ = new SettingsForm(state_);
    column->addWidget(settings_);
    addRun(column);
    column->addWidget(rule());
    addSplit(column);
    column->addWidget(rule());
    addDevice(column);
    column->addStretch(1);
    return fields;
}

void TrainForm::addRun(QVBoxLayout* column) {
    auto* grid = new QGridLayout;
    grid->setColumnStretch(0, 1);
    grid->setVerticalSpacing(6);
    task_label_ = label();
    task_ = new QComboBox;
    task_->setObjectName("task");
    connect(task_, &QComboBox::currentIndexChanged, this, [this] { task_->setToolTip(task_->currentData(Qt::ToolTipRole).toString()); });
    seed_label_ = label();
    seed_ = new QLineEdit("1");
    seed_->setObjectName("seed");
    seed_->setAlignment(Qt::AlignRight);
    recipe_label_ = label();
    recipe_ = new QComboBox;
    recipe_->setObjectName("recipe");
    connect(state_, &AppState::recipesChanged, this, &TrainForm::fillRecipes);
    int line = 0;
    for (const auto& [name, field] : {std::pair<QLabel*, QWidget*>{task_label_, task_}, {recipe_label_, recipe_}, {seed_label_, seed_}}) {
        field->setMinimumWidth(140);
        name->setBuddy(field);
        grid->addWidget(name, line, 0);
        grid->addWidget(field, line++, 1);
    }
    column->addLayout(grid);
    allow_leakage_ = new QCheckBox;
    column->addWidget(allow_leakage_);
}

void TrainForm::addSplit(QVBoxLayout* column) {
    split_label_ = label("strong");
    split_ = new QComboBox;
    split_->setObjectName("split");
    split_->setEditable(true);
    split_->setInsertPolicy(QComboBox::NoInsert);
    for (const char* s : kSplits) split_->addItem(s);
    split_label_->setBuddy(split_);
    split_bar_ = new SplitBar(state_);
    split_error_ = text_label("error");
    split_error_->setObjectName("splitError");
    split_error_->hide();
    for (QWidget* w : {static_cast<QWidget*>(split_label_), static_cast<QWidget*>(split_), static_cast<QWidget*>(split_bar_),
                       static_cast<QWidget*>(split_error_)})
        column->addWidget(w);
}

void TrainForm::addDevice(QVBoxLayout* column) {
    device_label_ = label("strong");
    device_ = new SegmentedControl(nullptr, true);
    device_note_ = text_label("subtitle");
    column->addWidget(device_label_);
    column->addWidget(device_, 0, Qt::AlignLeft);
    column->addWidget(device_note_);
}

void TrainForm::setModel(const ModelInfo* model) {
    if (!model) return;
    model_ = model;
    settings_->setModel(model);
    task_->clear();
    for (const Task t : model->tasks) task_->addItem(QString(), static_cast<int>(t));
    task_->setEnabled(model->tasks.size() > 1);
    for (QWidget* w : {static_cast<QWidget*>(allow_leakage_), static_cast<QWidget*>(recipe_label_), static_cast<QWidget*>(recipe_)})
        w->setVisible(model->uses_features);
    device_->setEnabled(model->uses_devices);
    retranslate();
}

void TrainForm::fillTasks() {
    for (int i = 0; i < task_->count(); ++i) {
        const Task t = static_cast<Task>(task_->itemData(i).toInt());
        task_->setItemText(i, t == Task::click ? tr("click") : t == Task::ranking ? tr("ranking") : tr("rating"));
        const QString meaning = t == Task::click     ? tr("click: will it be clicked?")
                                : t == Task::ranking ? tr("ranking: what comes first?")
                                                     : tr("rating: how many stars?");
        task_->setItemData(i, meaning, Qt::ToolTipRole);
    }
    task_->setToolTip(task_->currentData(Qt::ToolTipRole).toString());
}

void TrainForm::fillRecipes() {
    const QString chosen = recipe_->currentData().toString();
    recipe_->clear();
    recipe_->addItem(tr("standard"), QString());
    for (const auto& r : state_->recipes()) {
        const QString name = QString::fromStdString(r.label());
        recipe_->addItem(name, name);
    }
    recipe_->setCurrentIndex(std::max(0, recipe_->findData(chosen)));
}

void TrainForm::fillDevices() {
    QStringList names{tr("auto"), tr("CPU, %n threads", nullptr, thread_count())};
    for (std::size_t i = 1; i < devices_.size(); ++i) names << QString::fromStdString(devices_[i].id);
    device_->setTexts(names);
    const auto named = [&](std::size_t i) {
        return QString::fromStdString(devices_[i].name) + tr(", %1 GB").arg(static_cast<double>(devices_[i].memory) / 1e9, 0, 'f', 1);
    };
    const int chosen = device_->current();
    QString note;
    if (model_ && !model_->uses_devices) note = tr("This model runs on the processor.");
    else if (chosen >= 2) note = named(static_cast<std::size_t>(chosen - 1));
    else if (!devices_.empty()) note = named(0) + (devices_.size() == 1 ? tr("; no GPU found") : QString());
    device_note_->setText(note);
}

void TrainForm::listDevices() {
    if (std::exchange(devices_listed_, true)) return;
    struct Listed {
        std::vector<DeviceInfo> devices;
    };
    state_->jobs()->run<Listed>(
        tr("Looking for devices"), this, [](const JobContext&) { return Result<Listed>(Listed{list_devices()}); },
        [this](Result<Listed> l) {
            if (l) devices_ = l->devices;
            fillDevices();
        },
        "devices", false);
}

void TrainForm::drawSplit() {
    if (!state_->table()) return;
    const std::string text = split_->currentText().toStdString();
    const auto table = state_->table();
    const std::uint64_t seed = seed_->text().toULongLong();
    ++pending_;
    state_->jobs()->run<SplitPicture>(
        tr("Drawing the split"), this, [=](const JobContext&) { return picture_of(text, *table, seed); },
        [this](Result<SplitPicture> picture) {
            pending_ = 0;
            split_error_->setVisible(!picture);
            split_bar_->setVisible(picture.ok());
            if (picture) split_bar_->setPicture(*picture);
            else split_error_->setText(state_->words(picture.error().message));
        },
        "split", false);
}

TrainRequest TrainForm::request() const {
    TrainRequest r;
    r.model = model_ ? model_->name : "";
    r.settings = settings_->changed();
    r.task = static_cast<Task>(task_->currentData().toInt());
    r.split = split_->currentText().toStdString();
    r.seed = seed_->text().toULongLong();
    const int device = device_->current();
    r.device = device <= 0 ? "auto" : device == 1 ? "cpu" : devices_[static_cast<std::size_t>(device - 1)].id;
    r.allow_leakage = allow_leakage_->isChecked();
    r.where = state_->sliceCondition();
    const std::string label = recipe_->currentData().toString().toStdString();
    for (const auto& stored : state_->recipes())
        if (model_ && model_->uses_features && stored.label() == label)
            if (auto recipe = Recipe::from_json(stored.json)) r.recipe = std::move(*recipe);
    return r;
}

QString TrainForm::mistake() const {
    if (const auto good = settings_->check(); !good) return state_->words(good.error().message);
    bool number = false;
    seed_->text().toULongLong(&number);
    return number ? QString() : tr("The seed is \"%1\"; it must be a whole number from 0.").arg(seed_->text());
}

void TrainForm::refresh() {
    drawSplit();
    listDevices();
}

void TrainForm::retranslate() {
    if (model_) setTitle(tr("%1 settings").arg(state_->words(Message("model." + model_->name))));
    setSubtitle(tr("Defaults kept unless marked ●"));
    task_label_->setText(tr("Task"));
    seed_label_->setText(tr("Seed"));
    recipe_label_->setText(tr("Features"));
    recipe_->setToolTip(tr("The feature recipe to train on; more are made on the page Ads, under Feature recipe"));
    allow_leakage_->setText(tr("Train even if a feature gives the answer away"));
    split_label_->setText(tr("Split"));
    split_->setToolTip(
        tr("time: shares in time order; field:NAME:FROM_VALID,FROM_TEST; random, user: shares; leave-one-out; column: the log's own"));
    split_->setAccessibleName(tr("Split"));
    device_label_->setText(tr("Device"));
    if (model_) settings_->retranslate();
    fillTasks();
    fillRecipes();
    fillDevices();
}

}  // namespace adscope::ui
