#include "ui/pages/explain/explain_page.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

QLabel* text_label(QWidget* parent, const char* role, bool wrap = false) {
    auto* label = new QLabel(parent);
    label->setProperty("role", role);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(wrap);
    return label;
}

QFrame* card(QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setProperty("role", "card");
    return frame;
}

// The first model that can be explained: the newest done one with features, else any that scores by a history.
bool explainable(const StoredModel& m) { return m.state == "done" && (!m.recipe_json.empty() || m.model != "popularity"); }

}  // namespace

ExplainPage::ExplainPage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(12);
    column->addWidget(makeHead());
    empty_ = new EmptyState("explain", this);
    empty_button_ = empty_->addButton(ButtonKind::primary);
    connect(empty_button_, &QPushButton::clicked, this, [this] { emit navigate(this->state()->table() ? QStringLiteral("training") : QStringLiteral("data")); });
    area_ = new StatefulArea(state, makeContent(), empty_, this);
    column->addWidget(area_, 1);
    retranslate();
}

QString ExplainPage::pageTitle() const { return tr("Explain"); }

QWidget* ExplainPage::makeHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    title_ = text_label(head, "pageTitle");
    user_label_ = text_label(head, "secondary");
    ad_label_ = text_label(head, "secondary");
    model_label_ = text_label(head, "secondary");
    user_ = new EntityPicker(state(), EntityPicker::Kind::user, head);
    user_->setObjectName("user");
    ad_ = new EntityPicker(state(), EntityPicker::Kind::ad, head);
    ad_->setObjectName("ad");
    model_ = new QComboBox(head);
    model_->setObjectName("model");
    user_->setFixedWidth(150);
    ad_->setMinimumWidth(140);
    ad_->setMaximumWidth(260);
    model_->setMinimumWidth(150);
    model_->setMaximumWidth(240);
    user_label_->setBuddy(user_);
    ad_label_->setBuddy(ad_);
    model_label_->setBuddy(model_);
    row->addWidget(title_);
    row->addSpacing(12);
    row->addWidget(user_label_);
    row->addWidget(user_);
    row->addSpacing(4);
    row->addWidget(ad_label_);
    row->addWidget(ad_, 1);
    row->addSpacing(4);
    row->addWidget(model_label_);
    row->addWidget(model_, 1);
    row->addStretch(1);
    connect(user_, &EntityPicker::picked, this, [this](quint32 code) {
        user_code_ = code;
        Picked p = state()->picked();
        p.user = code;
        state()->pick(p);
        start();
    });
    connect(ad_, &EntityPicker::picked, this, [this](quint32 code) {
        ad_code_ = code;
        Picked p = state()->picked();
        p.ad = code;
        state()->pick(p);
        start();
    });
    connect(model_, &QComboBox::activated, this, [this] {
        Picked p = state()->picked();
        p.model = chosenModel();
        state()->pick(p);
        start();
    });
    return head;
}

QWidget* ExplainPage::makeContent() {
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* body = new QWidget(scroll);
    body->setObjectName("pageBody");
    auto* grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    waterfall_ = new ChartCard(state(), body);
    waterfall_->setMinimumHeight(380);
    auto* words_card = card(body);
    auto* column = new QVBoxLayout(words_card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    sentence_title_ = text_label(words_card, "cardTitle");
    sentence_ = text_label(words_card, "", true);
    sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* numbers = new QGridLayout;
    numbers->setHorizontalSpacing(24);
    numbers->setVerticalSpacing(0);
    prediction_note_ = text_label(words_card, "heading");
    rank_note_ = text_label(words_card, "heading");
    prediction_ = text_label(words_card, "kpi");
    rank_ = text_label(words_card, "kpi");
    numbers->addWidget(prediction_note_, 0, 0);
    numbers->addWidget(rank_note_, 0, 1);
    numbers->addWidget(prediction_, 1, 0);
    numbers->addWidget(rank_, 1, 1);
    numbers->setColumnStretch(1, 1);
    column->addWidget(sentence_title_);
    column->addLayout(numbers);
    column->addWidget(sentence_);
    column->addStretch(1);
    table_card_ = new TableCard(state(), body);
    table_card_->setMinimumHeight(240);
    table_model_ = new DataTableModel(this);
    table_card_->view()->setModel(table_model_);
    table_card_->view()->setSortingEnabled(true);
    table_card_->view()->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    grid->addWidget(waterfall_, 0, 0, 2, 1);
    grid->addWidget(words_card, 0, 1);
    grid->addWidget(makeTrust(), 1, 1);
    grid->addWidget(table_card_, 2, 0, 1, 2);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    grid->setRowStretch(0, 2);
    grid->setRowStretch(1, 2);
    grid->setRowStretch(2, 3);
    scroll->setWidget(body);
    return scroll;
}

QWidget* ExplainPage::makeTrust() {
    auto* frame = card(this);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(4);
    trust_title_ = text_label(frame, "cardTitle");
    trust_subtitle_ = text_label(frame, "subtitle", true);
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    for (int i = 0; i < 5; ++i) {
        trust_names_[i] = text_label(frame, "small");
        trust_values_[i] = text_label(frame, "");
        trust_values_[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(trust_names_[i], i, 0);
        grid->addWidget(trust_values_[i], i, 1);
    }
    background_label_ = text_label(frame, "small");
    background_ = new QComboBox(frame);
    background_->setObjectName("background");
    for (const int n : {50, 100, 200, 500, 1000}) background_->addItem(QString::number(n), n);
    background_->setCurrentIndex(1);
    background_label_->setBuddy(background_);
    connect(background_, &QComboBox::activated, this, [this] { start(); });
    grid->addWidget(background_label_, 5, 0);
    grid->addWidget(background_, 5, 1);
    auto* verdict = new QHBoxLayout;
    verdict_ = text_label(frame, "badgeGood");
    verdict_text_ = text_label(frame, "small", true);
    verdict->addWidget(verdict_, 0, Qt::AlignTop);
    verdict->addWidget(verdict_text_, 1);
    column->addWidget(trust_title_);
    column->addWidget(trust_subtitle_);
    column->addSpacing(4);
    column->addLayout(grid);
    column->addSpacing(4);
    column->addLayout(verdict);
    column->addStretch(1);
    return frame;
}

void ExplainPage::retranslate() {
    title_->setText(pageTitle());
    area_->retranslate();
    area_->setRetry(tr("Try again"), [this] { start(); });
    setEmptyWords();
    user_label_->setText(tr("User"));
    ad_label_->setText(tr("Ad"));
    model_label_->setText(tr("Model"));
    user_->setPlaceholderText(tr("key of a user"));
    ad_->setPlaceholderText(tr("key or title of an ad"));
    user_->setAccessibleName(tr("User to explain"));
    ad_->setAccessibleName(tr("Ad to explain"));
    model_->setAccessibleName(tr("Model to explain"));
    sentence_title_->setText(tr("In one sentence"));
    trust_title_->setText(tr("How far to trust it"));
    trust_subtitle_->setText(tr("errors of this explanation, with their limits"));
    background_label_->setText(tr("Background, rows"));
    background_->setAccessibleName(background_label_->text());
    background_->setToolTip(tr("More rows make the base rate steadier and the explanation slower."));
    waterfall_->retranslate();
    table_card_->retranslate();
    if (data_) showData();
}

std::int64_t ExplainPage::chosenModel() const { return model_->currentData().toLongLong(); }

void ExplainPage::fillModels() {
    const std::int64_t before = model_->count() ? chosenModel() : 0;
    const QSignalBlocker blocker(model_);
    model_->clear();
    int first_with_features = -1, wanted = -1;
    for (const auto& m : state()->models()) {
        if (!explainable(m)) continue;
        model_->addItem(QString::fromStdString(m.name) + tr(", run %1").arg(m.id), QVariant::fromValue<qlonglong>(m.id));
        const int at = model_->count() - 1;
        if (m.id == (state()->picked().model ? state()->picked().model : before)) wanted = at;
        if (first_with_features < 0 && !m.recipe_json.empty() && m.recipe_json != "{}" && m.recipe_json != "null" && m.task == "click") first_with_features = at;
    }
    model_->setCurrentIndex(wanted >= 0 ? wanted : std::max(0, first_with_features));
}

void ExplainPage::setEmptyWords() {
    const bool events = state()->table() != nullptr;
    empty_->setWords(tr("No model to explain yet"), events ? tr("Train a model with features, or a factor model; then every prediction can be taken apart here.")
                                                           : tr("An explanation needs a log and a model that learned from it."));
    empty_->setNeeds({{tr("events"), events}, {tr("a model"), false}});
    empty_button_->setText(events ? tr("Train a model") : tr("Import a log"));
}

void ExplainPage::refresh() {
    if (workspace_ != state()->workspacePath()) {
        workspace_ = state()->workspacePath();
        data_.reset();
        user_code_ = ad_code_ = 0;
        shown_model_ = 0;
    }
    if (!state()->table()) {
        running_ = false;
        setEmptyWords();
        area_->showEmpty();
        return;
    }
    fillModels();
    if (model_->count() == 0) {
        running_ = false;
        setEmptyWords();
        area_->showEmpty();
        return;
    }
    if (state()->picked().user) user_code_ = state()->picked().user;
    if (state()->picked().ad) ad_code_ = state()->picked().ad;
    start();
}

void ExplainPage::start() {
    if (!state()->table() || model_->count() == 0) return;
    running_ = true;
    waterfall_->setStale(data_ != nullptr);
    const std::int64_t model = chosenModel();
    state()->withScorer(model, this, [this, model](Result<ScorerPtr> scorer) {
        if (model != chosenModel()) return;   // another one was chosen since
        if (!scorer) return fail(scorer.error());
        run(*scorer);
    });
}

void ExplainPage::run(const ScorerPtr& scorer) {
    const ExplainQuestion question{user_code_, ad_code_, background_->currentData().toLongLong(), 1};
    shown_model_ = scorer->stored().id;
    job_ = state()->jobs()->run<std::shared_ptr<const ExplainData>>(
        tr("Explaining"), this,
        [scorer, question](const JobContext& context) -> Result<std::shared_ptr<const ExplainData>> {
            ADSCOPE_ASSIGN(data, compute_explanation(*scorer, question, context));
            return std::shared_ptr<const ExplainData>(std::make_shared<ExplainData>(std::move(data)));
        },
        [this](Result<std::shared_ptr<const ExplainData>> result) { show(std::move(result)); }, QStringLiteral("explain"));
    show_working_later(area_, job_, tr("Explaining"), data_ != nullptr, this, [this](JobId id) { return running_ && job_ == id; });
}

void ExplainPage::fail(const Error& error) {
    running_ = false;
    waterfall_->setStale(false);
    area_->showFailed(error);
}

void ExplainPage::show(Result<std::shared_ptr<const ExplainData>> result) {
    if (!result) return fail(result.error());
    running_ = false;
    data_ = *result;
    user_code_ = data_->user;
    ad_code_ = data_->ad;
    waterfall_->setStale(false);
    showData();
    area_->showDone();
}

void ExplainPage::showData() {
    const auto& d = *data_;
    const Explanation& e = d.explanation;
    const bool probability = e.scale == "probability";
    const ChartWords w{state()->language(), {}};
    const auto count = [&](std::int64_t n) { return number_text(static_cast<double>(n), NumberFormat::integer, w); };
    const QString ad = QString::fromStdString(d.ad_key) + (d.ad_title.empty() ? QString() : QStringLiteral(" · ") + QString::fromStdString(d.ad_title));
    user_->setShown(d.user, QString::fromStdString(d.user_key));
    ad_->setShown(d.ad, ad);
    waterfall_->setSeries(d.waterfall);
    sentence_->setText(state()->words(d.sentence));
    prediction_note_->setText(probability ? tr("Predicted CTR") : tr("Score"));
    prediction_->setText(number_text(e.prediction, probability ? NumberFormat::percent : NumberFormat::number, w));
    rank_note_->setText(tr("Rank of %1 candidates").arg(count(static_cast<std::int64_t>(d.candidates))));
    rank_->setText(d.rank ? count(static_cast<std::int64_t>(d.rank)) : QString::fromUtf8("—"));
    // Errors of probabilities in percentage points.
    const auto error = [&](double v) { return QString::number(probability ? v * 100 : v, 'g', 2) + (probability ? tr(" points") : QString()); };
    const QString method = e.method == "shap" ? tr("exact SHAP") : e.method == "kernel-shap" ? tr("KernelSHAP") : tr("exact parts of past actions");
    const std::pair<QString, QString> rows[] = {{tr("Method"), method},
                                                {tr("Additivity error |f(x) − E f − Σφ|"), error(e.additivity_error)},
                                                {tr("Limit"), error(d.limit)},
                                                {tr("Rows in the background"), e.background > 0 ? count(e.background) : tr("none needed")},
                                                {tr("Time"), tr("%1 s").arg(e.seconds, 0, 'f', 2)}};
    for (int i = 0; i < 5; ++i) {
        trust_names_[i]->setText(rows[i].first);
        trust_values_[i]->setText(rows[i].second);
    }
    verdict_->setText(d.holds() ? tr("holds") : tr("rough"));
    set_role(verdict_, d.holds() ? "badgeGood" : "badgeWarn");
    verdict_text_->setText(d.holds() ? tr("The parts add up to the prediction within the limit.") : tr("The parts do not add up to the prediction: read them as a hint. A larger background helps."));
    const bool history = e.method == "history";
    background_->setEnabled(!history);
    background_label_->setEnabled(!history);
    table_model_->setTable(d.table, w);
    table_card_->setTable(d.table);
    auto* header = table_card_->view()->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
}

}  // namespace adscope::ui
