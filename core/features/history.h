// Counts of the past: for every user, ad or value of a field, its events in time order with running sums. An event's
// outcome is known to rows of a strictly later time, so events of the same instant never see each other.
#pragma once

#include <unordered_map>

#include "core/workspace/source.h"

namespace adscope {

class History {
public:
    // Over the usable events that have a time and a key. `what` is impression, click, conversion, or a numeric field
    // (an event where it is missing does not count). Errors name `feature`.
    static Result<History> make(const EventTable& table, const std::string& by, const std::string& what, const std::string& feature);

    struct Past {
        double events = 0;  // weight of the events before
        double sum = 0;     // weight x outcome
    };
    // What was known of a key just before a time.
    Past before(std::uint32_t key, std::int64_t time) const;

    // Keys: 0 is none.
    std::uint32_t key_of_slot(const FieldSource& by, std::size_t slot) const;
    std::uint32_t key_of_text(const FieldSource& by, const std::string& text) const;

private:
    std::unordered_map<std::uint64_t, std::uint32_t> number_keys_;  // when the key is a number
    std::vector<std::uint64_t> offsets_;                            // keys + 1
    std::vector<std::int64_t> times_;                               // ascending within a key
    std::vector<double> events_, sums_;                             // running, this event included
};

}  // namespace adscope
