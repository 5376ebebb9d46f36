#include "core/privacy/pseudonym.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "core/base/hash.h"

namespace adscope {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr const char* kFile = "pseudonym.key";

Error cannot(const char* id, const std::string& path, int number) {
    return {
        number == EACCES || number == EROFS ? ErrorCode::read_only : ErrorCode::io, id, {{"path", path}, {"cause", std::strerror(number)}}};
}

bool is_secret(const std::string& text) {
    return text.size() == 2 * kSecretBytes &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// Empty when there is no such file.
Result<std::string> read_secret(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return errno == ENOENT ? Result<std::string>(std::string()) : Result<std::string>(cannot("base.file_open", path, errno));
    char buffer[256];
    const ssize_t n = ::read(file, buffer, sizeof buffer);
    const int number = errno;
    ::close(file);
    if (n < 0) return cannot("base.file_read", path, number);
    std::string text(buffer, static_cast<std::size_t>(n));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    if (!is_secret(text)) return Error(ErrorCode::corrupt, "report.key_damaged", {{"path", path}});
    return text;
}

std::string new_secret() {
    unsigned char bytes[kSecretBytes];
    if (RAND_bytes(bytes, kSecretBytes) != 1) return {};
    std::string out;
    for (const auto b : bytes) {
        out += "0123456789abcdef"[b >> 4];
        out += "0123456789abcdef"[b & 15];
    }
    return out;
}

// Written beside and linked into place: of two programs that make the key at once one wins, and both read the winner's.
Result<void> make_secret(const std::string& path) {
    const std::string secret = new_secret(), beside = path + "." + std::to_string(::getpid()) + ".tmp";
    if (secret.empty()) return Error(ErrorCode::io, "base.file_write", {{"path", path}, {"cause", "no random numbers"}});
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return cannot("base.file_write", path, errno);
    const std::string text = secret + "\n";
    const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    const int number = errno;
    ::close(file);
    const bool placed = written && (::link(beside.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int placing = errno;
    ::unlink(beside.c_str());
    if (!written) return cannot("base.file_write", path, number);
    if (!placed) return cannot("base.file_write", path, placing);
    return {};
}

std::string wanted_folder() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    if (const auto v = variable("ADSCOPE_SETTINGS_DIR"); !v.empty()) return v;
    if (const auto v = variable("XDG_CONFIG_HOME"); !v.empty()) return v + "/adscope";
    if (const auto v = variable("HOME"); !v.empty()) return v + "/.config/adscope";
    return {};
}

Result<std::string> made(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return cannot("base.file_write", folder, error.value());
    return folder;
}

}  // namespace

Result<std::string> settings_folder() {
    const std::string folder = wanted_folder();
    if (folder.empty()) return Error(ErrorCode::not_found, "report.no_settings_folder");
    return made(folder);
}

Result<Pseudonyms> Pseudonyms::open(const std::string& folder) {
    ADSCOPE_ASSIGN(place, folder.empty() ? settings_folder() : made(folder));
    const std::string path = place + "/" + kFile;
    ADSCOPE_ASSIGN(secret, read_secret(path));
    if (!secret.empty()) return Pseudonyms(secret);
    ADSCOPE_TRY(make_secret(path));
    ADSCOPE_ASSIGN(fresh, read_secret(path));
    return Pseudonyms(fresh);
}

std::string Pseudonyms::user(std::string_view key) const {
    if (key.empty()) return {};
    std::string digest = hmac_sha256_hex(secret_, "user:" + std::string(key)).substr(0, 10);
    std::transform(digest.begin(), digest.end(), digest.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    return "u_" + digest;
}

}  // namespace adscope
