// A fitted encoder bound to a table: from impressions to codes and numbers. What depends on the dictionaries and
// entities alone is translated once and can be kept; the view of the table's columns is made anew for every use.
#pragma once

#include <memory>

#include "core/features/encoder.h"
#include "core/features/history.h"

namespace adscope {

// Impressions to make features of: events of the table, or users and ads in a hypothetical context.
struct Impressions {
    std::span<const std::uint32_t> rows;                                    // empty when hypothetical
    std::span<const std::uint32_t> users, ads;                              // codes, one an impression
    const Context* context = nullptr;                                       // when hypothetical
    std::int64_t frozen_before = std::numeric_limits<std::int64_t>::max();  // outcomes at or after it stay unknown
    std::size_t size() const { return users.size(); }
};

// Values by slot of a user or ad source, or by dictionary code of an event source. Owns what it holds.
struct Translation {
    std::vector<std::uint32_t> codes;
    std::vector<float> dense;
    std::vector<std::uint32_t> offsets, members;  // form multi, by slot (of texts by dictionary code): the known codes of each
    std::vector<float> weights;                   // of the members, where they have any
    std::shared_ptr<const History> history;
    std::vector<std::shared_ptr<const Translation>> parts;  // cross
};

class BoundFeature {
public:
    // `known` is a translation() of the same encoder and an equal table, or null. The encoder must outlive the result.
    static Result<BoundFeature> bind(const Encoder& encoder, const FeatureSpec& spec, const EventTable& table,
                                     std::shared_ptr<const Translation> known = {});
    // A count or rate of the past; NaN without a key or time.
    // `time` is the impression's, `known_until` when its knowledge ends.
    static double past_value(const EncoderOptions& options, double prior, const History& history, std::uint32_t key, std::int64_t time,
                             std::int64_t known_until);
    static double past_value(const EncoderOptions& options, double prior, const History& history, std::uint32_t key, std::int64_t time) {
        return past_value(options, prior, history, key, time, time);
    }

    const std::shared_ptr<const Translation>& translation() const { return translation_; }

    // One value an impression, written `stride` apart.
    void codes(const Impressions& of, std::uint32_t* out, std::size_t stride) const;
    // A value of several numbers stands in columns side by side.
    void dense(const Impressions& of, float* out, std::size_t stride) const;
    // Appends the codes of each impression, their weights where the kind has any, and how many they are; one with no known value has
    // the code 0 alone.
    void multi(const Impressions& of, FeatureBatch::Multi& out, std::uint32_t* counts) const;
    // Events only. The numbers of form dense with one column before they are scaled; NaN where missing.
    void numbers(const Impressions& of, double* out) const;
    // Events only: whether there is a value at all, known to the encoder or not.
    void present(const Impressions& of, std::uint8_t* out) const;

private:
    Result<void> bind_sources(const FeatureSpec& spec);
    Result<std::shared_ptr<const Translation>> translate(const FeatureSpec& spec) const;
    void translate_slots(Translation& out) const;
    void translate_texts(Translation& out) const;
    double number(std::size_t slot) const;
    std::uint32_t slot_code(std::size_t slot) const;
    double slot_number(std::size_t slot) const;
    bool slot_present(std::size_t slot) const;
    void append_slot(std::size_t slot, std::vector<std::uint32_t>& out) const;
    static const std::string* context_text(const Context& context, const FieldSource& source, const std::string& name);
    const std::string* context_text(const Context& context) const { return context_text(context, *source_, name_); }
    double context_number(const Context& context) const;
    std::uint32_t context_code(const Context& context) const;
    void past(const Impressions& of, double* out) const;
    void circles(const Impressions& of, float* out, std::size_t stride) const;
    void texts(const Impressions& of, float* out, std::size_t stride) const;
    void append_texts(const Impressions& of, std::size_t i, TextEncoder::Reader& reader, FeatureBatch::Multi& out) const;
    void append_sequence(const Impressions& of, std::size_t i, std::vector<std::uint32_t>& out) const;
    // Whose past an impression reads, and from when on it knows nothing.
    std::uint32_t past_key(const Impressions& of, std::size_t i) const;
    std::int64_t past_time(const Impressions& of, std::size_t i) const;
    std::span<const std::uint32_t> ids(const Impressions& of, const FieldSource& source) const {
        return source.owner() == Owner::user ? of.users : of.ads;
    }
    std::size_t slot_of(const Impressions& of, const FieldSource& source, std::size_t i) const {
        return source.owner() == Owner::event ? of.rows[i] : ids(of, source)[i];
    }

    const Encoder* encoder_ = nullptr;
    const EventTable* table_ = nullptr;
    std::string name_;  // of the source in the recipe
    std::optional<FieldSource> source_;
    std::optional<FieldSource> by_;  // kinds of the past
    std::shared_ptr<const Translation> translation_;
    std::vector<BoundFeature> parts_;  // cross
};

// Milliseconds of a time in the reporting zone since a Monday's midnight (periods day and week) or a new year's (period year).
double local_time(const std::string& period, double time_ms, const EventTable& table);

// Hour 0 to 23 or weekday 0 (Monday) to 6 of a time, in the reporting zone.
double local_part(FeatureKind kind, double time_ms, const EventTable& table);

// The joined text of a cell of tags: its value as one category.
std::string cell_text(const FieldSource& source, std::size_t slot);

}  // namespace adscope
