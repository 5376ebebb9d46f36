#include "ui/pages/details_base.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace adscope::ui {

DetailsBase::DetailsBase(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(6);
}

void DetailsBase::clearParts() {
    while (QLayoutItem* item = column_->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void DetailsBase::heading(const QString& text, bool large) {
    auto* label = new QLabel(text, this);
    label->setProperty("role", large ? "cardTitle" : "heading");
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    column_->addWidget(label);
}

void DetailsBase::paragraph(const QString& text) {
    auto* label = new QLabel(text, this);
    label->setProperty("role", "small");
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    column_->addWidget(label);
}

void DetailsBase::line() {
    auto* rule = new QFrame(this);
    rule->setProperty("role", "rule");
    column_->addSpacing(4);
    column_->addWidget(rule);
    column_->addSpacing(4);
}

void DetailsBase::pairs(const Pairs& rows) {
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    int at = 0;
    for (const auto& [name, value] : rows) {
        auto* left = new QLabel(name, box);
        auto* right = new QLabel(value, box);
        left->setProperty("role", "small");
        right->setTextFormat(Qt::PlainText);
        right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        right->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(left, at, 0);
        grid->addWidget(right, at++, 1);
    }
    column_->addWidget(box);
}

QPushButton* DetailsBase::action(const QString& text, bool primary) {
    auto* button = new QPushButton(text, this);
    if (primary) button->setProperty("kind", "primary");
    column_->addWidget(button);
    return button;
}

void DetailsBase::fill() { column_->addStretch(1); }

}  // namespace adscope::ui
