// Who a user is, or what an ad is: attributes, interests with the evidence behind them, activity, funnel, CTR, neighbours.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/base/series.h"
#include "core/workspace/event_table.h"

namespace adscope {

struct Counts {  // weighted
    std::int64_t impressions = 0, clicks = 0;
    void add(std::int64_t weight, bool click) {
        impressions += weight;
        clicks += click ? weight : 0;
    }
};

struct ProfileAttribute {
    std::string name;
    FieldKind kind = FieldKind::category;
    std::variant<std::monostate, std::string, double, std::vector<std::string>> value;  // none: missing; times are ms UTC, flags 0 or 1
};

// A value of a field that this user responds to (a tag of ads, a device), or, for an ad, that the users who respond have.
struct Interest {
    std::string field, tag;
    // How much more often than everyone: the smoothed rate over the rate of the whole log; 1 is like everyone. An event counts half
    // after each half-life that it lies before the profile's last.
    double weight = 1;
    Counts evidence;  // of this profile on this value, each event whole
    struct Item {     // an ad (for a profile of an ad: a user) behind it
        std::string key;
        Counts counts;
        std::int64_t last = 0;  // ms UTC
    };
    std::vector<Item> items;  // by clicks, then impressions; at most 3
};

struct ActivityPoint {
    std::string label;  // 2026-03-01 for days, the number for hours (0 to 23) and weekdays (1 Monday to 7)
    Counts counts;
};

struct Neighbour {
    std::string key;
    double similarity = 0;    // cosine of the sets of clicked ads (for ads: of clicking users)
    std::int64_t common = 0;  // clicked by both
};

// Recency, frequency, money: each with its fifth among all of its kind, 5 the best.
struct Rfm {
    double recency_days = kMissing;                               // from the last event to the end of the log
    std::int64_t frequency = 0;                                   // clicks; impressions where the log has no clicks
    double money = kMissing;                                      // revenue in units of the currency
    int recency_fifth = 0, frequency_fifth = 0, money_fifth = 0;  // 0: not known
};

// What a value of a context field (device, place) has of the impressions.
struct MixPart {
    std::string field, value;
    Counts counts;
    double share = 0;
};

struct SequenceItem {       // an event, with the other side's key
    std::int64_t time = 0;  // ms UTC; 0: none
    std::string other;
    bool click = false, conversion = false;
    std::int32_t exposure = 1;  // how often this pair had met by then
};

struct FatigueStep {    // the n-th time that the same pair met
    std::string label;  // 1, 2, 3, 4-5, 6-9, 10+
    Counts counts;
    Metric ctr;
};

struct Profile {
    Owner owner = Owner::user;
    std::string key;
    std::vector<ProfileAttribute> attributes;
    std::vector<Interest> interests;                            // by weight, descending
    std::vector<ActivityPoint> days, hours, weekdays;           // reporting zone; empty without a time. Days with events only
    std::int64_t impressions = 0, clicks = 0, conversions = 0;  // conversions of clicked events
    Metric ctr, cvr;                                            // Wilson; no value where the log has no clicks or conversions
    std::int64_t first = 0, last = 0;                           // ms UTC; 0: no time
    std::vector<Neighbour> neighbours;                          // by similarity, descending
    std::int64_t active_days = 0;                               // days of the reporting zone with an event
    double days_a_week = kMissing;                              // active days over the weeks from first to last event, 1 at least
    Rfm rfm;
    std::vector<MixPart> mix;            // of context fields, by field, then share
    std::vector<SequenceItem> sequence;  // the latest, newest first
    std::vector<FatigueStep> fatigue;
    double half_life_days = 0;  // that interests were weighted with; 0: none
};

struct ProfileLimits {
    std::size_t interests = 20, neighbours = 10, sequence = 200;
    double half_life_days = 30;  // of interests; 0: every event counts whole
};

// What a group of users is like.
struct GroupProfile {
    struct Share {
        std::string field, value;
        std::int64_t users = 0;
        double share = 0;  // of the users of the group
    };
    std::vector<Share> attributes;  // categories, flags and tags of users, by field, then share; missing values are no value
    Profile profile;                // of its events; neighbours are other segments, by the cosine of the sets of users
};

// Profiles of one table. Making one reads all events once; a profile then takes milliseconds. Immutable, shared between threads.
class Profiler {
public:
    // Over the usable (unmarked) events. Error: cancelled.
    static Result<std::shared_ptr<const Profiler>> make(EventTablePtr table, const JobContext& job = {});

    // An unknown key is not_found and names some keys that there are.
    Result<Profile> user(const std::string& key, const ProfileLimits& limits = {}, const JobContext& job = {}) const {
        return profile(Owner::user, key, limits, job);
    }
    Result<Profile> ad(const std::string& key, const ProfileLimits& limits = {}, const JobContext& job = {}) const {
        return profile(Owner::ad, key, limits, job);
    }

    // The events of a segment. Its neighbours are the other segments of the table.
    Result<GroupProfile> group(const Selection& rows, const std::string& name, const ProfileLimits& limits = {},
                               const JobContext& job = {}) const;

    Profiler(EventTablePtr table);
    ~Profiler();

private:
    struct Index;
    Result<Profile> profile(Owner owner, const std::string& key, const ProfileLimits& limits, const JobContext& job) const;
    void add_interests(Profile& out, const std::vector<std::uint32_t>& rows, const ProfileLimits& limits) const;
    void add_neighbours(Profile& out, std::uint32_t code, std::size_t limit) const;
    void add_rfm(Profile& out, std::uint32_t code) const;

    EventTablePtr table_;
    std::unique_ptr<Index> index_;
};

}  // namespace adscope
