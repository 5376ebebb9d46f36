// Words as weighted numbers: term frequency times inverse document frequency.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/job.h"

namespace adscope::text {

using Document = std::vector<std::string>;  // its terms in any order, repeated as often as they occur

// A sparse matrix by rows. Row r has the entries [offsets[r], offsets[r + 1]), columns ascending.
struct SparseRows {
    std::size_t columns = 0;
    std::vector<std::size_t> offsets{0};
    std::vector<std::uint32_t> index;
    std::vector<double> values;

    std::size_t rows() const { return offsets.size() - 1; }
    std::span<const std::uint32_t> columns_of(std::size_t r) const {
        return std::span(index).subspan(offsets[r], offsets[r + 1] - offsets[r]);
    }
    std::span<const double> values_of(std::size_t r) const { return std::span(values).subspan(offsets[r], offsets[r + 1] - offsets[r]); }
    // Inner product of two rows; of rows of unit length their cosine.
    double dot(std::size_t a, std::size_t b) const;
};

struct TfidfSettings {
    std::size_t min_documents = 1;  // a term that fewer documents have is left out
    double max_document_share = 1;  // so is one that a greater share of them has
    std::size_t max_terms = 0;      // the most frequent ones (ties: the lesser term); 0: all
    bool sublinear = false;         // 1 + ln(count) instead of the count
};

// scikit-learn's variant: idf = ln((1 + n) / (1 + df)) + 1, rows scaled to unit length. Terms are sorted by bytes, which is by code
// point, and a document without a known term is a row of zeros.
class Tfidf {
public:
    // Error: cancelled.
    static Result<Tfidf> fit(std::span<const Document> documents, const TfidfSettings& settings = {}, const JobContext& job = {});
    // From stored parts: terms ascending, one idf each.
    Tfidf(std::vector<std::string> terms, std::vector<double> idf, bool sublinear = false);

    const std::vector<std::string>& terms() const { return terms_; }
    const std::vector<double>& idf() const { return idf_; }
    bool sublinear() const { return sublinear_; }

    SparseRows transform(std::span<const Document> documents) const;
    // Appends one row.
    void transform(const Document& document, SparseRows& out) const;

private:
    std::vector<std::string> terms_;
    std::vector<double> idf_;
    bool sublinear_ = false;
    std::unordered_map<std::string, std::uint32_t> index_;
};

// |A and B| / |A or B| of the distinct terms; two empty documents have none in common: 0.
double jaccard(const Document& a, const Document& b);

}  // namespace adscope::text
