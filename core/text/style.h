// How a text is written, whatever it says: lengths and signs that can be counted. No sentiment is guessed.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/text/segment.h"

namespace adscope::text {

struct StyleCounts {
    std::int64_t characters = 0;    // code points without white space
    std::int64_t words = 0;         // as Segmenter cuts them
    std::int64_t digits = 0;        // decimal digits of any script
    std::int64_t capitals = 0;      // upper-case letters
    std::int64_t exclamations = 0;  // ! and its full-width form
    std::int64_t questions = 0;     // ? and its full-width form
    std::int64_t punctuation = 0;   // every sign of punctuation, the two above included
    std::int64_t emoji = 0;         // pictures that show as such
};

StyleCounts style_of(std::string_view text, Segmenter& segmenter);

}  // namespace adscope::text
