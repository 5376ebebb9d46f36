#include "ui/pages/explain/entity_picker.h"

#include <QAbstractItemView>
#include <QFocusEvent>

namespace adscope::ui {

EntityPicker::EntityPicker(AppState* state, Kind kind, QWidget* parent)
    : QLineEdit(parent), state_(state), kind_(kind), completer_(new QCompleter(this)), matches_(new QStandardItemModel(this)) {
    completer_->setModel(matches_);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_->setWidget(this);
    completer_->setMaxVisibleItems(10);
    connect(this, &QLineEdit::textEdited, this, [this] { search(); });
    connect(this, &QLineEdit::returnPressed, this, [this] {
        if (completer_->popup()->isVisible()) return;
        choose_first_ = true;
        search();
    });
    connect(completer_, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& i) { choose(i.data(Qt::UserRole).toUInt(), i.data(Qt::UserRole + 1).toString()); });
}

void EntityPicker::setShown(std::uint32_t code, const QString& text) {
    code_ = code;
    shown_ = text;
    if (!hasFocus() || this->text().isEmpty()) {
        setText(text);
        setCursorPosition(0);
    }
    setToolTip(text);
}

void EntityPicker::choose(quint32 code, const QString& text) {
    shown_ = text;
    code_ = code;
    setText(text);
    setCursorPosition(0);
    emit picked(code);
}

void EntityPicker::search() {
    const EventTablePtr table = state_->table();
    if (!table) return;
    searching_ = true;
    const std::string wanted = text().trimmed().toStdString();
    const bool ads = kind_ == Kind::ad;
    state_->jobs()->run<std::vector<KeyMatch>>(
        tr("Searching"), this,
        [table, ads, wanted](const JobContext& job) -> Result<std::vector<KeyMatch>> { return find_keys(*table, ads, wanted, 50, job); },
        [this](Result<std::vector<KeyMatch>> found) {
            searching_ = false;
            if (found) take(*found);
        },
        QStringLiteral("search"), false);
}

void EntityPicker::take(const std::vector<KeyMatch>& found) {
    matches_->clear();
    for (const auto& m : found) {
        const QString key = QString::fromStdString(m.key), title = QString::fromStdString(m.title);
        auto* item = new QStandardItem(title.isEmpty() ? key : key + QStringLiteral(" · ") + title);
        item->setData(m.code, Qt::UserRole);
        item->setData(item->text(), Qt::UserRole + 1);
        matches_->appendRow(item);
    }
    setProperty("invalid", found.empty());
    if (choose_first_ && !found.empty()) {
        choose_first_ = false;
        choose(found.front().code, matches_->item(0)->text());
        return;
    }
    choose_first_ = false;
    if (hasFocus() && !found.empty()) completer_->complete();
}

void EntityPicker::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::PopupFocusReason) selectAll();
}

// What was typed and not picked is taken back.
void EntityPicker::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || completer_->popup()->isVisible()) return;
    setText(shown_);
    setCursorPosition(0);
}

}  // namespace adscope::ui
