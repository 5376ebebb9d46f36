// Where a run stands, as its checkpoint keeps it.
#pragma once

#include "core/training/trainer.h"

namespace adscope {

struct RunState {
    TrainRequest request;  // with the recipe and device that were decided at the start
    std::string data_hash;
    int threads = 0;
    int epoch = 0;  // epochs finished
    int best_epoch = -1;
    double best_value = 0;
    int without_gain = 0;    // epochs since the best
    double seconds = 0;      // of training and validation
    double fit_seconds = 0;  // of training alone
    double samples = 0;
    bool finished = false, stopped_early = false;
    std::vector<CurvePoint> points;
};

std::string to_json(const RunState& state);
Result<RunState> run_state_from_json(const std::string& json);

}  // namespace adscope
