// The events of a workspace as typed columns in memory: what analytics, features and training read.
// Read once, then immutable and shared between threads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include "core/base/job.h"
#include "core/workspace/columns.h"
#include "core/workspace/selection.h"
#include "core/workspace/workspace.h"

namespace adscope {

// Users or ads: keys and attributes, indexed by code 0..count (0: none).
struct EntityTable {
    std::size_t count = 0;
    std::vector<std::string> keys;  // count + 1
    std::vector<Column> columns;    // count + 1 rows each

    const Column* column(std::string_view name) const;
    // Code of a key; 0 when there is none.
    std::uint32_t code(std::string_view key) const;
    std::unordered_map<std::string_view, std::uint32_t> index;  // over keys
};

// Optional columns are empty when the log has none (has_*()).
struct EventTable {
    std::size_t rows = 0;
    std::vector<std::int64_t> id;     // event ids in the workspace, ascending; row i <-> id[i]
    std::vector<std::int64_t> time;   // milliseconds UTC; kNoTime where missing
    CodeArray user, ad;               // 0: none
    std::vector<std::uint8_t> click;  // 0 or 1; all 1 when the log has no click column (see has_click)
    std::vector<std::uint8_t> conversion;
    std::vector<std::int64_t> cost, revenue;  // micros
    std::vector<std::int32_t> position;       // from 0 or 1, as the log counts; kNoPosition: missing
    std::int32_t largest_position = 0;
    std::vector<std::int32_t> weight;       // empty: all 1
    std::vector<float> rating, propensity;  // NaN: missing
    std::vector<std::uint8_t> split;        // 0 none, 1 train, 2 valid, 3 test
    std::vector<std::int64_t> source;
    Selection marked;  // events marked by an active cleaning step
    bool has_time = false, has_user = false, has_ad = false, has_click = false;

    std::vector<Column> columns;  // fields of events (context, outcome, kept)
    EntityTable users, ads;

    std::map<std::string, std::string> aliases;  // the log's name of a column -> its role: "slot" -> "position"

    std::string time_zone = "UTC";  // reporting zone
    std::string currency;
    std::string state_hash;  // SHA-256 of what was read: events, marks, dictionaries, attributes

    static constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int32_t kNoPosition = -1;

    // Rows not marked: what analyses and training use unless a caller says otherwise.
    const Selection& usable() const { return usable_; }
    std::int64_t weight_of(std::size_t row) const { return weight.empty() ? 1 : weight[row]; }
    // A field by "name", or "user.name", "ad.name", "event.name" (also context.NAME, outcome.NAME) when owners share one.
    struct Found {
        Owner owner;
        const Column* column;
    };
    std::optional<Found> find(std::string_view name) const;

    // Offset from UTC in milliseconds of the reporting zone at a time (daylight saving included).
    std::int64_t zone_offset(std::int64_t time_ms) const { return zone_span(time_ms).offset; }
    // The same with the times around it, [from, to), that have the same offset.
    struct ZoneSpan {
        std::int64_t from = 0, to = 0, offset = 0;
    };
    ZoneSpan zone_span(std::int64_t time_ms) const;

    // Reads a workspace with parallel range readers. Progress stages and cancel by `job`.
    static Result<std::shared_ptr<const EventTable>> read(const std::string& workspace_path, const JobContext& job = {});

    Selection usable_;
    // Transitions of the zone: from time -> offset, ascending.
    std::vector<std::pair<std::int64_t, std::int64_t>> zone_transitions_;
};

using EventTablePtr = std::shared_ptr<const EventTable>;

}  // namespace adscope
