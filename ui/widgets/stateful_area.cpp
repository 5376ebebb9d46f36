#include "ui/widgets/stateful_area.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QPainter>

#include "ui/shell/status_bar.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {

// Lies over old content: greys it and says of when it is.
class StatefulArea::Veil : public QWidget {
public:
    explicit Veil(QWidget* parent) : QWidget(parent) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }
    QString words;

protected:
    void paintEvent(QPaintEvent*) override {
        const Tokens& t = tokens();
        QPainter p(this);
        QColor grey = t.bg;
        grey.setAlphaF(0.55f);
        p.fillRect(rect(), grey);
        if (words.isEmpty()) return;
        p.setRenderHint(QPainter::Antialiasing);
        p.setFont(ui::font(Type::small));
        const int w = p.fontMetrics().horizontalAdvance(words) + 34;
        const QRectF box(width() - w - 8.5, 8.5, w, 21);
        p.setPen(t.warn);
        p.setBrush(t.warnWeak);
        p.drawRoundedRect(box, 3, 3);
        p.drawPixmap(QPointF(box.left() + 6, box.top() + 3), icon_pixmap("clock", t.warnText, 15, devicePixelRatioF()));
        p.setPen(t.warnText);
        p.drawText(box.adjusted(26, 0, -4, 0), Qt::AlignVCenter, words);
    }
};

QString error_details(const Error& error) {
    return QString::fromStdString(error.message.id()) + "\n" + QString::fromStdString(message_to_json(error.message)) + "\n" +
           QDateTime::currentDateTime().toString(Qt::ISODate);
}

StatefulArea::StatefulArea(AppState* state, QWidget* content, EmptyState* empty, QWidget* parent)
    : QWidget(parent), state_(state), content_(content), empty_(empty), stack_(new QStackedWidget(this)), veil_(new Veil(this)) {
    buildWorking();
    buildFailed();
    stack_->addWidget(content);
    if (empty) stack_->addWidget(empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(working_);
    column->addWidget(failed_);
    column->addWidget(stack_, 1);
    working_->hide();
    failed_->hide();
    connect(state_->jobs(), &JobRunner::progressed, this, [this](JobId id) {
        if (id == job_) showProgress();
    });
    retranslate();
}

void StatefulArea::buildWorking() {
    working_ = new QFrame(this);
    working_->setProperty("role", "notice");
    working_title_ = label("cardTitle", working_);
    left_ = label("secondary", working_);
    bar_ = new QProgressBar(working_);
    bar_->setTextVisible(false);
    percent_ = label("strong", working_);
    working_stage_ = label("subtitle", working_);
    cancel_ = push_button(ButtonKind::warn, true, "stop", working_);
    auto* head = new QHBoxLayout;
    head->addWidget(working_title_, 1);
    head->addWidget(left_);
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(bar_, 1);
    line->addWidget(percent_);
    line->addWidget(cancel_);
    auto* column = new QVBoxLayout(working_);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addLayout(head);
    column->addLayout(line);
    column->addWidget(working_stage_);
    connect(cancel_, &QPushButton::clicked, this, [this] { state_->jobs()->cancel(job_); });
}

void StatefulArea::buildFailed() {
    failed_ = new QFrame(this);
    failed_->setProperty("role", "failure");
    failure_sign_ = label({}, failed_);
    failure_title_ = label("cardTitle", failed_);
    failure_text_ = label({}, failed_);
    failure_text_->setWordWrap(true);
    failure_text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    failure_details_ = new QPlainTextEdit(failed_);
    failure_details_->setReadOnly(true);
    failure_details_->setProperty("role", "code");
    failure_details_->setFont(codeFont(12));
    failure_details_->setFixedHeight(76);
    retry_ = push_button(ButtonKind::primary, true, {}, failed_);
    retry_->hide();
    copy_ = push_button(ButtonKind::outline, true, "copy", failed_);
    close_ = push_button(ButtonKind::outline, true, {}, failed_);
    auto* head = new QHBoxLayout;
    head->addWidget(failure_sign_);
    head->addWidget(failure_title_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(retry_);
    buttons->addWidget(copy_);
    buttons->addStretch(1);
    buttons->addWidget(close_);
    auto* column = new QVBoxLayout(failed_);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(failure_text_);
    column->addWidget(failure_details_);
    column->addLayout(buttons);
    connect(retry_, &QPushButton::clicked, this, [this] {
        if (retry_act_) retry_act_();
    });
    connect(copy_, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(failure_text_->text() + "\n\n" + failure_details_->toPlainText()); });
    connect(close_, &QPushButton::clicked, this, [this] { empty_ && stack_->currentWidget() == empty_ ? showEmpty() : showDone(); });
}

void StatefulArea::retranslate() {
    cancel_->setText(tr("Cancel"));
    copy_->setText(tr("Copy the details"));
    close_->setText(tr("Close"));
    failure_title_->setText(tr("This did not work"));
    failure_details_->setAccessibleName(tr("Details of the failure"));
    bar_->setAccessibleName(tr("Progress"));
}

void StatefulArea::set(State state, bool content_there) {
    now_ = state;
    working_->setVisible(state == State::working);
    failed_->setVisible(state == State::failed);
    stack_->setCurrentWidget(content_there || !empty_ ? content_ : empty_);
    veil_->hide();
}

void StatefulArea::showEmpty() {
    job_ = 0;
    set(State::empty, false);
}

void StatefulArea::showWorking(JobId job, const QString& title, bool old) {
    job_ = job;
    const bool content_there = old || stack_->currentWidget() == content_;
    set(State::working, content_there);
    working_title_->setText(title);
    if (old) {
        if (old_text_.isEmpty()) old_text_ = QTime::currentTime().toString("HH:mm");
        veil_->words = tr("old: of %1").arg(old_text_);
        layout()->activate();
        veil_->setGeometry(stack_->geometry());
        veil_->show();
        veil_->raise();
    }
    showProgress();
}

void StatefulArea::showProgress() {
    for (const auto& j : state_->jobs()->jobs()) {
        if (j.id != job_) continue;
        const Progress& p = j.progress;
        bar_->setRange(0, p.fraction >= 0 ? 1000 : 0);
        if (p.fraction >= 0) bar_->setValue(qRound(p.fraction * 1000));
        percent_->setText(p.fraction >= 0 ? tr("%1 %").arg(qRound(p.fraction * 100)) : QString());
        left_->setText(time_left(j));
        working_stage_->setText(p.stage.empty() ? QString() : state_->words(p.stage));
        cancel_->setEnabled(!p.finishing);
    }
}

void StatefulArea::showFailed(const Error& error) {
    if (error.is_cancelled()) return empty_ && stack_->currentWidget() == empty_ ? showEmpty() : showDone();
    job_ = 0;
    set(State::failed, stack_->currentWidget() == content_);
    failure_sign_->setPixmap(icon_pixmap("warning", tokens().warnText, 20, devicePixelRatioF()));
    failure_text_->setText(state_->words(error.message));
    failure_details_->setPlainText(error_details(error));
}

void StatefulArea::showDone() {
    job_ = 0;
    old_text_ = QTime::currentTime().toString("HH:mm");
    set(State::done, true);
}

void StatefulArea::setRetry(const QString& text, std::function<void()> act) {
    retry_->setText(text);
    retry_->show();
    retry_act_ = std::move(act);
}

void StatefulArea::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    veil_->setGeometry(stack_->geometry());
}

}  // namespace adscope::ui
