// A row of joined buttons of which exactly one is on.
#pragma once

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QWidget>

namespace adscope::ui {

class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(QWidget* parent = nullptr, bool small = false);

    // Keeps the chosen index where it still exists.
    void setTexts(const QStringList& texts);
    int current() const { return group_->checkedId(); }
    void setCurrent(int index);  // does not signal
    QPushButton* button(int index) const { return static_cast<QPushButton*>(group_->button(index)); }

signals:
    void changed(int index);  // by the user

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QHBoxLayout* row_;
    QButtonGroup* group_;
    bool small_;
};

}  // namespace adscope::ui
