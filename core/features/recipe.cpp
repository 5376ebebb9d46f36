#include "core/features/recipe.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/hash.h"
#include "core/features/encoder.h"

namespace adscope {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// A setting as JSON: a number where the text is one, so that a person can edit it.
ordered_json setting_to_json(const std::string& text) {
    const auto parsed = ordered_json::parse(text, nullptr, false);
    return !parsed.is_discarded() && (parsed.is_number() || parsed.is_boolean()) && parsed.dump() == text ? parsed : ordered_json(text);
}

Error malformed(std::size_t index, const std::string& what) {
    return Error(ErrorCode::invalid_input, "features.recipe_entry", {{"number", index + 1}, {"what", what}});
}

Result<FeatureSpec> read_spec(const json& entry, std::size_t index) {
    if (!entry.is_object()) return malformed(index, "{...}");
    FeatureSpec spec;
    for (const auto& [key, value] : entry.items()) {
        if (key == "settings") {
            if (!value.is_object()) return malformed(index, "settings");
            for (const auto& [name, setting] : value.items()) {
                if (!setting.is_primitive() || setting.is_null()) return malformed(index, "settings." + name);
                spec.settings[name] = setting.is_string() ? setting.get<std::string>() : setting.dump();
            }
            continue;
        }
        std::string* target = key == "name" ? &spec.name : key == "kind" ? &spec.kind : key == "source" ? &spec.source : nullptr;
        if (!target) return Error(ErrorCode::invalid_input, "features.recipe_key", {{"number", index + 1}, {"key", key}});
        if (!value.is_string()) return malformed(index, key);
        *target = value.get<std::string>();
    }
    if (spec.kind.empty()) return malformed(index, "kind");
    if (spec.name.empty()) spec.name = spec.source.empty() ? spec.kind : spec.source;
    return spec;
}

bool looks_like_key(const std::string& name) {
    const auto ends = [&](std::string_view tail) {
        return name.size() >= tail.size() && name.compare(name.size() - tail.size(), tail.size(), tail) == 0;
    };
    return ends("id") || ends("ID") || ends("Id") || ends("编号") || ends("编码");
}

// Few distinct numbers are names of things (a tab, an hour, a flag); many are amounts.
bool is_category_of_numbers(const Column& column) {
    constexpr std::size_t kFew = 64;
    std::set<double> distinct;
    bool whole = true;
    for (const double v : column.number()->values) {
        if (std::isnan(v)) continue;
        whole = whole && v == std::floor(v);
        if (distinct.size() <= kFew) distinct.insert(v);
        else if (!whole) break;
    }
    return distinct.size() <= kFew || (whole && looks_like_key(column.field.name));
}

void add_field(const Column& column, const std::string& prefix, std::vector<FeatureSpec>& out) {
    const auto& field = column.field;
    FeatureSpec spec{field.name, "category", prefix + field.name, {}};
    switch (field.kind) {
        case FieldKind::text:
        case FieldKind::image: return;
        case FieldKind::tags: spec.kind = "tags"; break;
        case FieldKind::time: spec.kind = field.owner == Owner::event ? "hour" : "bucket"; break;
        case FieldKind::number:
            if (column.number() && !is_category_of_numbers(column)) spec.kind = "bucket";
            break;
        default: break;
    }
    if (std::any_of(out.begin(), out.end(), [&](const auto& s) { return s.name == spec.name; })) spec.name = spec.source;
    out.push_back(std::move(spec));
}

}  // namespace

std::string Recipe::to_json() const {
    ordered_json list = ordered_json::array();
    for (const auto& f : features) {
        ordered_json entry = {{"name", f.name}, {"kind", f.kind}, {"source", f.source}};
        ordered_json settings = ordered_json::object();
        for (const auto& [name, value] : f.settings) settings[name] = setting_to_json(value);
        entry["settings"] = std::move(settings);
        list.push_back(std::move(entry));
    }
    return ordered_json{{"features", std::move(list)}}.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

Result<Recipe> Recipe::from_json(const std::string& text) {
    json document;
    try {
        document = json::parse(text);
    } catch (const json::parse_error& e) {
        return Error(ErrorCode::invalid_input, "features.recipe_not_json", {{"byte", static_cast<std::int64_t>(e.byte)}});
    }
    if (!document.is_object() || !document.contains("features") || !document["features"].is_array())
        return Error(ErrorCode::invalid_input, "features.recipe_shape");
    Recipe recipe;
    std::set<std::string> names;
    for (std::size_t i = 0; i < document["features"].size(); ++i) {
        ADSCOPE_ASSIGN(spec, read_spec(document["features"][i], i));
        ADSCOPE_TRY(EncoderOptions::make(spec));
        if (!names.insert(spec.name).second) return Error(ErrorCode::invalid_input, "features.recipe_twice", {{"feature", spec.name}});
        recipe.features.push_back(std::move(spec));
    }
    if (recipe.features.empty()) return Error(ErrorCode::invalid_input, "features.empty_recipe");
    return recipe;
}

std::string Recipe::hash() const { return sha256_hex(to_json()); }

Recipe Recipe::standard(const EventTable& table) {
    Recipe recipe;
    auto& out = recipe.features;
    if (table.has_user) out.push_back({"user", "category", "user", {}});
    if (table.has_ad) out.push_back({"ad", "category", "ad", {}});
    bool hour = false;
    for (const auto& c : table.columns) {
        if (c.field.role != FieldRole::context) continue;
        hour = hour || c.field.name == "hour" || c.field.name == "小时" || c.field.name == "时段";
        add_field(c, "context.", out);
    }
    if (table.has_time && !hour) {
        out.push_back({"hour", "hour", "time", {}});
        if (std::none_of(out.begin(), out.end(), [](const auto& s) { return s.name == "weekday"; }))
            out.push_back({"weekday", "weekday", "time", {}});
    }
    if (table.has_user)
        for (const auto& c : table.users.columns)
            if (c.field.role == FieldRole::attribute) add_field(c, "user.", out);
    if (table.has_ad)
        for (const auto& c : table.ads.columns)
            if (c.field.role == FieldRole::attribute) add_field(c, "ad.", out);
    return recipe;
}

Recipe Recipe::candidates(const EventTable& table) {
    Recipe recipe = standard(table);
    auto& out = recipe.features;
    const auto add_texts = [&](const std::vector<Column>& columns, const std::string& prefix) {
        for (const auto& c : columns) {
            if (c.field.kind != FieldKind::text || c.field.role == FieldRole::outcome) continue;
            for (const char* kind : {"tfidf", "style"}) out.push_back({c.field.name + " " + kind, kind, prefix + c.field.name, {}});
        }
    };
    add_texts(table.ads.columns, "ad.");
    add_texts(table.users.columns, "user.");
    add_texts(table.columns, "event.");
    for (const auto& c : table.columns)
        if (c.field.role == FieldRole::kept || c.field.role == FieldRole::outcome) add_field(c, "event.", out);
    return recipe;
}

}  // namespace adscope
