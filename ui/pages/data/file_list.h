// The files of an import: name, size, what they hold, and whether they could be read.
#pragma once

#include <QListWidget>

#include "ui/viewmodels/import_session.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

class FileList : public Card {
    Q_OBJECT
public:
    FileList(AppState* state, ImportSession* session, QWidget* parent = nullptr);
    void retranslate();

signals:
    void addRequested();

private:
    void fill();
    QWidget* makeRow(int index);

    AppState* state_;
    ImportSession* session_;
    QListWidget* list_;
    QPushButton* add_;
    QLabel* drop_;
};

}  // namespace adscope::ui
