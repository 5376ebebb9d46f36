// Running jobs with stage, fraction, time left and cancel; device, memory, saved.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

#include "ui/shell/app_state.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {

// "4 min 12 s" left, from what has passed; empty while it cannot be told.
QString time_left(const JobInfo& job);

class StatusBar : public QFrame {
    Q_OBJECT
public:
    StatusBar(AppState* state, QWidget* parent = nullptr);

private:
    void retranslate();
    void showJob();
    void showMemory();
    void showMore();

    AppState* state_;
    QWidget* job_;
    QLabel *sign_, *percent_, *left_, *message_, *device_, *memory_, *saved_, *saved_sign_, *device_sign_;
    ElidedLabel *title_, *stage_;
    QProgressBar* bar_;
    QPushButton *cancel_, *more_;
    QTimer memory_timer_;
    JobId shown_ = 0;
    QString last_failure_;
};

}  // namespace adscope::ui
