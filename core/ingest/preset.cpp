#include "core/ingest/preset.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/base/embedded.h"

namespace adscope {
namespace ingest {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;  // the order of a preset's columns counts

constexpr std::uintmax_t kLargest = 1 << 20;

Error wrong(const std::string& name, const std::string& place) {
    return {ErrorCode::invalid_input, "mapping.bad_preset", {{"preset", name}, {"place", place}}};
}

Result<PresetColumn> column_of(const std::string& column, const Json& value, const std::string& preset) {
    PresetColumn out;
    out.name = column;
    const Json& roles = value.is_object() && value.contains("role") ? value["role"] : value;
    if (!roles.is_string()) return wrong(preset, column);
    std::string rest = roles.get<std::string>();
    while (true) {
        const auto bar = rest.find('|');
        auto role = parse_role(rest.substr(0, bar));
        if (!role) return wrong(preset, column + ": " + rest.substr(0, bar));
        if (role->name.empty() && column.find('*') == std::string::npos) role->name = column;
        out.roles.push_back(std::move(*role));
        if (bar == std::string::npos) break;
        rest.erase(0, bar + 1);
    }
    if (!value.is_object() || !value.contains("as")) return out;
    const auto as = value["as"].is_string() ? parse_transform(value["as"].get<std::string>()) : std::nullopt;
    if (!as) return wrong(preset, column + ": as");
    out.as = *as;
    return out;
}

Result<std::vector<PresetColumn>> columns_of(const Json& json, const char* part, const std::string& preset) {
    std::vector<PresetColumn> out;
    if (!json.contains(part)) return out;
    if (!json[part].is_object()) return wrong(preset, part);
    for (const auto& [column, value] : json[part].items()) {
        ADSCOPE_ASSIGN(made, column_of(column, value, preset));
        out.push_back(std::move(made));
    }
    return out;
}

Result<std::vector<Derived>> derived_of(const Json& json, const std::string& preset) {
    std::vector<Derived> out;
    if (!json.contains("derived")) return out;
    if (!json["derived"].is_array()) return wrong(preset, "derived");
    for (const auto& d : json["derived"]) {
        if (!d.is_object() || !d.contains("from") || !d["from"].is_string()) return wrong(preset, "derived");
        ADSCOPE_ASSIGN(column, column_of(d["from"].get<std::string>(), d, preset));
        out.push_back({column.roles.front(), column.name, column.as});
    }
    return out;
}

Result<void> read_words(const Json& json, Preset& out) {
    if (json.contains("about")) {
        if (json["about"].is_string()) out.about["en"] = json["about"].get<std::string>();
        else if (!json["about"].is_object()) return wrong(out.name, "about");
        else
            for (const auto& [language, words] : json["about"].items()) {
                if (!words.is_string()) return wrong(out.name, "about");
                out.about[language] = words.get<std::string>();
            }
    }
    if (json.contains("dialect")) {
        if (!json["dialect"].is_object()) return wrong(out.name, "dialect");
        for (const auto& [part, value] : json["dialect"].items()) {
            if (!value.is_string()) return wrong(out.name, "dialect: " + part);
            out.dialect[part] = value.get<std::string>();
        }
    }
    if (json.contains("columns")) {
        if (!json["columns"].is_array()) return wrong(out.name, "columns");
        for (const auto& column : json["columns"]) {
            if (!column.is_string()) return wrong(out.name, "columns");
            out.columns.push_back(column.get<std::string>());
        }
    }
    return {};
}

std::string folder() {
    if (const char* given = std::getenv("ADSCOPE_SETTINGS_DIR"); given && *given) return std::string(given) + "/presets";
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config) return std::string(config) + "/adscope/presets";
    const char* home = std::getenv("HOME");
    return std::string(home ? home : ".") + "/.config/adscope/presets";
}

Result<std::string> read_text(const std::string& path) {
    std::error_code failure;
    const auto size = fs::file_size(path, failure);
    if (failure) return Error(ErrorCode::not_found, "ingest.missing_file", {{"path", path}});
    if (size > kLargest) return wrong(path, std::to_string(size));
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return Error(ErrorCode::io, "base.file_read", {{"path", path}, {"cause", ""}});
    return text.str();
}

bool is_path(const std::string& name) { return name.find('/') != std::string::npos || name.ends_with(".json"); }

// A name of a preset is the name of a file: no separators, nothing hidden.
bool is_name(const std::string& name) {
    return !name.empty() && name.size() <= 100 && name[0] != '.' &&
           name.find_first_of(std::string_view("/\\\0\n\r\t", 6)) == std::string::npos;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view name) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    // The last star and what it took can be taken back.
    std::size_t p = 0, n = 0, star = std::string_view::npos, taken = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = n;
        } else if (p < pattern.size() && lower(pattern[p]) == lower(name[n])) {
            ++p, ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

const PresetColumn* Preset::find(const std::vector<PresetColumn>& columns, const std::string& name) {
    for (const auto& c : columns)
        if (c.name == name) return &c;
    for (const auto& c : columns)
        if (fits(c.name, name)) return &c;
    return nullptr;
}

Result<Preset> parse_preset(const std::string& text, const std::string& name) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return wrong(name, "{");
    Preset out;
    out.name = name;
    if (json.contains("guesses") && !json["guesses"].is_boolean()) return wrong(name, "guesses");
    out.guesses = json.value("guesses", true);
    ADSCOPE_TRY(read_words(json, out));
    ADSCOPE_ASSIGN(events, columns_of(json, "events", name));
    ADSCOPE_ASSIGN(users, columns_of(json, "users", name));
    ADSCOPE_ASSIGN(ads, columns_of(json, "ads", name));
    ADSCOPE_ASSIGN(derived, derived_of(json, name));
    out.events = std::move(events);
    out.users = std::move(users);
    out.ads = std::move(ads);
    out.derived = std::move(derived);
    return out;
}

Result<Preset> load_preset(const std::string& name) {
    ADSCOPE_ASSIGN(text, preset_text(name));
    return parse_preset(text, name);
}

}  // namespace ingest

std::vector<std::string> preset_names() {
    std::vector<std::string> out;
    for (const auto& file : embedded_files()) {
        std::string_view name = file.name;
        if (!name.starts_with("presets/") || !name.ends_with(".json")) continue;
        out.emplace_back(name.substr(8, name.size() - 13));
    }
    return out;
}

std::vector<std::string> user_preset_names() {
    std::vector<std::string> out;
    std::error_code failure;
    for (const auto& entry : ingest::fs::directory_iterator(ingest::folder(), failure))
        if (entry.path().extension() == ".json") out.push_back(entry.path().stem().string());
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::string> preset_text(const std::string& name) {
    using namespace ingest;
    const auto shipped = preset_names(), own = user_preset_names();
    if (std::find(shipped.begin(), shipped.end(), name) != shipped.end()) return std::string(embedded_file("presets/" + name + ".json"));
    if (std::find(own.begin(), own.end(), name) != own.end()) return read_text(folder() + '/' + name + ".json");
    if (is_path(name)) return read_text(name);
    std::string known;
    for (const auto* names : {&shipped, &own})
        for (const auto& n : *names) known += (known.empty() ? "" : ", ") + n;
    return Error(ErrorCode::usage, "ingest.unknown_preset", {{"found", name}, {"known", known}});
}

Result<PresetSummary> describe_preset(const std::string& name) {
    ADSCOPE_ASSIGN(preset, ingest::load_preset(name));
    return PresetSummary{preset.name, preset.about, preset.columns, preset.dialect};
}

Result<void> save_preset(const std::string& name, const std::string& json) {
    using namespace ingest;
    const auto shipped = preset_names();
    if (!is_name(name) || std::find(shipped.begin(), shipped.end(), name) != shipped.end())
        return Error(ErrorCode::usage, "mapping.bad_preset_name", {{"found", name}});
    ADSCOPE_TRY(parse_preset(json, name));
    std::error_code failure;
    fs::create_directories(folder(), failure);
    // Written beside and renamed, so that a preset is whole or not there.
    const std::string path = folder() + '/' + name + ".json", beside = path + ".part";
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << json;
        out.flush();
        if (!out) failure = std::make_error_code(std::errc::io_error);
    }
    if (!failure) fs::rename(beside, path, failure);
    if (!failure) return {};
    const std::string cause = failure.message();
    fs::remove(beside, failure);
    return Error(ErrorCode::io, "base.file_write", {{"path", path}, {"cause", cause}});
}

Result<void> remove_preset(const std::string& name) {
    using namespace ingest;
    const auto own = user_preset_names();
    std::error_code failure;
    if (std::find(own.begin(), own.end(), name) == own.end() || !fs::remove(folder() + '/' + name + ".json", failure))
        return Error(ErrorCode::usage, "ingest.unknown_preset", {{"found", name}, {"known", ""}});
    return {};
}

}  // namespace adscope
