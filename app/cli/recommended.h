// Lists of ads as the command line prints them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/recommend/recommend.h"

namespace adscope::cli {

nlohmann::json to_json(const std::vector<RecommendedItem>& items, Language language);
DataTable table_of(const std::vector<RecommendedItem>& items);

}  // namespace adscope::cli
