#include "ui/shell/command_palette.h"

#include <QAbstractItemDelegate>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "core/workspace/segments.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_registry.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

constexpr int kHeading = 26, kEntry = 32;

class EntryDelegate : public QAbstractItemDelegate {
public:
    EntryDelegate(PaletteModel* model, QObject* parent) : QAbstractItemDelegate(parent), model_(model) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {100, index.data(PaletteModel::HeadingRole).toBool() ? kHeading : kEntry};
    }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = tokens();
        const QRect r = option.rect;
        const QString text = index.data().toString();
        if (index.data(PaletteModel::HeadingRole).toBool()) {
            p->setFont(font(Type::small, true));
            p->setPen(t.text2);
            p->drawText(r.adjusted(14, 4, -8, 0), Qt::AlignVCenter, text);
            return;
        }
        if (option.state & QStyle::State_Selected) p->fillRect(r, t.accentWeak);
        p->drawPixmap(r.left() + 14, r.top() + 8,
                      icon_pixmap(index.data(PaletteModel::IconRole).toString(), t.text1, 16, p->device()->devicePixelRatioF()));
        const QString detail = index.data(PaletteModel::DetailRole).toString();
        p->setFont(font(Type::small));
        const int detail_width = detail.isEmpty() ? 0 : std::min(r.width() / 2, p->fontMetrics().horizontalAdvance(detail));
        p->setPen(t.text2);
        p->drawText(QRect(r.right() - 14 - detail_width, r.top(), detail_width + 2, r.height()), Qt::AlignVCenter | Qt::AlignRight,
                    p->fontMetrics().elidedText(detail, Qt::ElideMiddle, detail_width + 2));
        paintMatch(p, QRect(r.left() + 40, r.top(), r.width() - 68 - detail_width, r.height()), text);
    }

private:
    // What was typed stands out in the accent colour.
    void paintMatch(QPainter* p, const QRect& box, const QString& text) const {
        const QString shown = QFontMetrics(font(Type::body)).elidedText(text, Qt::ElideRight, box.width());
        const auto at = model_->searched().isEmpty() ? -1 : shown.indexOf(model_->searched(), 0, Qt::CaseInsensitive);
        const QString parts[] = {at < 0 ? shown : shown.left(at), at < 0 ? QString() : shown.mid(at, model_->searched().size()),
                                 at < 0 ? QString() : shown.mid(at + model_->searched().size())};
        int x = box.left();
        for (int i = 0; i < 3; ++i) {
            p->setFont(font(Type::body, i == 1));
            p->setPen(i == 1 ? tokens().accentText : tokens().text1);
            p->drawText(QRect(x, box.top(), box.right() - x + 8, box.height()), Qt::AlignVCenter, parts[i]);
            x += p->fontMetrics().horizontalAdvance(parts[i]);
        }
    }
    PaletteModel* model_;
};

}  // namespace

CommandPalette::CommandPalette(MainWindow* window)
    : QWidget(window), window_(window), panel_(new QFrame(this)), edit_(new QLineEdit(panel_)), list_(new QListView(panel_)) {
    setObjectName("commandPalette");
    setAttribute(Qt::WA_DeleteOnClose);
    panel_->setProperty("role", "card");
    model_ = new PaletteModel(window->state(), fixedEntries(), this);
    // The first page there is that shows such a thing.
    const auto go = [window](std::initializer_list<const char*> pages) {
        for (const char* id : pages)
            if (window->page(id)) return window->showPage(id);
    };
    model_->setOpeners(
        [this, go](std::uint32_t user) {
            Picked p = window_->state()->picked();
            p.user = user;
            window_->state()->pick(p);
            go({"audience", "recommend", "explain"});
        },
        [this, go](std::uint32_t ad) {
            Picked p = window_->state()->picked();
            p.ad = ad;
            window_->state()->pick(p);
            go({"ads", "explain", "recommend"});
        });
    edit_->setObjectName("paletteEdit");
    edit_->setProperty("role", "bare");
    edit_->setPlaceholderText(tr("Find a page, user, ad, model or action"));
    edit_->setAccessibleName(edit_->placeholderText());
    edit_->installEventFilter(this);
    list_->setObjectName("paletteList");
    list_->setModel(model_);
    list_->setItemDelegate(new EntryDelegate(model_, list_));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setAccessibleName(tr("What was found"));

    auto* sign = label({}, panel_);
    sign->setPixmap(icon_pixmap("search", tokens().text2, 16, devicePixelRatioF()));
    auto* escape = label("keys", panel_);
    escape->setText("Esc");
    auto* head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 12, 8);
    head->addWidget(sign);
    head->addWidget(edit_, 1);
    head->addWidget(escape);
    auto* hint = label("hint", panel_);
    hint->setText(tr("↑ ↓ choose    Enter opens    Ctrl+Enter adds to the slice"));
    hint->setContentsMargins(14, 6, 14, 8);
    auto* column = new QVBoxLayout(panel_);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(rule(panel_));
    column->addWidget(list_, 1);
    column->addWidget(rule(panel_));
    column->addWidget(hint);

    connect(edit_, &QLineEdit::textChanged, model_, &PaletteModel::search);
    connect(model_, &QAbstractItemModel::modelReset, this, [this] { select(model_->firstEntry()); });
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& i) { choose(i.row(), false); });
}

QList<PaletteEntry> CommandPalette::fixedEntries() const {
    MainWindow* w = window_;
    AppState* s = w->state();
    QList<PaletteEntry> out;
    int number = 0;
    for (const auto& e : page_registry())
        out.append(
            {tr("Pages"), e.icon, page_title(e), QString("Ctrl+%1").arg(++number), [w, id = QString(e.id)] { w->showPage(id); }, {}});
    if (s->table())
        for (const auto& segment : *segments_of(*s->table())->get()) {
            const QString name = QString::fromStdString(segment.name);
            out.append({tr("Segments"),
                        "users",
                        name,
                        s->words(Message("segments.kind." + to_string(segment.kind))),
                        [w, name] { w->showPage("audience/segments/" + name); },
                        {tr("segment: %1").arg(name), "segment(" + quote_value(segment.name) + ")"}});
        }
    const auto action = [&](const char* icon, const QString& text, const QString& keys, std::function<void()> act, bool there = true) {
        if (there) out.append({tr("Actions"), icon, text, keys, std::move(act), {}});
    };
    const bool open = s->table() != nullptr;
    action("upload", tr("Import a log"), "Ctrl+I", [w] { w->showPage("data/import"); });
    action("folder", tr("Open a workspace"), "Ctrl+O", [w] { w->openFileDialog(); });
    action("play", tr("Open the sample campaign"), {}, [s] { s->openSample(); });
    action(
        "filter", tr("Slice: add a filter"), "Ctrl+Shift+F", [w] { w->addFilter(); }, open);
    action(
        "filter", tr("Slice: reset"), {}, [s] { s->setSlice({}); }, open && !s->slice().isEmpty());
    action(
        "undo", tr("Undo"), "Ctrl+Z", [s] { s->undo(); }, s->canUndo());
    action(
        "redo", tr("Redo"), "Ctrl+Shift+Z", [s] { s->redo(); }, s->canRedo());
    action(s->dark() ? "sun" : "moon", s->dark() ? tr("Light theme") : tr("Dark theme"), {}, [s] { s->setDark(!s->dark()); });
    action("language", s->language() == Language::zh ? "English" : QString::fromUtf8("中文"), {},
           [s] { s->setLanguage(s->language() == Language::zh ? Language::en : Language::zh); });
    action(
        "close", tr("Close the workspace"), {}, [s] { s->closeWorkspace(); }, open);
    for (const auto& m : s->models())
        out.append({tr("Models"),
                    "training",
                    QString::fromStdString(m.name),
                    tr("run %1").arg(m.id),
                    [w, s, id = m.id] {
                        Picked p = s->picked();
                        p.model = id;
                        s->pick(p);
                        w->showPage("training");
                    },
                    {}});
    return out;
}

void CommandPalette::open() {
    before_ = QApplication::focusWidget();
    setGeometry(window_->rect());
    show();
    raise();
    edit_->setFocus(Qt::PopupFocusReason);
    select(model_->firstEntry());
}

void CommandPalette::leave() {
    if (before_) before_->setFocus(Qt::OtherFocusReason);
    close();
}

void CommandPalette::select(int row) {
    if (row < 0) return;
    list_->setCurrentIndex(model_->index(row));
    list_->scrollTo(model_->index(row));
}

void CommandPalette::choose(int row, bool slice) {
    if (row < 0 || row >= model_->rowCount() || model_->at(row).heading) return;
    const PaletteEntry entry = model_->at(row);
    if (slice && entry.chip.condition.empty()) return;
    leave();
    if (slice) window_->state()->addChip(entry.chip);
    else if (entry.act) entry.act();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int row = list_->currentIndex().row();
    switch (key->key()) {
        case Qt::Key_Escape: leave(); return true;
        case Qt::Key_Down: select(model_->next(row, 1)); return true;
        case Qt::Key_Up: select(model_->next(row, -1)); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: choose(row, key->modifiers() & Qt::ControlModifier); return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab: return true;  // the keyboard stays inside until Escape
        default: return QWidget::eventFilter(watched, event);
    }
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(rect(), QColor(16, 20, 24, 96));
}

void CommandPalette::resizeEvent(QResizeEvent*) {
    const int w = std::min(640, width() - 80), h = std::min(520, height() - 120);
    panel_->setGeometry((width() - w) / 2, 72, w, h);
}

void CommandPalette::mousePressEvent(QMouseEvent* event) {
    if (!panel_->geometry().contains(event->pos())) leave();
}

}  // namespace adscope::ui
