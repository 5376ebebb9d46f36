#include "ui/pages/audience/compare_tab.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <cmath>

#include "ui/viewmodels/formats.h"

namespace adscope::ui {

CompareTab::CompareTab(AppState* state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      head_(new Card(this)),
      against_(label("small", head_)),
      figures_(text_label({}, head_)),
      a_(new QComboBox(head_)),
      b_(new QComboBox(head_)),
      card_(new TableCard(state, this)),
      model_(new DataTableModel(this)) {
    a_->setObjectName("compareA");
    b_->setObjectName("compareB");
    for (auto* box : {a_, b_}) {
        box->setMinimumWidth(180);
        connect(box, &QComboBox::activated, this, [this] { start(); });
    }
    auto* row = new QHBoxLayout;
    row->addWidget(a_);
    row->addWidget(against_);
    row->addWidget(b_);
    row->addStretch(1);
    head_->body()->addLayout(row);
    figures_->setObjectName("comparison");
    head_->body()->addWidget(figures_);
    card_->view()->setModel(model_);
    card_->view()->setObjectName("compareTable");
    card_->view()->setSortingEnabled(true);
    card_->view()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    card_->view()->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    card_->view()->horizontalHeader()->setStretchLastSection(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(head_);
    column->addWidget(card_, 1);
    retranslate();
}

void CompareTab::retranslate() {
    head_->setTitle(tr("Compare two segments"));
    against_->setText(tr("against"));
    a_->setAccessibleName(tr("First segment"));
    b_->setAccessibleName(tr("Second segment"));
    card_->retranslate();
    fill();
    show();
}

QString CompareTab::nameOf(const QComboBox* box) const { return box->currentData().toString(); }

void CompareTab::fill() {
    const QString a = nameOf(a_), b = nameOf(b_);
    for (auto* box : {a_, b_}) {
        box->clear();
        if (box == b_) box->addItem(tr("everybody else"), QString());
        if (state_->table())
            for (const auto& s : *segments_of(*state_->table())->get())
                box->addItem(QString::fromStdString(s.name), QString::fromStdString(s.name));
    }
    a_->setCurrentIndex(std::max(0, a_->findData(a)));
    b_->setCurrentIndex(std::max(0, b_->findData(b)));
}

void CompareTab::refresh() {
    fill();
    start();
}

void CompareTab::choose(const QString& a, const QString& b) {
    fill();
    if (const int i = a_->findData(a); i >= 0) a_->setCurrentIndex(i);
    b_->setCurrentIndex(std::max(0, b_->findData(b)));
    start();
}

void CompareTab::start() {
    if (!state_->table() || a_->count() == 0) {
        comparison_.reset();
        return show();
    }
    running_ = true;
    const std::string a = "segment(" + quote_value(nameOf(a_).toStdString()) + ")",
                      b = nameOf(b_).isEmpty() ? "not " + a : "segment(" + quote_value(nameOf(b_).toStdString()) + ")";
    state_->jobs()->run<SegmentComparison>(
        tr("Comparing segments"), this,
        [table = state_->table(), a, b](const JobContext& job) -> Result<SegmentComparison> {
            ADSCOPE_ASSIGN(first, Filter::parse(a));
            ADSCOPE_ASSIGN(second, Filter::parse(b));
            ADSCOPE_ASSIGN(rows_a, first.select(*table));
            ADSCOPE_ASSIGN(rows_b, second.select(*table));
            return compare_segments(*table, rows_a, rows_b, job);
        },
        [this](Result<SegmentComparison> result) {
            running_ = false;
            failure_.reset();
            if (result) comparison_ = std::move(*result);
            else if (!result.error().is_cancelled()) failure_ = result.error();
            show();
        },
        "compare");
}

void CompareTab::show() {
    DataTable t;
    t.id = "segment_comparison";
    if (failure_ || !comparison_) {
        figures_->setText(failure_   ? state_->words(failure_->message)
                          : running_ ? tr("Comparing…")
                                     : tr("There is no segment yet. Save one from the map or as a rule, then compare it here."));
        card_->setVisible(false);
        return;
    }
    card_->setVisible(true);
    const auto& c = *comparison_;
    const QString a = a_->currentText(), b = b_->currentText();
    QString text = tr("%1: %2 users, CTR %3 % · %4: %5 users, CTR %6 %")
                       .arg(a, count_text(c.a.users), percent_text(c.a.ctr.value), b, count_text(c.b.users), percent_text(c.b.ctr.value));
    if (c.ctr_difference.has_interval())
        text += "\n" + tr("Difference %1 points [%2], ratio %3 %4; wider of Newcombe or Katz and clustered by user, 95 %")
                           .arg(percent_text(c.ctr_difference.value), interval_text(c.ctr_difference),
                                QLocale().toString(c.ctr_ratio.value, 'f', 2), plain_interval(c.ctr_ratio, 2));
    if (c.common_users) text += "\n" + tr("%1 users are in both").arg(count_text(c.common_users));
    figures_->setText(text);
    const auto head = [&](const QString& name, NumberFormat format, bool is_text = false) {
        t.columns.push_back({Message::verbatim(name.toStdString()), format, is_text});
    };
    head(tr("Field"), NumberFormat::number, true);
    head(tr("Value"), NumberFormat::number, true);
    head(tr("Share of"), NumberFormat::number, true);
    head(a, NumberFormat::percent);
    head(b, NumberFormat::percent);
    head(tr("Difference"), NumberFormat::percent);
    head(tr("Low"), NumberFormat::percent);
    head(tr("High"), NumberFormat::percent);
    head(tr("q"), NumberFormat::number);
    std::size_t found = 0;
    for (const auto& s : c.shares) {
        found += s.q <= 0.05;
        t.rows.push_back({s.field, s.value, s.of_users ? tr("users").toStdString() : tr("impressions").toStdString(), s.a.value, s.b.value,
                          s.difference.value, s.difference.low, s.difference.high, s.q});
    }
    t.title = Message::verbatim(tr("Over- and under-represented").toStdString());
    t.subtitle = Message::verbatim(
        tr("%1 of %2 values differ at a false-discovery rate of 5 % (Benjamini and Hochberg); intervals clustered by user")
            .arg(found)
            .arg(c.shares.size())
            .toStdString());
    model_->setTable(t, {state_->language(), {}});
    card_->setTable(t);
}

}  // namespace adscope::ui
