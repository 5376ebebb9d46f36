// A failure that belongs to no page: what happened, details to copy, close.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace adscope::ui {

class NoticeBar : public QFrame {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);
    void showText(const QString& text);
    QString text() const;
    void retranslate();

private:
    QLabel *sign_, *text_;
    QPushButton* copy_;
    QToolButton* close_;
};

}  // namespace adscope::ui
