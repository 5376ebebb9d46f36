// A recipe as an argument: a file, standard input, or the name of a stored one.
#pragma once

#include "core/features/recipe.h"

namespace adscope::cli {

// "-", a path, or NAME or NAME@VERSION of the workspace; a file goes before a stored one of its name.
Result<Recipe> read_recipe(const std::string& workspace, const std::string& argument);

}  // namespace adscope::cli
