#include "ui/widgets/card.h"

namespace adscope::ui {

Card::Card(QWidget* parent)
    : QFrame(parent), body_(new QVBoxLayout), tools_(new QHBoxLayout), title_(new ElidedLabel("cardTitle", this)), subtitle_(new ElidedLabel("subtitle", this)) {
    setProperty("role", "card");
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title_);
    words->addWidget(subtitle_);
    subtitle_->hide();
    tools_->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addLayout(words, 1);
    head->addLayout(tools_);
    head->setAlignment(tools_, Qt::AlignTop);
    head_ = head;
    body_->setSpacing(8);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addLayout(body_, 1);
}

void Card::setTitle(const QString& title) {
    title_->setFullText(title);
    setAccessibleName(title);
}

void Card::setSubtitle(const QString& text) {
    subtitle_->setFullText(text);
    subtitle_->setVisible(!text.isEmpty());
}

void Card::addTool(QWidget* tool) { tools_->addWidget(tool); }

}  // namespace adscope::ui
