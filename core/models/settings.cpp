// Settings against their description, and the archive of a model's parts.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/models/model.h"

namespace adscope {
namespace {

template <class T>
bool parse_number(std::string_view text, T& out) {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    return failure == std::errc() && end == text.data() + text.size();
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& n : names) out += (out.empty() ? "" : ", ") + n;
    return out;
}

bool parse_integers(const std::string& text, std::vector<std::int64_t>& out) {
    std::string_view rest = text;
    while (true) {
        const auto comma = rest.find(',');
        if (!parse_number(rest.substr(0, comma), out.emplace_back())) return false;
        if (comma == std::string_view::npos) return true;
        rest.remove_prefix(comma + 1);
    }
}

bool in_range(const Parameter& p, double value) { return std::isfinite(value) && value >= p.minimum && value <= p.maximum; }

bool acceptable(const Parameter& p, const std::string& text) {
    switch (p.type) {
        case Parameter::Type::integer: {
            std::int64_t value = 0;
            return parse_number(text, value) && in_range(p, static_cast<double>(value));
        }
        case Parameter::Type::real: {
            double value = 0;
            return parse_number(text, value) && in_range(p, value);
        }
        case Parameter::Type::choice: return std::ranges::find(p.choices, text) != p.choices.end();
        case Parameter::Type::flag: return text == "true" || text == "false";
        case Parameter::Type::text: break;
    }
    if (!p.integers) return true;
    std::vector<std::int64_t> values;
    return parse_integers(text, values) && values.size() <= 8 &&
           std::ranges::all_of(values, [&](std::int64_t v) { return in_range(p, static_cast<double>(v)); });
}

const char* kind_of(const Parameter& p) {
    switch (p.type) {
        case Parameter::Type::integer: return "models.expected_integer";
        case Parameter::Type::real: return "models.expected_real";
        case Parameter::Type::choice:
        case Parameter::Type::flag: return "models.expected_choice";
        case Parameter::Type::text: break;
    }
    return "models.expected_integers";
}

}  // namespace

Result<Settings> Settings::make(const std::vector<Parameter>& parameters, const std::map<std::string, std::string>& given) {
    std::vector<std::string> known;
    for (const auto& p : parameters) known.push_back(p.name);
    for (const auto& [name, value] : given)
        if (std::ranges::find(known, name) == known.end())
            return Error(ErrorCode::usage, "models.setting_unknown", {{"setting", name}, {"known", joined(known)}});
    Settings settings;
    for (const auto& p : parameters) {
        const auto found = given.find(p.name);
        const std::string& value = found == given.end() ? p.otherwise : found->second;
        if (!acceptable(p, value))
            return Error(ErrorCode::usage, "models.setting_value",
                         {{"setting", p.name},
                          {"found", value},
                          {"expected", Message(kind_of(p), {{"range", range_of(p)}})},
                          {"default", p.otherwise}});
        settings.values_[p.name] = value;
    }
    return settings;
}

// A name or type that the description does not have is a bug of the model, not of the user.
const std::string& Settings::text(const std::string& name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) throw std::logic_error("no setting " + name);
    return found->second;
}

std::int64_t Settings::integer(const std::string& name) const {
    std::int64_t value = 0;
    if (!parse_number(text(name), value)) throw std::logic_error("setting " + name + " is no integer");
    return value;
}

double Settings::real(const std::string& name) const {
    double value = 0;
    if (!parse_number(text(name), value)) throw std::logic_error("setting " + name + " is no number");
    return value;
}

std::vector<std::int64_t> Settings::integers(const std::string& name) const {
    std::vector<std::int64_t> values;
    if (!parse_integers(text(name), values)) throw std::logic_error("setting " + name + " is no list of integers");
    return values;
}

bool Settings::flag(const std::string& name) const { return text(name) == "true"; }

const std::string& Archive::get(const std::string& name) const {
    static const std::string none;
    const auto found = parts_.find(name);
    return found == parts_.end() ? none : found->second;
}

}  // namespace adscope
