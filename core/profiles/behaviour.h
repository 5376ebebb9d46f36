// The parts of a profile that come from its events: mix of contexts, sequence, fatigue, evidence, recency. Private to profiles.
#pragma once

#include "core/profiles/profile.h"
#include "core/profiles/tally.h"

namespace adscope {

// Mix, sequence (newest first, at most `sequence`), fatigue and active days.
void add_behaviour(const EventTable& table, const std::vector<std::uint32_t>& rows, std::size_t sequence, Profile& out);

// 2^(-age / half-life) of each row, its age before `now`; 1 without a half-life or a time.
std::vector<double> fading(const EventTable& table, const std::vector<std::uint32_t>& rows, double half_life_days, std::int64_t now);

// The ads (or users) behind each interest of `out`.
void add_evidence(const EventTable& table, const std::vector<std::uint32_t>& rows, const std::vector<TallyField>& fields, Profile& out);

// By code: the last event and the revenue of every user or ad.
struct EntityHistory {
    std::vector<std::int64_t> last;     // ms UTC; kNoTime: none
    std::vector<std::int64_t> revenue;  // micros; empty: the log has none
    std::int64_t end = 0;               // of the log
};
EntityHistory entity_history(const EventTable& table, Owner owner);
Rfm rfm_of(const EntityHistory& history, const std::vector<Counts>& counts, bool has_click, std::uint32_t code);

// Codes of the users with an event among `rows`, ascending.
std::vector<std::uint32_t> users_of(const EventTable& table, const Selection& rows);
std::vector<GroupProfile::Share> attribute_shares(const EventTable& table, const std::vector<std::uint32_t>& users);
// Other segments by the cosine of the sets of users, those without a common user left out.
Result<std::vector<Neighbour>> near_segments(const EventTable& table, const std::vector<std::uint32_t>& users, const std::string& own,
                                             std::size_t limit, const JobContext& job);

}  // namespace adscope
