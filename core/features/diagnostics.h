// What each feature of a recipe tells about a click, and what speaks against it.
#pragma once

#include "core/features/association.h"
#include "core/features/dataset.h"

namespace adscope {

struct FeatureDiagnosis {
    std::string name, kind, source;
    double coverage = 0;           // share of the training impressions that have a value
    std::int64_t cardinality = 0;  // distinct values among the training rows that the encoder knows
    // With the click, in bits, on the training rows: bias-corrected (see mutual_information). Codes are levels as they stand; a number is
    // cut at 20 quantiles; what has many values a row (tags, words, sequences, topics) is one number first, the mean log-odds of its
    // values, learnt from the other half of the rows. Missing is a level. NaN without clicks.
    double mutual_information = 0;
    double information_share = 0;  // of the entropy of the click
    // From train to test: stability index over the levels (those under 0.5 % of training together as one, missing or never seen as
    // one of its own), and for numbers the Kolmogorov-Smirnov distance. NaN without a test part.
    double psi = 0, ks = 0;
    double unseen = 0;  // share of the test impressions whose value training never saw; NaN without a test part
    enum class Level { good, watch, warn, refused } level = Level::good;
    Message warning;  // why the level is not good

    static constexpr double kWatchDrift = 0.10, kActOnDrift = 0.25;
};

struct DiagnosticsRequest {
    Recipe recipe;
    std::string split = "time:0.8,0.1,0.1";
    std::uint64_t seed = 1;
    std::shared_ptr<const Selection> within;  // null: all usable events
    bool redundancy = true;
};

struct Diagnostics {
    std::vector<FeatureDiagnosis> features;  // in the order of the recipe
    std::string split;
    std::size_t train_rows = 0, test_rows = 0;  // looked at: at most 500,000 of each, spread evenly
    double click_entropy = 0;                   // bits
    // features x features, Cramer's V with Bergsma's correction on at most 20,000 training rows, levels as above (the 63 heaviest, the
    // rest together). NaN for features that could not be made; empty when not asked for.
    std::vector<double> redundancy;
    std::size_t redundancy_rows = 0;
};

// A feature that cannot be made is refused with its error as the warning; the others are diagnosed all the same. Errors of its own: those
// of Split::make, and cancelled.
Result<Diagnostics> diagnose(const EventTable& table, const DiagnosticsRequest& request, const JobContext& job = {});

}  // namespace adscope
