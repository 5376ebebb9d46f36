// Lines with bands, points with whiskers, areas and scatters over a number or time axis; also the Lorenz curve.
#pragma once

#include "ui/charts/canvas.h"

namespace adscope::ui {

class LineCanvas : public ChartCanvas {
public:
    LineCanvas(std::shared_ptr<const Series> series, const ChartStyle& style) : ChartCanvas(std::move(series), style) {}
    bool zoomable() const override { return series_->x.scale == Axis::Scale::time; }
    std::pair<double, double> fullRange() const override;
    bool wantsDensity() const override;

    static constexpr std::size_t kMostPoints = 5000;

protected:
    void layoutPlot(const QRectF& area) override;
    void paintPlot(QPainter& p) const override;
    std::vector<LegendEntry> legendEntries() const override;

private:
    bool scatter() const { return series_->kind == ChartKind::scatter; }
    Ticks yTicks(double height) const;
    void layoutX(const QRectF& area);
    void layoutHits();
    void layoutPointLabels();
    void paintXAxis(QPainter& p) const;
    void paintBand(QPainter& p, const Trace& trace) const;
    void paintLine(QPainter& p, const Trace& trace) const;
    void paintPoints(QPainter& p, const Trace& trace) const;
    void paintLorenzArea(QPainter& p) const;
    void paintMarkers(QPainter& p) const;
    QPointF at(const SeriesPoint& q) const { return {x_(q.x), y_(q.y)}; }

    Ticks x_ticks_;
    struct PointLabel {
        QRectF box;
        QString text;
        QColor color;
        bool bold = false;
    };
    std::vector<PointLabel> labels_;
};

}  // namespace adscope::ui
