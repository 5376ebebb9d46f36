#include "ui/pages/training/curves.h"

#include <algorithm>

namespace adscope::ui {

std::vector<std::string> measures_of(const std::map<std::string, std::vector<CurvePoint>>& curves) {
    std::vector<std::string> out;
    for (const auto& [name, points] : curves) {
        const auto dot = name.find('.');
        if (dot == std::string::npos) continue;
        const std::string measure = name.substr(dot + 1);
        if (std::find(out.begin(), out.end(), measure) == out.end()) out.push_back(measure);
    }
    const auto is_loss = [](const std::string& m) { return m == "log_loss" || m == "loss"; };
    std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return is_loss(a) > is_loss(b); });
    return out;
}

Series curve_series(const std::map<std::string, std::vector<CurvePoint>>& curves, const std::string& measure, const TrainProgress& progress) {
    Series s;
    s.id = "curve_" + measure;
    s.title = Message("curve.title", {{"measure", Message("metric." + measure)}});
    s.kind = ChartKind::line;
    s.x.title = Message("curve.epoch");
    s.x.format = NumberFormat::integer;
    s.x.minimum = 0;
    if (progress.epochs > 0) s.x.maximum = std::max(progress.epoch, std::min(progress.epochs, std::max(2, progress.epoch * 2)));
    s.y.title = Message("metric." + measure);
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& [part, role] : {std::pair{"train", TraceRole::other}, std::pair{"valid", TraceRole::current}}) {
        const auto found = curves.find(std::string(part) + "." + measure);
        if (found == curves.end()) continue;
        Trace trace;
        trace.name = Message(std::string("curve.") + part);
        trace.role = role;
        for (const auto& p : found->second) {
            SeriesPoint point;
            point.x = p.epoch;
            point.y = p.value;
            low = std::min(low, p.value);
            high = std::max(high, p.value);
            trace.points.push_back(point);
        }
        s.traces.push_back(std::move(trace));
    }
    if (high > low) {
        s.y.minimum = low - 0.05 * (high - low);
        s.y.maximum = high + 0.05 * (high - low);
    }
    if (progress.best_epoch >= 0 && progress.watched.ends_with(measure))
        s.markers.push_back({static_cast<double>(progress.best_epoch), progress.best_value, Message("curve.best", {{"value", format_number(progress.best_value, NumberFormat::number, Language::en)}, {"epoch", progress.best_epoch}})});
    return s;
}

}  // namespace adscope::ui
