// What `segments` and `profile --segment` share.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/cli/cli.h"
#include "core/profiles/segments.h"
#include "core/workspace/filter.h"

namespace adscope::cli {

void add_segments(Cli&);

nlohmann::json figures_json(const SegmentFigures& figures);
// The differences of a comparison, the clearest first, at most `most`.
DataTable shares_table(const SegmentComparison& comparison, const std::string& a, const std::string& b, std::size_t most);

}  // namespace adscope::cli
