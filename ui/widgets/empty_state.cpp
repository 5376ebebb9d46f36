#include "ui/widgets/empty_state.h"

#include <QEvent>

#include "ui/theme/tokens.h"

namespace adscope::ui {

EmptyState::EmptyState(const QString& icon_name, QWidget* parent)
    : QWidget(parent),
      icon_(icon_name),
      picture_(label({}, this)),
      title_(label("cardTitle", this)),
      sentence_(label("secondary", this)),
      needs_(label("hint", this)),
      buttons_(new QHBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addStretch(2);
    sentence_->setWordWrap(true);
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setFixedWidth(380);
    needs_->setAlignment(Qt::AlignCenter);
    needs_->hide();
    column->addWidget(picture_, 0, Qt::AlignHCenter);
    column->addWidget(title_, 0, Qt::AlignHCenter);
    column->addWidget(sentence_, 0, Qt::AlignHCenter);
    buttons_->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addLayout(buttons_);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(needs_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    draw();
}

void EmptyState::draw() { picture_->setPixmap(icon_pixmap(icon_, tokens().lineStrong, 48, devicePixelRatioF())); }

void EmptyState::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) draw();
}

void EmptyState::setWords(const QString& title, const QString& sentence) {
    title_->setText(title);
    sentence_->setText(sentence);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    // A label that wraps inside a centred row is given one line only unless it says what it needs.
    sentence_->setMinimumHeight(sentence_->heightForWidth(sentence_->width()));
}

void EmptyState::setNeeds(const QList<QPair<QString, bool>>& needs) {
    QStringList parts;
    for (const auto& [what, there] : needs) parts << what + QString::fromUtf8(there ? " ✓" : " —");
    needs_->setText(tr("Needs: %1").arg(parts.join(QString::fromUtf8(" · "))));
    needs_->setVisible(!needs.isEmpty());
}

QPushButton* EmptyState::addButton(ButtonKind kind) {
    auto* b = push_button(kind, false, {}, this);
    buttons_->addWidget(b);
    return b;
}

}  // namespace adscope::ui
