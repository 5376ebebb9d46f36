#include "ui/widgets/card.h"

namespace adscope::ui {

Card::Card(QWidget* parent)
    : QFrame(parent),
      body_(new QVBoxLayout),
      head_(new QHBoxLayout),
      tools_(new QHBoxLayout),
      title_(new ElidedLabel("cardTitle", this)),
      subtitle_(new ElidedLabel("subtitle", this)) {
    setProperty("role", "card");
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title_);
    words->addWidget(subtitle_);
    title_->hide();
    subtitle_->hide();
    tools_->setSpacing(4);
    head_->setSpacing(8);
    head_->addLayout(words, 1);
    head_->addLayout(tools_);
    head_->setAlignment(tools_, Qt::AlignTop);
    body_->setSpacing(8);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head_);
    column->addLayout(body_, 1);
}

void Card::setTitle(const QString& title) {
    title_->setFullText(title);
    title_->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setSubtitle(const QString& text) {
    subtitle_->setFullText(text);
    subtitle_->setVisible(!text.isEmpty());
}

void Card::addTool(QWidget* tool) { tools_->addWidget(tool); }

void Card::setFlush() {
    layout()->setContentsMargins(1, 12, 1, 8);
    head_->setContentsMargins(15, 0, 15, 0);
}

}  // namespace adscope::ui
