#include "ui/widgets/interval_bar.h"

#include <cmath>

#include "ui/theme/tokens.h"

namespace adscope::ui {

void IntervalScale::add(const Metric& m) {
    for (const double v : {m.value, m.low, m.high}) {
        if (!std::isfinite(v)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
    }
}

void paint_interval(QPainter& p, const QRectF& box, const Metric& metric, const IntervalScale& scale, bool muted) {
    const Tokens& t = tokens();
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    const double y = box.center().y();
    p.setPen(QPen(t.line, 1));
    p.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    if (metric.has_value() && scale.valid()) {
        const auto at = [&](double v) {
            return box.left() + std::clamp((v - scale.low) / (scale.high - scale.low), 0.0, 1.0) * box.width();
        };
        const QColor ink = muted ? t.other : t.series1;
        p.setPen(QPen(ink, 1.5));
        if (metric.has_interval()) {
            p.drawLine(QPointF(at(metric.low), y), QPointF(at(metric.high), y));
            const auto end = [&](double v, double direction) {
                const double x = at(v);
                if (v < scale.low || v > scale.high) {
                    p.drawLine(QPointF(x, y), QPointF(x - direction * 4, y - 4));
                    p.drawLine(QPointF(x, y), QPointF(x - direction * 4, y + 4));
                } else {
                    p.drawLine(QPointF(x, y - 4), QPointF(x, y + 4));
                }
            };
            end(metric.low, -1);
            end(metric.high, 1);
        }
        p.setBrush(muted ? t.surface : ink);
        p.drawEllipse(QPointF(at(metric.value), y), 3, 3);
    }
    p.restore();
}

}  // namespace adscope::ui
