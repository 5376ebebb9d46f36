// Options of import and preview: --map and --dialect.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/ingest/import.h"

namespace adscope::cli {

// "a=b,c=d" as pairs. A comma that no "name=" follows belongs to the value, so sep=, and columns with commas work.
Result<std::vector<std::pair<std::string, std::string>>> split_pairs(const std::string& text, const std::string& option);

// "sep=;,quote='" in the words of ImportRequest::dialect. Parts: sep (delimiter), quote, escape, encoding, header.
Result<std::map<std::string, std::string>> parse_dialect(const std::string& text);

// role=column[,role=column...]; a role without a name that needs one takes the column's.
Result<void> parse_maps(const std::vector<std::string>& maps, std::map<std::string, std::string>& roles);

nlohmann::json to_json(const Dialect& dialect);

}  // namespace adscope::cli
