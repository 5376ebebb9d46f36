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
    // How much more often than everyone: the smoothed rate over the rate of the whole log; 1 is like everyone.
    double weight = 1;
    Counts evidence;  // of this profile on this value
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
};

struct ProfileLimits {
    std::size_t interests = 20, neighbours = 10;
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

    Profiler(EventTablePtr table);
    ~Profiler();

private:
    struct Index;
    Result<Profile> profile(Owner owner, const std::string& key, const ProfileLimits& limits, const JobContext& job) const;
    void add_interests(Profile& out, const std::vector<std::uint32_t>& rows, std::size_t limit) const;
    void add_neighbours(Profile& out, std::uint32_t code, std::size_t limit) const;

    EventTablePtr table_;
    std::unique_ptr<Index> index_;
};

}  // namespace adscope
