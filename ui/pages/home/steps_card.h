// The five steps of the work as one path: done, next, not yet.
#pragma once

#include <QGridLayout>

#include "ui/widgets/card.h"

namespace adscope::ui {

struct WorkStep {
    enum class State { done, running, next, later } state = State::later;
    QString title, badge, line1, line2, button, place;  // place: where the button leads
};

class StepsCard : public Card {
    Q_OBJECT
public:
    explicit StepsCard(QWidget* parent = nullptr);
    void setSteps(const QList<WorkStep>& steps);
    const QList<WorkStep>& steps() const { return steps_; }

signals:
    void chosen(const QString& place);

private:
    class Path;
    struct Column {
        QLabel *title, *badge;
        ElidedLabel *line1, *line2;
        QPushButton* button;
    };
    Column makeColumn(int number);
    QList<WorkStep> steps_;
    Path* path_;
    QGridLayout* grid_;
    QList<Column> columns_;
};

}  // namespace adscope::ui
