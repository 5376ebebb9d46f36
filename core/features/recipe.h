// A feature recipe: which features a model sees, and how each is made. A fitted recipe turns events, or a
// (user, ad, context), into a FeatureBatch. Vocabularies are kept by key, never by workspace code.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/features/batch.h"
#include "core/workspace/event_table.h"

namespace adscope {

// The kinds and their settings are described in kinds.h. What all of them keep to: vocabularies, cut points, scales and topics are learnt
// from training rows only; kinds of the past know an outcome from a strictly later time on, and rows of the same instant never see
// each other.
struct FeatureSpec {
    std::string name;
    std::string kind;
    std::string source;  // field: user, ad, hour, NAME, user.NAME, ad.NAME, context.NAME
    std::map<std::string, std::string> settings;
};

struct Recipe {
    std::vector<FeatureSpec> features;

    std::string to_json() const;
    // Errors name the feature and setting, what was found and what is known.
    static Result<Recipe> from_json(const std::string& json);
    std::string hash() const;  // SHA-256 of the canonical JSON
    // What a table offers: the identities, every attribute and context field, hour and weekday (where there is a time and
    // no context field is the hour); never an outcome or a kept field. Texts and images are left out.
    static Recipe standard(const EventTable& table);
    // Everything that a log offers: the standard recipe, then texts by their words and style, kept fields by their kind, and the outcomes:
    // a diagnosis refuses those, so that a person sees why they are not used.
    static Recipe candidates(const EventTable& table);
};

// What is known of an impression besides user and ad, by field name; for recommendations.
struct Context {
    std::int64_t time = EventTable::kNoTime;
    std::map<std::string, std::string> values;
};

class FittedRecipe {
public:
    // Learns vocabularies and cut points from the training rows only. Unknown sources are errors.
    static Result<FittedRecipe> fit(const Recipe& recipe, const EventTable& table, std::span<const std::uint32_t> train_rows,
                                    const JobContext& job = {});

    const Recipe& recipe() const;
    const FeatureSchema& schema() const;

    // Features of events, in the order of `rows`. With `frozen_before` counts of the past take nothing at or after that time.
    Result<FeatureBatch> encode(const EventTable& table, std::span<const std::uint32_t> rows, const JobContext& job = {},
                                std::optional<std::int64_t> frozen_before = {}) const;
    // Features of one user and many ads in one context (codes of `table`; 0: unknown).
    Result<FeatureBatch> encode(const EventTable& table, std::uint32_t user, std::span<const std::uint32_t> ads,
                                const Context& context) const;

    // What a person reads for a feature's value in a batch row, such as "gender = f" or "age 25 to 34".
    std::string describe(const FeatureBatch& batch, std::size_t row, std::size_t feature) const;
    // The value alone, without the feature's name: "f", "25 – 34", "≤ 12"; "–" where unknown or missing.
    std::string describe_value(const FeatureBatch& batch, std::size_t row, std::size_t feature) const;

    std::string save() const;  // bytes of an artefact
    static Result<FittedRecipe> load(const std::string& bytes);

private:
    struct Impl;
    std::shared_ptr<const Impl> impl_;
};

}  // namespace adscope
