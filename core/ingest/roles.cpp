#include <algorithm>

#include "core/ingest/import.h"
#include "core/workspace/fields.h"

namespace adscope {
namespace {

struct Word {
    const char* text;
    Role role;
};
// Roles without a name.
constexpr Word kSingle[] = {{"time", Role::time},
                            {"user", Role::user},
                            {"ad", Role::ad},
                            {"click", Role::click},
                            {"conversion", Role::conversion},
                            {"cost", Role::cost},
                            {"revenue", Role::revenue},
                            {"position", Role::position},
                            {"rating", Role::rating},
                            {"propensity", Role::propensity},
                            {"split", Role::split},
                            {"weight", Role::weight},
                            {"sequence", Role::sequence},
                            {"ignore", Role::ignore},
                            {"impressions", Role::impressions},
                            {"clicks", Role::clicks},
                            {"conversions", Role::conversions},
                            {"action", Role::action},
                            {"term", Role::term}};
// Roles that carry a field's name; it may be left out where the column's own name serves.
constexpr Word kNamed[] = {{"outcome", Role::outcome}, {"user", Role::user_field}, {"ad", Role::ad_field}, {"context", Role::context},
                           {"kept", Role::kept},       {"ignore", Role::ignore}};  // a name tells several ignored columns apart

Error unknown(const std::string& text) {
    return {ErrorCode::usage,
            "ingest.unknown_role",
            {{"found", text},
             {"known",
              "time, user, ad, click, conversion, cost, revenue, position, rating, propensity, split, weight, impressions, clicks, "
              "conversions, action, term, sequence, outcome.NAME, "
              "user.NAME, ad.NAME, context.NAME, kept, ignore"}}};
}

}  // namespace

std::string to_string(const ColumnRole& role) {
    std::string out;
    for (const auto& w : kSingle)
        if (w.role == role.role) out = w.text;
    for (const auto& w : kNamed)
        if (w.role == role.role) out = role.name.empty() ? w.text : std::string(w.text) + '.' + role.name;
    if (role.kind) out += ':' + to_string(*role.kind);
    return out;
}

Result<ColumnRole> parse_role(const std::string& text) {
    ColumnRole out;
    std::string rest = text;
    if (const auto colon = rest.rfind(':'); colon != std::string::npos) {
        ADSCOPE_ASSIGN(kind, parse_kind(rest.substr(colon + 1)));
        out.kind = kind;
        rest.resize(colon);
    }
    const auto dot = rest.find('.');
    const std::string head = rest.substr(0, dot);
    if (dot == std::string::npos) {
        for (const auto& w : kSingle)
            if (head == w.text) {
                out.role = w.role;
                return out;
            }
    }
    for (const auto& w : kNamed) {
        if (head != w.text) continue;
        out.role = w.role;
        if (dot != std::string::npos) out.name = rest.substr(dot + 1);
        if (dot != std::string::npos && out.name.empty()) return unknown(text);
        return out;
    }
    return unknown(text);
}

}  // namespace adscope
