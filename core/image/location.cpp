#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "core/image/image.h"
#include "core/workspace/database.h"

namespace adscope::image {
namespace {

namespace fs = std::filesystem;

// "http:", "file:", "C:": letters before a colon.
bool has_scheme(std::string_view value) {
    const auto colon = value.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    return std::ranges::all_of(value.substr(0, colon), [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; });
}

Result<std::string> from_base64(std::string_view text, std::size_t most) {
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        int v;
        if (c >= 'A' && c <= 'Z') v = c - 'A';
        else if (c >= 'a' && c <= 'z') v = c - 'a' + 26;
        else if (c >= '0' && c <= '9') v = c - '0' + 52;
        else if (c == '+' || c == '-') v = 62;
        else if (c == '/' || c == '_') v = 63;
        else if (c == '=') break;
        else return Error(ErrorCode::invalid_input, "ads.image_data");
        bits = bits << 6 | static_cast<std::uint32_t>(v);
        if ((held += 6) >= 8) {
            held -= 8;
            out.push_back(static_cast<char>(bits >> held & 0xff));
            if (out.size() > most) return Error(ErrorCode::refused, "ads.image_bytes", {{"found", text.size() / 4 * 3}, {"most", most}});
        }
    }
    return out;
}

Result<std::string> from_data_value(std::string_view value, const Limits& limits) {
    const auto comma = value.find(',');
    if (comma == std::string_view::npos || !value.substr(0, comma).ends_with(";base64") || !value.starts_with("data:image/"))
        return Error(ErrorCode::invalid_input, "ads.image_data");
    return from_base64(value.substr(comma + 1), limits.bytes);
}

Result<std::string> read_whole(const fs::path& file, const std::string& value, const Limits& limits) {
    std::error_code failure;
    const auto size = fs::file_size(file, failure);
    if (failure) return Error(ErrorCode::io, "ads.image_unreadable", {{"found", value}});
    if (size > limits.bytes) return Error(ErrorCode::refused, "ads.image_bytes", {{"found", size}, {"most", limits.bytes}});
    std::ifstream in(file, std::ios::binary);
    std::string bytes(size, '\0');
    if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return Error(ErrorCode::io, "ads.image_unreadable", {{"found", value}});
    return bytes;
}

bool is_below(const fs::path& file, const fs::path& folder) {
    const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return end == folder.end() || (std::next(end) == folder.end() && end->empty());
}

}  // namespace

Result<std::string> read_image(const std::string& value, const std::vector<std::string>& folders, const Limits& limits) {
    if (value.empty()) return Error(ErrorCode::not_found, "ads.image_none");
    if (value.starts_with("data:")) return from_data_value(value, limits);
    std::string path = value;
    std::ranges::replace(path, '\\', '/');
    if (has_scheme(path) || path.starts_with("//")) return Error(ErrorCode::refused, "ads.image_address", {{"found", value}});
    if (path.find('\0') != std::string::npos) return Error(ErrorCode::refused, "ads.image_outside", {{"found", value}});
    const fs::path relative(path);
    if (relative.is_absolute() || std::ranges::any_of(relative, [](const fs::path& part) { return part == ".."; }))
        return Error(ErrorCode::refused, "ads.image_outside", {{"found", value}});
    bool left_its_folder = false;
    for (const auto& f : folders) {
        std::error_code failure;
        const auto folder = fs::canonical(f, failure);
        if (failure) continue;
        const auto file = fs::canonical(folder / relative, failure);
        if (failure || !fs::is_regular_file(file, failure)) continue;
        if (is_below(file, folder)) return read_whole(file, value, limits);
        left_its_folder = true;
    }
    if (left_its_folder) return Error(ErrorCode::refused, "ads.image_outside", {{"found", value}});
    return Error(ErrorCode::not_found, "ads.image_missing",
                 {{"found", value}, {"folder", folders.empty() ? std::string("—") : folders.front()}});
}

Result<Image> load_image(const std::string& value, const std::vector<std::string>& folders, const Limits& limits, const JobContext& job) {
    ADSCOPE_ASSIGN(bytes, read_image(value, folders, limits));
    return decode(bytes, limits, job);
}

Result<std::vector<std::string>> image_folders(Database& database) {
    std::vector<std::string> out;
    const auto add = [&](const fs::path& file) {
        std::error_code failure;
        const auto folder = fs::absolute(file, failure).parent_path().string();
        if (!failure && std::ranges::find(out, folder) == out.end()) out.push_back(folder);
    };
    ADSCOPE_ASSIGN(query, database.prepare("SELECT path FROM sources WHERE content IN ('ads', 'events') ORDER BY content, id"));
    while (true) {
        ADSCOPE_ASSIGN(row, query.step());
        if (!row) break;
        add(std::string(query.text(0)));
    }
    add(database.path());
    return out;
}

}  // namespace adscope::image
