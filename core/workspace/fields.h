// The described columns of events, users and ads, and their dictionaries, as the workspace stores them.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/columns.h"
#include "core/workspace/workspace.h"

namespace adscope {

std::string to_string(Owner owner);
std::string to_string(FieldRole role);
std::string to_string(FieldKind kind);
Result<FieldKind> parse_kind(const std::string& text);

// True for kinds whose column holds codes of a dictionary.
inline bool is_coded(FieldKind kind) { return kind == FieldKind::category || kind == FieldKind::text || kind == FieldKind::image; }

// All fields, ordered by owner and column number.
Result<std::vector<Field>> read_fields(Database& database);

// A dictionary as names[code]; names[0] is empty. A gap in the codes is an error (corrupt).
Result<std::vector<std::string>> read_dictionary(Database& database, std::int64_t field);

// Opens coded sets (kind tags): sets[row] is the set's code, 0 for none. The dictionary of `field` holds a set's members
// as codes joined by ',', that of -`field` the members' names. A set that names an unknown member is an error (corrupt).
Result<TagValues> read_tag_sets(Database& database, std::int64_t field, const std::vector<std::uint32_t>& sets);

}  // namespace adscope
