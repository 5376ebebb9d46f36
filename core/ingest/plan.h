// What each column of a file becomes: --map over preset over guess.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/ingest/guess.h"
#include "core/ingest/preset.h"
#include "core/ingest/reader/table_reader.h"

namespace adscope::ingest {

// One column put to one use. A column may have several.
struct Assignment {
    ColumnRole role;
    std::string column;
    std::size_t cell = 0;        // its place in a record
    bool guessed_kind = false;   // nobody said the kind: should the values prove it wrong, it is another
    std::int64_t divide_by = 1;  // of derived fields
};

// Roles of the columns of an event log, before assignments: for previews.
std::vector<ColumnRole> roles_of(const std::vector<ColumnFacts>& facts, const Preset& preset);

struct PlanRequest {
    const Preset& preset;
    // As given by --map; names that no file has are the caller's to refuse.
    const std::map<std::string, std::string>& roles;
    // Fields whose guessed kind was wrong: they are categories. By column.
    const std::set<std::string>& as_category;
};

// Events. Notices say what is unsure or missing; no column with any of the roles time, user, ad, click is an error.
Result<std::vector<Assignment>> plan_events(const TableReader& reader, const PlanRequest& request, std::vector<Message>& notices);

// A file of users or ads: every column but the key is an attribute. `key` empty: found by name. Gives the key's cell.
struct EntityPlan {
    std::size_t key_cell = 0;
    std::string key_column;
    std::vector<Assignment> assignments;
};
Result<EntityPlan> plan_entities(const TableReader& reader, Owner owner, const std::string& key, const PlanRequest& request);

// From a stored mapping {role: column} and the columns of the file it came from.
Result<std::vector<Assignment>> plan_stored(const std::map<std::string, std::string>& mapping, const std::vector<std::string>& columns,
                                            const Preset& preset);

// Role text -> column, with kinds when `kinds`.
std::map<std::string, std::string> mapping_of(const std::vector<Assignment>& assignments, bool kinds);

}  // namespace adscope::ingest
