#include "ui/pages/recommend/presenter.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/pages/recommend/persona.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

constexpr int kCards = 5;

QPixmap avatar(double ratio) {
    QPixmap picture(QSize(72, 72) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter p(&picture);
    p.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    p.setPen(QPen(t.accent, 2));
    p.setBrush(t.accentWeak);
    p.drawEllipse(QRectF(1, 1, 70, 70));
    p.setPen(Qt::NoPen);
    p.setBrush(t.accent);
    p.drawEllipse(QPointF(36, 28), 12, 12);
    p.drawChord(QRectF(15, 42, 42, 44), 0, 180 * 16);
    return picture;
}

QFrame* strip(int height) {
    auto* frame = new QFrame;
    set_role(frame, "strip");
    if (height) frame->setFixedHeight(height);
    return frame;
}

}  // namespace

Presenter::Presenter(AppState* state, std::int64_t model, std::uint32_t user, QWidget* parent)
    : QWidget(parent, Qt::Window), state_(state), session_(new RecommendSession(state, this)) {
    setObjectName("presenter");
    setAutoFillBackground(true);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);

    auto* top = strip(96);
    auto* head = new QHBoxLayout(top);
    head->setContentsMargins(40, 12, 40, 12);
    head->setSpacing(24);
    avatar_ = new QLabel;
    persona_ = label();
    persona_->setFont(ui::font(Type::presenterPersona, true));
    attributes_ = label();
    attributes_->setFont(ui::font(Type::presenterBody));
    for (auto* l : {persona_, attributes_}) l->setTextFormat(Qt::PlainText);
    auto* who = new QVBoxLayout;
    who->setSpacing(2);
    who->addStretch(1);
    who->addWidget(persona_);
    who->addWidget(attributes_);
    who->addStretch(1);
    interests_ = new QWidget;
    auto* chips = new QHBoxLayout(interests_);
    chips->setSpacing(8);
    workspace_ = label("subtitle");
    model_ = label("strong");
    for (auto* l : {workspace_, model_}) {
        l->setTextFormat(Qt::PlainText);
        l->setAlignment(Qt::AlignRight);
    }
    auto* what = new QVBoxLayout;
    what->addStretch(1);
    what->addWidget(workspace_);
    what->addWidget(model_);
    what->addStretch(1);
    leave_ = push_button(ButtonKind::outline, false, "close");
    head->addWidget(avatar_);
    head->addLayout(who);
    head->addWidget(interests_);
    head->addStretch(1);
    head->addLayout(what);
    head->addWidget(leave_);
    page->addWidget(top);

    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(40, 16, 40, 12);
    middle->setSpacing(20);
    for (int i = 0; i < kCards; ++i) {
        auto* card = new AdCard(state, true);
        card->setObjectName(QString("card%1").arg(i + 1));
        connect(card, &AdCard::clicked, this, [this, card] { session_->click(card->content().ad); });
        cards_ << card;
        middle->addWidget(card, 1);
    }
    page->addLayout(middle, 1);
    error_ = label("error");
    error_->setTextFormat(Qt::PlainText);
    error_->setWordWrap(true);
    error_->setContentsMargins(40, 0, 40, 12);
    page->addWidget(error_);

    auto* lower = strip(180);
    auto* change = new QHBoxLayout(lower);
    change->setContentsMargins(40, 14, 40, 14);
    change->setSpacing(32);
    auto* said = new QVBoxLayout;
    change_title_ = label();
    change_title_->setFont(ui::font(Type::pageTitle, true));
    clicked_ = new ElidedLabel;
    moved_ = new ElidedLabel;
    for (auto* l : {clicked_, moved_}) {
        l->setFont(ui::font(Type::presenterBody));
        l->setTextFormat(Qt::PlainText);
    }
    said->addWidget(change_title_);
    said->addWidget(clicked_);
    said->addWidget(moved_);
    said->addStretch(1);
    change_ = new RankChange;
    change->addLayout(said, 1);
    change->addWidget(change_, 2);
    page->addWidget(lower);

    auto* foot = strip(48);
    auto* last = new QHBoxLayout(foot);
    last->setContentsMargins(40, 6, 40, 6);
    status_ = label("subtitle");
    undo_ = push_button(ButtonKind::outline, false, "undo");
    next_ = push_button(ButtonKind::primary, false, "forward");
    last->addWidget(status_, 1);
    last->addWidget(undo_);
    last->addWidget(next_);
    page->addWidget(foot);

    connect(leave_, &QPushButton::clicked, this, &QWidget::close);
    connect(undo_, &QPushButton::clicked, session_, &RecommendSession::undo);
    connect(next_, &QPushButton::clicked, this, &Presenter::nextUser);
    connect(session_, &RecommendSession::changed, this, &Presenter::show_);
    connect(state, &AppState::languageChanged, this, &Presenter::retranslate);
    connect(state, &AppState::themeChanged, this, &Presenter::retranslate);

    if (state->table()) users_ = active_users(*state->table(), state->sliceRows().get(), 50);
    if (user) {
        std::erase(users_, user);
        users_.insert(users_.begin(), user);
    }
    session_->setOptions(kCards, 0, false);
    session_->setModel(model);
    if (!users_.empty()) session_->setUser(users_[0]);
    retranslate();
    setMinimumSize(1024, 640);
    resize(1440, 900);
}

void Presenter::nextUser() {
    if (users_.empty()) return;
    at_ = (at_ + 1) % users_.size();
    session_->setUser(users_[at_]);
    showPersona();
}

void Presenter::showPersona() {
    avatar_->setPixmap(avatar(devicePixelRatioF()));
    const Persona p = users_.empty() || !state_->table() ? Persona() : persona_of(*state_->table(), users_[at_]);
    // A number of this sitting, never the key.
    persona_->setText(p.interests.isEmpty() ? tr("Visitor %1").arg(at_ + 1) : tr("Visitor %1, likes %2").arg(at_ + 1).arg(p.interests[0]));
    attributes_->setText(p.attributes);
    auto* chips = interests_->layout();
    while (auto* item = chips->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto& i : p.interests) {
        auto* chip = label("chip");
        chip->setTextFormat(Qt::PlainText);
        chip->setText(i);
        chips->addWidget(chip);
    }
}

void Presenter::show_() {
    const auto contents = session_->cards(true);
    for (int i = 0; i < cards_.size(); ++i) {
        cards_[i]->setVisible(i < contents.size());
        cards_[i]->setEnabled(!session_->busy());
        if (i < contents.size()) cards_[i]->setContent(contents[i]);
    }
    error_->setVisible(session_->failure().has_value());
    if (session_->failure()) error_->setText(state_->words(session_->failure()->message));
    const bool changed = !session_->before().empty();
    change_->setVisible(changed);
    undo_->setEnabled(session_->canUndo());
    if (!changed) {
        clicked_->setFullText(session_->folds() ? tr("Click an ad, as this visitor would.")
                                                : tr("Click an ad. This model takes clicks in at its next training."));
        moved_->setFullText({});
    } else {
        QList<RankChange::Entry> before, after;
        for (const auto& b : session_->before()) before << RankChange::Entry{b.ad, session_->titleOf(b, true)};
        int up = 0, entered = 0;
        for (const auto& a : session_->items()) {
            after << RankChange::Entry{a.ad, session_->titleOf(a, true)};
            const auto was =
                std::find_if(session_->before().begin(), session_->before().end(), [&](const auto& b) { return b.ad == a.ad; });
            entered += was == session_->before().end();
            up += was != session_->before().end() && was->rank > a.rank;
        }
        change_->setLists(before, after);
        clicked_->setFullText(session_->lastClicked() ? tr("Just clicked: %1").arg(session_->titleOf(session_->lastClicked(), true))
                                                      : tr("The click was taken back."));
        moved_->setFullText(tr("Of %1: %2 moved up, %3 new").arg(session_->items().size()).arg(up).arg(entered));
    }
    status_->setText(
        session_->busy()
            ? tr("making a list…")
            : tr("✓ list made in %1 ms   •   no identifiers are shown   •   intervals: 95 %").arg(session_->milliseconds(), 0, 'f', 1));
}

void Presenter::retranslate() {
    setWindowTitle(tr("Presentation"));
    leave_->setText(tr("Leave (Esc)"));
    undo_->setText(tr("Undo click"));
    next_->setText(tr("Next visitor"));
    change_title_->setText(tr("What this click changed"));
    workspace_->setText(state_->workspaceName());
    if (const auto* m = state_->model(session_->model())) model_->setText(state_->words(Message("model." + m->model)));
    showPersona();
    show_();
    update();
}

void Presenter::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key == Qt::Key_Escape) close();
    else if (key >= Qt::Key_1 && key < Qt::Key_1 + kCards && cards_[key - Qt::Key_1]->isVisible())
        session_->click(cards_[key - Qt::Key_1]->content().ad);
    else if (key == Qt::Key_Backspace) session_->undo();
    else if (key == Qt::Key_N || key == Qt::Key_PageDown) nextUser();
    else QWidget::keyPressEvent(event);
}

void Presenter::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), tokens().bg); }

}  // namespace adscope::ui
