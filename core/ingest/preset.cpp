#include "core/ingest/preset.h"

#include <nlohmann/json.hpp>

#include "core/base/embedded.h"

namespace adscope {
namespace ingest {
namespace {

Result<Mapping> mapping_of(const nlohmann::json& columns) {
    Mapping out;
    for (const auto& [column, text] : columns.items()) {
        ADSCOPE_ASSIGN(role, parse_role(text.get<std::string>()));
        if (role.name.empty()) role.name = column;
        out.emplace(column, std::move(role));
    }
    return out;
}

}  // namespace

Result<Preset> load_preset(const std::string& name) {
    const auto names = preset_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        std::string known;
        for (const auto& n : names) known += (known.empty() ? "" : ", ") + n;
        return Error(ErrorCode::usage, "ingest.unknown_preset", {{"found", name}, {"known", known}});
    }
    const auto json = nlohmann::json::parse(embedded_file("presets/" + name + ".json"));
    Preset preset;
    preset.name = name;
    preset.guesses = json.value("guesses", true);
    const auto none = nlohmann::json::object();
    ADSCOPE_ASSIGN(events, mapping_of(json.value("events", none)));
    ADSCOPE_ASSIGN(users, mapping_of(json.value("users", none)));
    ADSCOPE_ASSIGN(ads, mapping_of(json.value("ads", none)));
    preset.events = std::move(events);
    preset.users = std::move(users);
    preset.ads = std::move(ads);
    for (const auto& d : json.value("derived", nlohmann::json::array())) {
        ADSCOPE_ASSIGN(role, parse_role(d.at("role").get<std::string>()));
        preset.derived.push_back({std::move(role), d.at("from").get<std::string>(), d.at("divide_by").get<std::int64_t>()});
    }
    return preset;
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

}  // namespace adscope
