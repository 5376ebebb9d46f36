#include "ui/shell/details_pane.h"

#include <QVBoxLayout>

#include "ui/widgets/buttons.h"

namespace adscope::ui {

DetailsPane::DetailsPane(QWidget* parent) : QFrame(parent), scroll_(new QScrollArea(this)), close_(icon_button("close", true, this)) {
    setObjectName("detailsPane");
    setFixedWidth(288);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 8, 0, 8);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 10, 0);
    head->addStretch(1);
    head->addWidget(close_);
    column->addLayout(head);
    column->addWidget(scroll_, 1);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->viewport()->setAutoFillBackground(false);
    connect(close_, &QToolButton::clicked, this, &DetailsPane::closed);
    retranslate();
}

void DetailsPane::retranslate() { name_button(close_, tr("Close the details"), "Ctrl+D"); }

void DetailsPane::setContent(QWidget* content) {
    if (content == content_) return;
    if (content_) {
        QWidget* old = scroll_->takeWidget();
        if (old) old->hide();
    }
    content_ = content;
    if (content) {
        scroll_->setWidget(content);
        content->setAutoFillBackground(false);  // setWidget turns it on
        content->show();
    }
}

}  // namespace adscope::ui
