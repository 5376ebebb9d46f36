#include "ui/pages/diversity/diversity_page.h"

#include <QHBoxLayout>
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

// What a worker learns about a model before the slider can be used.
struct Measured {
    ModelDiversity diversity;
    std::shared_ptr<const AdSpace> space;
    std::vector<std::uint32_t> users;
};

}  // namespace

void DiversityPane::show(const QString& title, const QString& definition, const std::vector<std::pair<QString, QString>>& rows) {
    clearParts();
    heading(title, true);
    paragraph(definition);
    line();
    pairs(rows);
    fill();
}

DiversityPage::DiversityPage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(12);
    column->addWidget(makeHead());
    empty_ = new EmptyState("diversity", this);
    empty_button_ = empty_->addButton(ButtonKind::primary);
    connect(empty_button_, &QPushButton::clicked, this, [this] { emit navigate(this->state()->table() ? QStringLiteral("training") : QStringLiteral("data")); });
    area_ = new StatefulArea(state, makeContent(), empty_, this);
    column->addWidget(area_, 1);
    pane_ = new DiversityPane;
    pane_->hide();
    debounce_.setSingleShot(true);
    debounce_.setInterval(200);
    connect(&debounce_, &QTimer::timeout, this, &DiversityPage::startRerank);
    retranslate();
}

DiversityPage::~DiversityPage() { delete pane_; }

QString DiversityPage::pageTitle() const { return tr("Diversity"); }

QWidget* DiversityPage::makeHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    title_ = text_label(head, "pageTitle");
    small_ = text_label(head, "secondary");
    small_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    model_label_ = text_label(head, "secondary");
    model_ = new QComboBox(head);
    model_->setObjectName("model");
    model_->setMinimumWidth(180);
    model_->setMaximumWidth(280);
    model_label_->setBuddy(model_);
    row->addWidget(title_);
    row->addSpacing(4);
    row->addWidget(small_, 1);
    row->addWidget(model_label_);
    row->addWidget(model_);
    connect(model_, &QComboBox::activated, this, [this] {
        Picked p = state()->picked();
        p.model = chosenModel();
        state()->pick(p);
        start();
    });
    return head;
}

QWidget* DiversityPage::makeContent() {
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* body = new QWidget(scroll);
    body->setObjectName("pageBody");
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (int i = 0; i < 6; ++i) {
        auto* card = new FigureCard(body);
        figures_.push_back(card);
        figures->addWidget(card, 1);
        connect(card, &QAbstractButton::clicked, this, [this, i] {
            figure_ = i;
            showPane();
            emit detailsChanged();
        });
    }
    column->addLayout(figures);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(12);
    front_card_ = new ChartCard(state(), body);
    lorenz_card_ = new ChartCard(state(), body);
    for (auto* card : {front_card_, lorenz_card_}) {
        card->setMinimumHeight(270);
        charts->addWidget(card, 1);
    }
    column->addLayout(charts, 1);
    column->addWidget(makeRerank(), 1);
    scroll->setWidget(body);
    return scroll;
}

QWidget* DiversityPage::makeRerank() {
    auto* frame = new QFrame(this);
    frame->setProperty("role", "card");
    frame->setMinimumHeight(350);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    rerank_title_ = text_label(frame, "cardTitle");
    other_user_ = push_button(ButtonKind::outline, true, {}, frame);
    other_user_->setObjectName("other_user");
    user_label_ = text_label(frame, "small");
    head->addWidget(rerank_title_);
    head->addStretch(1);
    head->addWidget(user_label_);
    head->addWidget(other_user_);
    rerank_subtitle_ = text_label(frame, "subtitle", true);
    column->addLayout(head);
    column->addWidget(rerank_subtitle_);
    auto* row = new QHBoxLayout;
    row->setSpacing(20);
    auto* left = new QVBoxLayout;
    left->setSpacing(6);
    auto* lambda_row = new QHBoxLayout;
    lambda_label_ = text_label(frame, "strong");
    lambda_ = new QDoubleSpinBox(frame);
    lambda_->setObjectName("lambda");
    lambda_->setRange(0, 1);
    lambda_->setSingleStep(0.05);
    lambda_->setDecimals(2);
    lambda_->setValue(0.7);
    lambda_->setFixedWidth(76);
    lambda_row->addWidget(lambda_label_);
    lambda_row->addWidget(lambda_);
    auto* formula = text_label(frame, "hint");
    formula->setText(QString::fromUtf8("λ rel − (1 − λ) max sim"));
    lambda_row->addWidget(formula);
    lambda_row->addStretch(1);
    slider_ = new QSlider(Qt::Horizontal, frame);
    slider_->setObjectName("lambda_slider");
    slider_->setRange(0, 100);
    slider_->setMinimumHeight(24);
    slider_->setPageStep(10);
    slider_->setValue(70);
    auto* ends = new QHBoxLayout;
    less_label_ = text_label(frame, "hint");
    more_label_ = text_label(frame, "hint");
    ends->addWidget(less_label_);
    ends->addStretch(1);
    ends->addWidget(more_label_);
    exchange_title_ = text_label(frame, "heading");
    exchange_grid_ = new QGridLayout;
    exchange_grid_->setHorizontalSpacing(10);
    exchange_grid_->setVerticalSpacing(5);
    exchange_grid_->setColumnStretch(0, 1);
    for (int i = 0; i < 6; ++i) {
        std::array<QLabel*, 4> labels{text_label(frame, "small"), text_label(frame, "small"), text_label(frame, "strong"), text_label(frame, "small")};
        for (int k = 0; k < 4; ++k) exchange_grid_->addWidget(labels[static_cast<std::size_t>(k)], i, k, k == 0 || k == 3 ? Qt::AlignLeft : Qt::AlignRight);
        exchange_rows_.push_back(labels);
    }
    exchange_grid_->setColumnMinimumWidth(3, 58);
    note_ = text_label(frame, "hint", true);
    left->addLayout(lambda_row);
    left->addWidget(slider_);
    left->addLayout(ends);
    left->addSpacing(4);
    left->addWidget(exchange_title_);
    left->addLayout(exchange_grid_);
    left->addWidget(note_);
    left->addStretch(1);
    auto* left_box = new QWidget(frame);
    left_box->setLayout(left);
    left->setContentsMargins(0, 0, 0, 0);
    left_box->setFixedWidth(300);
    lists_ = new RerankView(frame);
    row->addWidget(left_box);
    row->addWidget(lists_, 1);
    column->addLayout(row, 1);
    connect(slider_, &QSlider::valueChanged, this, [this](int v) { setLambda(v / 100.0, false); });
    connect(slider_, &QSlider::sliderReleased, this, [this] { setLambda(slider_->value() / 100.0, true); });
    connect(lambda_, &QDoubleSpinBox::valueChanged, this, [this](double v) { setLambda(v, false); });
    connect(other_user_, &QPushButton::clicked, this, [this] {
        if (users_.empty()) return;
        user_ = (user_ + 1) % users_.size();
        startRerank();
    });
    return frame;
}

void DiversityPage::setLambda(double lambda, bool now) {
    const QSignalBlocker a(slider_), b(lambda_);
    slider_->setValue(static_cast<int>(std::lround(lambda * 100)));
    lambda_->setValue(lambda);
    if (rerank_ && std::abs(rerank_->lambda - lambda) < 1e-9 && !reranking_) return;
    if (now) {
        debounce_.stop();
        startRerank();
    } else {
        debounce_.start();
    }
}

void DiversityPage::retranslate() {
    title_->setText(pageTitle());
    area_->retranslate();
    area_->setRetry(tr("Try again"), [this] { start(); });
    setEmptyWords();
    model_label_->setText(tr("Model"));
    model_->setAccessibleName(tr("Model to measure"));
    rerank_title_->setText(tr("Live re-ranking (MMR)"));
    lambda_label_->setText(QString::fromUtf8("λ"));
    lambda_->setAccessibleName(tr("Lambda: weight of relevance against diversity"));
    slider_->setAccessibleName(lambda_->accessibleName());
    less_label_->setText(tr("0 diverse"));
    more_label_->setText(tr("1 relevant"));
    other_user_->setText(tr("Other user"));
    note_->setText(tr("Green row: new in the list; stub: gone. Blue line: moved up."));
    front_card_->retranslate();
    lorenz_card_->retranslate();
    if (shown()) {
        showFigures();
        showFront();
    }
    if (rerank_) showRerank();
}

const ModelDiversity* DiversityPage::shown() const {
    const auto found = known_.find(scorer_ ? scorer_->stored().id : -1);
    return found == known_.end() ? nullptr : &found->second;
}

void DiversityPage::fillModels() {
    const std::int64_t before = model_->count() ? chosenModel() : 0;
    const std::int64_t wanted = state()->picked().model ? state()->picked().model : before;
    const QSignalBlocker blocker(model_);
    model_->clear();
    int at = -1, ranking = -1;
    for (const auto& m : state()->models()) {
        if (m.state != "done") continue;
        model_->addItem(QString::fromStdString(m.name) + tr(", run %1").arg(m.id), QVariant::fromValue<qlonglong>(m.id));
        if (m.id == wanted) at = model_->count() - 1;
        if (ranking < 0 && m.task == "ranking") ranking = model_->count() - 1;
    }
    model_->setCurrentIndex(at >= 0 ? at : std::max(0, ranking));
}

void DiversityPage::setEmptyWords() {
    const bool events = state()->table() != nullptr;
    empty_->setWords(tr("No lists to measure yet"), tr("Diversity is measured on the lists that a trained model recommends."));
    empty_->setNeeds({{tr("events"), events}, {tr("a model"), false}});
    empty_button_->setText(events ? tr("Train a model") : tr("Import a log"));
}

void DiversityPage::refresh() {
    if (workspace_ != state()->workspacePath() || table_ != state()->table()) {
        workspace_ = state()->workspacePath();
        table_ = state()->table();
        known_.clear();
        unmeasurable_.clear();
        scorer_.reset();
        base_.reset();
        rerank_.reset();
        users_.clear();
        user_ = 0;
    }
    if (!table_) {
        setEmptyWords();
        area_->showEmpty();
        return;
    }
    fillModels();
    if (model_->count() == 0) {
        setEmptyWords();
        area_->showEmpty();
        return;
    }
    start();
}

void DiversityPage::start() {
    const std::int64_t model = chosenModel();
    if (scorer_ && scorer_->stored().id == model && shown()) {
        measureOthers();
        return;
    }
    measuring_ = true;
    state()->withScorer(model, this, [this, model](Result<ScorerPtr> scorer) {
        if (model != chosenModel()) return;
        if (!scorer) return fail(scorer.error());
        measure(*scorer);
    });
}

void DiversityPage::measure(const ScorerPtr& scorer) {
    const auto space = space_;
    const bool keep_space = space && scorer_ && scorer_->table_ptr() == scorer->table_ptr();
    job_ = state()->jobs()->run<std::shared_ptr<Measured>>(
        tr("Measuring diversity"), this,
        [scorer, space, keep_space](const JobContext& context) -> Result<std::shared_ptr<Measured>> {
            auto out = std::make_shared<Measured>();
            ADSCOPE_ASSIGN(measured, model_diversity(*scorer, context));
            out->diversity = std::move(measured);
            out->space = keep_space ? space : std::make_shared<const AdSpace>(AdSpace::make(scorer->table()));
            out->users = example_users(*scorer, 20);
            return out;
        },
        [this, scorer](Result<std::shared_ptr<Measured>> result) {
            measuring_ = false;
            if (!result) return fail(result.error());
            scorer_ = scorer;
            known_[scorer->stored().id] = (*result)->diversity;
            space_ = (*result)->space;
            users_ = (*result)->users;
            user_ = 0;
            // The user that was picked on another page is the first example.
            if (const std::uint32_t picked = state()->picked().user; picked && (scorer->recipe() || scorer->model_user(picked) != FeatureBatch::kUnknown)) users_.insert(users_.begin(), picked);
            base_.reset();
            rerank_.reset();
            showFigures();
            showFront();
            area_->showDone();
            measureOthers();
            startRerank();
        },
        QStringLiteral("measure"));
    show_working_later(area_, job_, tr("Measuring diversity"), shown() != nullptr, this, [this](JobId id) { return measuring_ && job_ == id; });
}

void DiversityPage::measureOthers() {
    std::vector<StoredModel> missing;
    for (const auto& m : state()->models())
        if (m.state == "done" && !known_.count(m.id) && !unmeasurable_.count(m.id)) missing.push_back(m);
    if (missing.empty()) {
        comparing_ = false;
        showFront();
        return;
    }
    comparing_ = true;
    const std::string path = workspace_.toStdString();
    state()->jobs()->run<OtherModels>(
        tr("Comparing the models' lists"), this, [path, table = table_, missing](const JobContext& job) { return other_models(path, table, missing, job); },
        [this](Result<OtherModels> result) {
            comparing_ = false;
            if (!result) return;
            for (auto& m : result->models) known_[m.model] = std::move(m);
            for (const auto& m : state()->models())
                if (m.state == "done" && !known_.count(m.id)) unmeasurable_.insert(m.id);
            showFront();
        },
        QStringLiteral("others"));
}

void DiversityPage::startRerank() {
    if (!scorer_) return;
    RerankQuestion question{lambda_->value(), users_.empty() ? 0 : users_[user_], base_, space_};
    reranking_ = true;
    rerank_subtitle_->setText(tr("working…"));
    state()->jobs()->run<RerankData>(
        tr("Re-ranking"), this, [scorer = scorer_, question](const JobContext& job) { return compute_rerank(*scorer, question, job); },
        [this](Result<RerankData> result) {
            reranking_ = false;
            if (!result) {
                if (!result.error().is_cancelled()) rerank_subtitle_->setText(state()->words(result.error().message));
                else rerank_subtitle_->setText(tr("cancelled"));
                return;
            }
            rerank_ = std::move(*result);
            base_ = rerank_->base;
            showRerank();
        },
        QStringLiteral("rerank"), false);
}

void DiversityPage::fail(const Error& error) {
    measuring_ = false;
    area_->showFailed(error);
}

void DiversityPage::showFigures() {
    const DiversityMetrics& m = shown()->metrics;
    const ChartWords w = chartWords();
    const auto number = [&](double v) { return number_text(v, NumberFormat::number, w); };
    const auto count = [&](double v) { return number_text(v, NumberFormat::integer, w); };
    const auto set = [&](int i, const QString& name, const QString& value, const QString& unit, const QString& small) {
        Figure f;
        f.name = name;
        f.value = value;
        f.unit = unit;
        f.small = small;
        figures_[static_cast<std::size_t>(i)]->setFigure(f);
    };
    QString coverage = number_text(m.coverage, NumberFormat::percent, w), unit;
    if (coverage.endsWith(QLatin1Char('%'))) {
        coverage = coverage.chopped(1).trimmed();
        unit = QStringLiteral("%");
    }
    const double shown_ads = std::isnan(m.coverage) ? kMissing : std::round(m.coverage * static_cast<double>(m.catalogue));
    set(0, tr("Catalogue coverage"), coverage, unit, tr("%1 of %2 ads shown").arg(count(shown_ads), count(static_cast<double>(m.catalogue))));
    set(1, tr("Gini of exposure"), number(m.gini), {}, tr("0 equal, 1 one ad only"));
    set(2, tr("Diversity in a list, ILD"), number(m.ild), {}, state()->words(m.similarity_space));
    set(3, tr("Novelty"), number(m.novelty), tr("bits"), tr("mean −log₂ of popularity"));
    set(4, tr("Serendipity"), number(m.serendipity), {}, tr("unlike the history and right"));
    set(5, tr("Accuracy, NDCG@10"), number(m.accuracy), {}, tr("on the test part"));
    small_->setText(tr("top 10 for %1 users · %2 candidates").arg(count(static_cast<double>(m.users)), count(static_cast<double>(m.catalogue))));
    small_->setToolTip(small_->text());
    lorenz_card_->setSeries(lorenz_series(m, shown()->name));
    if (figure_ >= 0) showPane();
}

void DiversityPage::showFront() {
    if (!shown()) return;
    std::vector<std::pair<std::string, DiversityMetrics>> all;
    for (const auto& [id, m] : known_) all.emplace_back(m.name, m.metrics);
    const bool sampled = std::any_of(all.begin(), all.end(), [](const auto& m) { return m.second.sampled; });
    front_card_->setSeries(with_chosen(front_series(all), shown()->name, sampled));
}

void DiversityPage::showRerank() {
    const auto& r = *rerank_;
    const ChartWords w = chartWords();
    using What = Exchange::What;
    const auto name = [&](What what) {
        switch (what) {
            case What::accuracy: return tr("NDCG@10");
            case What::ild: return tr("ILD@10");
            case What::coverage: return tr("Coverage");
            case What::gini: return tr("Gini");
            case What::novelty: return tr("Novelty, bits");
            default: return tr("Serendipity");
        }
    };
    for (std::size_t i = 0; i < exchange_rows_.size() && i < r.exchanges.size(); ++i) {
        const auto& e = r.exchanges[i];
        const NumberFormat format = e.what == What::coverage ? NumberFormat::percent : NumberFormat::number;
        auto& row = exchange_rows_[i];
        row[0]->setText(name(e.what));
        row[1]->setText(number_text(e.before, format, w));
        row[2]->setText(number_text(e.after, format, w));
        const int o = e.outcome();
        row[3]->setText(o > 0 ? QString::fromUtf8("✓ ") + tr("won") : o < 0 ? QString::fromUtf8("⚠ ") + tr("lost") : tr("as before"));
        set_role(row[3], o > 0 ? "good" : o < 0 ? "warn" : "small");
    }
    exchange_title_->setText(tr("Won and lost, λ = 1 to %1").arg(r.lambda, 0, 'f', 2));
    rerank_subtitle_->setText(tr("%1 · drag λ, all of it follows · means over %2 users").arg(QString::fromStdString(shown()->name), number_text(static_cast<double>(r.users), NumberFormat::integer, w)));
    user_label_->setText(r.user.empty() ? QString() : tr("User %1").arg(QString::fromStdString(r.user)));
    other_user_->setEnabled(users_.size() > 1);
    lists_->setLists(r.before, r.after, r.lambda, r.ild_before, r.ild_after, w);
}

void DiversityPage::showPane() {
    for (int i = 0; i < static_cast<int>(figures_.size()); ++i) figures_[static_cast<std::size_t>(i)]->setChecked(i == figure_);
    if (!shown()) return;
    const DiversityMetrics& m = shown()->metrics;
    const QString definitions[] = {tr("Ads recommended to anybody / ads of the catalogue."),
                                   tr("Gini index of the exposure counts over all ads of the catalogue, those never shown included: Σ (2j − n − 1) c(j) / (n Σ c)."),
                                   tr("Mean over the pairs of a list of 1 − cosine similarity, then over users. Ads are compared in a space that no model made."),
                                   tr("Mean of −log₂((count + 1) / (total + items)) of the ads shown: rarer ads are worth more bits."),
                                   tr("Mean of (1 − mean similarity to the user's history) × relevant."),
                                   tr("Normalised discounted cumulative gain at 10: sum over hits of 1/log₂(rank + 1), over the best that could be.")};
    const Figure& f = figures_[static_cast<std::size_t>(figure_)]->figure();
    const auto count = [&](std::int64_t n) { return number_text(static_cast<double>(n), NumberFormat::integer, chartWords()); };
    pane_->show(tr("Metric card: %1").arg(f.name), definitions[figure_],
                {{tr("Value"), f.value + QLatin1Char(' ') + f.unit}, {tr("Users"), count(m.users)}, {tr("Candidates"), count(m.catalogue)}, {tr("Length of a list"), QStringLiteral("10")},
                 {tr("Space"), state()->words(m.similarity_space)}, {tr("Model"), QString::fromStdString(shown()->name)}});
}

}  // namespace adscope::ui
