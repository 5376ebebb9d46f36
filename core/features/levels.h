// A feature as a column of levels, as the diagnostics look at it.
#pragma once

#include "core/features/fit_feature.h"

namespace adscope {

struct Levels {
    std::vector<std::uint32_t> train, test;  // 0: missing or unknown
    std::uint32_t count = 1;                 // levels, 0 included
    // For drift: the training rows read as the test rows are. Empty: `train` is that already. (Features of many values are learnt from the
    // clicks of the other half of the training rows, and no test row is.)
    std::vector<std::uint32_t> train_as_test;
    std::uint32_t drift_count = 1;
    std::vector<double> train_numbers, test_numbers;  // raw, where the feature is a number; else empty
    double coverage = 0, unseen = 0;
    std::int64_t cardinality = 0;
};

// Features of many values a row are read by the clicks of the training rows; see FeatureDiagnosis. Errors: those of the feature, cancelled.
Result<Levels> levels_of(const FeatureSpec& spec, const EventTable& table, std::span<const std::uint32_t> train,
                         std::span<const std::uint32_t> test, const JobContext& job);

}  // namespace adscope
