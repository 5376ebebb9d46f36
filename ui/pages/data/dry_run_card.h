// What an import would do: accepted and rejected with reasons, what there would be afterwards, and the button that writes.
#pragma once

#include <QProgressBar>

#include "ui/pages/data/dialect_strip.h"
#include "ui/viewmodels/import_session.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

class DryRunCard : public Card {
    Q_OBJECT
public:
    DryRunCard(AppState* state, ImportSession* session, QWidget* parent = nullptr);
    void retranslate();
    QPushButton* importButton() const { return import_; }

private:
    void show();
    void showTarget();
    void addResult(QVBoxLayout* column, const ImportResult& r);
    void addReasons(QVBoxLayout* column, const ImportResult& r);
    void addNotices(QVBoxLayout* column, const ImportResult& r);
    void chooseTarget();

    AppState* state_;
    ImportSession* session_;
    QWidget* content_ = nullptr;
    QVBoxLayout* scrolled_;
    QLabel* into_;
    ElidedLabel* target_;
    QPushButton *change_, *import_, *cancel_;
    DialectStrip* choices_;
    QProgressBar* bar_;
};

}  // namespace adscope::ui
