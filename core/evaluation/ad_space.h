// A space in which ads are compared that no model made, so that models can be compared in it.
#pragma once

#include "core/workspace/event_table.h"

namespace adscope {

// Tags of the ads where there are any, else their texts (TF-IDF over words and pairs of Chinese characters), else their
// categorical attributes; the name goes on the card. More than 512 different values are hashed to 512 dimensions with signs
// (Weinberger et al. 2009), which leaves cosines right on average.
struct AdSpace {
    Message name;
    std::size_t dimensions = 0;
    std::vector<float> vectors;  // (ads + 1) x dimensions, L2-normalised rows; zero where an ad has none
    static AdSpace make(const EventTable& table);
    double similarity(std::uint32_t a, std::uint32_t b) const;
};

}  // namespace adscope
