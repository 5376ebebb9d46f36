#include <algorithm>
#include <array>
#include <string_view>

#include "core/text/segment.h"

namespace adscope::text {
namespace {

// In the order of a dictionary; sorted by bytes at first use.
constexpr auto kStopWords = std::to_array<std::string_view>({
    "a",    "about", "after", "all",   "also",  "an",    "and",  "any",   "are",    "as",    "at",   "be",   "been", "before", "but", "by",
    "can",  "could", "did",   "do",    "does",  "don't", "each", "every", "for",    "from",  "get",  "had",  "has",  "have",   "he",  "her",
    "here", "him",   "his",   "how",   "i",     "if",    "in",   "into",  "is",     "it",    "it's", "its",  "just", "made",   "may", "me",
    "more", "most",  "my",    "no",    "not",   "now",   "of",   "on",    "one",    "only",  "or",   "our",  "out",  "over",   "own", "she",
    "so",   "some",  "than",  "that",  "the",   "their", "them", "then",  "there",  "they",  "this", "to",   "up",   "us",     "was", "we",
    "were", "what",  "when",  "where", "which", "who",   "will", "with",  "within", "would", "you",  "your", "一",   "一个",   "上",  "下",
    "不",   "与",    "且",    "为",    "也",    "了",    "于",   "些",    "从",     "他",    "以",   "们",   "但",   "你",     "其",  "在",
    "个",   "和",    "因",    "她",    "它",    "对",    "就",   "并",    "很",     "我",    "所",   "把",   "是",   "有",     "此",  "的",
    "着",   "等",    "给",    "而",    "让",    "被",    "要",   "还",    "这",     "这个",  "那",   "都",
});

}  // namespace

bool is_stop_word(std::string_view word) {
    static const auto sorted = [] {
        auto words = kStopWords;
        std::sort(words.begin(), words.end());
        return words;
    }();
    return std::binary_search(sorted.begin(), sorted.end(), word);
}

}  // namespace adscope::text
