// Bars over categories, grouped when there are several traces, with whiskers. Bars begin at zero. Where the names
// do not fit under the bars, the bars lie and the names stand beside them.
#pragma once

#include "ui/charts/canvas.h"

namespace adscope::ui {

class BarCanvas : public ChartCanvas {
public:
    BarCanvas(std::shared_ptr<const Series> series, const ChartStyle& style) : ChartCanvas(std::move(series), style) {}
    bool lying() const { return lying_; }
    double preferredHeight() const override { return lying_ ? static_cast<double>(names_.size()) * 22 + 48 : 0; }

protected:
    void layoutPlot(const QRectF& area) override;
    void paintPlot(QPainter& p) const override;
    void paintPickedPoint(QPainter& p, const ChartHit& hit) const override;

private:
    struct Bar {
        int trace, point;
        QRectF box;  // of zero width for no value
        double low, high, middle;
        bool small_cell, missing;
    };
    void collectNames();
    Ticks valueTicks(double length, bool extend) const;
    void layoutStanding(const QRectF& area);
    void layoutLying(const QRectF& area);
    void addBars();
    void paintStandingAxis(QPainter& p) const;
    void paintLyingAxis(QPainter& p) const;
    void paintBar(QPainter& p, const Bar& bar) const;

    std::vector<QString> names_;
    std::vector<Bar> bars_;
    bool lying_ = false;
    double slot_ = 0;
    std::size_t name_step_ = 1;
};

}  // namespace adscope::ui
