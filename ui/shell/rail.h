// The pages, as icon and word, on the left.
#pragma once

#include <QAbstractButton>
#include <QFrame>
#include <QList>

#include "ui/shell/app_state.h"

namespace adscope::ui {

class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(QString icon, QWidget* parent);
    QSize sizeHint() const override { return {88, 56}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString icon_;
};

class Rail : public QFrame {
    Q_OBJECT
public:
    Rail(AppState* state, QWidget* parent = nullptr);
    void setCurrent(const QString& page);

signals:
    void chosen(const QString& page);

private:
    void retranslate();
    QList<RailButton*> buttons_;
};

}  // namespace adscope::ui
