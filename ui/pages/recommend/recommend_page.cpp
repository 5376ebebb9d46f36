#include "ui/pages/recommend/recommend_page.h"

#include <QFormLayout>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QShowEvent>
#include <utility>

#include "ui/pages/recommend/persona.h"
#include "ui/pages/recommend/presenter.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

constexpr int kCardsInRow = 5;
constexpr int kHighWindow = 960;  // pixels: two rows of cards fit

}  // namespace

RecommendPage::RecommendPage(AppState* state, QWidget* parent) : Page(state, parent), session_(new RecommendSession(state, this)) {
    auto* page = page_column(this);
    head_ = new PageHead;
    undo_ = push_button(ButtonKind::outline, false, "undo");
    undo_->setObjectName("undoClick");
    present_ = push_button(ButtonKind::primary, false, "play");
    present_->setObjectName("present");
    head_->add(undo_);
    head_->add(present_);
    page->addWidget(head_);

    auto* body = new QHBoxLayout;
    body->setSpacing(12);
    body->addWidget(makeControls());
    body->addLayout(makeLists(), 1);
    page->addLayout(body, 1);

    connect(session_, &RecommendSession::changed, this, &RecommendPage::present);
    connect(undo_, &QPushButton::clicked, session_, &RecommendSession::undo);
    connect(present_, &QPushButton::clicked, this, [this] { openPresenter(); });
    connect(train_, &QPushButton::clicked, this, [this] { emit navigate("training"); });
    connect(state, &AppState::modelsChanged, this, &RecommendPage::fillModels);
    retranslate();
}

// A high window has room for a second row; later the number is the analyst's own.
void RecommendPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (!std::exchange(was_shown_, true) && window()->height() >= kHighWindow) count_->setValue(2 * kCardsInRow);
}

QLayout* RecommendPage::makeLists() {
    auto* right = new QVBoxLayout;
    right->setSpacing(12);
    persona_ = text_label("strong");
    error_ = text_label("error");
    error_->setObjectName("recommendError");
    empty_ = text_label("subtitle");
    train_ = push_button(ButtonKind::primary);
    cards_ = new QWidget;
    grid_ = new QGridLayout(cards_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(12);
    auto* scroll = new QScrollArea;
    scroll->setWidget(cards_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    change_card_ = new Card;
    change_ = new RankChange;
    change_card_->body()->addWidget(change_);
    right->addWidget(persona_);
    right->addWidget(error_);
    right->addWidget(empty_);
    right->addWidget(train_, 0, Qt::AlignLeft);
    right->addWidget(scroll, 1);
    right->addWidget(change_card_);
    return right;
}

QWidget* RecommendPage::makeControls() {
    auto* card = new Card;
    card->setFixedWidth(248);
    auto* box = card->body();
    box->setSpacing(6);
    const auto add = [&](QLabel** l, QWidget* w) {
        *l = label("subtitle");
        (*l)->setBuddy(w);
        box->addWidget(*l);
        box->addWidget(w);
    };
    model_ = new ModelChoice;
    model_->setObjectName("recommendModel");
    add(&model_label_, model_);
    user_ = new QLineEdit;
    user_->setObjectName("recommendUser");
    user_->setClearButtonEnabled(true);
    suggestions_ = new QStringListModel(this);
    auto* completer = new QCompleter(suggestions_, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    user_->setCompleter(completer);
    add(&user_label_, user_);
    is_new_ = new QCheckBox;
    is_new_->setObjectName("newUser");
    box->addWidget(is_new_);
    new_label_ = text_label("subtitle");
    box->addWidget(new_label_);
    attributes_ = new QWidget;
    new QFormLayout(attributes_);
    attributes_->layout()->setContentsMargins(0, 0, 0, 0);
    box->addWidget(attributes_);
    box->addWidget(rule());
    count_ = new QSpinBox;
    count_->setRange(1, 50);
    count_->setValue(kCardsInRow);
    add(&count_label_, count_);
    diversity_ = new QSlider(Qt::Horizontal);
    diversity_->setRange(0, 100);
    diversity_->setObjectName("recommendDiversity");
    add(&diversity_label_, diversity_);
    diversity_value_ = label("subtitle");
    box->addWidget(diversity_value_);
    exclude_ = new QCheckBox;
    box->addWidget(exclude_);
    box->addStretch(1);

    const auto options = [this] {
        diversity_value_->setText(diversity_->value() == 0 ? tr("by score alone")
                                                           : tr("MMR, λ = %1").arg(1 - diversity_->value() / 100.0, 0, 'f', 2));
        session_->setOptions(static_cast<std::size_t>(count_->value()), diversity_->value() / 100.0, exclude_->isChecked());
    };
    connect(count_, &QSpinBox::valueChanged, this, options);
    connect(diversity_, &QSlider::valueChanged, this, options);
    connect(exclude_, &QCheckBox::toggled, this, options);
    connect(model_, &QComboBox::currentIndexChanged, this, [this] {
        if (model_->currentIndex() < 0) return;
        Picked picked = state()->picked();
        picked.model = model_->model();
        state()->pick(picked);
        session_->setModel(picked.model);
    });
    connect(user_, &QLineEdit::textEdited, this, &RecommendPage::suggest);
    connect(user_, &QLineEdit::returnPressed, this, &RecommendPage::takeUser);
    connect(completer, QOverload<const QString&>::of(&QCompleter::activated), this, [this] { takeUser(); });
    connect(is_new_, &QCheckBox::toggled, this, [this](bool on) {
        attributes_->setVisible(on);
        new_label_->setVisible(on);
        user_->setEnabled(!on);
        if (on) takeNewUser();
        else takeUser();
    });
    return card;
}

void RecommendPage::fillModels() {
    // Factor models first choice: they learn from a click at once.
    model_->fill(
        state(), [](const StoredModel& m) { return m.state == "done"; }, [](const StoredModel& m) { return m.model == "als"; });
    if (!model_->empty()) session_->setModel(model_->model());
}

void RecommendPage::fillAttributes() {
    auto* form = static_cast<QFormLayout*>(attributes_->layout());
    while (form->rowCount()) form->removeRow(0);
    attribute_boxes_.clear();
    for (const auto& c : state()->table()->users.columns) {
        const auto* category = c.category();
        if (!category || c.field.kind != FieldKind::category || category->names.size() < 3 || category->names.size() > 100 ||
            attribute_boxes_.size() == 6)
            continue;
        auto* choice = new QComboBox;
        choice->addItem(QString::fromUtf8("—"), QString());
        for (std::size_t i = 1; i < category->names.size(); ++i)
            choice->addItem(QString::fromStdString(category->names[i]), QString::fromStdString(category->names[i]));
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        const QString name = QString::fromStdString(c.field.name);
        auto* text = label("subtitle");
        text->setTextFormat(Qt::PlainText);
        text->setText(name);
        form->addRow(text, choice);
        attribute_boxes_.append({name, choice});
        connect(choice, &QComboBox::currentIndexChanged, this, &RecommendPage::takeNewUser);
    }
}

// The first fifty keys that begin with, then those that hold, what was typed.
void RecommendPage::suggest(const QString& text) {
    const auto table = state()->table();
    if (!table) return;
    QStringList begins, holds;
    const std::string part = text.trimmed().toStdString();
    for (std::size_t u = 1; u < table->users.keys.size() && begins.size() < 50; ++u) {
        const auto& key = table->users.keys[u];
        if (key.starts_with(part)) begins << QString::fromStdString(key);
        else if (holds.size() < 50 && key.find(part) != std::string::npos) holds << QString::fromStdString(key);
    }
    suggestions_->setStringList((begins + holds).mid(0, 50));
}

void RecommendPage::takeUser() {
    const auto table = state()->table();
    if (!table || is_new_->isChecked()) return;
    const QString key = user_->text().trimmed();
    const std::uint32_t code = table->users.code(key.toStdString());
    if (code == 0) {
        error_->setText(tr("There is no user \"%1\" in this workspace. Choose one of the suggestions, or describe a new user.").arg(key));
        error_->show();
        return;
    }
    Picked picked = state()->picked();
    picked.user = code;
    state()->pick(picked);
    session_->setUser(code);
}

void RecommendPage::takeNewUser() {
    if (!is_new_->isChecked()) return;
    std::map<std::string, std::string> attributes;
    for (const auto& [name, box] : attribute_boxes_)
        if (!box->currentData().toString().isEmpty()) attributes[name.toStdString()] = box->currentData().toString().toStdString();
    session_->setNewUser(attributes);
}

void RecommendPage::refresh() {
    const auto table = state()->table();
    const bool new_table = table != shown_table_;
    shown_table_ = table;
    fillModels();
    if (table && new_table) {
        fillAttributes();
        std::uint32_t user = state()->picked().user;
        if (user == 0 || user > table->users.count) {
            const auto active = active_users(*table, state()->sliceRows().get(), 1);
            user = active.empty() ? 0 : active[0];
        }
        if (user) {
            user_->setText(QString::fromStdString(table->users.keys[user]));
            session_->setUser(user);
        }
    } else if (table && state()->picked().user && state()->picked().user != session_->user() && !is_new_->isChecked()) {
        user_->setText(QString::fromStdString(table->users.keys[state()->picked().user]));
        session_->setUser(state()->picked().user);
    }
    present();
}

void RecommendPage::present() {
    const auto table = state()->table();
    const bool ready = table && !model_->empty();
    empty_->setVisible(!ready);
    train_->setVisible(table && !ready);
    empty_->setText(table ? tr("Recommendations come from a trained model, and there is none yet.")
                          : tr("Open a workspace or import a log first."));
    present_->setEnabled(ready);
    undo_->setEnabled(session_->canUndo());
    error_->setVisible(session_->failure().has_value());
    if (session_->failure()) error_->setText(state()->words(session_->failure()->message));
    persona_->setVisible(ready);
    if (ready) {
        if (session_->user() && session_->user() <= table->users.count) {
            const Persona p = persona_of(*table, session_->user());
            persona_->setText(
                p.attributes +
                (p.interests.isEmpty()
                     ? QString()
                     : (p.attributes.isEmpty() ? QString() : QString::fromUtf8("   ")) +
                           tr("Interests: %1")
                               .arg(p.interests.join(state()->language() == Language::zh ? QString::fromUtf8("、") : QString(", ")))));
        } else {
            persona_->setText(tr("A new user: nothing is known but what is chosen on the left"));
        }
    }
    const auto cards = ready ? session_->cards(false) : QList<AdCardContent>();
    while (pool_.size() < cards.size()) {
        auto* card = new AdCard(state(), false);
        card->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(card, &AdCard::clicked, this,
                [this, card] { cardMenu(card->content().ad, card->mapToGlobal(QPoint(card->width() / 2, card->height() / 2))); });
        connect(card, &QWidget::customContextMenuRequested, this,
                [this, card](const QPoint& at) { cardMenu(card->content().ad, card->mapToGlobal(at)); });
        card->setMaximumHeight(420);
        grid_->addWidget(card, static_cast<int>(pool_.size()) / kCardsInRow, static_cast<int>(pool_.size()) % kCardsInRow);
        pool_ << card;
    }
    // Rows of cards share the room; the row below them takes what they cannot use.
    const auto rows = (static_cast<int>(cards.size()) + kCardsInRow - 1) / kCardsInRow;
    const int last = std::max(grid_->rowCount() - 1, rows);  // setRowStretch makes the rows that it names
    for (int r = 0; r <= last; ++r) grid_->setRowStretch(r, r < rows ? 20 : r == rows ? 1 : 0);
    for (int i = 0; i < pool_.size(); ++i) {
        pool_[i]->setVisible(i < cards.size());
        pool_[i]->setEnabled(!session_->busy());
        if (i < cards.size()) pool_[i]->setContent(cards[i]);
    }
    change_card_->setVisible(ready && !session_->before().empty());
    if (!session_->before().empty()) {
        QList<RankChange::Entry> before, after;
        for (const auto& b : session_->before()) before << RankChange::Entry{b.ad, session_->titleOf(b, false)};
        for (const auto& a : session_->items()) after << RankChange::Entry{a.ad, session_->titleOf(a, false)};
        change_->setLists(before.mid(0, 10), after.mid(0, 10));
        change_card_->setTitle(session_->folds() ? tr("What this changed")
                                                 : tr("What this changed (this model learns from clicks at its next training)"));
    }
    if (ready && !session_->items().empty())
        head_->setSmall(tr("%1 ads in %2 ms").arg(session_->items().size()).arg(session_->milliseconds(), 0, 'f', 1));
    else head_->setSmall({});
}

void RecommendPage::cardMenu(std::uint32_t ad, const QPoint& at) {
    QMenu menu(this);
    auto* click = menu.addAction(tr("The user clicks it"));
    auto* skip = menu.addAction(tr("The user hides it"));
    menu.addSeparator();
    auto* explain = menu.addAction(tr("Why this ad? Explain"));
    QAction* chosen = menu.exec(at);
    if (chosen == click) session_->click(ad);
    if (chosen == skip) session_->skip(ad);
    if (chosen == explain) {
        Picked picked = state()->picked();
        picked.user = session_->user();
        picked.ad = ad;
        picked.model = session_->model();
        state()->pick(picked);
        emit navigate("explain");
    }
}

Presenter* RecommendPage::openPresenter(bool full_screen) {
    if (!presenter_) presenter_ = new Presenter(state(), session_->model(), session_->user());
    presenter_->setAttribute(Qt::WA_DeleteOnClose);
    if (full_screen) presenter_->showFullScreen();
    else presenter_->show();
    return presenter_;
}

void RecommendPage::retranslate() {
    head_->setTitle(pageTitle());
    present_->setText(tr("Present"));
    undo_->setText(tr("Undo click"));
    train_->setText(tr("Train a model"));
    model_label_->setText(tr("Model"));
    user_label_->setText(tr("User"));
    user_->setPlaceholderText(tr("type to search"));
    is_new_->setText(tr("Describe a new user"));
    new_label_->setText(tr("What is known of them:"));
    count_label_->setText(tr("Number of ads"));
    diversity_label_->setText(tr("Diversity"));
    diversity_value_->setText(diversity_->value() == 0 ? tr("by score alone")
                                                       : tr("MMR, λ = %1").arg(1 - diversity_->value() / 100.0, 0, 'f', 2));
    exclude_->setText(tr("Leave out ads already shown"));
    attributes_->setVisible(is_new_->isChecked());
    new_label_->setVisible(is_new_->isChecked());
    fillModels();
    present();
}

}  // namespace adscope::ui
