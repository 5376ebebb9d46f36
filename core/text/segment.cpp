#include "core/text/segment.h"

#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "core/text/normalise.h"

namespace adscope::text {
namespace {

Word::Kind kind_of(std::int32_t status) {
    if (status < UBRK_WORD_NUMBER_LIMIT) return Word::Kind::number;
    if (status < UBRK_WORD_LETTER_LIMIT) return Word::Kind::letters;
    return status < UBRK_WORD_KANA_LIMIT ? Word::Kind::kana : Word::Kind::ideographs;
}

}  // namespace

struct Segmenter::Impl {
    std::unique_ptr<icu::BreakIterator> breaks;
};

Segmenter::Segmenter() : impl_(std::make_unique<Impl>()) {
    UErrorCode status = U_ZERO_ERROR;
    impl_->breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

std::vector<Word> Segmenter::cut(std::string_view text) {
    std::vector<Word> out;
    UErrorCode status = U_ZERO_ERROR;
    UText view = UTEXT_INITIALIZER;
    utext_openUTF8(&view, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (impl_->breaks && U_SUCCESS(status)) {
        auto& breaks = *impl_->breaks;
        breaks.setText(&view, status);
        std::int32_t begin = breaks.first();
        for (std::int32_t end = breaks.next(); U_SUCCESS(status) && end != icu::BreakIterator::DONE; begin = end, end = breaks.next()) {
            const std::int32_t rule = breaks.getRuleStatus();
            if (rule >= UBRK_WORD_NONE_LIMIT)
                out.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(end), kind_of(rule)});
        }
    }
    utext_close(&view);
    return out;
}

std::vector<std::string> Segmenter::words(std::string_view text, bool without_stop_words) {
    // Normalised first, so that full-width letters are words of letters.
    const std::string clean = normalise(text);
    std::vector<std::string> out;
    for (const auto& w : cut(clean)) {
        std::string word = clean.substr(w.begin, w.end - w.begin);
        if (!without_stop_words || !is_stop_word(word)) out.push_back(std::move(word));
    }
    return out;
}

std::vector<std::string> word_ngrams(const std::vector<std::string>& words, int from, int to) {
    std::vector<std::string> out;
    for (int n = std::max(from, 1); n <= to; ++n)
        for (std::size_t i = 0; i + static_cast<std::size_t>(n) <= words.size(); ++i) {
            std::string gram = words[i];
            for (int k = 1; k < n; ++k) gram += ' ' + words[i + static_cast<std::size_t>(k)];
            out.push_back(std::move(gram));
        }
    return out;
}

std::vector<std::string> character_ngrams(std::string_view text, int n) {
    const std::string clean = normalise(text);
    std::string kept;
    std::vector<std::size_t> starts;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(clean.data());
    const auto size = static_cast<std::int32_t>(clean.size());
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t begin = i;
        UChar32 c;
        U8_NEXT(bytes, i, size, c);
        if (c < 0 || !u_isalnum(c)) continue;
        starts.push_back(kept.size());
        kept.append(clean, static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
    }
    const auto length = static_cast<std::size_t>(std::max(n, 1));
    if (starts.empty()) return {};
    if (starts.size() <= length) return {kept};
    starts.push_back(kept.size());
    std::vector<std::string> out;
    for (std::size_t i = 0; i + length < starts.size(); ++i) out.push_back(kept.substr(starts[i], starts[i + length] - starts[i]));
    return out;
}

}  // namespace adscope::text
