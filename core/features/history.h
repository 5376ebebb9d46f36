// Counts of the past: for every user, ad or value of a field, its events in time order with running sums. An event's
// outcome is known to rows of a strictly later time, so events of the same instant never see each other.
#pragma once

#include <span>
#include <unordered_map>

#include "core/workspace/source.h"

namespace adscope {

class History {
public:
    // Over the usable events that have a time and a key. `what` is impression, click, conversion, or a numeric field
    // (an event where it is missing does not count). With `positive` only events with an outcome above 0 are kept. Errors name `feature`.
    static Result<History> make(const EventTable& table, const std::string& by, const std::string& what, const std::string& feature,
                                bool positive = false);

    struct Past {
        double events = 0;  // weight of the events before
        double sum = 0;     // weight x outcome
    };
    // What was known of a key just before a time.
    Past before(std::uint32_t key, std::int64_t time) const;
    // What happened from a time on and before another, [from, to).
    Past between(std::uint32_t key, std::int64_t from, std::int64_t to) const;
    // The time of the last event before a time; kNoTime without one.
    std::int64_t last(std::uint32_t key, std::int64_t time) const;
    // Rows of the last `count` events before a time, the oldest first.
    std::span<const std::uint32_t> rows_before(std::uint32_t key, std::int64_t time, std::size_t count) const;

    // Keys: 0 is none.
    std::uint32_t key_of_slot(const FieldSource& by, std::size_t slot) const;
    std::uint32_t key_of_text(const FieldSource& by, const std::string& text) const;

private:
    // Where the events of a key before a time begin and end.
    std::pair<std::size_t, std::size_t> range(std::uint32_t key, std::int64_t time) const;

    std::unordered_map<std::uint64_t, std::uint32_t> number_keys_;  // when the key is a number
    std::vector<std::uint64_t> offsets_;                            // keys + 1
    std::vector<std::int64_t> times_;                               // ascending within a key
    std::vector<double> events_, sums_;                             // running, this event included
    std::vector<std::uint32_t> rows_;
};

}  // namespace adscope
