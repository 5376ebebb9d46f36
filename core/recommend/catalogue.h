// What lists are made from: what is known of each ad, and who was shown what.
#pragma once

#include "core/diversity/diversity.h"
#include "core/recommend/recommend.h"

namespace adscope {

// First image field of an ad: the path that the log names; empty when there is none.
std::string ad_image(const EventTable& table, std::uint32_t ad);

// Impressions and clicks of every ad (index: table code), cleaned, by weight.
struct AdCounts {
    std::vector<std::int64_t> impressions, clicks;
    Metric ctr(std::uint32_t ad) const;  // Wilson, 95 %; no value without an impression
    static AdCounts of(const EventTable& table);
};

// Adds the ads that a user was shown to flags by table code (size ads.count + 1).
void mark_shown(const EventTable& table, std::uint32_t user, std::vector<std::uint8_t>& flags);

// Indices of the k best scores, best first; ties go to the lower index, no value comes last.
std::vector<std::size_t> best_of(std::span<const float> scores, std::size_t k);

// The same re-ranked by maximal marginal relevance among the best; relevance is the score scaled to 0 .. 1.
std::vector<std::size_t> diverse_of(std::span<const float> scores, std::span<const std::uint32_t> ads, std::size_t k, double diversity,
                                    const AdSpace& space);

}  // namespace adscope
