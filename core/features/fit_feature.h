// Fitting of one feature of a recipe, whatever its kind.
#pragma once

#include "core/features/binding.h"

namespace adscope {

// Learns from the training rows. Errors name the feature and what is wrong with its kind, source or settings.
Result<Encoder> fit_feature(const FeatureSpec& spec, const EventTable& table, std::span<const std::uint32_t> rows,
                            const JobContext& job = {});

// Events as impressions; `users` and `ads` are filled and must outlive the result.
Impressions event_impressions(const EventTable& table, std::span<const std::uint32_t> rows, std::vector<std::uint32_t>& users,
                              std::vector<std::uint32_t>& ads);

}  // namespace adscope
