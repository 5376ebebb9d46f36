#include "core/text/normalise.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

namespace adscope::text {
namespace {

const icu::Normalizer2* normaliser(const NormaliseOptions& o) {
    UErrorCode status = U_ZERO_ERROR;
    if (!o.compatibility) return icu::Normalizer2::getNFCInstance(status);
    return o.fold_case ? icu::Normalizer2::getNFKCCasefoldInstance(status) : icu::Normalizer2::getNFKCInstance(status);
}

void simplify(icu::UnicodeString& text) {
    // Opening one reads thousands of rules (60 ms); it is not to be used by two threads at once.
    static thread_local const std::unique_ptr<icu::Transliterator> rules = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    if (rules) rules->transliterate(text);
}

icu::UnicodeString joined_spaces(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    bool pending = false;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (u_isUWhiteSpace(c)) {
            pending = !out.isEmpty();
            continue;
        }
        if (pending) out.append(u' ');
        pending = false;
        out.append(c);
    }
    return out;
}

}  // namespace

std::string normalise(std::string_view text, const NormaliseOptions& options) {
    icu::UnicodeString in = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    if (options.simplified) simplify(in);
    if (options.fold_case && !options.compatibility) in.foldCase();
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString out;
    if (const auto* n = normaliser(options)) n->normalize(in, out, status);
    if (U_FAILURE(status)) out = in;
    if (options.spaces) out = joined_spaces(out);
    std::string bytes;
    out.toUTF8String(bytes);
    return bytes;
}

}  // namespace adscope::text
