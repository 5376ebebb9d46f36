#include "core/ingest/reader/cell_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kLongestShape = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A currency sign or a code of three capitals, at the front or the back, with the blanks beside it.
std::string_view without_currency(std::string_view text) {
    static constexpr std::array<std::string_view, 9> signs = {"$", "€", "£", "¥", "￥", "元", "₹", "%", "‰"};
    for (const auto sign : signs) {
        if (text.starts_with(sign)) return trimmed(text.substr(sign.size()));
        if (text.ends_with(sign)) return trimmed(text.substr(0, text.size() - sign.size()));
    }
    const auto code = [](std::string_view t) { return std::all_of(t.begin(), t.end(), [](char c) { return c >= 'A' && c <= 'Z'; }); };
    if (text.size() > 4 && code(text.substr(0, 3)) && !is_letter(text[3])) return trimmed(text.substr(3));
    if (text.size() > 4 && code(text.substr(text.size() - 3)) && !is_letter(text[text.size() - 4]))
        return trimmed(text.substr(0, text.size() - 3));
    return text;
}

// Groups of three digits with one separator between, and a decimal part behind another.
bool is_grouped(std::string_view text) {
    for (const char group : {',', '.', ' ', '\''}) {
        std::size_t at = 0;
        while (at < text.size() && is_digit(text[at])) ++at;
        if (at == 0 || at > 3 || at >= text.size() || text[at] != group) continue;
        while (at + 3 < text.size() && text[at] == group && is_digit(text[at + 1]) && is_digit(text[at + 2]) && is_digit(text[at + 3]))
            at += 4;
        if (at == text.size()) return true;
        if ((text[at] == '.' || text[at] == ',') && text[at] != group && at + 1 < text.size() &&
            std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(), is_digit))
            return true;
    }
    return false;
}

bool is_number(std::string_view text) {
    text = without_currency(text);
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) text = without_currency(trimmed(text.substr(1)));
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') text = text.substr(1, text.size() - 2);
    std::size_t at = 0, digits = 0, marks = 0;
    for (; at < text.size() && (is_digit(text[at]) || text[at] == '.' || text[at] == ','); ++at) (is_digit(text[at]) ? digits : marks) += 1;
    if (digits > 0 && marks <= 1 && at == text.size()) return text.size() > 1 || digits == 1;
    if (digits > 0 && marks <= 1 && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        return at < text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_digit);
    }
    return is_grouped(text);
}

// Digits as d, names of months as m; names of days, AM, PM and zones are gone.
std::string shape_of(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (is_digit(text[i])) {
            std::size_t n = 0;
            while (i < text.size() && is_digit(text[i])) ++i, ++n;
            if (n > 9) return {};
            out += 'd';
        } else if (is_letter(text[i])) {
            std::string word;
            while (i < text.size() && is_letter(text[i])) word += static_cast<char>(text[i++] | 0x20);
            static constexpr std::string_view months =
                " jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october "
                "november december ";
            static constexpr std::string_view others =
                " mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday am pm utc gmt z cet cest est edt "
                "pst pdt cst jst st nd rd th ";
            const auto is_one_of = [&](std::string_view list) { return list.find(" " + word + " ") != std::string_view::npos; };
            if (word == "t") out += ' ';
            else if (is_one_of(months)) out += 'm';
            else if (!is_one_of(others)) return {};
        } else {
            out += text[i++];
        }
    }
    return out;
}

bool is_time(std::string_view text) {
    if (text.size() > kLongestShape || text.size() < 4) return false;
    if (text.find("年") != std::string_view::npos && text.find("月") != std::string_view::npos) return true;
    auto shape = shape_of(text);
    if (shape.empty()) return false;
    // A date, a time of day, or both; a fraction and an offset may follow.
    static constexpr std::array<std::string_view, 16> dates = {"d-d-d", "d/d/d", "d.d.d",  "d-m-d", "d m d", "m d, d", "d m, d", ", d m d",
                                                               "d/m/d", "m d d", "d. m d", "m-d",   "m d",   "m/d",    "d-m",    ""};
    const auto is_clock = [](std::string_view t) {
        for (const std::string_view tail : {"", ".d", ",d"})
            for (const std::string_view zone : {"", "+d", "-d", "+d:d", "-d:d", " +d", " -d", " +d:d", " "})
                for (const std::string_view clock : {"d:d", "d:d:d"})
                    if (t.size() == clock.size() + tail.size() + zone.size() && t.starts_with(clock) &&
                        t.substr(clock.size()).starts_with(tail) && t.ends_with(zone))
                        return true;
        return false;
    };
    for (const auto date : dates) {
        if (!date.empty() && shape == date) return true;
        if (!shape.starts_with(date)) continue;
        std::string_view rest = std::string_view(shape).substr(date.size());
        if (!date.empty()) {
            if (rest.empty() || (rest[0] != ' ' && rest[0] != ',' && rest[0] != ':')) continue;
            rest = trimmed(rest.substr(1));
        }
        while (rest.ends_with(' ')) rest.remove_suffix(1);
        if (is_clock(rest)) return true;
    }
    return false;
}

bool is_link(std::string_view text) {
    if (text.find(' ') != std::string_view::npos) return false;
    if (text.find("://") != std::string_view::npos || text.starts_with("www.")) return true;
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos;
}

bool is_edge_mark(char c) { return c == '"' || c == ';' || c == '|' || c == '\t' || c == '`'; }

}  // namespace

CellKind cell_kind(std::string_view cell) {
    const auto text = trimmed(cell);
    if (text.empty() || is_missing(text)) return CellKind::empty;
    if (text.size() <= kLongestShape && is_number(text)) return CellKind::number;
    if (is_time(text)) return CellKind::time;
    const bool quote_open =
        text.front() == '\'' && (text.size() < 2 || text.back() != '\'' ? std::count(text.begin(), text.end(), '\'') % 2 == 1 : true);
    if (is_edge_mark(text.front()) || is_edge_mark(text.back()) || quote_open || text.find('\t') != std::string_view::npos)
        return CellKind::odd;
    if (is_link(text)) return CellKind::link;
    bool word = text.size() <= 64, letters = false;
    for (const char c : text) {
        const bool part = is_letter(c) || is_digit(c) || (c & 0x80) || c == '_' || c == '-' || c == '.';
        letters = letters || is_letter(c) || is_digit(c) || (c & 0x80);
        word = word && part;
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r') return CellKind::odd;
    }
    if (!letters) return CellKind::odd;
    if (word) return CellKind::word;
    for (const char mark : std::string_view("#^~*:=&!+<>"))
        if (std::count(text.begin(), text.end(), mark) >= 3 && text.size() < 400) return CellKind::odd;
    return text.find(';') != std::string_view::npos || text.find('|') != std::string_view::npos ? CellKind::odd : CellKind::text;
}

}  // namespace adscope::ingest
