#include "ui/widgets/page_layout.h"

namespace adscope::ui {

QVBoxLayout* page_column(QWidget* page) {
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    return column;
}

PageHead::PageHead(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), title_(label("pageTitle", this)), small_(new ElidedLabel("secondary", this)) {
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(8);
    row_->addWidget(title_);
    row_->addSpacing(4);
    row_->addWidget(small_, 1);
}

void PageHead::add(QWidget* control, int stretch) { row_->addWidget(control, stretch); }

void PageHead::add(QLabel* name, QWidget* control, int stretch) {
    name->setBuddy(control);
    row_->addWidget(name);
    row_->addWidget(control, stretch);
    row_->addSpacing(4);
}

ScrollBody scroll_body(QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* body = new QWidget(area);
    body->setObjectName("pageBody");
    area->setWidget(body);
    return {area, body};
}

}  // namespace adscope::ui
