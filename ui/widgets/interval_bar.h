// An interval on a scale shared by all rows: line, caps, the value as a dot.
#pragma once

#include <QPainter>
#include <QWidget>
#include <limits>

#include "core/base/series.h"

namespace adscope::ui {

struct IntervalScale {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
    bool valid() const { return high > low; }
    void add(const Metric& m);
};
// Values beyond the scale end in an arrow; `muted`: drawn grey (small cells).
void paint_interval(QPainter& p, const QRectF& box, const Metric& metric, const IntervalScale& scale, bool muted = false);

}  // namespace adscope::ui
