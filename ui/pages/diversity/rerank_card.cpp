#include "ui/pages/diversity/rerank_card.h"

#include <cmath>

namespace adscope::ui {

RerankCard::RerankCard(AppState* state, QWidget* parent)
    : Card(parent),
      state_(state),
      user_label_(label("small")),
      other_user_(push_button(ButtonKind::outline, true)),
      lists_(new RerankView) {
    setMinimumHeight(350);
    other_user_->setObjectName("other_user");
    addTool(user_label_);
    addTool(other_user_);
    auto* row = new QHBoxLayout;
    row->setSpacing(20);
    row->addWidget(makeControls());
    row->addWidget(lists_, 1);
    body()->addLayout(row, 1);
    debounce_.setSingleShot(true);
    debounce_.setInterval(200);
    connect(&debounce_, &QTimer::timeout, this, &RerankCard::start);
    connect(slider_, &QSlider::valueChanged, this, [this](int v) { setLambda(v / 100.0, false); });
    connect(slider_, &QSlider::sliderReleased, this, [this] { setLambda(slider_->value() / 100.0, true); });
    connect(lambda_, &QDoubleSpinBox::valueChanged, this, [this](double v) { setLambda(v, false); });
    connect(other_user_, &QPushButton::clicked, this, [this] {
        if (users_.empty()) return;
        user_ = (user_ + 1) % users_.size();
        start();
    });
}

QWidget* RerankCard::makeControls() {
    auto* box = new QWidget;
    box->setFixedWidth(300);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    addLambda(column);
    column->addSpacing(4);
    addExchanges(column);
    note_ = text_label("hint");
    column->addWidget(note_);
    column->addStretch(1);
    return box;
}

void RerankCard::addLambda(QVBoxLayout* column) {
    auto* row = new QHBoxLayout;
    lambda_label_ = label("strong");
    lambda_ = new QDoubleSpinBox;
    lambda_->setObjectName("lambda");
    lambda_->setRange(0, 1);
    lambda_->setSingleStep(0.05);
    lambda_->setDecimals(2);
    lambda_->setValue(0.7);
    lambda_->setFixedWidth(76);
    auto* formula = label("hint");
    formula->setText(QString::fromUtf8("λ rel − (1 − λ) max sim"));
    row->addWidget(lambda_label_);
    row->addWidget(lambda_);
    row->addWidget(formula);
    row->addStretch(1);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName("lambda_slider");
    slider_->setRange(0, 100);
    slider_->setMinimumHeight(24);
    slider_->setPageStep(10);
    slider_->setValue(70);
    auto* ends = new QHBoxLayout;
    less_label_ = label("hint");
    more_label_ = label("hint");
    ends->addWidget(less_label_);
    ends->addStretch(1);
    ends->addWidget(more_label_);
    column->addLayout(row);
    column->addWidget(slider_);
    column->addLayout(ends);
}

void RerankCard::addExchanges(QVBoxLayout* column) {
    exchange_title_ = label("heading");
    exchange_grid_ = new QGridLayout;
    exchange_grid_->setHorizontalSpacing(10);
    exchange_grid_->setVerticalSpacing(5);
    exchange_grid_->setColumnStretch(0, 1);
    for (int i = 0; i < 6; ++i) {
        const std::array<QLabel*, 4> labels{label("small"), label("small"), label("strong"), label("small")};
        for (int k = 0; k < 4; ++k)
            exchange_grid_->addWidget(labels[static_cast<std::size_t>(k)], i, k, k == 0 || k == 3 ? Qt::AlignLeft : Qt::AlignRight);
        exchange_rows_.push_back(labels);
    }
    exchange_grid_->setColumnMinimumWidth(3, 58);
    column->addWidget(exchange_title_);
    column->addLayout(exchange_grid_);
}

void RerankCard::clear() {
    scorer_.reset();
    base_.reset();
    data_.reset();
    users_.clear();
    user_ = 0;
}

void RerankCard::begin(const ScorerPtr& scorer, std::shared_ptr<const AdSpace> space, std::vector<std::uint32_t> users,
                       const std::string& name) {
    clear();
    scorer_ = scorer;
    space_ = std::move(space);
    users_ = std::move(users);
    name_ = name;
    start();
}

void RerankCard::setLambda(double lambda, bool now) {
    const QSignalBlocker a(slider_), b(lambda_);
    slider_->setValue(static_cast<int>(std::lround(lambda * 100)));
    lambda_->setValue(lambda);
    if (data_ && std::abs(data_->lambda - lambda) < 1e-9 && !running_) return;
    if (now) {
        debounce_.stop();
        start();
    } else {
        debounce_.start();
    }
}

void RerankCard::start() {
    if (!scorer_) return;
    const RerankQuestion question{lambda_->value(), users_.empty() ? 0 : users_[user_], base_, space_};
    running_ = true;
    setSubtitle(tr("working…"));
    state_->jobs()->run<RerankData>(
        tr("Re-ranking"), this, [scorer = scorer_, question](const JobContext& job) { return compute_rerank(*scorer, question, job); },
        [this](Result<RerankData> result) {
            running_ = false;
            if (!scorer_) return;
            if (!result) return setSubtitle(result.error().is_cancelled() ? tr("cancelled") : state_->words(result.error().message));
            data_ = std::move(*result);
            base_ = data_->base;
            present();
        },
        QStringLiteral("rerank"), false);
}

void RerankCard::present() {
    const auto& r = *data_;
    const ChartWords w{state_->language(), {}};
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
    setSubtitle(tr("%1 · drag λ, all of it follows · means over %2 users")
                    .arg(QString::fromStdString(name_), number_text(static_cast<double>(r.users), NumberFormat::integer, w)));
    user_label_->setText(r.user.empty() ? QString() : tr("User %1").arg(QString::fromStdString(r.user)));
    other_user_->setEnabled(users_.size() > 1);
    lists_->setLists(r.before, r.after, r.lambda, r.ild_before, r.ild_after, w);
}

void RerankCard::retranslate() {
    setTitle(tr("Live re-ranking (MMR)"));
    lambda_label_->setText(QString::fromUtf8("λ"));
    lambda_->setAccessibleName(tr("Lambda: weight of relevance against diversity"));
    slider_->setAccessibleName(lambda_->accessibleName());
    less_label_->setText(tr("0 diverse"));
    more_label_->setText(tr("1 relevant"));
    other_user_->setText(tr("Other user"));
    note_->setText(tr("Green row: new in the list; stub: gone. Blue line: moved up."));
    if (data_) present();
}

}  // namespace adscope::ui
