// A choice of a stored run by name and number. What was chosen stays chosen when runs come and go.
#pragma once

#include <QComboBox>

#include "ui/shell/app_state.h"

namespace adscope::ui {

class ModelChoice : public QComboBox {
    Q_OBJECT
public:
    using Test = std::function<bool(const StoredModel&)>;
    explicit ModelChoice(QWidget* parent = nullptr);

    // Takes the runs that are `usable`, newest first, and chooses the one picked on any page, else the one chosen before,
    // else the newest `preferred`, else the newest. Without a signal.
    void fill(AppState* state, const Test& usable, const Test& preferred);
    std::int64_t model() const { return currentData().toLongLong(); }  // 0: none
    bool empty() const { return count() == 0; }
};

}  // namespace adscope::ui
