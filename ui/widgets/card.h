// A card: title, small line, tools on the right, and a body that its owner fills.
#pragma once

#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/widgets/buttons.h"

namespace adscope::ui {

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setSubtitle(const QString& text);   // empty: no line
    void addTool(QWidget* tool);
    QVBoxLayout* body() const { return body_; }
    QString title() const { return title_->fullText(); }

private:
    QVBoxLayout* body_;
    QHBoxLayout* tools_;
    ElidedLabel *title_, *subtitle_;
    QLayout* head_;
};

}  // namespace adscope::ui
