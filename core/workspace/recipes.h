// Feature recipes that were kept under a name, in versions that never change. Their JSON is core/features' own; here it is text.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/workspace.h"

namespace adscope {

struct StoredRecipe {
    std::int64_t id = 0;
    std::string name;
    int version = 0;
    std::string hash, json;
    std::int64_t created_at = 0;

    std::string label() const { return name + "@" + std::to_string(version); }
};

namespace recipes {

// By name, the newest version first.
Result<std::vector<StoredRecipe>> list(const Workspace& workspace);
// "NAME" (its newest version) or "NAME@VERSION"; not_found names those there are.
Result<StoredRecipe> get(const Workspace& workspace, const std::string& label);
// The newest version of any name with this hash; none: an id of 0.
Result<StoredRecipe> with_hash(const Workspace& workspace, const std::string& hash);
// Keeps a recipe as the next version of a name; the newest one itself where that is the same. A name is not empty, has no @ and no sign of
// a path; else an error (usage).
Result<StoredRecipe> put(const Workspace& workspace, const std::string& name, const std::string& json, const std::string& hash);
Result<void> remove(const Workspace& workspace, std::int64_t id);
// A removed one with its own number and version again, for undo.
Result<void> restore(const Workspace& workspace, const StoredRecipe& recipe);

}  // namespace recipes

}  // namespace adscope
