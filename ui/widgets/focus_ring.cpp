#include "ui/widgets/focus_ring.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

constexpr int kAway = 2, kWidth = 2;

}  // namespace

FocusRing::FocusRing(QWidget* window) : QWidget(window), window_(window) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
}

void FocusRing::follow(QWidget* now) {
    target_ = now && now->window() == window_ && now != window_ ? now : nullptr;
    // Item views show the focus inside the cell.
    if (target_ && qobject_cast<QAbstractItemView*>(target_.data())) target_ = nullptr;
    place();
}

void FocusRing::place() {
    if (!target_ || !by_keyboard_ || !target_->isVisible()) {
        hide();
        return;
    }
    QRect box(target_->mapTo(window_, QPoint(0, 0)), target_->size());
    box.adjust(-kAway - kWidth, -kAway - kWidth, kAway + kWidth, kAway + kWidth);
    // What scrolled out of sight has no ring.
    for (QWidget* p = target_->parentWidget(); p && p != window_; p = p->parentWidget())
        if (p->parentWidget() && qobject_cast<QAbstractScrollArea*>(p->parentWidget()))
            box &= QRect(p->mapTo(window_, QPoint(0, 0)), p->size()).adjusted(-4, -4, 4, 4);
    setGeometry(box & window_->rect());
    show();
    raise();
    update();
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress: {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Tab || key == Qt::Key_Backtab || key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up ||
                key == Qt::Key_Down) {
                if (!by_keyboard_) {
                    by_keyboard_ = true;
                    QTimer::singleShot(0, this, [this] { place(); });
                }
            }
            break;
        }
        case QEvent::MouseButtonPress:
            if (by_keyboard_) {
                by_keyboard_ = false;
                place();
            }
            break;
        case QEvent::Move:
        case QEvent::Resize:
        case QEvent::Show:
        case QEvent::Hide:
        case QEvent::LayoutRequest:
            if (by_keyboard_ && target_ && watched != this && watched->isWidgetType() &&
                (watched == target_ || static_cast<QWidget*>(watched)->isAncestorOf(target_))) {
                QTimer::singleShot(0, this, [this] { place(); });
            }
            break;
        default: break;
    }
    return false;
}

void FocusRing::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(tokens().accent, kWidth));
    p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
}

}  // namespace adscope::ui
