#include "ui/widgets/segmented.h"

#include <QKeyEvent>

#include "ui/widgets/buttons.h"

namespace adscope::ui {

SegmentedControl::SegmentedControl(QWidget* parent, bool small)
    : QWidget(parent), row_(new QHBoxLayout(this)), group_(new QButtonGroup(this)), small_(small) {
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(0);
    group_->setExclusive(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(group_, &QButtonGroup::idClicked, this, &SegmentedControl::changed);
}

void SegmentedControl::setTexts(const QStringList& texts) {
    const int chosen = std::max(0, current());
    while (group_->buttons().size() > texts.size()) delete group_->buttons().constLast();
    for (int i = 0; i < texts.size(); ++i) {
        QPushButton* b = button(i);
        if (!b) {
            b = push_button(ButtonKind::outline, small_, {}, this);
            b->setCheckable(true);
            b->setProperty("segment", true);
            row_->addWidget(b);
            group_->addButton(b, i);
            b->installEventFilter(this);  // a button takes arrow keys for itself
        }
        b->setText(texts[i]);
        // Room for the bold face, so that the row does not move when another is chosen.
        b->setMinimumWidth(QFontMetrics([&] {
                               QFont f = b->font();
                               f.setBold(true);
                               return f;
                           }())
                               .horizontalAdvance(texts[i]) +
                           (small_ ? 20 : 26));
        set_role(b, texts.size() == 1 ? "only" : i == 0 ? "first" : i == texts.size() - 1 ? "last" : "middle", "place");
    }
    setCurrent(chosen < texts.size() ? chosen : 0);
}

void SegmentedControl::setCurrent(int index) {
    if (auto* b = button(index)) b->setChecked(true);
}

bool SegmentedControl::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            keyPressEvent(static_cast<QKeyEvent*>(event));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SegmentedControl::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int next = current() + step;
    if (step == 0 || !button(next)) return QWidget::keyPressEvent(event);
    button(next)->setFocus(Qt::TabFocusReason);
    button(next)->click();
}

}  // namespace adscope::ui
