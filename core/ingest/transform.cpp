#include "core/ingest/transform.h"

#include <charconv>
#include <chrono>

namespace adscope::ingest {
namespace {

using std::chrono::sys_days;

constexpr std::int64_t kDayMs = 86'400'000, kHourMs = 3'600'000;

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
    return value;
}

// The week that holds 4 January is the first (ISO 8601).
std::optional<std::int64_t> monday_of(int year, int week) {
    if (year < 1970 || year >= 2200 || week < 0 || week > 53) return std::nullopt;
    const sys_days fourth{std::chrono::year{year} / 1 / 4};
    const sys_days first = fourth - std::chrono::days{std::chrono::weekday{fourth}.iso_encoding() - 1};
    // Programs that count weeks in other ways write a week 0 or a 53rd of a year of 52: the weeks beside it.
    const sys_days monday = first + std::chrono::days{7 * (week - 1)};
    return monday.time_since_epoch().count() * kDayMs;
}

std::optional<std::int64_t> hour_of(std::string_view text) {
    const auto year = number(text.substr(0, 2)), month = number(text.substr(2, 2)), day = number(text.substr(4, 2)),
               hour = number(text.substr(6, 2));
    if (!year || !month || !day || !hour || *hour > 23) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{2000 + *year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date}.time_since_epoch().count() * kDayMs + *hour * kHourMs;
}

}  // namespace

std::string to_string(const Transform& t) {
    switch (t.form) {
        case Transform::Form::divide: return "divide:" + std::to_string(t.divide_by);
        case Transform::Form::iso_week: return "iso-week";
        case Transform::Form::hour_stamp: return "hour-stamp";
        default: return {};
    }
}

std::optional<Transform> parse_transform(const std::string& text) {
    if (text.empty()) return Transform{};
    if (text == "iso-week") return Transform{Transform::Form::iso_week, 1};
    if (text == "hour-stamp") return Transform{Transform::Form::hour_stamp, 1};
    if (!text.starts_with("divide:")) return std::nullopt;
    const auto by = number(std::string_view(text).substr(7));
    if (!by || *by < 1) return std::nullopt;
    return Transform{Transform::Form::divide, *by};
}

std::optional<std::int64_t> local_time(const Transform& t, std::string_view cell) {
    if (t.form == Transform::Form::iso_week && cell.size() == 6) {
        const auto year = number(cell.substr(0, 4)), week = number(cell.substr(4));
        return year && week ? monday_of(*year, *week) : std::nullopt;
    }
    if (t.form == Transform::Form::hour_stamp && cell.size() == 8) return hour_of(cell);
    return std::nullopt;
}

}  // namespace adscope::ingest
