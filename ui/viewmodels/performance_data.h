// What the Performance page shows, computed on a worker from the slice: headline numbers with their change against
// the period before, CTR over time, by one dimension, by weekday and hour. No widgets here.
#pragma once

#include "core/analytics/breakdown.h"

namespace adscope::ui {

struct PerformanceRequest {
    EventTablePtr table;
    std::shared_ptr<const Selection> rows;  // null: all usable events
    std::vector<std::string> conditions;    // of the slice, one a chip
    std::string slice_text;                 // for subtitles
    std::string unit = "day";               // day or day_hour
    std::string dimension;                  // empty: the first of breakdown_dimensions
    std::size_t top = 12;
};

// The difference of a measure between two periods, or of a value and the rest.
struct Change {
    double difference = kMissing, low = kMissing, high = kMissing;  // now minus before, in the measure's unit
    double relative = kMissing;                                     // difference / before
    bool certain() const { return low > 0 || high < 0; }            // the interval leaves out zero
    bool has_value() const { return !std::isnan(relative); }
    bool has_interval() const { return !std::isnan(low); }
};
// Newcombe's interval of a difference (Newcombe 1998, method 10): the distances of each Wilson end are joined by
// squares. For means with symmetric intervals this is the delta method's interval of a difference.
Change difference(const Metric& now, const Metric& before);
// Counts are exact; they have no interval.
Change count_change(double now, double before);

struct Period {
    std::int64_t from = 0, to = 0;  // local milliseconds, whole days, `to` exclusive
};

struct PerformanceData {
    Headline now;
    std::optional<Headline> before;  // the period of equal length before, where the log has one
    Period period, period_before;
    std::map<Measure, Change> changes;
    Change impressions_change, clicks_change;
    Metric ctr_wilson, ctr_clustered;  // of the slice
    Breakdown by_time, by_dimension;
    Series over_time, bars, heat;  // without traces: the log has no times, or no field
    DataTable table;
    std::vector<std::string> dimensions;  // what can be chosen
    std::string dimension, unit;
};
Result<PerformanceData> compute_performance(const PerformanceRequest& request, const JobContext& job);

// Fields that bars can be made by: context and attributes of few values, position, hour and weekday, then those of
// many values, ad and user.
std::vector<std::string> breakdown_dimensions(const EventTable& table);
// A condition of a slice that speaks of the event's time and nothing else.
bool is_time_condition(const EventTable& table, const std::string& condition);
// The condition that a click on a value of a dimension stands for; an empty value is "missing".
std::string value_condition(const std::string& field, const std::string& value);
// Weekday by hour as a heat map.
Series heat_series(const Breakdown& by_weekday_and_hour, const std::string& slice_text);

}  // namespace adscope::ui
