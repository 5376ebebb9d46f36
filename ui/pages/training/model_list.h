// The models that can be trained: name, and when to use each in one small line.
#pragma once

#include <QListWidget>

#include "core/models/model.h"
#include "ui/shell/app_state.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

class ModelList : public Card {
    Q_OBJECT
public:
    explicit ModelList(AppState* state, QWidget* parent = nullptr);
    const ModelInfo* model() const;
    void choose(const std::string& name);
    // Marks the model that trains now; empty: none.
    void setRunning(const std::string& name);
    void retranslate();

signals:
    void chosen();

private:
    void fill();

    AppState* state_;
    QListWidget* list_;
    QLabel* count_;
    std::string running_;
};

}  // namespace adscope::ui
