// Values of sheets as texts: numbers in the fewest digits that give the same number again, times as ISO 8601.
#pragma once

#include <string>
#include <string_view>

namespace adscope::ingest {

// Digits without an exponent from 1e-5 to 1e21. A text that is no number stays as it is.
std::string number_text(double value);
std::string number_text(std::string_view stored);

enum class SheetFormat : char { number, date, time, date_time, duration };

// What a number format such as "yyyy-mm-dd", or a built-in one by its number (ECMA-376 part 1, 18.8.30), shows a number as.
SheetFormat sheet_format(std::string_view code);
SheetFormat built_in_format(int number);

// A number of days since the end of 1899 (of 1903 where `since_1904`) as the format shows it: 2026-03-01, 2026-03-01T10:00:00,
// 10:00:00, or hours beyond 24 for a duration. Spreadsheets believe in 1900-02-29. Out of their range: the number.
std::string date_text(double days, SheetFormat format, bool since_1904);

// PT36H30M05S as 36:30:05; anything else as it is.
std::string duration_text(std::string_view iso);

}  // namespace adscope::ingest
