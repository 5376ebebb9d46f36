// Pictures of diversity: who is shown how much, and what it costs in accuracy.
#include <cmath>

#include "core/diversity/diversity.h"

namespace adscope {

Series lorenz_series(const DiversityMetrics& metrics, const std::string& model_name) {
    Series series;
    series.id = "lorenz";
    series.title = Message("diversity.lorenz_title", {{"model", model_name}});
    series.subtitle =
        Message("diversity.lorenz_subtitle", {{"gini", metrics.gini}, {"catalogue", metrics.catalogue}, {"users", metrics.users}});
    series.kind = ChartKind::lorenz;
    series.x.title = Message("diversity.lorenz_x");
    series.y.title = Message("diversity.lorenz_y");
    for (Axis* axis : {&series.x, &series.y}) {
        axis->format = NumberFormat::percent;
        axis->minimum = 0;
        axis->maximum = 1;
    }
    Trace curve{Message::verbatim(model_name), TraceRole::current, Trace::Style::area, {}};
    for (const auto& [ads, exposure] : metrics.lorenz) curve.points.push_back({.x = ads, .y = exposure});
    Trace equal{Message("diversity.lorenz_equal"), TraceRole::other, Trace::Style::dashed_line, {{.x = 0, .y = 0}, {.x = 1, .y = 1}}};
    series.traces = {std::move(curve), std::move(equal)};
    return series;
}

Series front_series(const std::vector<std::pair<std::string, DiversityMetrics>>& models) {
    Series series;
    series.id = "accuracy_diversity";
    series.title = Message("diversity.front_title");
    series.subtitle = Message("diversity.front_subtitle",
                              {{"space", models.empty() ? Message("evaluation.space_none") : models.front().second.similarity_space}});
    series.kind = ChartKind::scatter;
    series.x.title = Message("diversity.front_x");
    series.y.title = Message("diversity.front_y");
    Trace points{Message("diversity.front_models"), TraceRole::current, Trace::Style::points, {}};
    for (const auto& [name, metrics] : models) {
        if (std::isnan(metrics.ild) || std::isnan(metrics.accuracy)) continue;
        points.points.push_back({.x = metrics.ild, .y = metrics.accuracy, .label = name});
    }
    series.traces = {std::move(points)};
    return series;
}

}  // namespace adscope
