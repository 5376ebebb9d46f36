#include "ui/pages/home/steps_card.h"

#include <QPainter>

#include "ui/theme/tokens.h"

namespace adscope::ui {

class StepsCard::Path : public QWidget {
public:
    explicit Path(StepsCard* card) : QWidget(card), card_(card) { setFixedHeight(44); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        const auto& steps = card_->steps();
        for (int i = 0; i < steps.size(); ++i) {
            if (i + 1 < steps.size()) paintLine(p, i, steps[i], steps[i + 1]);
            paintCircle(p, i, steps[i]);
        }
    }

private:
    // The circles stand over the beginnings of the columns.
    QPointF centre(int i) const { return {18 + i * (width() + 12.0) / static_cast<double>(card_->steps().size()), height() / 2.0}; }

    void paintLine(QPainter& p, int i, const WorkStep& a, const WorkStep& b) const {
        const bool done = a.state == WorkStep::State::done && b.state != WorkStep::State::later;
        QPen pen(done ? tokens().good : tokens().lineStrong, done ? 2 : 1.5);
        if (!done) pen.setDashPattern({2.5, 3});
        p.setPen(pen);
        p.drawLine(centre(i) + QPointF(20, 0), centre(i + 1) - QPointF(20, 0));
    }

    void paintCircle(QPainter& p, int i, const WorkStep& step) const {
        const Tokens& t = tokens();
        using State = WorkStep::State;
        const QPointF c = centre(i);
        const QColor edge = step.state == State::done      ? t.good
                            : step.state == State::running ? t.accent
                            : step.state == State::next    ? t.text1
                                                           : t.lineStrong;
        p.setPen(QPen(edge, 2));
        p.setBrush(step.state == State::done ? t.goodWeak : t.surface);
        p.drawEllipse(c, 16, 16);
        if (step.state == State::done) {
            p.drawPixmap(QPointF(c.x() - 9, c.y() - 9), icon_pixmap("check", t.goodText, 18, devicePixelRatioF()));
            return;
        }
        p.setFont(ui::font(Type::cardTitle, true));
        p.setPen(step.state == State::later ? t.text3 : step.state == State::running ? t.accentText : t.text1);
        p.drawText(QRectF(c.x() - 16, c.y() - 16, 32, 32), Qt::AlignCenter, QString::number(i + 1));
    }
    StepsCard* card_;
};

StepsCard::StepsCard(QWidget* parent) : Card(parent), path_(new Path(this)), grid_(new QGridLayout) {
    grid_->setHorizontalSpacing(12);
    grid_->setVerticalSpacing(2);
    body()->setSpacing(6);
    body()->addWidget(path_);
    body()->addLayout(grid_);
}

StepsCard::Column StepsCard::makeColumn(int number) {
    Column c{label("cardTitle", this), label("badge", this), new ElidedLabel("small", this), new ElidedLabel("small", this),
             push_button(ButtonKind::outline, true, {}, this)};
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(c.title);
    head->addWidget(c.badge);
    head->addStretch(1);
    grid_->addLayout(head, 0, number);
    grid_->addWidget(c.line1, 1, number);
    grid_->addWidget(c.line2, 2, number);
    grid_->setRowMinimumHeight(3, 4);
    grid_->addWidget(c.button, 4, number, Qt::AlignLeft);
    grid_->setColumnStretch(number, 1);
    // Columns are of equal width whatever their words.
    grid_->setColumnMinimumWidth(number, 10);
    c.button->setObjectName(QString("step.%1").arg(number + 1));
    connect(c.button, &QPushButton::clicked, this, [this, number] { emit chosen(steps_[number].place); });
    return c;
}

void StepsCard::setSteps(const QList<WorkStep>& steps) {
    steps_ = steps;
    while (columns_.size() < steps.size()) columns_.append(makeColumn(static_cast<int>(columns_.size())));
    using State = WorkStep::State;
    for (int i = 0; i < steps.size(); ++i) {
        const WorkStep& s = steps[i];
        const Column& c = columns_[i];
        c.title->setText(s.title);
        c.badge->setText(s.badge);
        set_role(c.badge, s.state == State::done ? "badgeGood" : s.state == State::later ? "badge" : "badgeAccent");
        c.line1->setFullText(s.line1);
        c.line2->setFullText(s.line2);
        c.button->setText(s.button);
        set_role(c.button, s.state == State::next ? "primary" : "outline", "kind");
        c.button->setAccessibleName(s.title + ": " + s.button);
    }
    path_->update();
}

}  // namespace adscope::ui
