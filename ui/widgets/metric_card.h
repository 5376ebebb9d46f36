// What a number means: definition, numerator and denominator, intervals. Opens beside the number it explains.
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

namespace adscope::ui {

struct MetricCardText {
    QString title, definition;
    QList<QPair<QString, QString>> rows;
    bool empty() const { return title.isEmpty(); }
};

class MetricCard : public QFrame {
    Q_OBJECT
public:
    explicit MetricCard(const MetricCardText& text, QWidget* parent = nullptr);
    // Under `anchor`, inside its screen; goes away by Escape or a click elsewhere.
    static void open(const MetricCardText& text, QWidget* anchor);
};

}  // namespace adscope::ui
