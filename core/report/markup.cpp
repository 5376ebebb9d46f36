#include "core/report/markup.h"

#include <unicode/utf8.h>

#include <cstdint>

namespace adscope {
namespace {

// Calls f(character, bytes) for each character; a byte that is no UTF-8 comes as U+FFFD.
template <class F>
void for_each_character(std::string_view text, F&& f) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        const std::int64_t begin = at;
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        f(c < 0 ? UChar32{0xfffd} : c, text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin)));
    }
}

bool is_forbidden(UChar32 c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffd || c == 0xfffe || c == 0xffff || (c >= 0x7f && c < 0xa0);
}

double width_of(UChar32 c) {
    if (c >= 0x2e80) return 1;
    if (c == 'i' || c == 'l' || c == 'j' || c == '.' || c == ',' || c == ':' || c == '\'' || c == '|' || c == ' ') return 0.3;
    if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%') return 0.88;
    if (c >= 'A' && c <= 'Z') return 0.66;
    return 0.57;
}

}  // namespace

std::string escape_markup(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for_each_character(text, [&](UChar32 c, std::string_view bytes) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default:
                if (is_forbidden(c)) out += "\xef\xbf\xbd";
                else out += bytes;
        }
    });
    return out;
}

double text_width(std::string_view text) {
    double width = 0;
    for_each_character(text, [&](UChar32 c, std::string_view) { width += width_of(c); });
    return width;
}

std::string fit_text(const std::string& text, double width) {
    if (text_width(text) <= width) return text;
    std::string out;
    double used = 1;  // the ellipsis
    bool full = false;
    for_each_character(text, [&](UChar32 c, std::string_view bytes) {
        used += width_of(c);
        full |= used > width;
        if (!full) out += bytes;
    });
    return out + "…";
}

}  // namespace adscope
