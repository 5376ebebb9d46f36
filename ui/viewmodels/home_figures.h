// What Home shows of an open workspace, computed on a worker from the events, the sources, the models and the exports.
#pragma once

#include <string>
#include <vector>

#include "core/analytics/breakdown.h"
#include "core/ingest/import.h"
#include "core/workspace/models_repository.h"

namespace adscope::ui {

// Something that needs a look. Numbers and names; the page puts it into words.
struct HomeWarning {
    enum class Kind { rejected, duplicates, no_clicks, no_users, no_ads, no_time, stale_models, odd_day, few_events } kind;
    std::int64_t count = 0;
    std::string name;  // models, or the day
    double value = 0, expected = 0;
    bool hurts_training = false;
};

struct HomeFigures {
    Headline head;                // of the slice
    std::vector<double> per_day;  // impressions, days in order
    std::vector<std::string> days;
    std::vector<int> day_split;  // 0 none, 1 train, 2 valid, 3 test: the log's own split column
    std::int64_t users_with_click = 0, ads_with_click = 0;
    std::int64_t user_fields = 0, ad_fields = 0, event_fields = 0;
    std::vector<StoredSource> sources;  // latest first
    std::int64_t read = 0, accepted = 0, rejected = 0, marked = 0, feedback = 0;
    std::int64_t exports = 0, last_export = 0;  // reports written; ms UTC
    std::int64_t steps = 0;                     // active cleaning steps
    std::vector<HomeWarning> warnings;
};

Result<HomeFigures> home_figures(const std::string& workspace_path, const EventTable& table, const Selection* rows,
                                 const std::vector<StoredModel>& models, const JobContext& job);

// Days whose CTR stands out: more than 4 robust deviations from the median of the days, and its Wilson interval leaves
// the median out. At least 7 days.
std::vector<HomeWarning> odd_days(const Breakdown& by_day);

}  // namespace adscope::ui
