#include "core/ingest/reader/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace adscope::ingest {
namespace {

constexpr std::size_t kAround = 64 << 10;

unsigned char byte(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

struct Utf8 {
    std::size_t good = 0, bad = 0;  // sequences of several bytes; bytes that are none
};

Utf8 utf8_of(std::string_view text) {
    Utf8 out;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = byte(text, i);
        const std::size_t n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
        bool whole = n > 0;
        for (std::size_t k = 1; k < n && i + k < text.size(); ++k) whole = whole && (byte(text, i + k) & 0xc0) == 0x80;
        // The last character may be cut.
        if (whole && n > text.size() - i) break;
        if (!whole) {
            ++out.bad;
            ++i;
            continue;
        }
        out.good += n > 1;
        i += n;
    }
    return out;
}

// UTF-16 without a mark: every other byte of ASCII is zero; a text without ASCII has line ends and few odd pairs.
std::optional<std::string> utf16_of(std::string_view text) {
    const std::size_t pairs = text.size() / 2;
    if (pairs < 2) return std::nullopt;
    std::size_t zero[2] = {0, 0}, ends[2] = {0, 0}, lone[2] = {0, 0}, control[2] = {0, 0};
    bool high[2] = {false, false};
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const unsigned first = byte(text, i), second = byte(text, i + 1);
        const std::uint32_t units[2] = {first | second << 8, second | first << 8};
        zero[0] += text[i + 1] == 0;
        zero[1] += text[i] == 0;
        for (int k = 0; k < 2; ++k) {
            const auto u = units[k];
            ends[k] += u == '\n' || u == '\r';
            control[k] += u < 9 || (u > 13 && u < 32);
            const bool low = u >= 0xdc00 && u < 0xe000;
            lone[k] += low != high[k];
            high[k] = u >= 0xd800 && u < 0xdc00;
        }
    }
    for (const int k : {0, 1})
        if (lone[k] == 0 && control[k] == 0 && zero[1 - k] * 50 <= pairs &&
            (zero[k] * 10 >= pairs * 4 || (ends[k] > 0 && zero[k] * 50 >= pairs)))
            return k == 0 ? "UTF-16LE" : "UTF-16BE";
    return std::nullopt;
}

// How well a text of two bytes a character fits: invalid pairs, and the share of characters that are common.
struct Fit {
    std::size_t characters = 0, common = 0, bad = 0;
    double share() const { return characters == 0 ? 0 : static_cast<double>(common) / static_cast<double>(characters); }
    bool good() const { return characters > 0 && bad * 50 <= characters; }
};

// `size_at(text, i)`: bytes of the character that begins there, 0 for none; `common(a, b)`: whether these first two are of a common one.
template <class SizeAt, class Common>
Fit fit_of(std::string_view text, SizeAt size_at, Common common) {
    Fit out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto a = byte(text, i);
        if (a < 0x80) continue;
        if (i + 1 >= text.size()) break;
        const std::size_t size = size_at(text, i);
        if (size == 0) {
            ++out.bad;
            continue;
        }
        ++out.characters;
        out.common += common(a, byte(text, i + 1));
        i += size - 1;
    }
    return out;
}

// Pairs of a lead and a trail byte.
template <class Lead, class Trail>
auto pairs_of(Lead lead, Trail trail) {
    return [=](std::string_view text, std::size_t i) -> std::size_t { return lead(byte(text, i)) && trail(byte(text, i + 1)) ? 2 : 0; };
}

// GB 18030: two bytes, or four with digits as the second and the fourth.
std::size_t gb_size(std::string_view text, std::size_t i) {
    const auto is_lead = [&](std::size_t k) { return byte(text, k) >= 0x81 && byte(text, k) <= 0xfe; };
    const auto is_digit = [&](std::size_t k) { return byte(text, k) >= 0x30 && byte(text, k) <= 0x39; };
    if (!is_lead(i)) return 0;
    if (is_digit(i + 1)) return i + 3 < text.size() && byte(text, i + 2) >= 0x81 && is_digit(i + 3) ? 4 : 0;
    const auto b = byte(text, i + 1);
    return b >= 0x40 && b <= 0xfe && b != 0x7f ? 2 : 0;
}

std::string east_asian(std::string_view text) {
    const auto big = fit_of(
        text,
        pairs_of([](int a) { return a >= 0xa1 && a <= 0xf9; }, [](int b) { return (b >= 0x40 && b <= 0x7e) || (b >= 0xa1 && b <= 0xfe); }),
        [](int a, int) { return (a >= 0xa4 && a <= 0xc6) || a == 0xa1; });
    // Level one of GB 2312 and its punctuation.
    const auto gb = fit_of(text, gb_size, [](int a, int b) { return b >= 0xa1 && ((a >= 0xb0 && a <= 0xd7) || a == 0xa1 || a == 0xa3); });
    // Kana and level one of JIS; half-width kana stand alone.
    const auto jis = fit_of(text,
                            pairs_of([](int a) { return (a >= 0x81 && a <= 0x9f) || (a >= 0xe0 && a <= 0xfc); },
                                     [](int b) { return b >= 0x40 && b <= 0xfc && b != 0x7f; }),
                            [](int a, int) { return a >= 0x81 && a <= 0x97; });
    const auto kr = fit_of(text, pairs_of([](int a) { return a >= 0xa1 && a <= 0xfe; }, [](int b) { return b >= 0xa1 && b <= 0xfe; }),
                           [](int a, int) { return a >= 0xb0 && a <= 0xc8; });
    struct Candidate {
        const char* name;
        double share;
    };
    std::vector<Candidate> all;
    if (gb.good()) all.push_back({"GB18030", gb.share()});
    if (big.good()) all.push_back({"Big5", big.share()});
    if (jis.good() && jis.share() > 0.9) all.push_back({"Shift_JIS", jis.share() * 0.97});
    if (kr.good() && kr.share() > 0.97) all.push_back({"EUC-KR", kr.share() * 0.9});
    const auto best = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.share < b.share; });
    return best == all.end() || best->share < 0.6 ? "" : best->name;
}

// High bytes that stand alone among letters: a text of one byte a character.
bool looks_western(std::string_view text) {
    std::size_t high = 0, alone = 0;
    const auto is_high = [&](std::size_t i) { return i < text.size() && byte(text, i) >= 0x80; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_high(i)) continue;
        ++high;
        alone += !(i > 0 && is_high(i - 1)) && !is_high(i + 1);
    }
    return high > 0 && alone * 10 >= high * 7;
}

std::string by_icu(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector* detector = ucsdet_open(&status);
    std::string out;
    ucsdet_setText(detector, text.data(), static_cast<std::int32_t>(text.size()), &status);
    if (const UCharsetMatch* match = ucsdet_detect(detector, &status);
        match && U_SUCCESS(status) && ucsdet_getConfidence(match, &status) >= 25)
        out = ucsdet_getName(match, &status);
    ucsdet_close(detector);
    return U_FAILURE(status) ? std::string() : out;
}

// What matters: the stretches around bytes that are no ASCII, up to a bound.
std::string telling_part(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size() && out.size() < kAround;) {
        while (i < text.size() && byte(text, i) < 0x80) ++i;
        if (i >= text.size()) break;
        const std::size_t begin = i >= 8 ? i - 8 : 0;
        while (i < text.size() && byte(text, i) >= 0x80) ++i;
        // A line is taken whole, so that no character is cut.
        const auto line = text.rfind('\n', begin), end = std::min(text.find('\n', i), text.size());
        const std::size_t from = line == std::string_view::npos ? 0 : line + 1;
        out += text.substr(from, std::min<std::size_t>(end - from, 4096));
        out += '\n';
        i = end;
    }
    return out;
}

}  // namespace

std::optional<ByteOrderMark> byte_order_mark(std::string_view bytes) {
    using namespace std::literals;
    if (bytes.starts_with("\xef\xbb\xbf")) return ByteOrderMark{"UTF-8", 3};
    if (bytes.starts_with("\xff\xfe\0\0"sv)) return ByteOrderMark{"UTF-32LE", 4};
    if (bytes.starts_with("\0\0\xfe\xff"sv)) return ByteOrderMark{"UTF-32BE", 4};
    if (bytes.starts_with("\xff\xfe")) return ByteOrderMark{"UTF-16LE", 2};
    if (bytes.starts_with("\xfe\xff")) return ByteOrderMark{"UTF-16BE", 2};
    return std::nullopt;
}

std::string detect_encoding(std::string_view bytes) {
    if (const auto mark = byte_order_mark(bytes)) return std::string(mark->encoding);
    const auto utf8 = utf8_of(bytes);
    const bool zeros = bytes.find('\0') != std::string_view::npos;
    if (zeros || utf8.bad > 0)
        if (auto wide = utf16_of(bytes)) return *wide;
    // A few damaged bytes in a text of UTF-8 do not make it another's.
    if (utf8.bad * 20 <= utf8.good) return "UTF-8";
    const std::string part = telling_part(bytes);
    const bool western = looks_western(part);
    if (!western)
        if (auto name = east_asian(part); !name.empty()) return name;
    if (auto name = by_icu(part);
        !name.empty() && !name.starts_with("UTF") && (!western || name.starts_with("ISO-8859") || name.starts_with("windows"))) {
        if (name != "ISO-8859-1" && name != "windows-1252" && !western) return name;
        if (name == "windows-1251" || name == "KOI8-R" || name == "windows-1253" || name == "ISO-8859-5" || name == "ISO-8859-7")
            return name;
    }
    const bool beyond = std::any_of(part.begin(), part.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xe0) == 0x80; });
    return beyond ? "windows-1252" : "ISO-8859-1";
}

}  // namespace adscope::ingest
