// Users (or ads) as vectors: attributes and what they did. What clusters, maps and behaviour are made of.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/event_table.h"

namespace adscope {

struct EntityVectors {
    Owner owner = Owner::user;
    std::vector<std::string> features;  // what was asked for, as chosen
    std::vector<std::string> names;     // of the dimensions: "device = phone", "clicks"
    std::vector<std::uint32_t> codes;   // entities with an event, ascending: row i of `values`
    std::vector<float> values;          // codes.size() x names.size(), row-major
    std::size_t dimensions() const { return names.size(); }
    std::span<const float> row(std::size_t i) const { return std::span(values).subspan(i * dimensions(), dimensions()); }
};

// Names that `features` may hold: impressions, clicks, ctr, active_days, hour, and every field that says something: numbers and
// categories or tags of the owner (its own value), categories of events and of the other side (shares of the clicked events, of all
// events where nothing was clicked).
std::vector<std::string> vector_features(const EventTable& table, Owner owner);

// Each feature has a total variance of 1, so that a category of many values weighs no more than a number. Counts are log(1 + n); a
// rate is drawn to everyone's by 20 impressions; an hour is its sine and cosine. Of a category the 24 most frequent values are kept.
// Errors: usage for an unknown feature or too few entities; cancelled.
Result<EntityVectors> entity_vectors(const EventTable& table, Owner owner, const std::vector<std::string>& features, const Selection* rows,
                                     const JobContext& job = {});

}  // namespace adscope
