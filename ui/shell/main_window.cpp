#include "ui/shell/main_window.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/shell/command_palette.h"
#include "ui/shell/details_pane.h"
#include "ui/shell/filter_dialog.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/page_registry.h"
#include "ui/shell/rail.h"
#include "ui/shell/settings.h"
#include "ui/shell/slice_bar.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/top_bar.h"
#include "ui/theme/icons.h"
#include "ui/widgets/focus_ring.h"

namespace adscope::ui {
namespace {

constexpr QSize kSmallest(1280, 720), kUsual(1440, 900);
// Below this width the details open over their button only.
constexpr int kRoomForDetails = 1400;

}  // namespace

MainWindow::MainWindow(AppState* state, QWidget* parent) : QMainWindow(parent), state_(state) {
    setObjectName("mainWindow");
    setMinimumSize(kSmallest);
    resize(kUsual);
    setAcceptDrops(true);
    setWindowIcon(QIcon(":/icons/adscope.svg"));
    build();
    connectState();
    addShortcuts();
    new FocusRing(this);
    refresh_.setSingleShot(true);
    refresh_.setInterval(0);
    connect(&refresh_, &QTimer::timeout, this, &MainWindow::refreshCurrent);
    const auto stored = settings();
    if (const auto g = stored->value("geometry").toByteArray(); !g.isEmpty()) restoreGeometry(g);
    details_wanted_ = stored->value("details", true).toBool();
    updateTitle();
    showPage("home");
}

MainWindow::~MainWindow() = default;

void MainWindow::build() {
    rail_ = new Rail(state_, this);
    top_ = new TopBar(state_, this);
    slice_ = new SliceBar(state_, this);
    notice_ = new NoticeBar(this);
    stack_ = new QStackedWidget(this);
    details_ = new DetailsPane(this);
    status_ = new StatusBar(state_, this);
    stack_->setObjectName("page");

    auto* body = new QHBoxLayout;
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    auto* middle = new QVBoxLayout;
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    auto* notice_box = new QVBoxLayout;
    notice_box->setContentsMargins(16, 0, 16, 0);
    notice_box->addWidget(notice_);
    middle->addLayout(notice_box);
    middle->addWidget(stack_, 1);
    body->addLayout(middle, 1);
    body->addWidget(details_);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(top_);
    right->addWidget(slice_);
    right->addLayout(body, 1);
    auto* upper = new QHBoxLayout;
    upper->setContentsMargins(0, 0, 0, 0);
    upper->setSpacing(0);
    upper->addWidget(rail_);
    upper->addLayout(right, 1);
    auto* centre = new QWidget(this);
    auto* all = new QVBoxLayout(centre);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(upper, 1);
    all->addWidget(status_);
    setCentralWidget(centre);
    details_->hide();

    connect(rail_, &Rail::chosen, this, &MainWindow::showPage);
    connect(top_, &TopBar::back, this, &MainWindow::back);
    connect(top_, &TopBar::forward, this, &MainWindow::forward);
    connect(top_, &TopBar::search, this, &MainWindow::openPalette);
    connect(top_, &TopBar::openFile, this, &MainWindow::openFileDialog);
    connect(top_, &TopBar::openSample, state_, &AppState::openSample);
    connect(top_, &TopBar::openRecent, state_, &AppState::openWorkspace);
    connect(top_, &TopBar::closeWorkspace, state_, &AppState::closeWorkspace);
    connect(top_, &TopBar::toggleDetails, this, [this] { setDetailsOpen(!details_->isVisible()); });
    connect(slice_, &SliceBar::addFilter, this, &MainWindow::addFilter);
    connect(slice_, &SliceBar::editFilter, this, &MainWindow::editFilter);
    connect(details_, &DetailsPane::closed, this, [this] { setDetailsOpen(false); });
}

void MainWindow::connectState() {
    connect(state_, &AppState::workspaceChanged, this, [this] {
        notice_->hide();
        history_.clear();
        here_ = 0;
        remember();
        updateTitle();
        outdate();
    });
    for (auto signal : {&AppState::tableChanged, &AppState::sliceChanged, &AppState::modelsChanged, &AppState::pickedChanged,
                        &AppState::reportChanged, &AppState::themeChanged})
        connect(state_, signal, this, &MainWindow::outdate);
    connect(state_, &AppState::sliceEdited, this, &MainWindow::remember);
    connect(state_, &AppState::languageChanged, this, &MainWindow::retranslate);
    for (auto signal : {&AppState::workspaceFailed, &AppState::sliceFailed})
        connect(state_, signal, this, [this](const Error& error) { notice_->showText(state_->words(error.message)); });
}

void MainWindow::addShortcuts() {
    const auto on = [this](const QKeySequence& keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    on(QKeySequence("Ctrl+K"), [this] { openPalette(); });
    on(QKeySequence("Ctrl+O"), [this] { openFileDialog(); });
    on(QKeySequence("Ctrl+I"), [this] { showPage("data/import"); });
    on(QKeySequence("Alt+Left"), [this] { back(); });
    on(QKeySequence("Alt+Right"), [this] { forward(); });
    on(QKeySequence("Ctrl+Z"), [this] { state_->undo(); });
    on(QKeySequence("Ctrl+Shift+Z"), [this] { state_->redo(); });
    on(QKeySequence("Ctrl+Shift+F"), [this] { addFilter(); });
    on(QKeySequence("Ctrl+D"), [this] { setDetailsOpen(!details_->isVisible()); });
    int number = 0;
    for (const auto& entry : page_registry())
        if (++number <= 9) on(QKeySequence(QString("Ctrl+%1").arg(number)), [this, id = QString(entry.id)] { showPage(id); });
}

Page* MainWindow::page(const QString& id) {
    if (const auto found = pages_.find(id); found != pages_.end()) return found->second;
    for (const auto& entry : page_registry()) {
        if (id != entry.id) continue;
        Page* p = entry.make(state_);
        p->setObjectName("page." + id);
        pages_[id] = p;
        outdated_.insert(id);
        stack_->addWidget(p);
        p->retranslate();
        connect(p, &Page::navigate, this, &MainWindow::showPage);
        connect(p, &Page::detailsChanged, this, [this, p] {
            if (p == currentPage()) showDetails();
        });
        return p;
    }
    return nullptr;
}

Page* MainWindow::currentPage() const {
    const auto found = pages_.find(current_);
    return found == pages_.end() ? nullptr : found->second;
}

void MainWindow::showPage(const QString& place) {
    present(place);
    remember();
}

void MainWindow::present(const QString& place) {
    const QString id = place.section('/', 0, 0), part = place.section('/', 1);
    Page* p = page(id);
    if (!p) return;
    current_ = id;
    rail_->setCurrent(id);
    stack_->setCurrentWidget(p);
    refreshCurrent();
    if (!part.isEmpty()) p->openPart(part);
    showDetails();
    emit pageShown(id);
}

void MainWindow::remember() {
    if (walking_) return;
    const Place now{current_, state_->slice()};
    if (!history_.empty() && history_[here_] == now) return;
    if (!history_.empty()) history_.resize(here_ + 1);
    history_.push_back(now);
    here_ = history_.size() - 1;
    top_->setHistory(here_ > 0, false);
}

void MainWindow::goTo(std::size_t index) {
    here_ = index;
    const Place place = history_[index];
    walking_ = true;
    state_->restoreSlice(place.slice);
    present(place.page);
    walking_ = false;
    top_->setHistory(here_ > 0, here_ + 1 < history_.size());
}

void MainWindow::back() {
    if (here_ > 0) goTo(here_ - 1);
}

void MainWindow::forward() {
    if (here_ + 1 < history_.size()) goTo(here_ + 1);
}

void MainWindow::outdate() {
    for (const auto& [id, p] : pages_) outdated_.insert(id);
    refresh_.start();  // many signals in a row are one refresh
}

void MainWindow::refreshCurrent() {
    Page* p = currentPage();
    if (p && outdated_.erase(current_) > 0) p->refresh();
}

bool MainWindow::settled() const {
    const Page* p = currentPage();
    return p && !state_->loading() && !refresh_.isActive() && !outdated_.contains(current_) && state_->jobs()->idle() && p->settled();
}

void MainWindow::retranslate() {
    for (const auto& [id, p] : pages_) p->retranslate();
    notice_->retranslate();
    details_->retranslate();
    updateTitle();
    outdate();
}

void MainWindow::updateTitle() {
    setWindowTitle(state_->table() ? state_->workspaceName() + QString::fromUtf8(" – AdScope") : QString("AdScope"));
}

void MainWindow::showDetails() {
    Page* p = currentPage();
    QWidget* content = p ? p->details() : nullptr;
    details_->setContent(content);
    const bool open = content && details_wanted_ && width() >= kRoomForDetails;
    details_->setVisible(open);
    top_->setDetails(content != nullptr, open);
}

void MainWindow::setDetailsOpen(bool open) {
    if (!details_->content()) return;
    // What was chosen in a wide window is remembered; in a narrow one the pane opens for once.
    if (width() >= kRoomForDetails) {
        details_wanted_ = open;
        settings()->setValue("details", open);
    }
    details_->setVisible(open);
    top_->setDetails(true, open);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    const bool had_room = event->oldSize().width() >= kRoomForDetails, has_room = width() >= kRoomForDetails;
    if (had_room != has_room) showDetails();
    if (palette_) palette_->setGeometry(rect());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings()->setValue("geometry", saveGeometry());
    state_->jobs()->cancelAll();
    event->accept();
}

void MainWindow::openPalette() {
    if (palette_) return;
    palette_ = new CommandPalette(this);
    palette_->open();
}

void MainWindow::openFileDialog() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a workspace"), {}, tr("Workspaces (*.adscope);;All files (*)"));
    if (!path.isEmpty()) state_->openWorkspace(path);
}

void MainWindow::addFilter() { editFilter(-1); }

void MainWindow::editFilter(int index) {
    if (!state_->table()) return;
    auto* dialog = new FilterDialog(state_, index, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::takeFiles(const QStringList& paths) {
    if (paths.size() == 1 && paths[0].endsWith(".adscope", Qt::CaseInsensitive)) {
        state_->openWorkspace(paths[0]);
        return;
    }
    if (Page* p = currentPage(); p && p->takeFiles(paths)) return;
    showPage("data/import");
    if (Page* p = currentPage()) p->takeFiles(paths);
}

void MainWindow::openArgument(const QString& path) {
    QFile file(path);
    const bool database = file.open(QIODevice::ReadOnly) && file.read(15) == "SQLite format 3";
    if (database || path.endsWith(".adscope", Qt::CaseInsensitive)) state_->openWorkspace(path);
    else takeFiles({path});
}

QString MainWindow::notice() const { return notice_->isHidden() ? QString() : notice_->text(); }

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    if (paths.isEmpty()) return;
    event->acceptProposedAction();
    takeFiles(paths);
}

}  // namespace adscope::ui
