// What a model trains on: features, labels, weights and splits, made from events by a recipe.
#pragma once

#include "core/features/recipe.h"

namespace adscope {

enum class Task { click, ranking, rating };

struct Split {
    std::string text;                               // as in CLI.md, such as "time:0.8,0.1,0.1" or "field:date:20220506,20220507"
    std::vector<std::uint32_t> train, valid, test;  // event rows, ascending; marked events are in none

    // Every form of CLI.md: time, field, random, user, leave-one-out, column. An empty part that is asked for is an error.
    // Dates without an offset are in the reporting zone. Shares by time break ties by event id. Rows that have no place
    // (no time, field missing, no user) are in no part. `within`: only these rows (null: all).
    // leave-one-out: a user's last positive is test, the one before valid, earlier rows train; later rows are in no part,
    // and users with fewer than three positives train only. "SPLIT where CONDITION" divides the events of a slice.
    static Result<Split> make(const std::string& text, const EventTable& table, std::uint64_t seed, const Selection* within = nullptr);
};

struct Part {
    std::vector<std::uint32_t> rows;  // event rows
    FeatureBatch features;            // for factor models only user and ad: indices of Dataset::interactions
    std::vector<float> labels;        // 0 or 1 (click), rating value
    std::vector<float> weights;       // event weights
};

// Positives as sparse rows: users x ads of the model's own indices.
struct Interactions {
    std::vector<std::string> user_keys, ad_keys;
    std::vector<std::uint64_t> offsets;  // users + 1
    std::vector<std::uint32_t> ads;      // ascending within a user, each once
    std::vector<float> weights;          // how often
    std::size_t users() const { return user_keys.size(); }
    std::size_t items() const { return ad_keys.size(); }
    std::span<const std::uint32_t> of(std::size_t user) const {
        return std::span(ads).subspan(offsets[user], offsets[user + 1] - offsets[user]);
    }
};

struct Dataset {
    Task task = Task::click;
    Split split;
    std::shared_ptr<const FittedRecipe> recipe;  // null for factor models
    Part train, valid, test;
    Interactions interactions;  // training positives (clicks; every row where the log has no click; rated rows for task rating)
    std::string data_hash;      // SHA-256 over the table's state, recipe, split and seed
    EventTablePtr table;
};

struct LeakageWarning {
    std::string feature;
    double auc = 0;  // of the feature alone on training rows, or NaN when the name gave it away
    Message reason;
};

// Features whose own AUC is over 0.9, that read an outcome, or whose name means one (Chinese and English). A category's
// AUC is that of its smoothed rates from the other half of the rows, so that an identity of many values does not judge
// itself. Counts of the past may read outcomes: their rule of time keeps them honest.
std::vector<LeakageWarning> find_leakage(const Recipe& recipe, const EventTable& table, std::span<const std::uint32_t> train_rows);

struct DatasetRequest {
    Task task = Task::click;
    Recipe recipe;
    bool needs_features = true;
    std::string split = "time:0.8,0.1,0.1";
    std::uint64_t seed = 1;
    std::shared_ptr<const Selection> within;  // a slice of the events; null: all of them
    bool allow_leakage = false;               // false: a leakage warning is an Error(refused) that names the features and the remedy
};
Result<std::shared_ptr<const Dataset>> make_dataset(EventTablePtr table, const DatasetRequest& request, const JobContext& job = {});

}  // namespace adscope
