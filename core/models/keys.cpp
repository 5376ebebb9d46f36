#include "core/models/keys.h"

#include "core/features/bytes.h"

namespace adscope {

std::string pack_keys(const std::vector<std::string>& keys) {
    ByteWriter out;
    out.number(static_cast<std::uint64_t>(keys.size()));
    for (const auto& key : keys) out.text(key);
    return out.take();
}

Result<std::vector<std::string>> unpack_keys(const Archive& archive, const std::string& part) {
    if (!archive.has(part)) return Error(ErrorCode::corrupt, "models.archive_part", {{"part", part}});
    ByteReader in(archive.get(part));
    std::vector<std::string> keys(in.count(sizeof(std::uint64_t)));
    for (auto& key : keys) key = in.text();
    if (!in.at_end()) return Error(ErrorCode::corrupt, "models.archive_part", {{"part", part}});
    return keys;
}

}  // namespace adscope
