#include "core/profiles/data_use.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace adscope {
namespace {

// "user.age" and "event.device" as the table knows them; sources that are roles stay as they are.
std::string plain(const EventTable& t, const std::string& source) {
    const auto found = t.find(source);
    if (!found) return source;
    return (found->owner == Owner::user ? "user." : found->owner == Owner::ad ? "ad." : "") + found->column->field.name;
}

// Field -> names of models. A model without features works from who acted on what.
std::map<std::string, std::vector<std::string>> uses(const EventTable& t, const std::vector<StoredModel>& models) {
    std::map<std::string, std::vector<std::string>> out;
    for (const auto& m : models) {
        if (m.state != "done") continue;
        std::vector<std::string> sources;
        const auto recipe = nlohmann::json::parse(m.recipe_json, nullptr, false);
        if (recipe.is_object() && recipe.contains("features") && recipe["features"].is_array())
            for (const auto& f : recipe["features"]) {
                if (!f.is_object() || !f.contains("source")) continue;
                const auto& source = f["source"];
                if (source.is_string()) sources.push_back(source.get<std::string>());
                if (source.is_array())
                    for (const auto& part : source)
                        if (part.is_string()) sources.push_back(part.get<std::string>());
            }
        if (sources.empty()) sources = {"user", "ad"};
        for (const auto& s : sources) {
            auto& names = out[plain(t, s)];
            if (std::find(names.begin(), names.end(), m.name) == names.end()) names.push_back(m.name);
        }
    }
    return out;
}

}  // namespace

std::vector<DataUse> user_data_use(const EventTable& t, const std::vector<StoredModel>& models) {
    const auto used = uses(t, models);
    std::vector<DataUse> out;
    const auto add = [&](const std::string& field, const char* when_used, const char* when_not) {
        const auto found = used.find(field);
        DataUse use{field, found == used.end() ? std::vector<std::string>() : found->second, {}};
        use.reason = Message(use.used() ? when_used : when_not);
        out.push_back(std::move(use));
    };
    if (t.has_user) add("user", "profiles.use.user", "profiles.use.user_not");
    if (t.has_ad) add("ad", "profiles.use.ad", "profiles.use.ad_not");
    if (t.has_time) add("time", "profiles.use.time", "profiles.use.time_not");
    for (const auto& c : t.users.columns) add("user." + c.field.name, "profiles.use.attribute", "profiles.use.no_recipe");
    for (const auto& c : t.columns)
        add(c.field.name, "profiles.use.context",
            c.field.role == FieldRole::outcome ? "profiles.use.outcome"
            : c.field.role == FieldRole::kept  ? "profiles.use.kept"
                                               : "profiles.use.no_recipe");
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.used() > b.used(); });
    return out;
}

}  // namespace adscope
