// Texts of cells as values. Every function is exact and total: what is no value of the kind gives nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace adscope::ingest {

std::string_view trimmed(std::string_view text);

// Empty, or one of the words that programs write for "no value": NULL, null, \N, NaN, nan, None, N/A, n/a, #N/A.
bool is_missing(std::string_view text);

// A whole number that fits 64 bits; "12.0" is whole too, for files that were written by programs with decimals only.
std::optional<std::int64_t> parse_integer(std::string_view text);

// A number of things: a whole number of at least 0, with commas between thousands and decimals let pass (attribution
// gives an ad 12.4 conversions: 12), or nothing where it is none or above 2,000,000,000.
std::optional<std::int64_t> parse_amount(std::string_view text);

// A decimal number with point, optional exponent; finite.
std::optional<double> parse_real(std::string_view text);

// Money in millionths, computed in decimals: up to six places exactly, further places rounded half to even. A currency
// sign before or after and commas between thousands are let pass.
std::optional<std::int64_t> parse_micros(std::string_view text);

// 0, 1, true, false, yes, no, t, f, y, n in any case, and 是 否 真 假 有 无; 0 or 1.
std::optional<int> parse_flag(std::string_view text);

// 1 train, 2 valid, 3 test (with the usual other names).
std::optional<int> parse_split(std::string_view text);

bool is_utf8(std::string_view text);
// Replaces what is not UTF-8 by U+FFFD and cuts to at most `bytes`, for messages and for storing a rejected row.
std::string clean_text(std::string_view text, std::size_t bytes = ~std::size_t{0});

// Cells with many values. Separators: | ; 、 ， , and, for sequences, blanks; [brackets] and quotes around are let pass.
std::vector<std::string_view> split_tags(std::string_view text, bool blanks);

// Times as milliseconds since 1970-01-01 UTC. Understood: ISO 8601 with T or a blank, seconds and fractions optional,
// with Z, +08:00, +0800, +08 or no zone; a date alone (with -, / or 年月日, or as 20260301); seconds, milliseconds,
// microseconds or nanoseconds since 1970, told apart by their size. A time without a zone is in `zone`.
class TimeParser {
public:
    // IANA name; an unknown one is wrong usage.
    static Result<TimeParser> make(const std::string& zone);
    TimeParser(TimeParser&&) noexcept;
    TimeParser& operator=(TimeParser&&) noexcept;
    ~TimeParser();

    std::optional<std::int64_t> parse(std::string_view text);
    // A time of the zone's clock as UTC.
    std::int64_t to_utc(std::int64_t local_ms);

private:
    TimeParser();

    struct Zone;
    std::unique_ptr<Zone> zone_;
    // The last day and hour converted: logs are in order of time, so nearly every look-up ends here.
    char day_text_[10] = {};
    std::int64_t day_ = 0;
    std::int64_t hour_ = -1, hour_offset_ = 0;
    bool has_day_ = false, utc_ = true;
};

}  // namespace adscope::ingest
