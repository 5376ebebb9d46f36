// What a column holds: how much is missing, how many different values, which are frequent, how numbers are spread.
#pragma once

#include "core/base/series.h"
#include "core/workspace/event_table.h"

namespace adscope {

struct ColumnSummary {
    std::string name;  // as in conditions: "device", "user.age" where owners share a name
    Owner owner = Owner::event;
    std::string role;  // attribute, context, outcome, kept, or the role itself: time, click, position, cost, ...
    FieldKind kind = FieldKind::category;

    // Events by their weight; for fields of users and ads, users and ads that occur in the events.
    std::int64_t present = 0, missing = 0;
    std::size_t distinct = 0;  // values, or tags

    struct Value {
        std::string text;
        std::int64_t count = 0;
    };
    std::vector<Value> frequent;  // at most kFrequent, by count; for tags a row counts for each of its tags

    // Kinds number and time (ms in the reporting zone; money in units).
    struct Numbers {
        double minimum = 0, lower_quartile = 0, median = 0, upper_quartile = 0, maximum = 0;  // of the values, weights left out
        double mean = 0, deviation = 0;                                                       // of the sample
    };
    std::optional<Numbers> numbers;
    struct Bin {
        double low = 0, high = 0;  // low <= x < high; the last holds its high too
        std::int64_t count = 0;
    };
    std::vector<Bin> bins;  // equal widths from minimum to maximum; empty for fewer than two different numbers

    static constexpr std::size_t kFrequent = 20, kBins = 24;
};

// Every column of the table over the rows of a slice (null: the unmarked events), in the order events, users, ads.
Result<std::vector<ColumnSummary>> summarise_columns(const EventTable& table, const Selection* rows, const JobContext& job = {});

// The distribution as a chart: bins of numbers, else the frequent values.
Series series_of(const ColumnSummary& summary, const std::string& slice_text);

}  // namespace adscope
