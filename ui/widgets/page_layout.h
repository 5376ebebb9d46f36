// What all pages are laid out with: margins, the row at the top, the part that scrolls as one.
#pragma once

#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/widgets/buttons.h"

namespace adscope::ui {

// The column of a page, with its margins and the room between its parts.
QVBoxLayout* page_column(QWidget* page);

// The row at the top of a page: title, what is shown in small, controls on the right.
class PageHead : public QWidget {
    Q_OBJECT
public:
    explicit PageHead(QWidget* parent = nullptr);
    void setTitle(const QString& title) { title_->setText(title); }
    void setSmall(const QString& text) { small_->setFullText(text); }
    QString small() const { return small_->fullText(); }
    void add(QWidget* control, int stretch = 0);
    // A control with its name before it.
    void add(QLabel* name, QWidget* control, int stretch = 0);

private:
    QHBoxLayout* row_;
    QLabel* title_;
    ElidedLabel* small_;
};

// A part that scrolls as one where the window is lower than it: the area, and the body inside to be filled.
struct ScrollBody {
    QScrollArea* area;
    QWidget* body;
};
ScrollBody scroll_body(QWidget* parent);

}  // namespace adscope::ui
