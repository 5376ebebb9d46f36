// The keys of a model's users or ads as bytes of an archive.
#pragma once

#include "core/models/model.h"

namespace adscope {

std::string pack_keys(const std::vector<std::string>& keys);
// Corrupt when the part is missing or damaged.
Result<std::vector<std::string>> unpack_keys(const Archive& archive, const std::string& part);

}  // namespace adscope
