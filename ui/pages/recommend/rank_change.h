// Two lists side by side, joined by lines: blue up, grey down, an arrow for what is new, a stub for what is gone.
#pragma once

#include <QWidget>

#include "ui/shell/app_state.h"

namespace adscope::ui {

class RankChange : public QWidget {
    Q_OBJECT
public:
    explicit RankChange(QWidget* parent = nullptr) : QWidget(parent) { setMinimumHeight(150); }
    struct Entry {
        std::uint32_t ad = 0;
        QString title;
    };
    void setLists(const QList<Entry>& before, const QList<Entry>& after);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<Entry> before_, after_;
};

}  // namespace adscope::ui
