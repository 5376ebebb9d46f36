#include "core/training/run_state.h"

#include <nlohmann/json.hpp>

namespace adscope {
namespace {

using nlohmann::json;

json request_json(const TrainRequest& r) {
    json j{{"model", r.model}, {"settings", r.settings}, {"split", r.split}, {"device", r.device},
           {"seed", r.seed},   {"name", r.name},         {"where", r.where}, {"allow_leakage", r.allow_leakage}};
    if (r.task) j["task"] = task_name(*r.task);
    if (r.recipe) j["recipe"] = r.recipe->to_json();
    return j;
}

Result<TrainRequest> request_from(const json& j) {
    TrainRequest r;
    r.model = j.at("model");
    r.settings = j.at("settings").get<std::map<std::string, std::string>>();
    r.split = j.at("split");
    r.device = j.at("device");
    r.seed = j.at("seed");
    r.name = j.at("name");
    r.where = j.at("where");
    r.allow_leakage = j.at("allow_leakage");
    if (j.contains("task")) {
        ADSCOPE_ASSIGN(task, parse_task(j.at("task")));
        r.task = task;
    }
    if (j.contains("recipe")) {
        ADSCOPE_ASSIGN(recipe, Recipe::from_json(j.at("recipe")));
        r.recipe = std::move(recipe);
    }
    return r;
}

}  // namespace

std::string to_json(const RunState& s) {
    json points = json::array();
    for (const auto& p : s.points) points.push_back({p.name, p.epoch, p.value});
    return json{{"request", request_json(s.request)},
                {"data_hash", s.data_hash},
                {"threads", s.threads},
                {"epoch", s.epoch},
                {"best_epoch", s.best_epoch},
                {"best_value", s.best_value},
                {"without_gain", s.without_gain},
                {"seconds", s.seconds},
                {"fit_seconds", s.fit_seconds},
                {"samples", s.samples},
                {"finished", s.finished},
                {"stopped_early", s.stopped_early},
                {"points", points}}
        .dump();
}

Result<RunState> run_state_from_json(const std::string& text) {
    try {
        const json j = json::parse(text);
        ADSCOPE_ASSIGN(request, request_from(j.at("request")));
        RunState s;
        s.request = std::move(request);
        s.data_hash = j.at("data_hash");
        s.threads = j.at("threads");
        s.epoch = j.at("epoch");
        s.best_epoch = j.at("best_epoch");
        s.best_value = j.at("best_value");
        s.without_gain = j.at("without_gain");
        s.seconds = j.at("seconds");
        s.fit_seconds = j.at("fit_seconds");
        s.samples = j.at("samples");
        s.finished = j.at("finished");
        s.stopped_early = j.at("stopped_early");
        for (const auto& p : j.at("points")) s.points.push_back({p.at(0), p.at(1), p.at(2)});
        return s;
    } catch (const json::exception& e) {
        return Error(ErrorCode::corrupt, "training.checkpoint_content", {{"cause", e.what()}});
    }
}

}  // namespace adscope
