#include "ui/pages/diversity/diversity_page.h"

namespace adscope::ui {
namespace {

// What a worker learns about a model before the slider can be used.
struct Measured {
    ModelDiversity diversity;
    std::shared_ptr<const AdSpace> space;
    std::vector<std::uint32_t> users;
};

}  // namespace

DiversityPage::DiversityPage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = page_column(this);
    column->addWidget(makeHead());
    empty_ = new EmptyState("diversity", this);
    empty_button_ = empty_->addButton(ButtonKind::primary);
    connect(empty_button_, &QPushButton::clicked, this,
            [this] { emit navigate(this->state()->table() ? QStringLiteral("training") : QStringLiteral("data")); });
    area_ = new StatefulArea(state, makeContent(), empty_, this);
    column->addWidget(area_, 1);
    pane_ = new DiversityPane;
    pane_->hide();
    retranslate();
}

DiversityPage::~DiversityPage() { delete pane_; }

QString DiversityPage::pageTitle() const { return tr("Diversity"); }

QWidget* DiversityPage::makeHead() {
    head_ = new PageHead;
    model_label_ = label("secondary");
    model_ = new ModelChoice;
    model_->setObjectName("model");
    model_->setMinimumWidth(180);
    model_->setMaximumWidth(280);
    head_->add(model_label_, model_);
    connect(model_, &QComboBox::activated, this, [this] {
        Picked p = state()->picked();
        p.model = model_->model();
        state()->pick(p);
        start();
    });
    return head_;
}

QWidget* DiversityPage::makeContent() {
    const auto [scroll, body] = scroll_body(this);
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
    rerank_ = new RerankCard(state(), body);
    column->addWidget(rerank_, 1);
    return scroll;
}

void DiversityPage::retranslate() {
    head_->setTitle(pageTitle());
    area_->retranslate();
    area_->setRetry(tr("Try again"), [this] { start(); });
    setEmptyWords();
    model_label_->setText(tr("Model"));
    model_->setAccessibleName(tr("Model to measure"));
    rerank_->retranslate();
    front_card_->retranslate();
    lorenz_card_->retranslate();
    if (shown()) {
        showFigures();
        showFront();
    }
}

const ModelDiversity* DiversityPage::shown() const {
    const auto found = known_.find(scorer_ ? scorer_->stored().id : -1);
    return found == known_.end() ? nullptr : &found->second;
}

void DiversityPage::fillModels() {
    model_->fill(
        state(), [](const StoredModel& m) { return m.state == "done"; }, [](const StoredModel& m) { return m.task == "ranking"; });
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
        space_.reset();
        rerank_->clear();
    }
    if (!table_) {
        setEmptyWords();
        area_->showEmpty();
        return;
    }
    fillModels();
    if (model_->empty()) {
        setEmptyWords();
        area_->showEmpty();
        return;
    }
    start();
}

void DiversityPage::start() {
    const std::int64_t model = model_->model();
    if (scorer_ && scorer_->stored().id == model && shown()) {
        measureOthers();
        return;
    }
    measuring_ = true;
    state()->withScorer(model, this, [this, model](Result<ScorerPtr> scorer) {
        if (model != model_->model()) return;
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
            auto users = (*result)->users;
            // The user that was picked on another page is the first example.
            if (const std::uint32_t picked = state()->picked().user;
                picked && (scorer->recipe() || scorer->model_user(picked) != FeatureBatch::kUnknown))
                users.insert(users.begin(), picked);
            showFigures();
            showFront();
            area_->showDone();
            measureOthers();
            rerank_->begin(scorer, space_, std::move(users), shown()->name);
        },
        QStringLiteral("measure"));
    show_working_later(area_, job_, tr("Measuring diversity"), shown() != nullptr, this,
                       [this](JobId id) { return measuring_ && job_ == id; });
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
        tr("Comparing the models' lists"), this,
        [path, table = table_, missing](const JobContext& job) { return other_models(path, table, missing, job); },
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
    set(0, tr("Catalogue coverage"), coverage, unit,
        tr("%1 of %2 ads shown").arg(count(shown_ads), count(static_cast<double>(m.catalogue))));
    set(1, tr("Gini of exposure"), number(m.gini), {}, tr("0 equal, 1 one ad only"));
    set(2, tr("Diversity in a list, ILD"), number(m.ild), {}, state()->words(m.similarity_space));
    set(3, tr("Novelty"), number(m.novelty), tr("bits"), tr("mean −log₂ of popularity"));
    set(4, tr("Serendipity"), number(m.serendipity), {}, tr("unlike the history and right"));
    set(5, tr("Accuracy, NDCG@10"), number(m.accuracy), {}, tr("on the test part"));
    head_->setSmall(
        tr("top 10 for %1 users · %2 candidates").arg(count(static_cast<double>(m.users)), count(static_cast<double>(m.catalogue))));
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

void DiversityPage::showPane() {
    for (int i = 0; i < static_cast<int>(figures_.size()); ++i) figures_[static_cast<std::size_t>(i)]->setChecked(i == figure_);
    if (!shown()) return;
    const DiversityMetrics& m = shown()->metrics;
    const QString definitions[] = {
        tr("Ads recommended to anybody / ads of the catalogue."),
        tr("Gini index of the exposure counts over all ads of the catalogue, those never shown included: Σ (2j − n − 1) c(j) / (n Σ c)."),
        tr("Mean over the pairs of a list of 1 − cosine similarity, then over users. Ads are compared in a space that no model made."),
        tr("Mean of −log₂((count + 1) / (total + items)) of the ads shown: rarer ads are worth more bits."),
        tr("Mean of (1 − mean similarity to the user's history) × relevant."),
        tr("Normalised discounted cumulative gain at 10: sum over hits of 1/log₂(rank + 1), over the best that could be.")};
    const Figure& f = figures_[static_cast<std::size_t>(figure_)]->figure();
    const auto count = [&](std::int64_t n) { return number_text(static_cast<double>(n), NumberFormat::integer, chartWords()); };
    pane_->show(tr("Metric card: %1").arg(f.name), definitions[figure_],
                {{tr("Value"), f.value + QLatin1Char(' ') + f.unit},
                 {tr("Users"), count(m.users)},
                 {tr("Candidates"), count(m.catalogue)},
                 {tr("Length of a list"), QStringLiteral("10")},
                 {tr("Space"), state()->words(m.similarity_space)},
                 {tr("Model"), QString::fromStdString(shown()->name)}});
}

}  // namespace adscope::ui
