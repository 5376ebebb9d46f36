// The hidden truth of a generated campaign: users with tastes, ads with appeal, and the law of a click.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/ingest/campaign/words.h"
#include "core/ingest/generate.h"

namespace adscope::campaign {

struct User {
    std::string key;
    int age = 0;
    int gender = 0;  // 0 f, 1 m, 2 not said
    int region = 0, membership = 0, device = 0;
    std::array<double, kTopics.size()> taste{};  // centred: what adds to the logit of a click
    std::vector<int> interests;                  // topics that the user states (mostly the largest tastes)
    double activity = 1;                         // share of impressions
};

struct Ad {
    std::string key, title, body, advertiser, campaign;
    int topic = 0, format = 0;
    bool chinese = true;
    double appeal = 0;                // adds to the logit of a click
    double bid = 0;                   // cost of a click, in units of the currency
    double price = 0;                 // revenue of a conversion
    int first_day = 0, last_day = 0;  // in flight
};

inline constexpr int kDays = 28;
inline constexpr std::array<double, 5> kPositionEffect = {0.0, -0.35, -0.62, -0.83, -1.0};
inline constexpr std::array<double, 4> kPlacementEffect = {0.0, 0.55, -0.55, -0.15};
inline constexpr std::array<double, 3> kDeviceEffect = {0.05, 0.0, -0.12};
inline constexpr double kBaseLogit = -3.1;
inline constexpr double kTaste = 1.4;
inline constexpr double kFatigue = -0.14;  // for each earlier impression of the ad to the user, up to 6
inline constexpr int kAnomalyDay = 17;     // a tracker outage: half the clicks of phones in the feed are lost
inline constexpr double kAnomalyKept = 0.5;

struct World {
    std::vector<User> users;
    std::vector<Ad> ads;
    std::vector<double> user_cumulative;  // for drawing a user by activity

    static World make(const GenerateRequest& request);
    double click_logit(const User& user, const Ad& ad, int position, int placement, int device, int hour, int seen_before) const;
};

// Effect of the local hour on the logit: evening peak.
double hour_effect(int hour);
// Share of traffic in each local hour; sums to 1.
const std::array<double, 24>& hour_shares();

// The creative of an ad: flat shapes in its advertiser's colours, its topic's form. PNG bytes.
std::string draw_creative(const Ad& ad, std::uint64_t seed);

}  // namespace adscope::campaign
