// A picture of a Series, without a widget: the same painter draws the window, PNG and SVG. A canvas is laid out
// for a size, then painted any number of times. Shared here: legend, axes, grid, empty state, points under the mouse.
#pragma once

#include <QPainter>
#include <memory>
#include <optional>

#include "ui/charts/chart_text.h"
#include "ui/charts/ticks.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {

struct ChartStyle {
    ChartWords words;
    const Tokens* tokens = nullptr;  // the theme
    bool stale = false;              // old content while new is being computed: all grey
};

// A point that can be pointed at: where it is and what reacts.
struct ChartHit {
    int trace = 0, point = 0;
    QPointF anchor;
    QRectF area;
};

// Straight map of a range of values to a range of pixels.
struct Scale {
    double low = 0, high = 1, from = 0, to = 1;
    double operator()(double v) const { return from + (v - low) / (high - low) * (to - from); }
    double invert(double pixel) const { return low + (pixel - from) / (to - from) * (high - low); }
};

class ChartCanvas {
public:
    static std::unique_ptr<ChartCanvas> make(std::shared_ptr<const Series> series, const ChartStyle& style);
    virtual ~ChartCanvas() = default;

    // `window`: the part of the x axis to show (zoom); empty: everything.
    void layout(const QRectF& area, std::optional<std::pair<double, double>> window = {});
    void paint(QPainter& p) const;
    // The picked point, over the picture.
    void paintPicked(QPainter& p, int hit) const;

    const Series& series() const { return *series_; }
    const std::vector<ChartHit>& hits() const { return hits_; }
    // Nearest point to a place; -1: none near.
    int hitAt(const QPointF& place) const;
    QRectF plot() const { return plot_; }
    const std::vector<QRectF>& tickBoxes() const { return tick_boxes_; }
    bool empty() const { return empty_; }
    virtual bool zoomable() const { return false; }
    virtual std::pair<double, double> fullRange() const { return {0, 1}; }
    Scale xScale() const { return x_; }
    Scale yScale() const { return y_; }
    // Scatters of more than 5,000 points are shown as a density picture, made elsewhere.
    virtual bool wantsDensity() const { return false; }
    void setDensity(const QImage& image) { density_ = image; }
    // Height that shows everything without scrolling, for charts made of rows; 0: any.
    virtual double preferredHeight() const { return 0; }

protected:
    ChartCanvas(std::shared_ptr<const Series> series, const ChartStyle& style);
    virtual void layoutPlot(const QRectF& area) = 0;
    virtual void paintPlot(QPainter& p) const = 0;
    virtual void paintPickedPoint(QPainter& p, const ChartHit& hit) const;

    struct LegendEntry {
        QString text;
        QColor color;
        enum class Mark { line, dashed, box, dot, diamond } mark = Mark::line;
        QRectF box;
    };
    virtual std::vector<LegendEntry> legendEntries() const;

    // Shared painting.
    QColor color(TraceRole role) const;
    QColor colorOf(const Trace& trace, const SeriesPoint& point) const;
    QFont small(bool bold = false) const { return font(Type::small, bold); }
    static double textWidth(const QFont& f, const QString& text);
    // y title above, x title below right, tick labels; sets plot_ and both scales. `x_ticks` places labels under the plot.
    void layoutAxes(const QRectF& area, const Ticks& y_ticks, double bottom, double right);
    void paintYAxis(QPainter& p) const;
    void paintXTitle(QPainter& p, double top) const;
    // A whisker with caps, cut with an arrow where it leaves the plot.
    void whisker(QPainter& p, double at, double low, double high, bool vertical, const QColor& c) const;
    void text(QPainter& p, const QRectF& box, int flags, const QString& t, const QColor& c, const QFont& f) const;
    bool plainPercent(const Axis& axis) const;

    std::shared_ptr<const Series> series_;
    ChartStyle style_;
    const Tokens& t_;
    QRectF area_, plot_;
    Scale x_, y_;
    Ticks y_ticks_;
    std::vector<ChartHit> hits_;
    std::vector<QRectF> tick_boxes_;
    std::vector<LegendEntry> legend_;
    std::optional<std::pair<double, double>> window_;
    QImage density_;
    bool empty_ = false;

private:
    double layoutLegend(const QRectF& area);
    void paintLegend(QPainter& p) const;
};

// Smallest and largest finite value over all traces. Intervals of small cells do not widen it.
struct Extent {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
    bool valid() const { return low <= high; }
    void add(double v) {
        if (std::isnan(v)) return;
        low = std::min(low, v);
        high = std::max(high, v);
    }
};
Extent y_extent(const Series& series, std::optional<std::pair<double, double>> window);
std::size_t value_count(const Series& series);

}  // namespace adscope::ui
