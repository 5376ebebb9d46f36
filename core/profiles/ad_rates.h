// How ads do: click rates by how often the same user has seen the ad, by its age, by position; and who clicks. All sums are weighted,
// all intervals Wilson 95 % unless said.
#pragma once

#include "core/profiles/profile.h"

namespace adscope {

struct RatePoint {
    std::int64_t at = 0;    // times seen (from 1), age in days (from 0), position
    bool and_more = false;  // the last of the times seen stands for all later ones too
    Counts counts;
    Metric ctr;
    bool small_cell = false;  // under 30 impressions or 5 clicks
};

// A value that an ad's clickers have more or less often than the others whom it was shown to.
struct AudienceValue {
    std::string field, value;
    Counts counts;           // of the ad on this value
    double click_share = 0;  // of the ad's clicks
    // CTR on this value over the ad's CTR on all other values; interval by the logarithm of the ratio (Katz et al. 1978).
    double lift = 1, low = 1, high = 1;
    double q = 1;  // Benjamini-Hochberg over the ad's values, of two-proportion z tests
};

struct AdRates {
    Counts whole;
    Metric ctr;
    std::vector<RatePoint> seen, age, positions;  // empty where the log lacks users, times or positions
    std::vector<AudienceValue> audience;          // by the lower end of the lift, descending; values of 30 impressions and more
};

// How often each event's user had seen its ad before, over all usable events in the order of time (ties: of the log). Immutable.
class AdExposure {
public:
    // Error: cancelled.
    static Result<std::shared_ptr<const AdExposure>> make(EventTablePtr table, const JobContext& job = {});

    bool has_seen() const { return !ordinal_.empty(); }
    static constexpr int kMostSeen = 10;

    // Of one ad (0: all ads, without its audience) in a slice; null: all usable events. A slice decides which events are counted, not
    // which count as seen before. Error: cancelled.
    Result<AdRates> rates(std::uint32_t ad, const Selection* rows, const JobContext& job = {}) const;
    // Impressions and clicks of every ad in a slice, by code.
    std::vector<Counts> counts(const Selection* rows) const;

    explicit AdExposure(EventTablePtr table) : table_(std::move(table)) {}

private:
    Result<void> count_seen(const JobContext& job);
    Result<void> add_audience(const std::vector<std::uint32_t>& rows, AdRates& out, const JobContext& job) const;

    EventTablePtr table_;
    std::vector<std::uint16_t> ordinal_;  // by row, from 1; 0: no user, ad or time
    std::vector<std::int64_t> first_;     // by ad: its first usable event
};

// Charts. The fatigue's subtitle names its caveat: who sees an ad often is not who sees it once.
Series fatigue_series(const AdRates& rates, const Metric& catalogue, const std::string& ad_name, const std::string& slice_text);
Series life_series(const AdRates& rates, const std::string& ad_name, const std::string& slice_text);
Series position_series(const AdRates& rates, const std::string& ad_name, const std::string& slice_text);
DataTable audience_table(const AdRates& rates, const std::string& ad_name, const std::string& slice_text);

}  // namespace adscope
