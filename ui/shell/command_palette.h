// Ctrl+K: any page, user, ad, model or action by name, over the dimmed window.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QWidget>

#include "ui/viewmodels/palette_model.h"

namespace adscope::ui {

class MainWindow;

class CommandPalette : public QWidget {
    Q_OBJECT
public:
    explicit CommandPalette(MainWindow* window);
    void open();
    PaletteModel* model() const { return model_; }
    QLineEdit* edit() const { return edit_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QList<PaletteEntry> fixedEntries() const;
    void choose(int row, bool slice);
    void select(int row);
    void leave();

    MainWindow* window_;
    QFrame* panel_;
    QLineEdit* edit_;
    QListView* list_;
    PaletteModel* model_;
    QPointer<QWidget> before_;
};

}  // namespace adscope::ui
