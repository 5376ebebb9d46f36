#pragma once

#include <QLabel>

#include "ui/shell/page.h"

namespace adscope::ui {

class HomePage : public Page {
    Q_OBJECT
public:
    explicit HomePage(AppState* state, QWidget* parent = nullptr);
    QString pageTitle() const override { return tr("Home"); }
    void refresh() override;
    void retranslate() override;
    bool settled() const override { return true; }
private:
    QLabel* title_;
};

}  // namespace adscope::ui
