// A believable campaign with known truth, for the sample workspace, demos and tests.
#pragma once

#include <string>
#include <vector>

#include "core/base/job.h"

namespace adscope {

struct GenerateRequest {
    std::string out_directory;
    std::size_t events = 120000, users = 4000, ads = 240;
    std::uint64_t seed = 1;
    double dirty = 0;  // share of rows with a known flaw, written to truth_dirty.csv
};
struct GenerateResult {
    std::size_t events = 0, users = 0, ads = 0;
    std::vector<std::string> files;  // events.csv, users.csv, ads.csv, creatives/*.png, truth_*.csv, recipe.json
};
Result<GenerateResult> generate(const GenerateRequest& request, const JobContext& job = {});

}  // namespace adscope
