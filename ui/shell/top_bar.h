// Workspace, back, forward, undo, redo, search, language, theme.
#pragma once

#include <QFrame>
#include <QPushButton>
#include <QToolButton>

#include "ui/shell/app_state.h"
#include "ui/widgets/segmented.h"

namespace adscope::ui {

// Looks like a field and opens the command palette.
class SearchButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit SearchButton(QWidget* parent = nullptr);
    QSize sizeHint() const override { return {392, 32}; }
    QSize minimumSizeHint() const override { return {160, 32}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

class TopBar : public QFrame {
    Q_OBJECT
public:
    TopBar(AppState* state, QWidget* parent = nullptr);
    void setHistory(bool back, bool forward);
    void setDetails(bool there, bool open);

signals:
    void back();
    void forward();
    void search();
    void openFile();
    void openSample();
    void openRecent(const QString& path);
    void closeWorkspace();
    void toggleDetails();

private:
    void retranslate();
    void showName();
    void fillMenu();

    AppState* state_;
    QPushButton* workspace_;
    QMenu* menu_;
    QToolButton *back_, *forward_, *undo_, *redo_, *theme_, *details_;
    SearchButton* search_;
    SegmentedControl* language_;
};

}  // namespace adscope::ui
