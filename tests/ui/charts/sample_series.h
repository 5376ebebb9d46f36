// Series of every kind with any number of points, for the tests of charts.
#pragma once

#include <cmath>

#include "core/base/series.h"

namespace adscope::testing {

inline Series sample_series(ChartKind kind, int n) {
    Series s;
    s.id = "sample";
    s.kind = kind;
    s.title = Message::verbatim("CTR of the sample");
    s.subtitle = Message::verbatim("all events, 95 % Wilson");
    s.y.title = Message::verbatim("CTR, %");
    s.y.format = NumberFormat::percent;
    Trace t;
    t.name = Message::verbatim("this period");
    constexpr double kDay = 86'400'000.0, kStart = 1'772'323'200'000.0;  // 2026-03-01
    for (int i = 0; i < n; ++i) {
        SeriesPoint p;
        p.x = i;
        p.y = 0.03 + 0.01 * std::sin(i * 0.7);
        p.low = p.y - 0.004;
        p.high = p.y + 0.005;
        p.denominator = 1000 + 37 * i;
        p.numerator = static_cast<std::int64_t>(p.y * static_cast<double>(p.denominator));
        t.points.push_back(p);
    }
    switch (kind) {
        case ChartKind::line:
            s.x.scale = Axis::Scale::time;
            s.x.format = NumberFormat::date;
            for (auto& p : t.points) p.x = kStart + kDay * p.x;
            break;
        case ChartKind::bar:
            s.x.scale = Axis::Scale::category;
            s.x.title = Message::verbatim("device");
            s.condition = "device";
            t.style = Trace::Style::bar;
            for (int i = 0; i < n; ++i) s.x.categories.push_back("value " + std::to_string(i));
            break;
        case ChartKind::scatter:
            s.x.title = Message::verbatim("ILD@10");
            s.y.title = Message::verbatim("NDCG@10");
            s.y.format = NumberFormat::number;
            t.style = Trace::Style::points;
            for (int i = 0; i < n; ++i) {
                auto& p = t.points[static_cast<std::size_t>(i)];
                p.x = 0.4 + 0.3 * std::fmod(i * 0.618, 1.0);
                p.y = 0.2 + 0.08 * std::fmod(i * 0.377, 1.0);
                p.low = p.y - 0.003;
                p.high = p.y + 0.003;
                p.label = "model " + std::to_string(i);
            }
            break;
        case ChartKind::lorenz:
            s.x.title = Message::verbatim("share of ads, least shown first");
            s.y.title = Message::verbatim("share of exposure");
            s.x.format = s.y.format = NumberFormat::percent;
            for (int i = 0; i < n; ++i) {
                auto& p = t.points[static_cast<std::size_t>(i)];
                p.x = n > 1 ? static_cast<double>(i) / (n - 1) : 1;
                p.y = std::pow(p.x, 3);
                p.low = p.high = std::numeric_limits<double>::quiet_NaN();
            }
            break;
        case ChartKind::waterfall:
            t.style = Trace::Style::bar;
            for (int i = 0; i < n; ++i) {
                auto& p = t.points[static_cast<std::size_t>(i)];
                p.low = p.high = std::numeric_limits<double>::quiet_NaN();
                p.y = i == 0 || i == n - 1 ? 0.033 + 0.04 * (i > 0) : i % 3 ? 0.012 : -0.006;
                p.label = i == 0       ? "Base rate"
                          : i == n - 1 ? "Prediction"
                                       : "feature " + std::to_string(i) + " = value " + std::to_string(i);
            }
            break;
        case ChartKind::heat_map:
            s.x.scale = Axis::Scale::category;
            for (int i = 0; i < n; ++i) s.x.categories.push_back(std::to_string(i));
            break;
    }
    s.traces.push_back(t);
    return s;
}

}  // namespace adscope::testing
