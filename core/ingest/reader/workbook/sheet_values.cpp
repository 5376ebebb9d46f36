#include "core/ingest/reader/workbook/sheet_values.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::int64_t kDay = 86'400'000;

// 10:00:00, with thousandths where there are any.
std::string clock_text(std::int64_t ms) {
    char out[40];
    const auto hours = ms / 3'600'000, minutes = ms / 60'000 % 60, seconds = ms / 1000 % 60, rest = ms % 1000;
    int n = std::snprintf(out, sizeof out, "%02lld:%02lld:%02lld", static_cast<long long>(hours), static_cast<long long>(minutes),
                          static_cast<long long>(seconds));
    if (rest > 0) n += std::snprintf(out + n, sizeof out - static_cast<std::size_t>(n), ".%03lld", static_cast<long long>(rest));
    return {out, static_cast<std::size_t>(n)};
}

}  // namespace

std::string number_text(double value) {
    char out[64];
    const double size = std::abs(value);
    const bool plain = value == 0 || (size >= 1e-5 && size < 1e21);
    const auto done =
        plain ? std::to_chars(out, out + sizeof out, value, std::chars_format::fixed) : std::to_chars(out, out + sizeof out, value);
    return {out, done.ptr};
}

std::string number_text(std::string_view stored) {
    const auto text = trimmed(stored);
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data() + text.starts_with('+'), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::string(stored);
    return number_text(value);
}

SheetFormat built_in_format(int number) {
    if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || (number >= 50 && number <= 54) || number == 36 ||
        number == 57 || number == 58)
        return SheetFormat::date;
    if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 45 || number == 47 || number == 55 || number == 56)
        return SheetFormat::time;
    if (number == 22) return SheetFormat::date_time;
    return number == 46 ? SheetFormat::duration : SheetFormat::number;
}

SheetFormat sheet_format(std::string_view code) {
    bool date = false, clock = false, months = false, elapsed = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = static_cast<char>(code[i] | 0x20);
        if (code[i] == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else if (code[i] == '[') {
            const auto end = std::min(code.find(']', i), code.size());
            const auto inside = code.substr(i + 1, end - i - 1);
            const auto unit = inside.empty() ? '\0' : static_cast<char>(inside[0] | 0x20);
            elapsed = elapsed || (inside.find_first_not_of(inside.substr(0, 1)) == std::string_view::npos &&
                                  (unit == 'h' || unit == 'm' || unit == 's'));
            i = end;
        } else if (code.substr(i, 7) == "General") {
            return SheetFormat::number;
        } else if (c == 'd' || c == 'y' || (c == 'g' && date)) {
            date = true;
        } else if (c == 'h' || c == 's') {
            clock = true;
        } else if (c == 'm') {
            months = true;
        } else if (code[i] == '#' || code[i] == '?') {
            return SheetFormat::number;
        }
    }
    if (elapsed) return SheetFormat::duration;
    // mm is months, unless it stands with hours or seconds.
    date = date || (months && !clock);
    return date && clock ? SheetFormat::date_time : date ? SheetFormat::date : clock ? SheetFormat::time : SheetFormat::number;
}

std::string date_text(double days, SheetFormat format, bool since_1904) {
    constexpr double last = 2958466;  // the day behind 9999-12-31
    if (format == SheetFormat::number || !(days >= 0) || days >= last - (since_1904 ? 1462 : 0)) return number_text(days);
    const auto ms = static_cast<std::int64_t>(std::llround(days * static_cast<double>(kDay)));
    if (format == SheetFormat::duration || (format == SheetFormat::time && days < 1)) return clock_text(ms);
    std::int64_t day = ms / kDay;
    if (since_1904) day += 1462;
    const bool no_day = day == 60 && !since_1904;  // 1900-02-29
    using namespace std::chrono;
    const year_month_day date(sys_days(year(1899) / December / (day < 60 ? 31 : 30)) + std::chrono::days(no_day ? 59 : day));
    char out[16];
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(date.year()), no_day ? 2u : static_cast<unsigned>(date.month()),
                  no_day ? 29u : static_cast<unsigned>(date.day()));
    if (format == SheetFormat::date && ms % kDay == 0) return out;
    return std::string(out) + "T" + clock_text(ms % kDay);
}

std::string duration_text(std::string_view iso) {
    long long parts[3] = {0, 0, 0};
    std::string rest;
    auto text = iso;
    if (!text.starts_with("PT")) return std::string(iso);
    text.remove_prefix(2);
    while (!text.empty()) {
        long long value = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failure != std::errc() || value < 0) return std::string(iso);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (!text.empty() && (text[0] == '.' || text[0] == ',')) {
            const auto digits = std::min(text.find_first_not_of("0123456789", 1), text.size());
            rest = "." + std::string(text.substr(1, digits - 1));
            rest.erase(rest.find_last_not_of(".0") + 1);
            text.remove_prefix(digits);
        }
        const auto unit = std::string_view("HMS").find(text.empty() ? ' ' : text[0]);
        if (unit == std::string_view::npos) return std::string(iso);
        parts[unit] = value;
        text.remove_prefix(1);
    }
    char out[80];
    std::snprintf(out, sizeof out, "%02lld:%02lld:%02lld", parts[0], parts[1], parts[2]);
    return out + rest;
}

}  // namespace adscope::ingest
