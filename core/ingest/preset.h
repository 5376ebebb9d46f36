// Presets: which column of a known kind of file is what. Shipped ones are resources/presets/NAME.json; the user's own are
// files in the folder of the settings; any other file is named by its path.
//
//   {"about": {"en": "...", "zh": "..."}, "guesses": false,
//    "dialect": {"delimiter": "tab", "header": "0"}, "columns": ["label", "I1", ...],
//    "events": {"Ad ID": "ad", "Ad name": "ad|ad.name:text", "Amount spent (*)": "cost", "week": {"role": "time", "as": "iso-week"}},
//    "users": {...}, "ads": {...}, "derived": [{"role": "context.hour:number", "from": "hourmin", "as": "divide:100"}]}
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ingest/import.h"
#include "core/ingest/transform.h"

namespace adscope::ingest {

// A field computed from a column.
struct Derived {
    ColumnRole role;
    std::string from;
    Transform as;
};

// The role of the columns of a name. Of several roles the first is taken that no other column has yet.
struct PresetColumn {
    std::string name;  // * stands for any signs; small and capital letters are the same
    std::vector<ColumnRole> roles;
    Transform as;
};

struct Preset {
    std::string name;
    std::map<std::string, std::string> about;    // by language
    std::map<std::string, std::string> dialect;  // parts that such files have, as in ImportRequest::dialect
    std::vector<std::string> columns;            // names where the file has none
    std::vector<PresetColumn> events, users, ads;
    std::vector<Derived> derived;  // of events
    bool guesses = true;           // columns that it does not name are guessed; else they are kept

    // What stands there for a column of this name; null: nothing.
    static const PresetColumn* find(const std::vector<PresetColumn>& columns, const std::string& name);
};

// A shipped name, one of the user's, or the path of a JSON file. An unknown name is wrong usage and lists the names there are.
Result<Preset> load_preset(const std::string& name);
// Checks the text of a preset; a mistake names its place.
Result<Preset> parse_preset(const std::string& json, const std::string& name);

// Whether a name fits a pattern in which * stands for any signs. Small and capital ASCII letters are the same.
bool fits(std::string_view pattern, std::string_view name);

}  // namespace adscope::ingest
