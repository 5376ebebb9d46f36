// Choices of an import, side by side or one under the other: how files are read (separator, quote, encoding, header,
// guessed until corrected), the preset, what becomes of duplicates, the time zone.
#pragma once

#include <QComboBox>
#include <QGridLayout>
#include <QHash>
#include <QLabel>

#include "ui/viewmodels/import_session.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {

class DialectStrip : public QFrame {
    Q_OBJECT
public:
    // `parts`: of delimiter, quote, encoding, header, preset, duplicates, zone. `form`: names stand before their boxes.
    DialectStrip(AppState* state, ImportSession* session, const QStringList& parts, bool form, QWidget* parent = nullptr);
    void retranslate();
    QComboBox* box(const QString& part) const { return findChild<QComboBox*>("dialect." + part); }

private:
    void add(const QString& part);
    void savePreset();
    void presetFile(bool write);
    void tell(const std::optional<Error>& error);
    void fill();
    void choose(const QString& part, QComboBox* box);

    AppState* state_;
    ImportSession* session_;
    QStringList parts_;
    bool form_;
    QGridLayout* grid_;
    QHash<QString, QLabel*> names_;
    QHash<QString, QComboBox*> boxes_;
};

}  // namespace adscope::ui
