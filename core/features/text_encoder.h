// What texts become: weighted terms, shares of topics, counts of style. Learnt from the distinct texts that training rows show.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/features/bytes.h"
#include "core/features/kinds.h"

namespace adscope {

class TextEncoder {
public:
    struct Request {
        FeatureKind kind = FeatureKind::tfidf;
        std::uint32_t buckets = 16384, ngrams = 2, topics = 8, min_documents = 2;
    };
    using Weighted = std::vector<std::pair<std::string, double>>;  // distinct texts and their training weight

    static bool reads(FeatureKind kind) { return kind == FeatureKind::tfidf || kind == FeatureKind::topics || kind == FeatureKind::style; }
    // The order of `texts` does not matter. Error: cancelled.
    static Result<std::shared_ptr<const TextEncoder>> fit(const Request& request, Weighted texts, const JobContext& job);

    virtual ~TextEncoder() = default;
    // Works on texts one after the other; not for two threads at once.
    class Reader {
    public:
        virtual ~Reader() = default;
        // Form dense: width() numbers; zeros for an empty text.
        virtual void dense(std::string_view text, float* out) = 0;
        // Form multi: appends the known terms' codes and their weights, of unit length together.
        virtual void terms(std::string_view text, std::vector<std::uint32_t>& codes, std::vector<float>& weights) = 0;
    };
    virtual std::unique_ptr<Reader> reader() const = 0;

    virtual std::uint32_t width() const = 0;                        // form dense
    virtual std::string term_of(std::uint32_t code) const = 0;      // form multi
    virtual std::string text_of(std::span<const float>) const = 0;  // form dense: what a person reads of it

    virtual void save(ByteWriter& out) const = 0;
    // Fails the reader on anything odd.
    static std::shared_ptr<const TextEncoder> load(FeatureKind kind, std::uint32_t buckets, std::uint32_t ngrams, ByteReader& in);
};

}  // namespace adscope
