// From a base to a total by steps. One trace: its first point is the base and its last the total, both measured
// from zero; those between are changes. A point's label is the row's name.
#pragma once

#include "ui/charts/canvas.h"

namespace adscope::ui {

class WaterfallCanvas : public ChartCanvas {
public:
    WaterfallCanvas(std::shared_ptr<const Series> series, const ChartStyle& style) : ChartCanvas(std::move(series), style) {}
    double preferredHeight() const override { return 26.0 * static_cast<double>(rows_.size()) + 64; }

protected:
    void layoutPlot(const QRectF& area) override;
    void paintPlot(QPainter& p) const override;
    void paintPickedPoint(QPainter& p, const ChartHit& hit) const override;
    std::vector<LegendEntry> legendEntries() const override;

private:
    struct Row {
        int trace, point;
        QString name, value;  // "feature = value" is shown in two columns
        double from, to;      // in units of the axis
        bool total;
        double y = 0;
    };
    void collectRows();
    QColor rowColor(const Row& row) const;
    void paintRow(QPainter& p, const Row& row) const;
    QString changeText(const Row& row) const;

    std::vector<Row> rows_;
    double row_height_ = 26, name_width_ = 0, value_width_ = 0;
};

}  // namespace adscope::ui
