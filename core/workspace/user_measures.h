// What a user did, as numbers and tags that a condition can name: user.impressions, user.clicks, user.ctr, user.active_days, and
// user.clicked.FIELD (the values of a field of events or ads on which the user clicked). Always over all usable events, never over a
// slice, so that a condition means the same wherever it stands.
#pragma once

#include <optional>

#include "core/workspace/event_table.h"

namespace adscope {

struct UserTotals {                                 // index: code of the user, 0: none
    std::vector<std::int64_t> impressions, clicks;  // weighted
    std::vector<std::int64_t> active_days;          // days of the reporting zone with an event
};
UserTotals user_totals(const EventTable& table, const Selection* rows = nullptr);

// The number of each user, NaN where there is none; nothing where `name` is no such measure or the log has no users.
std::optional<std::vector<double>> user_measure(const EventTable& table, const std::string& name);

// For `clicked.FIELD`: the distinct codes of the field on which each user clicked, ascending.
struct ClickedValues {
    const std::vector<std::string>* names = nullptr;
    std::vector<std::uint32_t> offsets, codes;
    std::span<const std::uint32_t> row(std::size_t user) const {
        return std::span(codes).subspan(offsets[user], offsets[user + 1] - offsets[user]);
    }
};
// Nothing where the field is not one of events or ads that holds categories or tags.
std::optional<ClickedValues> clicked_values(const EventTable& table, const std::string& field, const Selection* rows = nullptr);

}  // namespace adscope
