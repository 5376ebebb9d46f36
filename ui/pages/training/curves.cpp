#include "ui/pages/training/curves.h"

#include <algorithm>

#include "core/models/model.h"

namespace adscope::ui {

std::vector<std::string> measures_of(const CurvesOfRun& curves) {
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

Series curve_series(const CurvesOfRun& curves, const std::string& measure, const TrainProgress& progress) {
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
        s.markers.push_back({static_cast<double>(progress.best_epoch), progress.best_value,
                             Message("curve.best", {{"value", format_number(progress.best_value, NumberFormat::number, Language::en)},
                                                    {"epoch", progress.best_epoch}})});
    return s;
}

Result<CurvesOfRun> read_curves(const std::string& path, std::int64_t model) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    ADSCOPE_ASSIGN(points, models_repository::curves(workspace, model));
    CurvesOfRun out;
    for (auto& p : points) out[p.name].push_back({p.name, p.epoch, p.value});
    return out;
}

TrainProgress stored_progress(const StoredModel& model, const CurvesOfRun& curves) {
    TrainProgress p;
    p.epoch = p.epochs = model.epochs;
    p.seconds = model.seconds;
    p.samples_per_second = model.samples_per_second;
    p.finished = true;
    const auto info = find_model(model.model);
    const bool watches = info && std::any_of((*info)->parameters.begin(), (*info)->parameters.end(),
                                             [](const Parameter& q) { return q.name == "patience"; });
    const std::string watched = model.task == "click" ? "valid.auc" : "valid.ndcg@10";
    const auto found = curves.find(watched);
    if (!watches || found == curves.end()) return p;
    p.watched = watched;
    for (const auto& point : found->second) {
        if (p.best_epoch >= 0 && !(point.value > p.best_value)) continue;
        p.best_epoch = static_cast<int>(point.epoch);
        p.best_value = point.value;
    }
    return p;
}

}  // namespace adscope::ui
