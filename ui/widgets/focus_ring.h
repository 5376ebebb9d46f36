// Where the keyboard is: a 2 px outline, 2 px away from the focused control. One per window, over everything.
#pragma once

#include <QPointer>
#include <QWidget>

namespace adscope::ui {

class FocusRing : public QWidget {
    Q_OBJECT
public:
    explicit FocusRing(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void follow(QWidget* now);
    void place();
    QWidget* window_;
    QPointer<QWidget> target_;
    bool by_keyboard_ = false;
};

}  // namespace adscope::ui
