#include "core/text/style.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace adscope::text {

StyleCounts style_of(std::string_view text, Segmenter& segmenter) {
    StyleCounts out;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(bytes, i, size, c);
        if (u_isUWhiteSpace(c)) continue;
        ++out.characters;
        out.digits += u_charType(c) == U_DECIMAL_DIGIT_NUMBER;
        out.capitals += u_isUUppercase(c) != 0;
        out.exclamations += c == '!' || c == 0xFF01;
        out.questions += c == '?' || c == 0xFF1F;
        out.punctuation += u_ispunct(c) != 0;
        out.emoji += u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) != 0;
    }
    out.words = static_cast<std::int64_t>(segmenter.cut(text).size());
    return out;
}

}  // namespace adscope::text
