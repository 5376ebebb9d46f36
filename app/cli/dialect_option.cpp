#include "app/cli/dialect_option.h"

#include <nlohmann/json.hpp>

namespace adscope::cli {

Result<std::vector<std::pair<std::string, std::string>>> split_pairs(const std::string& text, const std::string& option) {
    std::vector<std::pair<std::string, std::string>> out;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto equals = text.find('=', at);
        if (equals == std::string::npos || equals == at)
            return Error(ErrorCode::usage, "ingest.bad_pairs", {{"option", option}, {"found", text}});
        // The value ends at the last comma before the next "name=", or with the text.
        const auto next = text.find('=', equals + 1 + (equals + 1 < text.size() && text[equals + 1] == '='));
        auto end = next == std::string::npos ? text.size() : text.rfind(',', next);
        if (end == std::string::npos || end < equals + 1) end = text.size();
        out.emplace_back(text.substr(at, equals - at), text.substr(equals + 1, end - equals - 1));
        at = end + 1;
    }
    return out;
}

Result<std::map<std::string, std::string>> parse_dialect(const std::string& text) {
    std::map<std::string, std::string> out;
    ADSCOPE_ASSIGN(pairs, split_pairs(text, "--dialect"));
    for (auto& [part, value] : pairs) out[part == "sep" ? "delimiter" : part] = std::move(value);
    return out;
}

Result<void> parse_maps(const std::vector<std::string>& maps, std::map<std::string, std::string>& roles) {
    for (const auto& text : maps) {
        ADSCOPE_ASSIGN(pairs, split_pairs(text, "--map"));
        for (auto& [role, column] : pairs) {
            ADSCOPE_ASSIGN(parsed, parse_role(role));
            const bool bare = role.find('.') == std::string::npos &&
                              (parsed.role == Role::context || parsed.role == Role::outcome || parsed.role == Role::kept);
            if (bare) {
                parsed.name = column;
                role = to_string(parsed);
            }
            // Several columns may be ignored: the text of each then names its column as well.
            const auto [at, added] = roles.emplace(role, column);
            if (!added && at->second != column)
                return Error(ErrorCode::usage, "ingest.role_twice", {{"role", role}, {"first", at->second}, {"second", column}});
        }
    }
    return {};
}

nlohmann::json to_json(const Dialect& d) {
    const auto text = [](char c) { return c ? nlohmann::json(std::string(1, c)) : nlohmann::json(nullptr); };
    const auto several = [](const std::string& s) { return s.empty() ? nlohmann::json(nullptr) : nlohmann::json(s); };
    return {{"format", d.format},
            {"delimiter", several(d.delimiter_text())},
            {"comment", several(d.comment)},
            {"quote", text(d.quote)},
            {"escape", text(d.escape)},
            {"part", several(d.part)},
            {"encoding", d.encoding},
            {"byte_order_mark", d.byte_order_mark},
            {"header", d.header},
            {"skipped_lines", d.skipped_lines}};
}

}  // namespace adscope::cli
