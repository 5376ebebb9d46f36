// What needs a look, one action each, and the latest imports.
#pragma once

#include "ui/widgets/card.h"

namespace adscope::ui {

struct AttentionItem {
    QString title, detail, button, place;
};
struct ImportLine {
    QString name, rows, when;
};

class AttentionCard : public Card {
    Q_OBJECT
public:
    explicit AttentionCard(QWidget* parent = nullptr);
    void setItems(const QList<AttentionItem>& items, const QList<ImportLine>& imports);
    const QList<AttentionItem>& items() const { return items_; }

signals:
    void chosen(const QString& place);

private:
    QWidget* makeItem(const AttentionItem& item);
    QWidget* makeImports(const QList<ImportLine>& imports);
    QList<AttentionItem> items_;
    QLabel* count_;
    QWidget* list_ = nullptr;
};

}  // namespace adscope::ui
