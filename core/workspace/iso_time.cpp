#include "core/workspace/iso_time.h"

#include <cmath>

namespace adscope {
namespace {

// Reads from the front of a text; fails for good at the first thing that does not fit.
class Scanner {
public:
    explicit Scanner(std::string_view text) : left_(text) {}
    bool ok() const { return ok_; }
    bool done() const { return ok_ && left_.empty(); }
    bool accept(char c) {
        if (left_.empty() || left_.front() != c) return false;
        left_.remove_prefix(1);
        return true;
    }
    int digits(std::size_t n) {
        int value = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (left_.empty() || left_.front() < '0' || left_.front() > '9') {
                ok_ = false;
                return 0;
            }
            value = value * 10 + (left_.front() - '0');
            left_.remove_prefix(1);
        }
        return value;
    }
    // Digits after a decimal point, as a fraction.
    double fraction() {
        double value = 0, unit = 0.1;
        while (!left_.empty() && left_.front() >= '0' && left_.front() <= '9') {
            value += unit * (left_.front() - '0');
            unit /= 10;
            left_.remove_prefix(1);
        }
        return value;
    }

private:
    std::string_view left_;
    bool ok_ = true;
};

// Days since 1970-01-01 of a Gregorian date (Hinnant 2013); nothing for a date that does not exist.
std::optional<std::int64_t> days_of(int year, int month, int day) {
    static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1) return {};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > lengths[month - 1] + (month == 2 && leap)) return {};
    const int y = year - (month <= 2), era = y / 400, of_era = y - era * 400;
    const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return std::int64_t{era} * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::optional<std::int64_t> read_date(Scanner& in) {
    const int year = in.digits(4);
    const bool dashes = in.accept('-');
    const int month = in.digits(2);
    if (dashes && !in.accept('-')) return {};
    const int day = in.digits(2);
    return in.ok() ? days_of(year, month, day) : std::nullopt;
}

std::optional<std::int64_t> read_clock(Scanner& in) {
    const int hour = in.digits(2);
    if (!in.accept(':')) return {};
    const int minute = in.digits(2);
    int second = 0;
    double part = 0;
    if (in.accept(':')) {
        second = in.digits(2);
        if (in.accept('.')) part = in.fraction();
    }
    if (!in.ok() || hour > 23 || minute > 59 || second > 59) return {};
    return (std::int64_t{hour} * 3600 + minute * 60 + second) * 1000 + static_cast<std::int64_t>(std::floor(part * 1000 + 1e-6));
}

// Offset from UTC in ms, if the text goes on with one; false when it goes on with something else.
bool read_offset(Scanner& in, std::optional<std::int64_t>& offset) {
    if (in.accept('Z')) {
        offset = 0;
        return in.done();
    }
    const bool plus = in.accept('+'), minus = !plus && in.accept('-');
    if (!plus && !minus) return in.done();
    const int hours = in.digits(2);
    in.accept(':');
    const int minutes = in.digits(2);
    offset = (plus ? 1 : -1) * (std::int64_t{hours} * 60 + minutes) * 60'000;
    return in.done() && hours < 24 && minutes < 60;
}

}  // namespace

std::optional<std::int64_t> parse_iso_time(std::string_view text, const EventTable& table) {
    Scanner in(text);
    const auto days = read_date(in);
    if (!days) return {};
    std::int64_t local = *days * 86'400'000;
    std::optional<std::int64_t> offset;
    if (!in.done()) {
        if (!in.accept('T') && !in.accept(' ')) return {};
        const auto clock = read_clock(in);
        if (!clock || !read_offset(in, offset)) return {};
        local += *clock;
    }
    if (offset) return local - *offset;
    // The zone's offset is known by UTC: one step from the first guess reaches it except inside a change of the clock.
    return local - table.zone_offset(local - table.zone_offset(local));
}

}  // namespace adscope
