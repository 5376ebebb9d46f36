// Impressions and clicks by the values of a field: the base that an interest is measured against.
#pragma once

#include <functional>
#include <vector>

#include "core/profiles/profile.h"

namespace adscope {

// A field whose values can be interests: tags, and categories of few enough values to be kinds of things and not names.
struct TallyField {
    std::string name;  // as a condition would write it
    Owner owner = Owner::event;
    const Column* column = nullptr;
    std::vector<Counts> all;  // [code], over the whole log

    const std::vector<std::string>& names() const { return column->tags() ? column->tags()->names : column->category()->names; }
    // Calls f(code) for the values of a row or entity; a missing one has none.
    template <class F>
    void each(std::size_t slot, const F& f) const {
        if (const auto* tags = column->tags()) {
            for (const auto code : tags->row(slot)) f(code);
        } else if (const auto code = column->category()->codes[slot]) {
            f(code);
        }
    }
};

// The fields of a table that can be interests. What is known only after the impression is left out.
std::vector<TallyField> tally_fields(const EventTable& table);

// Fills `all` of every field from the usable events; `users` and `ads` are the totals by code. Error: cancelled.
Result<void> tally(const EventTable& table, const std::vector<Counts>& users, const std::vector<Counts>& ads,
                   std::vector<TallyField>& fields, const JobContext& job);

}  // namespace adscope
