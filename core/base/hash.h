// Hashes: SHA-256 for identity (files, data, settings) and a fast 64-bit hash for tables in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace adscope {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(std::string_view bytes);
    void update(const void* data, std::size_t size) { update({static_cast<const char*>(data), size}); }
    // Lower-case hexadecimal, 64 characters. The object is spent afterwards.
    std::string hex();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

std::string sha256_hex(std::string_view bytes);
Result<std::string> sha256_file(const std::string& path);

// HMAC-SHA-256 in hexadecimal: keyed pseudonyms.
std::string hmac_sha256_hex(std::string_view key, std::string_view text);

// wyhash-like 64-bit hash; not for identity, not stable between versions.
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace adscope
