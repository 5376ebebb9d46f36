// The pane on the right: shows what a page has to say about a selection.
#pragma once

#include <QFrame>
#include <QPointer>
#include <QScrollArea>
#include <QToolButton>

namespace adscope::ui {

class DetailsPane : public QFrame {
    Q_OBJECT
public:
    explicit DetailsPane(QWidget* parent = nullptr);
    // The content stays its page's; null takes it out.
    void setContent(QWidget* content);
    QWidget* content() const { return content_; }
    void retranslate();

signals:
    void closed();

private:
    QScrollArea* scroll_;
    QToolButton* close_;
    QPointer<QWidget> content_;
};

}  // namespace adscope::ui
