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
    std::size_t cell = 0;       // its place in a record
    bool guessed_kind = false;  // nobody said the kind: should the values prove it wrong, it is another
    Transform as;               // the form of its values, where a preset says it
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

// From a stored mapping {role: column}, the columns of the file it came from, and forms_of its plan.
Result<std::vector<Assignment>> plan_stored(const std::map<std::string, std::string>& mapping, const std::vector<std::string>& columns,
                                            const std::map<std::string, std::string>& forms);

// Role text with kind -> form of the values, of those that have one.
std::map<std::string, std::string> forms_of(const std::vector<Assignment>& assignments);

// A log opened as the preset says such files are; what is given goes before. Columns without a header get the preset's names.
Result<std::unique_ptr<TableReader>> open_log(const std::string& path, const std::map<std::string, std::string>& given,
                                              const Preset& preset, const JobContext& job, std::uint64_t most_rows = ~std::uint64_t{0});

// A role that one column of a file can have.
bool is_single(Role role);

// Role text -> column, with kinds when `kinds`.
std::map<std::string, std::string> mapping_of(const std::vector<Assignment>& assignments, bool kinds);

}  // namespace adscope::ingest
