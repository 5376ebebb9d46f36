// The slice: chips that every page is filtered by, add, the count of events in it, reset.
#pragma once

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/shell/app_state.h"

namespace adscope::ui {

// One condition. A click edits it, Delete or the cross takes it away.
class Chip : public QAbstractButton {
    Q_OBJECT
public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRect cross() const;

signals:
    void removed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

class SliceBar : public QFrame {
    Q_OBJECT
public:
    SliceBar(AppState* state, QWidget* parent = nullptr);

signals:
    void addFilter();
    void editFilter(int index);

private:
    void retranslate();
    void showChips();
    void showCount();

    AppState* state_;
    QLabel *name_, *count_;
    QWidget* chips_;
    QHBoxLayout* chip_row_;
    QPushButton *add_, *reset_;
};

}  // namespace adscope::ui
