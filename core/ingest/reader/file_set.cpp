#include "core/ingest/reader/file_set.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>

namespace adscope::ingest {
namespace {

namespace fs = std::filesystem;

Result<std::vector<std::string>> files_of_folder(const std::string& folder) {
    std::vector<std::string> out;
    std::error_code failure;
    for (auto at = fs::directory_iterator(folder, failure); !failure && at != fs::directory_iterator(); at.increment(failure)) {
        const auto name = at->path().filename().string();
        if (!name.starts_with('.') && at->is_regular_file(failure)) out.push_back(at->path().string());
    }
    if (failure) return Error(ErrorCode::io, "base.file_open", {{"path", folder}, {"cause", failure.message()}});
    if (out.empty()) return Error(ErrorCode::not_found, "ingest.empty_folder", {{"path", folder}});
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::vector<std::string>> files_of_pattern(const std::string& pattern) {
    std::vector<std::string> out;
    glob_t found{};
    if (glob(pattern.c_str(), GLOB_TILDE, nullptr, &found) == 0)
        for (std::size_t i = 0; i < found.gl_pathc; ++i)
            if (!fs::is_directory(found.gl_pathv[i])) out.emplace_back(found.gl_pathv[i]);
    globfree(&found);
    if (out.empty()) return Error(ErrorCode::not_found, "ingest.empty_pattern", {{"pattern", pattern}});
    return out;
}

}  // namespace

Result<std::vector<std::string>> expand_files(const std::vector<std::string>& named) {
    std::vector<std::string> out;
    for (const auto& name : named) {
        std::error_code failure;
        const bool there = name == "-" || fs::exists(name, failure);
        std::vector<std::string> files = {name};
        if (there && name != "-" && fs::is_directory(name, failure)) {
            ADSCOPE_ASSIGN(inside, files_of_folder(name));
            files = std::move(inside);
        } else if (!there && name.find_first_of("*?[") != std::string::npos) {
            ADSCOPE_ASSIGN(matching, files_of_pattern(name));
            files = std::move(matching);
        }
        out.insert(out.end(), files.begin(), files.end());
    }
    return out;
}

}  // namespace adscope::ingest
