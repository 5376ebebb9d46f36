// Values of a field that were made after the event they stand at.
#pragma once

#include <optional>

#include "core/features/recipe.h"

namespace adscope {

// Why a feature may know the future: its source is a time and some of its values are later than their events, or an attribute of a user
// or ad equals what the whole log counts of it (impressions, clicks, conversions or their rate, for at least 98 % of 30 or more). Kinds of
// the past never do.
std::optional<Message> reads_later_events(const FeatureSpec& spec, const EventTable& table);

}  // namespace adscope
