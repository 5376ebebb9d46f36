#include "core/base/embedded.h"

namespace adscope {

std::string_view embedded_file(std::string_view name) {
    for (const auto& f : embedded_files())
        if (f.name == name) return f.bytes;
    return {};
}

}  // namespace adscope
