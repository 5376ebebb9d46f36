#include "app/cli/recipe_option.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "core/workspace/recipes.h"

namespace adscope::cli {
namespace {

Result<std::string> read_text(const std::string& path) {
    std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
    if (!file) return Error(ErrorCode::not_found, "base.file_open", {{"path", path}, {"cause", std::strerror(errno)}});
    std::string text;
    char buffer[1 << 14];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
    const bool failed = std::ferror(file);
    const int number = errno;
    if (file != stdin) std::fclose(file);
    if (failed) return Error(ErrorCode::io, "base.file_read", {{"path", path}, {"cause", std::strerror(number)}});
    return text;
}

bool names_a_file(const std::string& argument) {
    std::error_code ignored;
    return argument == "-" || argument.find('/') != std::string::npos || argument.ends_with(".json") ||
           std::filesystem::exists(argument, ignored);
}

}  // namespace

Result<Recipe> read_recipe(const std::string& workspace_path, const std::string& argument) {
    if (names_a_file(argument)) {
        ADSCOPE_ASSIGN(text, read_text(argument));
        return Recipe::from_json(text);
    }
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    ADSCOPE_ASSIGN(stored, recipes::get(workspace, argument));
    return Recipe::from_json(stored.json);
}

}  // namespace adscope::cli
