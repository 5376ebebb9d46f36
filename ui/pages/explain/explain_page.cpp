#include "ui/pages/explain/explain_page.h"

#include <QGridLayout>
#include <QHeaderView>

#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

// The first model that can be explained: the newest done one with features, else any that scores by a history.
bool explainable(const StoredModel& m) { return m.state == "done" && (!m.recipe_json.empty() || m.model != "popularity"); }

}  // namespace

ExplainPage::ExplainPage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = page_column(this);
    column->addWidget(makeHead());
    empty_ = new EmptyState("explain", this);
    empty_button_ = empty_->addButton(ButtonKind::primary);
    connect(empty_button_, &QPushButton::clicked, this,
            [this] { emit navigate(this->state()->table() ? QStringLiteral("training") : QStringLiteral("data")); });
    area_ = new StatefulArea(state, makeContent(), empty_, this);
    column->addWidget(area_, 1);
    retranslate();
}

QString ExplainPage::pageTitle() const { return tr("Explain"); }

QWidget* ExplainPage::makeHead() {
    head_ = new PageHead;
    user_label_ = label("secondary");
    ad_label_ = label("secondary");
    model_label_ = label("secondary");
    user_ = new EntityPicker(state(), EntityPicker::Kind::user, head_);
    user_->setObjectName("user");
    ad_ = new EntityPicker(state(), EntityPicker::Kind::ad, head_);
    ad_->setObjectName("ad");
    model_ = new ModelChoice;
    model_->setObjectName("model");
    user_->setFixedWidth(150);
    ad_->setMinimumWidth(200);
    ad_->setMaximumWidth(260);
    model_->setMinimumWidth(180);
    model_->setMaximumWidth(240);
    head_->add(user_label_, user_);
    head_->add(ad_label_, ad_);
    head_->add(model_label_, model_);
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
    return head_;
}

QWidget* ExplainPage::makeContent() {
    const auto [scroll, body] = scroll_body(this);
    auto* grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    waterfall_ = new ChartCard(state(), body);
    waterfall_->setMinimumHeight(380);
    words_card_ = new Card(body);
    sentence_ = text_label({}, words_card_);
    auto* numbers = new QGridLayout;
    numbers->setHorizontalSpacing(24);
    numbers->setVerticalSpacing(0);
    prediction_note_ = label("heading", words_card_);
    rank_note_ = label("heading", words_card_);
    prediction_ = label("kpi", words_card_);
    rank_ = label("kpi", words_card_);
    numbers->addWidget(prediction_note_, 0, 0);
    numbers->addWidget(rank_note_, 0, 1);
    numbers->addWidget(prediction_, 1, 0);
    numbers->addWidget(rank_, 1, 1);
    numbers->setColumnStretch(1, 1);
    words_card_->body()->addLayout(numbers);
    words_card_->body()->addWidget(sentence_);
    words_card_->body()->addStretch(1);
    table_card_ = new TableCard(state(), body);
    table_card_->setMinimumHeight(240);
    table_model_ = new DataTableModel(this);
    table_card_->view()->setModel(table_model_);
    table_card_->view()->setSortingEnabled(true);
    table_card_->view()->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    grid->addWidget(waterfall_, 0, 0, 2, 1);
    grid->addWidget(words_card_, 0, 1);
    grid->addWidget(makeTrust(), 1, 1);
    grid->addWidget(table_card_, 2, 0, 1, 2);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    grid->setRowStretch(0, 2);
    grid->setRowStretch(1, 2);
    grid->setRowStretch(2, 3);
    return scroll;
}

QWidget* ExplainPage::makeTrust() {
    trust_card_ = new Card(this);
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    for (int i = 0; i < 5; ++i) {
        trust_names_[i] = label("small", trust_card_);
        trust_values_[i] = label({}, trust_card_);
        trust_values_[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(trust_names_[i], i, 0);
        grid->addWidget(trust_values_[i], i, 1);
    }
    background_label_ = label("small", trust_card_);
    background_ = new QComboBox(trust_card_);
    background_->setObjectName("background");
    for (const int n : {50, 100, 200, 500, 1000}) background_->addItem(QString::number(n), n);
    background_->setCurrentIndex(1);
    background_label_->setBuddy(background_);
    connect(background_, &QComboBox::activated, this, [this] { start(); });
    grid->addWidget(background_label_, 5, 0);
    grid->addWidget(background_, 5, 1);
    auto* verdict = new QHBoxLayout;
    verdict_ = label("badgeGood", trust_card_);
    verdict_text_ = text_label("small", trust_card_);
    verdict->addWidget(verdict_, 0, Qt::AlignTop);
    verdict->addWidget(verdict_text_, 1);
    trust_card_->body()->addLayout(grid);
    trust_card_->body()->addLayout(verdict);
    trust_card_->body()->addStretch(1);
    return trust_card_;
}

void ExplainPage::retranslate() {
    head_->setTitle(pageTitle());
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
    words_card_->setTitle(tr("In one sentence"));
    trust_card_->setTitle(tr("How far to trust it"));
    trust_card_->setSubtitle(tr("errors of this explanation, with their limits"));
    background_label_->setText(tr("Background, rows"));
    background_->setAccessibleName(background_label_->text());
    background_->setToolTip(tr("More rows make the base rate steadier and the explanation slower."));
    waterfall_->retranslate();
    table_card_->retranslate();
    if (data_) showData();
}

void ExplainPage::fillModels() {
    const auto has_features = [](const StoredModel& m) {
        return !m.recipe_json.empty() && m.recipe_json != "{}" && m.recipe_json != "null" && m.task == "click";
    };
    model_->fill(state(), explainable, has_features);
}

void ExplainPage::setEmptyWords() {
    const bool events = state()->table() != nullptr;
    empty_->setWords(tr("No model to explain yet"),
                     events ? tr("Train a model with features, or a factor model; then every prediction can be taken apart here.")
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
    if (model_->empty()) {
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
    if (!state()->table() || model_->empty()) return;
    running_ = true;
    waterfall_->setStale(data_ != nullptr);
    const std::int64_t model = chosenModel();
    state()->withScorer(model, this, [this, model](Result<ScorerPtr> scorer) {
        if (model != chosenModel()) return;  // another one was chosen since
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
    const QString ad =
        QString::fromStdString(d.ad_key) + (d.ad_title.empty() ? QString() : QStringLiteral(" · ") + QString::fromStdString(d.ad_title));
    user_->setShown(d.user, QString::fromStdString(d.user_key));
    ad_->setShown(d.ad, ad);
    waterfall_->setSeries(d.waterfall);
    sentence_->setText(state()->words(d.sentence));
    prediction_note_->setText(probability ? tr("Predicted CTR") : tr("Score"));
    prediction_->setText(number_text(e.prediction, probability ? NumberFormat::percent : NumberFormat::number, w));
    rank_note_->setText(tr("Rank of %1 candidates").arg(count(static_cast<std::int64_t>(d.candidates))));
    rank_->setText(d.rank ? count(static_cast<std::int64_t>(d.rank)) : QString::fromUtf8("—"));
    // Errors of probabilities in percentage points.
    const auto error = [&](double v) {
        return QString::number(probability ? v * 100 : v, 'g', 2) + (probability ? tr(" points") : QString());
    };
    const QString method = e.method == "shap"          ? tr("exact SHAP")
                           : e.method == "kernel-shap" ? tr("KernelSHAP")
                                                       : tr("exact parts of past actions");
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
    verdict_text_->setText(d.holds() ? tr("The parts add up to the prediction within the limit.")
                                     : tr("The parts do not add up to the prediction: read them as a hint. A larger background helps."));
    const bool history = e.method == "history";
    background_->setEnabled(!history);
    background_label_->setEnabled(!history);
    table_model_->setTable(d.table, w);
    table_card_->setTable(d.table);
    auto* header = table_card_->view()->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
}

}  // namespace adscope::ui
