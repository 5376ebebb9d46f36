#include "ui/pages/audience/lasso_card.h"

#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/interval_bar.h"

namespace adscope::ui {
namespace {

class TwoBars : public QWidget {
public:
    TwoBars(const std::shared_ptr<const LassoData>& data, QWidget* parent) : QWidget(parent), data_(data) { setFixedHeight(36); }

protected:
    void paintEvent(QPaintEvent*) override {
        if (!data_) return;
        QPainter p(this);
        IntervalScale scale;
        scale.add(data_->figures.ctr);
        scale.add(data_->figures.rest);
        const double margin = std::max(1e-9, 0.08 * (scale.high - scale.low));
        scale.low -= margin, scale.high += margin;
        paint_interval(p, QRectF(2, 0, width() - 4, 18), data_->figures.ctr, scale);
        paint_interval(p, QRectF(2, 18, width() - 4, 18), data_->figures.rest, scale, true);
    }

private:
    const std::shared_ptr<const LassoData>& data_;
};

}  // namespace

LassoCard::LassoCard(QWidget* parent)
    : QFrame(parent),
      title_(label("strong", this)),
      size_(label("kpi", this)),
      share_(text_label("small", this)),
      rates_(text_label({}, this)),
      lift_(text_label({}, this)),
      rule_(text_label("small", this)),
      name_label_(label("small", this)),
      edit_(new QLineEdit(this)),
      kind_(new SegmentedControl(this, true)),
      save_(push_button(ButtonKind::primary, true, {}, this)),
      only_(push_button(ButtonKind::outline, true, {}, this)),
      compare_(push_button(ButtonKind::outline, true, {}, this)),
      bars_(new TwoBars(data_, this)) {
    setFixedWidth(236);
    size_->setFont(ui::font(Type::kpi, true));
    size_->setObjectName("lassoSize");
    edit_->setObjectName("lassoName");
    edit_->setMaxLength(80);
    save_->setObjectName("saveLasso");
    only_->setObjectName("onlyLasso");
    compare_->setObjectName("compareLasso");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 0, 0, 0);
    column->setSpacing(4);
    for (QWidget* w : std::initializer_list<QWidget*>{title_, size_, share_, rates_, bars_, lift_, name_label_, edit_, kind_, rule_})
        column->addWidget(w);
    column->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(only_);
    row->addWidget(compare_);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(save_);
    connect(save_, &QPushButton::clicked, this, &LassoCard::save);
    connect(only_, &QPushButton::clicked, this, &LassoCard::onlyThis);
    connect(compare_, &QPushButton::clicked, this, &LassoCard::compareWithRest);
    connect(edit_, &QLineEdit::returnPressed, this, [this] {
        if (save_->isEnabled()) emit save();
    });
    connect(edit_, &QLineEdit::textChanged, this, [this] { show(); });
    connect(kind_, &SegmentedControl::changed, this, [this] { show(); });
    retranslate();
}

void LassoCard::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(0, 0, 1, height(), tokens().line);
}

void LassoCard::retranslate() {
    title_->setText(tr("Selection"));
    name_label_->setText(tr("Name"));
    edit_->setPlaceholderText(tr("Name of the segment"));
    edit_->setAccessibleName(tr("Name of the segment"));
    kind_->setTexts({tr("Fixed list"), tr("Rule")});
    kind_->setAccessibleName(tr("How the segment is kept"));
    save_->setText(tr("Save as segment"));
    only_->setText(tr("Only these"));
    compare_->setText(tr("Compare"));
    compare_->setToolTip(tr("Save, and compare with everybody else"));
    show();
}

void LassoCard::setWorking(bool working) {
    working_ = working;
    show();
}

void LassoCard::setData(std::shared_ptr<const LassoData> data) {
    data_ = std::move(data);
    show();
}

void LassoCard::show() {
    const bool there = data_ && !data_->keys.empty() && !working_;
    for (QWidget* w :
         std::initializer_list<QWidget*>{size_, rates_, bars_, lift_, name_label_, edit_, kind_, save_, only_, compare_, rule_})
        w->setVisible(there);
    if (!there) {
        share_->setText(working_ ? tr("Counting the selection…")
                                 : tr("Draw around users on the map to see who they are, and keep them as a segment."));
        return;
    }
    const auto& f = data_->figures;
    size_->setText(count_text(static_cast<qint64>(data_->keys.size())));
    share_->setText(tr("users, %1 % of the slice")
                        .arg(percent_text(f.all_users ? static_cast<double>(f.users) / static_cast<double>(f.all_users) : kMissing, 1)));
    rates_->setText(f.ctr.has_value()
                        ? tr("CTR %1 % against %2 % of the rest, 95 % Wilson").arg(percent_text(f.ctr.value), percent_text(f.rest.value))
                        : tr("This log has no clicks"));
    bars_->setVisible(f.ctr.has_value() && f.rest.has_value());
    lift_->setText(f.lift.has_interval() ? tr("Lift %1 times %2").arg(QLocale().toString(f.lift.value, 'f', 2), plain_interval(f.lift, 2))
                                         : tr("No lift: too few clicks"));
    set_role(lift_, !f.lift.has_interval() ? "small" : f.lift.low > 1 ? "good" : f.lift.high < 1 ? "warn" : "small");
    rule_->setVisible(asRule());
    rule_->setText(data_->rule.empty()
                       ? tr("No single rule describes this selection. Keep it as a list, or write a rule under Segments.")
                       : tr("%1: %2 % of these, and %3 % of whom it selects are these")
                             .arg(QString::fromStdString(data_->rule), percent_text(data_->recall, 0), percent_text(data_->precision, 0)));
    save_->setEnabled(!name().isEmpty() && (!asRule() || !data_->rule.empty()));
    compare_->setEnabled(save_->isEnabled());
    update();
    bars_->update();
}

}  // namespace adscope::ui
