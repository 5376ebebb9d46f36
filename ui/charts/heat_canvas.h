// A heat map: one trace a row (its name is the row's), one point a column. Small cells are hatched, cells without a
// value stay empty; the scale stands under the map.
#pragma once

#include "ui/charts/canvas.h"

namespace adscope::ui {

class HeatCanvas : public ChartCanvas {
public:
    HeatCanvas(std::shared_ptr<const Series> series, const ChartStyle& style) : ChartCanvas(std::move(series), style) {}

protected:
    void layoutPlot(const QRectF& area) override;
    void paintPlot(QPainter& p) const override;
    void paintPickedPoint(QPainter& p, const ChartHit& hit) const override;
    std::vector<LegendEntry> legendEntries() const override { return {}; }

private:
    QColor cellColor(double share) const;
    QRectF cell(std::size_t row, double column) const;
    QString columnName(std::size_t i) const;
    std::size_t columns_ = 0, name_step_ = 1;
    double low_ = 0, high_ = 1, left_ = 0;
};

}  // namespace adscope::ui
