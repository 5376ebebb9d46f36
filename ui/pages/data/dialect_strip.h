// How the files are read: separator, quote, encoding, header; preset, duplicates, time zone. Guessed until it is corrected.
#pragma once

#include <QComboBox>
#include <QLabel>

#include "ui/viewmodels/import_session.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

class DialectStrip : public QFrame {
    Q_OBJECT
public:
    DialectStrip(AppState* state, ImportSession* session, QWidget* parent = nullptr);
    void retranslate();
    QComboBox* box(const QString& part) const { return findChild<QComboBox*>("dialect." + part); }

private:
    QComboBox* add(const QString& part);
    void fill();
    void showSniffed();
    void choose(const QString& part, QComboBox* box);

    AppState* state_;
    ImportSession* session_;
    QHBoxLayout* row_;
    QHash<QString, QLabel*> names_;
    QHash<QString, QComboBox*> boxes_;
};

}  // namespace adscope::ui
