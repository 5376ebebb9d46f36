// Nothing yet: one sentence and the button that starts it.
#pragma once

#include <QLabel>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/widgets/buttons.h"

namespace adscope::ui {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& icon_name, QWidget* parent = nullptr);
    void setWords(const QString& title, const QString& sentence);
    // What is needed and whether it is there: "events ✓ · a model —".
    void setNeeds(const QList<QPair<QString, bool>>& needs);
    QPushButton* addButton(ButtonKind kind = ButtonKind::outline);

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();
    QString icon_;
    QLabel *picture_, *title_, *sentence_, *needs_;
    QHBoxLayout* buttons_;
};

}  // namespace adscope::ui
