// Presets: which column of a known kind of file is what (resources/presets/NAME.json).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ingest/import.h"

namespace adscope::ingest {

// A field computed from a column of whole numbers: floor(value / by).
struct Derived {
    ColumnRole role;
    std::string from;
    std::int64_t divide_by = 1;
};

struct Preset {
    std::string name;
    Mapping events, users, ads;    // by column
    std::vector<Derived> derived;  // of events
    bool guesses = true;           // columns that it does not name are guessed; else they are kept
};

// An unknown name is wrong usage and lists the names there are.
Result<Preset> load_preset(const std::string& name);

}  // namespace adscope::ingest
