// What the subcommands that use a stored model share.
#pragma once

#include <string>
#include <vector>

#include "core/scoring/scorer.h"

namespace adscope::cli {

// Reads the workspace and loads the model; a usage error when no number was given.
Result<ScorerPtr> load_scorer(const std::string& workspace, std::int64_t model, const JobContext& job);

// The user's default context with the given field=value pairs put over it; empty when none is given. Fields that events do
// not have are errors that list those they have.
Result<std::optional<Context>> context_of(const EventTable& table, std::uint32_t user, const std::vector<std::string>& pairs);

}  // namespace adscope::cli
