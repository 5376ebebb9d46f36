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
    void setTitle(const QString& title);    // empty: no title
    void setSubtitle(const QString& text);  // empty: no line
    void addTool(QWidget* tool);
    // What stands in the body reaches the card's edge at both sides, as lists do.
    void setFlush();
    QVBoxLayout* body() const { return body_; }
    QString title() const { return title_->fullText(); }
    QString subtitle() const { return subtitle_->fullText(); }

private:
    QVBoxLayout* body_;
    QHBoxLayout *head_, *tools_;
    ElidedLabel *title_, *subtitle_;
};

}  // namespace adscope::ui
