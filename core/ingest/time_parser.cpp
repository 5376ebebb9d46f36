#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>

#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kHourMs = 3'600'000;

bool digits(const char* p, int n, int& out) {
    out = 0;
    for (int i = 0; i < n; ++i) {
        if (p[i] < '0' || p[i] > '9') return false;
        out = out * 10 + (p[i] - '0');
    }
    return true;
}

std::optional<std::int64_t> day_of(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date}.time_since_epoch().count();
}

// A date such as 20260301: its day.
std::optional<std::int64_t> packed_date(std::string_view text) {
    int y, m, d;
    if (text.size() != 8 || !digits(text.data(), 4, y) || !digits(text.data() + 4, 2, m) || !digits(text.data() + 6, 2, d) || y < 1900 ||
        y >= 2200)
        return std::nullopt;
    return day_of(y, m, d);
}

// A count since 1970, perhaps seconds with decimals: its size tells the unit.
std::optional<std::int64_t> from_count(std::string_view text) {
    std::int64_t value = 0;
    const char* const stop = text.data() + text.size();
    const auto [end, failure] = std::from_chars(text.data(), stop, value);
    if (failure != std::errc()) return std::nullopt;
    double rest = 0;
    if (end != stop) {
        const auto [after, failed] = std::from_chars(end, stop, rest);
        if (*end != '.' || (end + 1 != stop && (failed != std::errc() || after != stop))) return std::nullopt;
    }
    const std::int64_t size = value < 0 ? -value : value;
    if (size < 100'000'000'000) return value * 1000 + static_cast<std::int64_t>(rest * 1000 + 0.5);
    if (size < 100'000'000'000'000) return value;
    if (size < 100'000'000'000'000'000) return value / 1000;
    return value / 1'000'000;
}

// Z, +08:00, +0800, +08; milliseconds. `text` begins behind the time of day.
bool zone_of(std::string_view text, bool& given, std::int64_t& offset) {
    text = trimmed(text);
    given = !text.empty();
    offset = 0;
    if (!given || text == "Z" || text == "z" || text == "UTC" || text == "GMT") return true;
    if (text[0] != '+' && text[0] != '-') return false;
    const bool west = text[0] == '-';
    text.remove_prefix(1);
    int hours = 0, minutes = 0;
    if (text.size() < 2 || !digits(text.data(), 2, hours)) return false;
    text.remove_prefix(2);
    if (text.starts_with(':')) text.remove_prefix(1);
    if (!text.empty() && (text.size() != 2 || !digits(text.data(), 2, minutes))) return false;
    if (hours > 15 || minutes > 59) return false;
    offset = (hours * 60 + minutes) * 60'000LL * (west ? -1 : 1);
    return true;
}

// Date with one- or two-digit months and days, separated by '/', '-', '.' or 年 月 日. Gives the rest behind it.
std::optional<std::int64_t> loose_date(std::string_view& text) {
    int part[3] = {};
    for (int k = 0; k < 3; ++k) {
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), part[k]);
        const auto length = static_cast<std::size_t>(end - text.data());
        if (failure != std::errc() || length < 1 || length > (k == 0 ? 4u : 2u) || (k == 0 && length != 4) || part[k] < 0)
            return std::nullopt;
        text.remove_prefix(length);
        static constexpr std::string_view words[] = {"年", "月", "日"};
        if (text.starts_with(words[k])) text.remove_prefix(words[k].size());
        else if (k < 2 && !text.empty() && (text[0] == '/' || text[0] == '-' || text[0] == '.')) text.remove_prefix(1);
        else if (k < 2) return std::nullopt;
    }
    return day_of(part[0], part[1], part[2]);
}

// HH:MM[:SS[.fraction]]; gives the rest behind it.
std::optional<std::int64_t> time_of_day(std::string_view& text) {
    int h = 0, m = 0, s = 0;
    std::size_t hour_digits = text.size() >= 2 && text[1] >= '0' && text[1] <= '9' ? 2 : 1;
    if (text.size() < hour_digits + 3 || !digits(text.data(), static_cast<int>(hour_digits), h) || text[hour_digits] != ':' ||
        !digits(text.data() + hour_digits + 1, 2, m))
        return std::nullopt;
    text.remove_prefix(hour_digits + 3);
    std::int64_t ms = 0;
    if (text.starts_with(':')) {
        if (text.size() < 3 || !digits(text.data() + 1, 2, s)) return std::nullopt;
        text.remove_prefix(3);
        if (text.starts_with('.') || text.starts_with(',')) {
            text.remove_prefix(1);
            int place = 100;
            std::size_t n = 0;
            for (; n < text.size() && text[n] >= '0' && text[n] <= '9'; ++n, place /= 10) ms += (text[n] - '0') * place;
            if (n == 0) return std::nullopt;
            text.remove_prefix(n);
        }
    }
    // A leap second is the last of its minute.
    if (h > 23 || m > 59 || s > 60) return std::nullopt;
    return ((h * 60 + m) * 60 + std::min(s, 59)) * 1000LL + ms;
}

}  // namespace

struct TimeParser::Zone {
    std::unique_ptr<icu::TimeZone> zone;
};

TimeParser::TimeParser() = default;
TimeParser::TimeParser(TimeParser&&) noexcept = default;
TimeParser& TimeParser::operator=(TimeParser&&) noexcept = default;
TimeParser::~TimeParser() = default;

Result<TimeParser> TimeParser::make(const std::string& zone) {
    TimeParser out;
    if (zone.empty() || zone == "UTC") return out;
    out.zone_ = std::make_unique<Zone>();
    out.zone_->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
    if (!out.zone_->zone || *out.zone_->zone == icu::TimeZone::getUnknown())
        return Error(ErrorCode::usage, "ingest.unknown_zone", {{"found", zone}});
    out.utc_ = false;
    return out;
}

std::int64_t TimeParser::to_utc(std::int64_t local_ms) {
    if (utc_) return local_ms;
    const std::int64_t quarter = local_ms / (kHourMs / 4);
    if (quarter != hour_) {
        int32_t raw = 0, saving = 0;
        UErrorCode status = U_ZERO_ERROR;
        zone_->zone->getOffset(static_cast<double>(local_ms), true, raw, saving, status);
        hour_ = quarter;
        hour_offset_ = static_cast<std::int64_t>(raw) + saving;
    }
    return local_ms - hour_offset_;
}

std::optional<std::int64_t> TimeParser::parse(std::string_view text) {
    // YYYY-MM-DD and HH:MM:SS at their usual places.
    if (text.size() >= 19 && text[4] == '-' && text[7] == '-' && (text[10] == 'T' || text[10] == ' ') && text[13] == ':' &&
        text[16] == ':') {
        if (!has_day_ || std::memcmp(day_text_, text.data(), 10) != 0) {
            int y, m, d;
            if (!digits(text.data(), 4, y) || !digits(text.data() + 5, 2, m) || !digits(text.data() + 8, 2, d)) return std::nullopt;
            const auto day = day_of(y, m, d);
            if (!day) return std::nullopt;
            day_ = *day;
            std::memcpy(day_text_, text.data(), 10);
            has_day_ = true;
        }
        int h, m, s;
        if (digits(text.data() + 11, 2, h) && digits(text.data() + 14, 2, m) && digits(text.data() + 17, 2, s) && h < 24 && m < 60 &&
            s < 60) {
            const std::int64_t local = day_ * kDayMs + ((h * 60 + m) * 60 + s) * 1000LL;
            if (text.size() == 19) return to_utc(local);
            if (text.size() == 20 && text[19] == 'Z') return local;
        }
    }
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    if (text.find_first_not_of("0123456789.", text[0] == '-') == std::string_view::npos && std::count(text.begin(), text.end(), '.') < 2) {
        const auto day = packed_date(text);
        return day ? to_utc(*day * kDayMs) : from_count(text);
    }
    const auto day = loose_date(text);
    if (!day) return std::nullopt;
    std::int64_t of_day = 0, offset = 0;
    bool zone_given = false;
    if (!text.empty()) {
        if (text[0] != 'T' && text[0] != ' ' && text[0] != 't') return std::nullopt;
        text = trimmed(text.substr(1));
        const auto parsed = time_of_day(text);
        if (!parsed || !zone_of(text, zone_given, offset)) return std::nullopt;
        of_day = *parsed;
    }
    const std::int64_t local = *day * kDayMs + of_day;
    return zone_given ? local - offset : to_utc(local);
}

}  // namespace adscope::ingest
