// What the sections of a report are made from, and one function a section.
#pragma once

#include "core/analytics/breakdown.h"
#include "core/privacy/pseudonym.h"
#include "core/recommend/recommend.h"
#include "core/report/report.h"

namespace adscope::report {

struct Input {
    const ReportRequest& request;
    Workspace workspace;
    EventTablePtr table;
    Selection rows;  // of the slice, cleaned
    Headline headline;
    std::string slice;                     // condition as text; empty: all events
    std::optional<Pseudonyms> pseudonyms;  // empty: raw keys, as asked for
    std::optional<StoredModel> model;      // the one told of
    ScorerPtr scorer;                      // null when there is no model, or it could not be loaded (then why)
    ScorerPtr lists;                       // whose lists are shown: the best ranking model, else the same
    Message why_no_scorer;
    JobContext job;

    std::string user_name(std::uint32_t code) const;
    std::string text(double value, NumberFormat format) const { return format_number(value, format, request.language, table->currency); }
    std::string count(std::int64_t value) const { return text(static_cast<double>(value), NumberFormat::integer); }
    std::string percent(double value) const { return text(value, NumberFormat::percent); }
};

// A dimension and how far its values' CTRs lie apart: the weighted standard deviation between groups, less what
// chance alone would give.
struct Strength {
    std::string field;
    double spread = 0;
    Breakdown breakdown;
};
// Event, user and ad fields, hour, weekday and position with 2 to 60 values in the slice, strongest first. Outcomes are left out.
Result<std::vector<Strength>> strongest_dimensions(const Input& input, std::size_t top);

// Users whose number of positive events in the slice lies at the quarters of those with at least three; table codes.
std::vector<std::uint32_t> example_users(const Input& input, std::size_t wanted);

using Blocks = std::vector<ReportBlock>;
Result<Blocks> summary(const Input& input, const std::vector<Strength>& strengths);
Result<Blocks> data_quality(const Input& input);
Result<Blocks> performance(const Input& input, const std::vector<Strength>& strengths);
Result<Blocks> model_card(const Input& input);
Result<Blocks> diversity_section(const Input& input);
Result<Blocks> explanations(const Input& input);
Result<Blocks> recommendations(const Input& input);
Result<Blocks> method(const Input& input);
Result<Blocks> provenance(const Input& input);
Result<Blocks> saved(const Input& input);

}  // namespace adscope::report
