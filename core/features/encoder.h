// How one feature is made, as learned from training rows: a vocabulary, cut points, a mean and deviation. It holds no
// code of any workspace, so that it can be stored and used elsewhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/features/bytes.h"
#include "core/features/kinds.h"
#include "core/features/recipe.h"
#include "core/features/text_encoder.h"
#include "core/features/vocabulary.h"
#include "core/workspace/source.h"

namespace adscope {

enum class NumberScale { standard, minmax, robust, log1p, none };
enum class BucketMethod { quantile, width, log, custom };

// A recipe's settings with their defaults filled in; see the messages feature.KIND.SETTING.help.
struct EncoderOptions {
    FeatureKind kind = FeatureKind::category;
    double min_count = 1;     // training weight below which a value is unknown
    std::uint32_t bins = 20;  // bucket, cross
    BucketMethod method = BucketMethod::quantile;
    std::vector<double> cuts;  // bucket: the custom ones, ascending
    NumberScale scale = NumberScale::standard;
    std::uint32_t buckets = 65536;  // hash, tfidf
    std::string with;               // cross: the other source
    std::string by, what;           // kinds of the past: whose, and of which outcome
    double smoothing = 10;          // past_rate: impressions of the average that each past begins with
    std::int64_t window = 0;        // past_count, past_rate: milliseconds back that count; 0: all
    std::uint32_t last = 20;        // sequence: how many events
    std::string period;             // cyclic: day, week, year
    std::uint32_t ngrams = 2, topics = 8, min_documents = 2;

    // Errors name the feature, the setting, what was found and what is known.
    static Result<EncoderOptions> make(const FeatureSpec& spec);
};

class Encoder {
public:
    // Kinds that read one source. `rows` are the training rows.
    static Encoder fit(const EncoderOptions& options, const EventTable& table, const FieldSource& source,
                       std::span<const std::uint32_t> rows);
    // A cross of two coded encoders, `left` and `right` being the codes of the training rows.
    static Encoder fit_cross(const EncoderOptions& options, Encoder first, Encoder second, const EventTable& table,
                             std::span<const std::uint32_t> rows, std::span<const std::uint32_t> left,
                             std::span<const std::uint32_t> right);
    // A count or rate of the past from its values at the training rows; `prior` is the average rate.
    static Encoder fit_past(const EncoderOptions& options, double prior, const EventTable& table, std::span<const std::uint32_t> rows,
                            std::span<const double> values);
    // A kind that reads texts, from the texts that the training rows show. Error: cancelled.
    static Result<Encoder> fit_texts(const EncoderOptions& options, const EventTable& table, const FieldSource& source,
                                     std::span<const std::uint32_t> rows, const JobContext& job);

    const EncoderOptions& options() const { return options_; }
    FeatureInfo::Form form() const;
    std::uint32_t cardinality() const;
    std::uint32_t width() const;  // form dense: numbers of a value

    // Forms coded and multi; 0 for what is missing or was not seen in training. Hours are 0 to 23, weekdays 0 (Monday) to 6.
    std::uint32_t code(std::string_view text) const;
    std::uint32_t code(double number) const;
    std::uint32_t cross(std::uint32_t left, std::uint32_t right) const;
    // Form dense of one number; 0 where missing.
    float dense(double number) const;
    // Cyclic: sine and cosine of a local time within its period (milliseconds since a beginning of it); zeros where missing.
    void circle(double local_time, float* out) const;
    // Kinds that read texts; null for the others.
    const TextEncoder* texts() const { return texts_.get(); }
    double prior() const { return prior_; }
    const Encoder& part(std::size_t i) const { return parts_[i]; }

    // The value that a code stands for, as a person reads it; "–" for unknown.
    std::string text_of(std::uint32_t code) const;
    std::string text_of(std::span<const float> dense) const;

    void save(ByteWriter& out) const;
    // Checks everything against the options; fails the reader on anything odd.
    static Encoder load(const EncoderOptions& options, ByteReader& in);

private:
    bool logarithmic() const {
        return options_.scale == NumberScale::log1p || options_.kind == FeatureKind::past_count || options_.kind == FeatureKind::past_gap;
    }
    double scaled(double number) const;
    void learn_scale(std::span<const double> values, std::span<const double> weights);

    EncoderOptions options_;
    Vocabulary vocabulary_;
    std::vector<double> cuts_;         // ascending; bin i holds cuts[i-1] < x <= cuts[i]
    double mean_ = 0, deviation_ = 1;  // what is taken from a number and what it is divided by
    double prior_ = 0;
    std::vector<std::uint64_t> pairs_;  // cross: left << 32 | right, in code order
    std::unordered_map<std::uint64_t, std::uint32_t> pair_codes_;
    std::vector<Encoder> parts_;
    std::shared_ptr<const TextEncoder> texts_;
};

}  // namespace adscope
