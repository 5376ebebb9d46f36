// The ad half of `adscope profile`: what is known of an ad beside its funnel.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/cli/cli.h"
#include "core/profiles/ad_catalogue.h"
#include "core/profiles/ad_rates.h"

namespace adscope::cli {

struct AdProfile {
    std::uint32_t code = 0;
    std::shared_ptr<const AdCatalogue> catalogue;
    std::shared_ptr<const AdExposure> exposure;
    AdRates rates;
};

// `key` is one of the table's. Error: cancelled, or what the workspace answers.
Result<AdProfile> read_ad_profile(const std::string& workspace, const EventTablePtr& table, const std::string& key, const JobContext& job);

// Adds text, topics, creative, audience, life, positions, fatigue, similar, near_duplicates.
void add_ad_profile(const AdProfile& profile, std::size_t neighbours, nlohmann::json& out);
void print_ad_profile(Cli& cli, const AdProfile& profile, std::size_t neighbours);

}  // namespace adscope::cli
