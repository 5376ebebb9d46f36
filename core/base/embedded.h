// Files of resources/ that core needs, compiled in as byte arrays by cmake/embed.cmake.
#pragma once

#include <span>
#include <string_view>

namespace adscope {

struct EmbeddedFile {
    std::string_view name;  // path below resources/, such as "migrations/001.sql"
    std::string_view bytes;
};

// Sorted by name.
std::span<const EmbeddedFile> embedded_files();
// The bytes of one file; empty when there is none of that name.
std::string_view embedded_file(std::string_view name);

}  // namespace adscope
