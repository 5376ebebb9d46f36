#include "core/base/parameter.h"

#include <charconv>

namespace adscope {
namespace {

std::string plain_number(double value) {
    char buffer[32];
    const auto [end, failure] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return {buffer, failure == std::errc() ? end : buffer};
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& n : names) out += (out.empty() ? "" : ", ") + n;
    return out;
}

}  // namespace

std::string range_of(const Parameter& p) {
    switch (p.type) {
        case Parameter::Type::choice: return joined(p.choices);
        case Parameter::Type::flag: return "true, false";
        case Parameter::Type::text:
            if (!p.integers) return {};
            break;
        default: break;
    }
    return plain_number(p.minimum) + " – " + plain_number(p.maximum);
}

}  // namespace adscope
