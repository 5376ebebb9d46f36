#include "ui/pages/home/attention_card.h"

#include <QGridLayout>

#include "ui/theme/tokens.h"

namespace adscope::ui {

AttentionCard::AttentionCard(QWidget* parent) : Card(parent), count_(label("badgeWarn", this)) { addTool(count_); }

QWidget* AttentionCard::makeItem(const AttentionItem& item) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* sign = label();
    sign->setPixmap(icon_pixmap("warning", tokens().warnText, 16, devicePixelRatioF()));
    sign->setFixedWidth(18);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* title = new ElidedLabel;
    title->setFullText(item.title);
    auto* detail = new ElidedLabel("small");
    detail->setFullText(item.detail);
    words->addWidget(title);
    words->addWidget(detail);
    line->addWidget(sign, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    if (!item.button.isEmpty()) {
        auto* button = push_button(ButtonKind::outline, true, {}, row);
        button->setText(item.button);
        button->setAccessibleName(item.title + ": " + item.button);
        connect(button, &QPushButton::clicked, this, [this, place = item.place] { emit chosen(place); });
        line->addWidget(button);
    }
    return row;
}

QWidget* AttentionCard::makeImports(const QList<ImportLine>& imports) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(1);
    grid->setColumnStretch(0, 1);
    auto* head = label("heading");
    head->setText(tr("Latest imports"));
    grid->addWidget(head, 0, 0, 1, 3);
    for (int i = 0; i < imports.size(); ++i) {
        auto* name = new ElidedLabel("small", nullptr, Qt::ElideMiddle);
        name->setFullText(imports[i].name);
        auto* rows = label("small");
        rows->setText(imports[i].rows);
        auto* when = label("hint");
        when->setText(imports[i].when);
        grid->addWidget(name, i + 1, 0);
        grid->addWidget(rows, i + 1, 1, Qt::AlignRight);
        grid->addWidget(when, i + 1, 2, Qt::AlignRight);
    }
    return box;
}

void AttentionCard::setItems(const QList<AttentionItem>& items, const QList<ImportLine>& imports) {
    items_ = items;
    count_->setVisible(!items.isEmpty());
    count_->setText(QString::number(items.size()));
    delete list_;
    list_ = new QWidget(this);
    auto* column = new QVBoxLayout(list_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    if (items.isEmpty()) {
        auto* nothing = label("secondary");
        nothing->setText(tr("Nothing needs a look."));
        column->addWidget(nothing);
    }
    for (const auto& item : items) {
        column->addWidget(makeItem(item));
        column->addWidget(rule());
    }
    if (!imports.isEmpty()) column->addWidget(makeImports(imports));
    column->addStretch(1);
    body()->addWidget(list_, 1);
}

}  // namespace adscope::ui
