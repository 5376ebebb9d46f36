#include "ui/pages/home/home_page.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

HomePage::HomePage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 0, 0);
    column->setSpacing(14);
    buildHead(column);
    empty_ = new EmptyState("data");
    empty_->setMaximumHeight(330);
    empty_sample_ = empty_->addButton(ButtonKind::primary);
    empty_import_ = empty_->addButton();
    empty_open_ = empty_->addButton();
    empty_sample_->setObjectName("emptySample");

    auto* content = new QWidget;
    auto* all = new QVBoxLayout(content);
    all->setContentsMargins(0, 0, 16, 16);
    all->setSpacing(16);
    area_ = new StatefulArea(state, buildContent(), empty_);
    area_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    all->addWidget(area_);
    all->addWidget(buildLower(), 1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);  // setWidget turns it on
    column->addWidget(scroll, 1);

    const auto open = [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open a workspace"), {}, tr("Workspaces (*.adscope);;All files (*)"));
        if (!path.isEmpty()) this->state()->openWorkspace(path);
    };
    for (auto* b : {sample_, empty_sample_}) connect(b, &QPushButton::clicked, state, &AppState::openSample);
    for (auto* b : {import_, empty_import_}) connect(b, &QPushButton::clicked, this, [this] { emit navigate("data/import"); });
    for (auto* b : {open_, empty_open_}) connect(b, &QPushButton::clicked, this, open);
    connect(steps_, &StepsCard::chosen, this, &Page::navigate);
    connect(attention_, &AttentionCard::chosen, this, &Page::navigate);
    area_->showEmpty();
}

void HomePage::buildHead(QVBoxLayout* column) {
    head_ = new PageHead;
    sample_ = push_button(ButtonKind::outline, false, {}, this);
    open_ = push_button(ButtonKind::outline, false, {}, this);
    import_ = push_button(ButtonKind::primary, false, "plus", this);
    sample_->setObjectName("openSample");
    open_->setObjectName("openWorkspace");
    import_->setObjectName("importLog");
    head_->setContentsMargins(0, 0, 16, 0);
    for (auto* b : {sample_, open_, import_}) head_->add(b);
    column->addWidget(head_);
}

QWidget* HomePage::buildContent() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    for (int i = 0; i < HealthCount; ++i) {
        auto* card = new KpiCard;
        card->setObjectName(QString("health.%1").arg(i));
        row->addWidget(card, 1);
        health_.push_back(card);
    }
    column->addLayout(row);
    steps_ = new StepsCard;
    column->addWidget(steps_);
    connect(health_[Warnings], &QAbstractButton::clicked, this, [this] { attention_->setFocus(); });
    return content;
}

QWidget* HomePage::buildLower() {
    auto* lower = new QWidget;
    auto* row = new QHBoxLayout(lower);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    recents_card_ = new Card;
    recents_card_->setMinimumHeight(280);
    recents_filter_ = new QLineEdit;
    recents_filter_->setFixedWidth(150);
    recents_filter_->setClearButtonEnabled(true);
    recents_card_->addTool(recents_filter_);
    recents_ = new RecentsModel(state(), this);
    auto* proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(recents_);
    proxy->setSortRole(RecentsModel::SortRole);
    recents_table_ = new QTableView;
    recents_table_->setObjectName("recents");
    recents_table_->setModel(proxy);
    set_up_table(recents_table_);
    recents_table_->setSelectionMode(QAbstractItemView::SingleSelection);
    recents_table_->sortByColumn(RecentsModel::Opened, Qt::DescendingOrder);
    recents_table_->installEventFilter(this);
    recents_note_ = label("hint");
    recents_card_->body()->addWidget(recents_table_, 1);
    recents_card_->body()->addWidget(recents_note_);
    const auto open = [this](const QModelIndex& i) { state()->openWorkspace(i.data(RecentsModel::PathRole).toString()); };
    connect(recents_table_, &QTableView::activated, this, open);
    connect(recents_filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        recents_->setFilter(text);
        fitRecents();
    });
    loop_card_ = new Card;
    loop_ = new LoopPicture;
    loop_card_->body()->addWidget(loop_, 1);
    loop_card_->setFixedWidth(284);
    attention_ = new AttentionCard;
    attention_->setFixedWidth(312);
    attention_->setFocusPolicy(Qt::TabFocus);
    row->addWidget(recents_card_, 1);
    row->addWidget(loop_card_);
    row->addWidget(attention_);
    return lower;
}

bool HomePage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == recents_table_ && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &HomePage::fitRecents, Qt::QueuedConnection);
    return Page::eventFilter(watched, event);
}

void HomePage::fitRecents() {
    auto* head = recents_table_->horizontalHeader();
    // At most kMost rows: measuring them is quick.
    for (int column = RecentsModel::Period; column < RecentsModel::ColumnCount; ++column) recents_table_->resizeColumnToContents(column);
    head->setSectionResizeMode(RecentsModel::Name, QHeaderView::Stretch);
    // In a narrow window the interval and the model give way; the head's menu brings them back.
    const bool narrow = recents_table_->width() < 600;
    recents_table_->setColumnHidden(RecentsModel::Interval, narrow);
    recents_table_->setColumnHidden(RecentsModel::Model, narrow);
    const int shown = recents_->rowCount();
    recents_note_->setText(
        tr("%1 of %2 shown; a grey CTR has under 30 impressions or 5 clicks").arg(shown).arg(state()->recents()->list().size()));
}

// The list of recent workspaces shows the interval that the card shows: the wider of Wilson's and the one by users.
void HomePage::keepCtr() {
    const auto rate = figures_.head.metrics.find(Measure::ctr);
    if (rate == figures_.head.metrics.end()) return;
    state()->recents()->setCtr(state()->workspacePath(), rate->second);
    recents_->reload();
    fitRecents();
}

void HomePage::refresh() {
    recents_->reload();
    fitRecents();
    showSubtitle();
    const bool open = state()->table() != nullptr;
    loop_card_->setVisible(open);
    attention_->setVisible(open);
    if (open) start();
    else {
        has_figures_ = false;
        job_ = 0;
        area_->showEmpty();
    }
}

void HomePage::start() {
    job_ = state()->jobs()->run<HomeFigures>(
        tr("Looking at the workspace"), this,
        [path = state()->workspacePath().toStdString(), table = state()->table(), rows = state()->sliceRows(),
         models = state()->models()](const JobContext& job) { return home_figures(path, *table, rows.get(), models, job); },
        [this](Result<HomeFigures> figures) {
            job_ = 0;
            if (!figures) return area_->showFailed(figures.error());
            figures_ = std::move(*figures);
            has_figures_ = true;
            if (state()->slice().isEmpty()) keepCtr();
            showFigures();
            area_->showDone();
        },
        "home", false);
    if (!has_figures_) area_->showWorking(job_, tr("Looking at the workspace"), false);
}

void HomePage::showFigures() {
    showHealth();
    showSteps();
    showLoop();
    showAttention();
    showSubtitle();
}

void HomePage::showSubtitle() {
    if (!state()->table()) return head_->setSmall(tr("Open the sample, a workspace, or import a log"));
    QString text = state()->workspaceName();
    if (has_figures_ && !figures_.sources.empty()) text += tr(" · last import %1").arg(ago_text(figures_.sources.front().imported_at));
    head_->setSmall(text);
}

void HomePage::retranslate() {
    head_->setTitle(pageTitle());
    sample_->setText(tr("Open the sample campaign"));
    open_->setText(tr("Open a workspace…"));
    import_->setText(tr("Import a log"));
    empty_->setWords(
        tr("No workspace is open"),
        tr("A workspace is one file that holds a campaign's log, models and reports. Begin with the sample, or with a log of your own."));
    empty_sample_->setText(sample_->text());
    empty_import_->setText(import_->text());
    empty_open_->setText(open_->text());
    area_->retranslate();
    recents_card_->setTitle(tr("Recent workspaces"));
    recents_filter_->setPlaceholderText(tr("Find"));
    recents_filter_->setAccessibleName(tr("Find a recent workspace"));
    recents_table_->setAccessibleName(recents_card_->title());
    loop_card_->setTitle(tr("The loop"));
    loop_card_->setSubtitle(tr("clicks come back as new events"));
    attention_->setTitle(tr("Needs a look"));
    steps_->setTitle(tr("Five steps"));
    steps_->setSubtitle(tr("Come back to any of them at any time; what a change of the data touches is marked as out of date."));
    if (has_figures_) showFigures();
    showSubtitle();
}

}  // namespace adscope::ui
