#include "ui/pages/data/dry_run_card.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"
#include "ui/viewmodels/rejected_model.h"

namespace adscope::ui {
namespace {

// Accepted and rejected as one bar; a share that is there is never thinner than 3 px.
class ShareBar : public QWidget {
public:
    ShareBar(double accepted, double rejected, QWidget* parent) : QWidget(parent), accepted_(accepted), rejected_(rejected) {
        setFixedHeight(16);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        const double all = accepted_ + rejected_;
        if (all <= 0) return p.fillRect(rect(), tokens().grid);
        double bad = rejected_ / all * width();
        if (rejected_ > 0) bad = std::max(3.0, bad);
        p.fillRect(QRectF(0, 0, width() - bad - (bad > 0 ? 1 : 0), height()), tokens().good);
        p.fillRect(QRectF(width() - bad, 0, bad, height()), tokens().warn);
    }

private:
    double accepted_, rejected_;
};

class ReasonBar : public QWidget {
public:
    ReasonBar(double share, QWidget* parent) : QWidget(parent), share_(share) { setFixedSize(70, 16); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        p.fillRect(QRectF(0, 4, std::max(2.0, share_ * width()), 8), tokens().warn);
    }

private:
    double share_;
};

QLabel* text(const QString& words, const QString& role = {}) {
    auto* l = label(role);
    l->setText(words);
    return l;
}

}  // namespace

DryRunCard::DryRunCard(AppState* state, ImportSession* session, QWidget* parent)
    : Card(parent),
      state_(state),
      session_(session),
      scrolled_(new QVBoxLayout),
      into_(label("heading", this)),
      target_(new ElidedLabel("small", this, Qt::ElideMiddle)),
      change_(push_button(ButtonKind::link, true, {}, this)),
      import_(push_button(ButtonKind::primary, false, {}, this)),
      cancel_(push_button(ButtonKind::warn, false, "stop", this)),
      choices_(new DialectStrip(state, session, {"duplicates", "zone"}, true, this)),
      bar_(new QProgressBar(this)) {
    import_->setObjectName("runImport");
    cancel_->setObjectName("cancelImport");
    auto* inner = new QWidget;
    inner->setLayout(scrolled_);
    scrolled_->setContentsMargins(0, 0, 6, 0);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(inner);
    inner->setAutoFillBackground(false);  // setWidget turns it on
    body()->addWidget(scroll, 1);
    body()->addWidget(rule(this));
    body()->addWidget(choices_);
    auto* into = new QHBoxLayout;
    into->addWidget(into_, 1);
    into->addWidget(change_);
    body()->addLayout(into);
    body()->addWidget(target_);
    bar_->setTextVisible(false);
    body()->addWidget(bar_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel_);
    buttons->addWidget(import_);
    body()->addLayout(buttons);
    connect(change_, &QPushButton::clicked, this, &DryRunCard::chooseTarget);
    connect(import_, &QPushButton::clicked, session_, &ImportSession::run);
    connect(cancel_, &QPushButton::clicked, this,
            [this] { state_->jobs()->cancel(session_->importing() ? session_->importJob() : session_->checkJob()); });
    for (auto signal :
         {&ImportSession::checkChanged, &ImportSession::importChanged, &ImportSession::settingsChanged, &ImportSession::filesChanged})
        connect(session_, signal, this, &DryRunCard::show);
    connect(state_->jobs(), &JobRunner::progressed, this, [this](JobId id) {
        if (id != session_->importJob() && id != session_->checkJob()) return;
        for (const auto& j : state_->jobs()->jobs())
            if (j.id == id) {
                bar_->setRange(0, j.progress.fraction >= 0 ? 1000 : 0);
                if (j.progress.fraction >= 0) bar_->setValue(qRound(j.progress.fraction * 1000));
                cancel_->setEnabled(!j.progress.finishing);
            }
    });
    retranslate();
}

void DryRunCard::retranslate() {
    setTitle(tr("Dry run"));
    into_->setText(tr("Into"));
    change_->setText(tr("Change…"));
    choices_->retranslate();
    import_->setText(tr("Import"));
    cancel_->setText(tr("Cancel"));
    bar_->setAccessibleName(tr("Progress"));
    show();
}

void DryRunCard::show() {
    delete content_;
    content_ = new QWidget;
    auto* column = new QVBoxLayout(content_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    const bool busy = session_->importing() || session_->checking() || session_->reading();
    if (const auto& r = session_->checked()) {
        setSubtitle(tr("%1 rows checked · %2 s").arg(count_text(static_cast<qint64>(r->read))).arg(QLocale().toString(r->seconds, 'f', 1)));
        addResult(column, *r);
        addReasons(column, *r);
        addNotices(column, *r);
    } else if (const auto& e = session_->checkError()) {
        setSubtitle(tr("this cannot be imported yet"));
        auto* frame = new QFrame;
        frame->setProperty("role", "warning");
        auto* box = new QVBoxLayout(frame);
        auto* words = text(state_->words(e->message));
        words->setObjectName("checkError");
        words->setWordWrap(true);
        box->addWidget(words);
        column->addWidget(frame);
    } else {
        setSubtitle(session_->files().empty() ? tr("add a file") : busy ? tr("every row is being checked") : tr("waiting for the files"));
    }
    column->addStretch(1);
    scrolled_->addWidget(content_);
    bar_->setVisible(session_->importing() || session_->checkJob() != 0);
    cancel_->setVisible(session_->importing());
    import_->setVisible(!session_->importing());
    import_->setEnabled(session_->canImport() && !session_->checkError());
    showTarget();
}

void DryRunCard::showTarget() {
    const QString path = session_->target();
    const bool open = !path.isEmpty() && session_->intoOpenWorkspace();
    target_->setFullText(path.isEmpty() ? QString::fromUtf8("—")
                         : open         ? tr("%1 (open)").arg(state_->workspaceName())
                                        : tr("new: %1").arg(path));
    change_->setEnabled(!session_->files().empty());
}

void DryRunCard::addResult(QVBoxLayout* column, const ImportResult& r) {
    const auto share = [&](std::uint64_t n) {
        return r.read ? percent_text(static_cast<double>(n) / static_cast<double>(r.read), 3) + " %" : QString::fromUtf8("—");
    };
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(0);
    grid->addWidget(text(tr("Accepted"), "heading"), 0, 0);
    grid->addWidget(text(tr("Rejected"), "heading"), 0, 1);
    auto* accepted = text(count_text(static_cast<qint64>(r.accepted)), "kpiGood");
    accepted->setObjectName("dryAccepted");
    auto* rejected = text(count_text(static_cast<qint64>(r.rejected)), "kpiWarn");
    rejected->setObjectName("dryRejected");
    grid->addWidget(accepted, 1, 0);
    grid->addWidget(rejected, 1, 1);
    grid->addWidget(text(share(r.accepted), "small"), 2, 0);
    grid->addWidget(text(share(r.rejected), "small"), 2, 1);
    column->addLayout(grid);
    column->addWidget(new ShareBar(static_cast<double>(r.accepted), static_cast<double>(r.rejected), content_));
    column->addSpacing(4);
    auto* after = new QGridLayout;
    after->setVerticalSpacing(3);
    const Metric rate = r.impressions ? Metric{static_cast<double>(r.clicks) / static_cast<double>(r.impressions), NAN, NAN,
                                               static_cast<std::int64_t>(r.impressions)}
                                      : Metric();
    QList<QPair<QString, QString>> rows = {{tr("Users"), count_text(static_cast<qint64>(r.users))},
                                           {tr("Ads"), count_text(static_cast<qint64>(r.ads))},
                                           {tr("Clicks"), count_text(static_cast<qint64>(r.clicks))},
                                           {tr("CTR"), percent_text(rate.value) + " %"},
                                           {tr("Duplicates"), count_text(static_cast<qint64>(r.duplicates))}};
    // Of tables of counts, whose rows stand for many.
    if (r.impressions != r.accepted) rows.prepend({tr("Impressions"), count_text(static_cast<qint64>(r.impressions))});
    after->addWidget(text(tr("What comes of it"), "heading"), 0, 0, 1, 2);
    for (int i = 0; i < rows.size(); ++i) {
        after->addWidget(text(rows[i].first, "secondary"), i + 1, 0);
        after->addWidget(text(rows[i].second), i + 1, 1, Qt::AlignRight);
    }
    column->addLayout(after);
}

void DryRunCard::addReasons(QVBoxLayout* column, const ImportResult& r) {
    if (r.reasons.empty()) return;
    std::vector<std::pair<std::string, std::uint64_t>> reasons(r.reasons.begin(), r.reasons.end());
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    column->addWidget(rule());
    column->addWidget(text(tr("Why rows are rejected"), "heading"));
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const auto& [code, n] : reasons) {
        auto* name = new ElidedLabel;
        name->setFullText(reason_words(code, state_->language()));
        grid->addWidget(name, row, 0);
        grid->addWidget(new ReasonBar(static_cast<double>(n) / static_cast<double>(reasons.front().second), content_), row, 1);
        grid->addWidget(text(count_text(static_cast<qint64>(n))), row++, 2, Qt::AlignRight);
    }
    grid->addWidget(text(tr("Together"), "strong"), row, 0);
    grid->addWidget(text(count_text(static_cast<qint64>(r.rejected)), "strong"), row, 2, Qt::AlignRight);
    column->addLayout(grid);
}

void DryRunCard::addNotices(QVBoxLayout* column, const ImportResult& r) {
    for (const auto& notice : r.notices) {
        auto* frame = new QFrame;
        frame->setProperty("role", "warning");
        auto* box = new QHBoxLayout(frame);
        box->setContentsMargins(8, 6, 8, 6);
        auto* sign = label();
        sign->setPixmap(icon_pixmap("warning", tokens().warnText, 16, devicePixelRatioF()));
        auto* words = text(state_->words(notice), "small");
        words->setWordWrap(true);
        box->addWidget(sign, 0, Qt::AlignTop);
        box->addWidget(words, 1);
        column->addWidget(frame);
    }
}

void DryRunCard::chooseTarget() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Import into"), session_->target(), tr("Workspaces (*.adscope)"), nullptr,
                                                      QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty()) session_->setTarget(path.endsWith(".adscope") ? path : path + ".adscope");
}

}  // namespace adscope::ui
