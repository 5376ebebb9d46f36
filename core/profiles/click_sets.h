// Who clicked what, without repetition: for each user the ads, for each ad the users.
#pragma once

#include <span>
#include <vector>

#include "core/workspace/event_table.h"

namespace adscope {

class ClickSets {
public:
    // Of the usable events with a click, a user and an ad. Error: cancelled.
    static Result<ClickSets> make(const EventTable& table, const JobContext& job);

    std::span<const std::uint32_t> of(Owner owner, std::uint32_t code) const {
        return owner == Owner::user ? users_.row(code) : ads_.row(code);
    }
    std::size_t count(Owner owner) const { return (owner == Owner::user ? users_ : ads_).offsets.size() - 1; }

private:
    // Ascending members of each code.
    struct Sets {
        std::vector<std::uint32_t> offsets, members;
        std::span<const std::uint32_t> row(std::uint32_t code) const {
            return std::span(members).subspan(offsets[code], offsets[code + 1] - offsets[code]);
        }
    };
    static Sets transposed(const Sets& sets, std::size_t count);

    Sets users_, ads_;
};

}  // namespace adscope
