// Click performance by any dimensions over a selection of events, with intervals.
#pragma once

#include "core/base/series.h"
#include "core/workspace/filter.h"

namespace adscope {

struct Totals {  // weighted sums
    std::int64_t impressions = 0, clicks = 0, conversions = 0, clicked_conversions = 0;
    std::int64_t cost = 0, revenue = 0;  // micros
    Totals& operator+=(const Totals& o);
};

enum class Measure { ctr, cvr, cpc, ecpm, roas };
Result<Measure> parse_measure(const std::string& name);
enum class IntervalKind { wilson, clustered, wider };

struct BreakdownRow {
    std::vector<std::string> key;  // one a dimension; empty string: missing
    Totals totals;
    Metric metric;            // the measure asked for; no value where the log lacks a column that it needs
    bool small_cell = false;  // under 30 impressions or 5 clicks
};
struct Breakdown {
    std::vector<std::string> by;
    Measure measure = Measure::ctr;
    std::vector<BreakdownRow> rows;  // by impressions, descending; time dimensions ascending
    BreakdownRow total;
    double seconds = 0;
};
struct BreakdownRequest {
    std::vector<std::string> by;  // field names; also day, hour, weekday, week, month (reporting zone), user, ad, position
    Measure measure = Measure::ctr;
    IntervalKind interval = IntervalKind::wilson;
    std::int64_t minimum_impressions = 0;
};
// `rows` is a selection made by Filter::select, or null for all usable rows. Unknown dimensions are errors that list what there is.
Result<Breakdown> breakdown(const EventTable& table, const Selection* rows, const BreakdownRequest& request, const JobContext& job = {});

// Headline numbers of a slice: every measure with interval.
struct Headline {
    Totals totals;
    std::map<Measure, Metric> metrics;
    std::int64_t users = 0, ads = 0, from = 0, to = 0;
};
Result<Headline> headline(const EventTable& table, const Selection* rows, const JobContext& job = {});

// Charts of a breakdown: CTR over time (by = day or hour), bars by one dimension (the `top` largest, the rest named).
Series series_over_time(const Breakdown& breakdown, const std::string& slice_text);
Series series_by_dimension(const Breakdown& breakdown, std::size_t top, const std::string& slice_text);
DataTable table_of(const Breakdown& breakdown);

// Wilson score interval (Wilson 1927) of k successes in n, 95 % unless said.
Metric wilson(std::int64_t k, std::int64_t n, double confidence = 0.95);

}  // namespace adscope
