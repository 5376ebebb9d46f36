// The four states of a page or card: nothing yet, working (what, how far, cancel; the old content stays, greyed and
// marked as old), failed (what happened, details to copy), done.
#pragma once

#include <QPlainTextEdit>
#include <QProgressBar>
#include <QStackedWidget>
#include <QWidget>

#include "ui/shell/app_state.h"
#include "ui/widgets/empty_state.h"

namespace adscope::ui {

class StatefulArea : public QWidget {
    Q_OBJECT
public:
    enum class State { empty, working, failed, done };

    // `content` is shown in every state but empty; `empty` may be null.
    StatefulArea(AppState* state, QWidget* content, EmptyState* empty = nullptr, QWidget* parent = nullptr);

    State state() const { return now_; }
    void showEmpty();
    // Follows a running job: its stage, fraction and time left. `old`: what is shown belongs to something older.
    void showWorking(JobId job, const QString& title, bool old);
    // Cancelled is no failure: the old content comes back.
    void showFailed(const Error& error);
    void showDone();
    // A button of the failure card besides "Copy" and "Close".
    void setRetry(const QString& text, std::function<void()> act);
    void retranslate();
    QString failureText() const { return failure_text_->text(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Veil;
    void buildWorking();
    void buildFailed();
    void showProgress();
    void set(State state, bool content_there);

    AppState* state_;
    State now_ = State::done;
    QWidget* content_;
    EmptyState* empty_;
    QStackedWidget* stack_;
    Veil* veil_;
    QFrame *working_, *failed_;
    QLabel *working_title_, *working_stage_, *percent_, *left_, *failure_title_, *failure_text_, *failure_sign_;
    QProgressBar* bar_;
    QPushButton *cancel_, *retry_, *copy_, *close_;
    QPlainTextEdit* failure_details_;
    std::function<void()> retry_act_;
    JobId job_ = 0;
    QString started_, old_text_;
};

// Code, message and time of an error, to be copied into a report of it.
QString error_details(const Error& error);

}  // namespace adscope::ui
