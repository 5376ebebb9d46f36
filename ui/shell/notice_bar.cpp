#include "ui/shell/notice_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent),
      sign_(label({}, this)),
      text_(label({}, this)),
      copy_(push_button(ButtonKind::outline, true, "copy", this)),
      close_(icon_button("close", true, this)) {
    setObjectName("noticeBar");
    setProperty("role", "warning");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(10);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    sign_->setFixedWidth(18);
    row->addWidget(sign_, 0, Qt::AlignTop);
    row->addWidget(text_, 1);
    row->addWidget(copy_);
    row->addWidget(close_);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    connect(copy_, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(text_->text()); });
    retranslate();
    hide();
}

void NoticeBar::retranslate() {
    copy_->setText(tr("Copy"));
    name_button(close_, tr("Close"));
}

QString NoticeBar::text() const { return text_->text(); }

void NoticeBar::showText(const QString& text) {
    sign_->setPixmap(icon_pixmap("warning", tokens().warnText, 18, devicePixelRatioF()));
    text_->setText(text);
    setAccessibleName(text);
    show();
}

}  // namespace adscope::ui
