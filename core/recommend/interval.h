// How far a predicted CTR can be trusted: what came of validation rows with a like prediction.
#pragma once

#include "core/recommend/recommend.h"

namespace adscope {

class CalibrationBins {
public:
    // Scores at most 20,000 validation rows, spread evenly over the part, in 20 bins of equal mass. Empty where there
    // is no validation part.
    static Result<CalibrationBins> make(const Scorer& scorer, const JobContext& job = {});

    bool empty() const { return bins_.empty(); }
    // The prediction with the Wilson interval of the clicks in its bin, widened to hold the prediction itself; n: the
    // bin's rows.
    Metric of(double prediction) const;

private:
    struct Bin {
        double upper;  // largest prediction in it
        std::int64_t clicks, rows;
    };
    std::vector<Bin> bins_;
};

}  // namespace adscope
