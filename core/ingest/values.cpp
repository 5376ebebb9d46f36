#include "core/ingest/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace adscope::ingest {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool equals_ignoring_case(std::string_view a, std::string_view lower) {
    if (a.size() != lower.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if ((a[i] >= 'A' && a[i] <= 'Z' ? a[i] + 32 : a[i]) != lower[i]) return false;
    return true;
}

template <std::size_t N>
bool one_of(std::string_view text, const std::string_view (&words)[N]) {
    return std::any_of(std::begin(words), std::end(words), [&](std::string_view w) { return equals_ignoring_case(text, w); });
}

// Takes a currency sign or word from the ends.
std::string_view without_currency(std::string_view text) {
    for (std::string_view sign : {"¥", "￥", "$", "€", "£", "元", "CNY", "USD", "EUR", "RMB"}) {
        if (text.starts_with(sign)) return trimmed(text.substr(sign.size()));
        if (text.ends_with(sign)) return trimmed(text.substr(0, text.size() - sign.size()));
    }
    return text;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_missing(std::string_view text) {
    if (text.empty()) return true;
    if (text.size() > 4) return false;
    static constexpr std::string_view words[] = {"NULL", "null", "\\N", "NaN", "nan", "None", "N/A", "n/a", "#N/A"};
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    if (!text.empty() && text.size() < 19 && is_digit(text[0])) {
        std::int64_t value = 0;
        std::size_t i = 0;
        for (; i < text.size() && is_digit(text[i]); ++i) value = value * 10 + (text[i] - '0');
        if (i == text.size()) return value;
    }
    text = trimmed(text);
    if (const auto point = text.find('.'); point != std::string_view::npos && point > 0) {
        for (std::size_t i = point + 1; i < text.size(); ++i)
            if (text[i] != '0') return std::nullopt;
        text = text.substr(0, point);
    }
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

std::optional<std::int64_t> parse_amount(std::string_view text) {
    constexpr std::int64_t kMillion = 1'000'000, kMost = 2'000'000'000;
    if (const auto whole = parse_integer(text)) return *whole >= 0 && *whole <= kMost ? whole : std::nullopt;
    const auto micros = parse_micros(text);
    if (!micros || *micros < 0 || *micros > kMost * kMillion) return std::nullopt;
    return (*micros + kMillion / 2) / kMillion;
}

std::optional<double> parse_real(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || !(is_digit(text[0]) || text[0] == '-' || text[0] == '.')) return std::nullopt;
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<std::int64_t> parse_micros(std::string_view text) {
    // The common shape first: digits, a point, at most six digits.
    const char* p = text.data();
    const char* const end = p + text.size();
    std::int64_t whole = 0;
    const char* const digits = p;
    while (p < end && is_digit(*p) && p - digits < 12) whole = whole * 10 + (*p++ - '0');
    if (p > digits && p == end) return whole * 1'000'000;
    if (p > digits && *p == '.') {
        static constexpr std::int64_t scale[] = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
        const char* const fraction = ++p;
        std::int64_t part = 0;
        while (p < end && is_digit(*p) && p - fraction < 6) part = part * 10 + (*p++ - '0');
        if (p == end && p > fraction) return whole * 1'000'000 + part * scale[p - fraction];
    }

    text = without_currency(trimmed(text));
    bool negative = false;
    if (text.starts_with('-') || text.starts_with('+')) {
        negative = text[0] == '-';
        text = without_currency(text.substr(1));
    }
    // All digits, and the power of ten of the last one.
    std::string all;
    int exponent = 0;
    bool point = false, any = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (is_digit(c)) {
            any = true;
            all += c;
            if (point) --exponent;
        } else if (c == '.' && !point) {
            point = true;
        } else if (c == ',' && !point && any && i + 3 < text.size() && is_digit(text[i + 1]) && is_digit(text[i + 2]) &&
                   is_digit(text[i + 3]) && (i + 4 == text.size() || !is_digit(text[i + 4]))) {
            continue;
        } else {
            break;
        }
    }
    if (!any) return std::nullopt;
    if (i < text.size()) {
        if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
        std::string_view power = text.substr(i + 1);
        if (power.starts_with('+')) power.remove_prefix(1);
        int e = 0;
        const auto [stop, failure] = std::from_chars(power.data(), power.data() + power.size(), e);
        if (failure != std::errc() || stop != power.data() + power.size() || e < -400 || e > 400) return std::nullopt;
        exponent += e;
    }
    exponent += 6;
    all.erase(0, all.find_first_not_of('0'));
    if (all.empty()) return 0;
    bool up = false;
    if (exponent < 0) {
        const std::size_t dropped = static_cast<std::size_t>(-exponent);
        if (dropped > all.size()) return 0;
        const std::string rest = all.substr(all.size() - dropped);
        all.resize(all.size() - dropped);
        const bool half = rest[0] == '5' && rest.find_first_not_of('0', 1) == std::string::npos;
        up = half ? !all.empty() && (all.back() - '0') % 2 == 1 : rest[0] >= '5';
        if (all.empty()) all = "0";
    } else {
        if (all.size() + static_cast<std::size_t>(exponent) > 18) return std::nullopt;
        all.append(static_cast<std::size_t>(exponent), '0');
    }
    if (all.size() > 18) return std::nullopt;
    std::int64_t value = 0;
    for (char c : all) value = value * 10 + (c - '0');
    value += up;
    return negative ? -value : value;
}

std::optional<int> parse_flag(std::string_view text) {
    if (text.size() == 1 && (text[0] == '0' || text[0] == '1')) return text[0] - '0';
    text = trimmed(text);
    static constexpr std::string_view on[] = {"1", "true", "yes", "t", "y", "1.0", "是", "真", "有"};
    static constexpr std::string_view off[] = {"0", "false", "no", "f", "n", "0.0", "否", "假", "无"};
    if (one_of(text, on)) return 1;
    if (one_of(text, off)) return 0;
    return std::nullopt;
}

std::optional<int> parse_split(std::string_view text) {
    text = trimmed(text);
    static constexpr std::string_view train[] = {"train", "training", "1", "训练", "训练集"};
    static constexpr std::string_view valid[] = {"valid", "validation", "val", "dev", "2", "验证", "验证集"};
    static constexpr std::string_view test[] = {"test", "testing", "3", "测试", "测试集"};
    if (one_of(text, train)) return 1;
    if (one_of(text, valid)) return 2;
    if (one_of(text, test)) return 3;
    return std::nullopt;
}

bool is_utf8(std::string_view text) {
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* const end = p + text.size();
    while (p < end) {
        if (end - p >= 8) {
            std::uint64_t word;
            std::memcpy(&word, p, 8);
            if (!(word & 0x8080808080808080ULL)) {
                p += 8;
                continue;
            }
        }
        if (*p < 0x80) {
            ++p;
            continue;
        }
        const int more = *p >= 0xc2 && *p < 0xe0 ? 1 : (*p & 0xf0) == 0xe0 ? 2 : *p >= 0xf0 && *p < 0xf5 ? 3 : 0;
        if (more == 0 || end - p <= more) return false;
        // Overlong forms, surrogates and what lies above U+10FFFF.
        if ((*p == 0xe0 && p[1] < 0xa0) || (*p == 0xed && p[1] > 0x9f) || (*p == 0xf0 && p[1] < 0x90) || (*p == 0xf4 && p[1] > 0x8f))
            return false;
        for (int i = 1; i <= more; ++i)
            if ((p[i] & 0xc0) != 0x80) return false;
        p += more + 1;
    }
    return true;
}

std::string clean_text(std::string_view text, std::size_t bytes) {
    std::string out;
    std::size_t i = 0;
    while (i < text.size() && out.size() < bytes) {
        std::size_t length = 1;
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0xc2) length = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        const auto piece = text.substr(i, length);
        if (is_utf8(piece)) {
            if (out.size() + piece.size() > bytes) break;
            // STRICT TEXT holds a zero byte, but nothing that shows it does.
            if (c == 0) out += "\xe2\x90\x80";
            else out += piece;
            i += length;
        } else {
            out += "\xef\xbf\xbd";
            ++i;
        }
    }
    if (i < text.size()) out += "…";
    return out;
}

std::vector<std::string_view> split_tags(std::string_view text, bool blanks) {
    text = trimmed(text);
    if (text.size() >= 2 && ((text.front() == '[' && text.back() == ']') || (text.front() == '{' && text.back() == '}') ||
                             (text.front() == '(' && text.back() == ')')))
        text = text.substr(1, text.size() - 2);
    std::string_view separator;
    for (std::string_view s : {"|", ";", "、", "，", ","})
        if (text.find(s) != std::string_view::npos) {
            separator = s;
            break;
        }
    if (separator.empty() && blanks && text.find(' ') != std::string_view::npos) separator = " ";
    std::vector<std::string_view> out;
    while (true) {
        const auto at = separator.empty() ? std::string_view::npos : text.find(separator);
        auto part = trimmed(text.substr(0, at));
        if (part.size() >= 2 && (part.front() == '"' || part.front() == '\'') && part.back() == part.front())
            part = part.substr(1, part.size() - 2);
        if (!part.empty()) out.push_back(part);
        if (at == std::string_view::npos) return out;
        text = text.substr(at + separator.size());
    }
}

}  // namespace adscope::ingest
