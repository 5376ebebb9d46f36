// Numbers as text, the same in the window, the command line and reports.
#include <algorithm>
#include <array>
#include <cstdio>

#include "core/base/series.h"

namespace adscope {
namespace {

constexpr std::string_view kNoValue = "—";
constexpr std::string_view kMinus = "\u2212";
constexpr std::string_view kNoBreakSpace = "\u00a0";

// Digits of |value| with a fixed number of decimals and a comma between thousands, which both languages use.
std::string grouped(double value, int decimals) {
    char buffer[400];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, std::abs(value));
    const std::string_view digits = buffer;
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    std::string out;
    if (value < 0 && digits.find_first_of("123456789") != std::string_view::npos) out += kMinus;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) out += ',';
        out += digits[i];
    }
    return out;
}

std::string scientific(double value) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.2e", std::abs(value));
    std::string text = buffer;
    const auto e = text.find('e');
    const int exponent = std::atoi(text.c_str() + e + 1);
    return (value < 0 ? std::string(kMinus) : std::string()) + text.substr(0, e) + "e" +
           (exponent < 0 ? std::string(kMinus) : std::string()) + std::to_string(std::abs(exponent));
}

// Decimals that keep `significant` digits of a value below 1, at least `least` and at most `most`.
int decimals_for(double value, int significant, int least, int most) {
    if (value == 0) return least;
    const int leading = static_cast<int>(std::floor(std::log10(std::abs(value))));
    return std::clamp(significant - 1 - leading, least, most);
}

std::string plain_number(double value) {
    const double size = std::abs(value);
    if (size >= 1e15) return scientific(value);
    if (value == std::floor(value)) return grouped(value, 0);
    if (size < 1e-5) return scientific(value);
    if (size >= 1000) return grouped(value, 1);
    if (size >= 10) return grouped(value, 2);
    if (size >= 1) return grouped(value, 3);
    return grouped(value, decimals_for(value, 3, 4, 7));
}

// Two decimals; a rate under 0.1 % keeps two significant digits.
std::string percentage(double value, Language language) {
    const double hundredfold = 100 * value;
    const std::string digits = grouped(hundredfold, std::abs(hundredfold) < 0.1 ? decimals_for(hundredfold, 2, 2, 6) : 2);
    return language == Language::zh ? digits + "%" : digits + std::string(kNoBreakSpace) + "%";
}

std::string currency_sign(const std::string& code) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSigns = {
        {{"CNY", "¥"}, {"JPY", "JP¥"}, {"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}, {"KRW", "₩"}, {"INR", "₹"}}};
    for (const auto& [known, sign] : kSigns)
        if (known == code) return std::string(sign);
    return code;
}

std::string money(double value, const std::string& currency) {
    const std::string digits = grouped(value, std::abs(value) < 1 ? decimals_for(value, 3, 2, 6) : 2);
    return currency.empty() ? digits : currency_sign(currency) + std::string(kNoBreakSpace) + digits;
}

std::string duration(double value, Language language) {
    const std::string gap = language == Language::zh ? "" : std::string(kNoBreakSpace);
    const auto unit = [&](double v, int decimals, const char* en, const char* zh) {
        return grouped(v, decimals) + gap + (language == Language::zh ? zh : en);
    };
    const double size = std::abs(value);
    if (size != 0 && size < 0.0995) return unit(1000 * value, size < 0.00995 ? 2 : 1, "ms", "毫秒");
    if (size < 9.995) return unit(value, 2, "s", "秒");
    if (size < 99.5) return unit(value, 1, "s", "秒");
    const double whole = std::round(size);
    if (whole < 3600)
        return unit(std::copysign(std::floor(whole / 60), value), 0, "min", "分") + std::string(kNoBreakSpace) +
               unit(std::fmod(whole, 60), 0, "s", "秒");
    return unit(std::copysign(std::floor(whole / 3600), value), 0, "h", "小时") + std::string(kNoBreakSpace) +
           unit(std::floor(std::fmod(whole, 3600) / 60), 0, "min", "分");
}

// Civil date of days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
std::string date(double milliseconds, bool with_hour) {
    if (std::abs(milliseconds) > 8.64e15) return std::string(kNoValue);
    const auto ms = static_cast<std::int64_t>(milliseconds);
    const std::int64_t days = (ms >= 0 ? ms : ms - 86'399'999) / 86'400'000;
    const std::int64_t minutes = (ms - days * 86'400'000) / 60'000;
    const std::int64_t z = days + 719'468, era = (z >= 0 ? z : z - 146'096) / 146'097;
    const std::int64_t doe = z - era * 146'097, yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1), month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    const int year = static_cast<int>(yoe + era * 400 + (month <= 2));
    char buffer[96];
    if (with_hour)
        std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d %02d:%02d", year, month, day, static_cast<int>(minutes / 60),
                      static_cast<int>(minutes % 60));
    else std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
    return buffer;
}

}  // namespace

std::string format_number(double value, NumberFormat format, Language language, const std::string& currency) {
    if (std::isnan(value)) return std::string(kNoValue);
    if (std::isinf(value)) return value < 0 ? std::string(kMinus) + "∞" : "∞";
    switch (format) {
        case NumberFormat::number: return plain_number(value);
        case NumberFormat::integer: return grouped(std::round(value), 0);
        case NumberFormat::percent: return percentage(value, language);
        case NumberFormat::money: return money(value, currency);
        case NumberFormat::seconds: return duration(value, language);
        case NumberFormat::date: return date(value, false);
        case NumberFormat::date_hour: return date(value, true);
    }
    return std::string(kNoValue);
}

}  // namespace adscope
