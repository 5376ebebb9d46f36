#include "ui/shell/top_bar.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {

SearchButton::SearchButton(QWidget* parent) : QAbstractButton(parent) {
    setFixedHeight(32);
    setMaximumWidth(392);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::IBeamCursor);
}

void SearchButton::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(t.lineStrong);
    p.setBrush(t.surface);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    p.drawPixmap(10, 8, icon_pixmap("search", t.text2, 16, devicePixelRatioF()));
    p.setFont(ui::font(Type::small));
    const QString keys = "Ctrl+K";
    const int width_of_keys = p.fontMetrics().horizontalAdvance(keys) + 14;
    const QRectF box(width() - width_of_keys - 6, 6, width_of_keys, 20);
    p.setPen(t.line);
    p.setBrush(t.sunken);
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    p.setPen(t.text2);
    p.drawText(box, Qt::AlignCenter, keys);
    p.setFont(ui::font(Type::body));
    p.setPen(t.text3);
    const QRect words(34, 0, static_cast<int>(box.left()) - 42, height());
    p.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, p.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

TopBar::TopBar(AppState* state, QWidget* parent)
    : QFrame(parent),
      state_(state),
      workspace_(push_button(ButtonKind::plain, false, "folder", this)),
      menu_(new QMenu(this)),
      back_(icon_button("back", false, this)),
      forward_(icon_button("forward", false, this)),
      undo_(icon_button("undo", false, this)),
      redo_(icon_button("redo", false, this)),
      theme_(icon_button("moon", false, this)),
      details_(icon_button("details", false, this)),
      search_(new SearchButton(this)),
      language_(new SegmentedControl(this)) {
    setObjectName("topBar");
    setFixedHeight(48);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 16, 1);
    row->setSpacing(4);
    workspace_->setObjectName("workspaceButton");
    workspace_->setMenu(menu_);
    workspace_->setMaximumWidth(300);
    workspace_->setIconSize({18, 18});
    workspace_->setStyleSheet("QPushButton { font-weight: bold; font-size: 14px; padding: 0 26px 0 6px; text-align: left; }");
    row->addWidget(workspace_);
    row->addSpacing(12);
    for (auto* b : {back_, forward_}) row->addWidget(b);
    row->addSpacing(8);
    for (auto* b : {undo_, redo_}) row->addWidget(b);
    row->addStretch(1);
    row->addWidget(search_, 6);
    row->addSpacing(4);
    row->addWidget(language_);
    row->addSpacing(4);
    row->addWidget(details_);
    row->addWidget(theme_);

    theme_->setObjectName("themeButton");
    search_->setObjectName("searchButton");
    language_->setObjectName("languageSwitch");
    details_->setCheckable(true);
    details_->hide();
    connect(menu_, &QMenu::aboutToShow, this, &TopBar::fillMenu);
    connect(back_, &QToolButton::clicked, this, &TopBar::back);
    connect(forward_, &QToolButton::clicked, this, &TopBar::forward);
    connect(undo_, &QToolButton::clicked, state_, &AppState::undo);
    connect(redo_, &QToolButton::clicked, state_, &AppState::redo);
    connect(search_, &SearchButton::clicked, this, &TopBar::search);
    connect(details_, &QToolButton::clicked, this, &TopBar::toggleDetails);
    connect(theme_, &QToolButton::clicked, this, [this] { state_->setDark(!state_->dark()); });
    connect(language_, &SegmentedControl::changed, this, [this](int i) { state_->setLanguage(i == 0 ? Language::zh : Language::en); });
    connect(state_, &AppState::languageChanged, this, &TopBar::retranslate);
    connect(state_, &AppState::themeChanged, this, &TopBar::retranslate);
    connect(state_, &AppState::workspaceChanged, this, &TopBar::showName);
    const auto undoable = [this] {
        undo_->setEnabled(state_->canUndo());
        redo_->setEnabled(state_->canRedo());
    };
    connect(state_, &AppState::undoChanged, this, undoable);
    undoable();
    setHistory(false, false);
    retranslate();
}

void TopBar::setHistory(bool back, bool forward) {
    back_->setEnabled(back);
    forward_->setEnabled(forward);
}

void TopBar::setDetails(bool there, bool open) {
    details_->setVisible(there);
    details_->setChecked(open);
}

void TopBar::retranslate() {
    name_button(back_, tr("Back"), "Alt+Left");
    name_button(forward_, tr("Forward"), "Alt+Right");
    name_button(undo_, tr("Undo"), "Ctrl+Z");
    name_button(redo_, tr("Redo"), "Ctrl+Shift+Z");
    name_button(details_, tr("Details"), "Ctrl+D");
    name_button(theme_, state_->dark() ? tr("Light theme") : tr("Dark theme"));
    theme_->setIcon(icon(state_->dark() ? "sun" : "moon"));
    search_->setText(tr("Find a page, user, ad, model or action"));
    search_->setAccessibleName(search_->text());
    search_->update();
    // Each language is named by itself.
    language_->setTexts({QString::fromUtf8("中文"), "EN"});
    language_->button(0)->setAccessibleName(QString::fromUtf8("中文"));
    language_->button(1)->setAccessibleName("English");
    language_->setCurrent(state_->language() == Language::zh ? 0 : 1);
    showName();
}

void TopBar::showName() {
    const QString name = state_->table() ? state_->workspaceName() : tr("No workspace");
    workspace_->setText(workspace_->fontMetrics().elidedText(name, Qt::ElideMiddle, 230));
    workspace_->setAccessibleName(tr("Workspace: %1").arg(name));
    workspace_->setToolTip(state_->workspacePath());
}

void TopBar::fillMenu() {
    menu_->clear();
    menu_->addAction(icon("folder"), tr("Open a workspace…"), this, &TopBar::openFile);
    menu_->addAction(icon("play"), tr("Open the sample campaign"), this, &TopBar::openSample);
    menu_->addSeparator();
    int shown = 0;
    for (const auto& w : state_->recents()->list()) {
        if (w.path == state_->workspacePath() || ++shown > 8) continue;
        // A name from a file must not make a mnemonic.
        auto* a = menu_->addAction(QString(w.name).replace('&', "&&"), this, [this, path = w.path] { emit openRecent(path); });
        a->setToolTip(w.path);
    }
    if (shown > 0) menu_->addSeparator();
    auto* close = menu_->addAction(icon("close"), tr("Close the workspace"), this, &TopBar::closeWorkspace);
    close->setEnabled(state_->table() != nullptr);
}

}  // namespace adscope::ui
