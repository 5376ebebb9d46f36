#include "ui/widgets/buttons.h"

#include <QEvent>
#include <QStyle>

namespace adscope::ui {

QPushButton* push_button(ButtonKind kind, bool small, const QString& icon_name, QWidget* parent) {
    auto* b = new QPushButton(parent);
    const char* const names[] = {"outline", "primary", "warn", "link", "plain"};
    b->setProperty("kind", names[static_cast<int>(kind)]);
    if (small) b->setProperty("dense", true);
    if (!icon_name.isEmpty()) {
        const Ink ink = kind == ButtonKind::primary ? Ink::onAccent
                        : kind == ButtonKind::warn  ? Ink::warn
                        : kind == ButtonKind::link  ? Ink::accent
                                                    : Ink::text1;
        b->setIcon(icon(icon_name, ink));
        b->setIconSize({16, 16});
    }
    b->setAutoDefault(false);
    b->setCursor(kind == ButtonKind::link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    b->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return b;
}

QToolButton* icon_button(const QString& icon_name, bool small, QWidget* parent) {
    auto* b = new QToolButton(parent);
    const int side = small ? 24 : 32;
    b->setFixedSize(side, side);
    b->setIcon(icon(icon_name));
    b->setIconSize(small ? QSize(16, 16) : QSize(20, 20));
    b->setFocusPolicy(Qt::StrongFocus);
    return b;
}

void name_button(QAbstractButton* button, const QString& words, const QString& keys) {
    button->setAccessibleName(words);
    button->setToolTip(keys.isEmpty() ? words : words + "  (" + keys + ")");
}

QLabel* label(const QString& role, QWidget* parent) {
    auto* l = new QLabel(parent);
    l->setTextFormat(Qt::PlainText);
    if (!role.isEmpty()) l->setProperty("role", role);
    if (role.startsWith("badge")) {
        l->setFixedHeight(20);
        l->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    return l;
}

QLabel* text_label(const QString& role, QWidget* parent) {
    auto* l = label(role, parent);
    l->setWordWrap(true);
    l->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return l;
}

void set_role(QWidget* widget, const QString& role, const char* property) {
    if (widget->property(property).toString() == role) return;
    widget->setProperty(property, role);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QFrame* rule(QWidget* parent) {
    auto* f = new QFrame(parent);
    f->setProperty("role", "rule");
    f->setFixedHeight(1);
    return f;
}

ElidedLabel::ElidedLabel(const QString& role, QWidget* parent, Qt::TextElideMode mode) : QLabel(parent), mode_(mode) {
    setTextFormat(Qt::PlainText);
    if (!role.isEmpty()) setProperty("role", role);
}

void ElidedLabel::setFullText(const QString& text) {
    full_ = text;
    setAccessibleName(text);
    updateGeometry();
    cut();
}

QSize ElidedLabel::minimumSizeHint() const { return {24, QLabel::minimumSizeHint().height()}; }

QSize ElidedLabel::sizeHint() const {
    const auto m = contentsMargins();
    return {fontMetrics().horizontalAdvance(full_) + m.left() + m.right() + 2, QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    cut();
}

void ElidedLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) cut();
}

void ElidedLabel::cut() {
    const QString shown = fontMetrics().elidedText(full_, mode_, contentsRect().width());
    if (shown != text()) setText(shown);
    setToolTip(shown == full_ ? QString() : full_);
}

}  // namespace adscope::ui
