// Words of a text in any language: ICU's word break with its dictionary of Chinese and Japanese.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace adscope::text {

// A word as it stands in the text: bytes [begin, end).
struct Word {
    std::size_t begin = 0, end = 0;
    enum class Kind { letters, number, ideographs, kana } kind = Kind::letters;
};

// Cuts texts. Making one costs half a millisecond and cutting almost nothing: keep it for many texts. Not for two threads at once.
class Segmenter {
public:
    Segmenter();
    ~Segmenter();
    Segmenter(Segmenter&&) noexcept;
    Segmenter& operator=(Segmenter&&) noexcept;

    // Punctuation, spaces and signs are no words. Bytes that are no UTF-8 are none either.
    std::vector<Word> cut(std::string_view text);
    // The normalised words (NFKC, folded case) in the order of the text; without stop words when asked.
    std::vector<std::string> words(std::string_view text, bool without_stop_words = false);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// True for words that say nothing of what a text is about ("the", "with", 的, 了): a short list for English and Chinese. The word is
// to be normalised.
bool is_stop_word(std::string_view word);

// Runs of n words from n = `from` to `to`, joined by a space, in the order of the text and shorter ones first.
std::vector<std::string> word_ngrams(const std::vector<std::string>& words, int from, int to);

// Runs of n code points of a text, spaces and punctuation left out; a shorter text is one run. For likeness of texts, not for reading.
std::vector<std::string> character_ngrams(std::string_view text, int n);

}  // namespace adscope::text
