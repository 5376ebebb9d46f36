// One headline figure: name, value, interval or kind, change against the period before. A click opens its metric
// card in the details pane.
#pragma once

#include <QAbstractButton>

#include "ui/charts/chart_text.h"
#include "ui/viewmodels/performance_data.h"

namespace adscope::ui {

struct Figure {
    QString name, value, unit, small;  // small: the interval, or what kind of number it is
    std::optional<Change> change;      // against the period before
    bool rate = true;                  // has an interval; a count is exact
    bool less_is_better = false;
    bool small_cell = false;  // grey value
};

class FigureCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit FigureCard(QWidget* parent = nullptr);
    void setFigure(const Figure& figure);
    void setStale(bool stale);
    const Figure& figure() const { return figure_; }
    QString changeText() const;
    QSize sizeHint() const override { return {150, 92}; }
    QSize minimumSizeHint() const override { return {112, 92}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Figure figure_;
    bool stale_ = false;
};

// "+2.2 %" with a true minus.
QString signed_percent(double fraction, int digits = 1);

}  // namespace adscope::ui
