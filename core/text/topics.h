// Topics of texts: non-negative matrix factorisation of their TF-IDF weights.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/text/tfidf.h"

namespace adscope::text {

struct TopicSettings {
    std::size_t topics = 6;
    int iterations = 200;     // at most
    double tolerance = 1e-4;  // stops when a round lowers the squared error by less than this share of the first
    int starts = 3;           // the best of as many random starts
    std::uint64_t seed = 1;
};

// X (documents x terms) ~ W H with W (documents x topics) and H (topics x terms) both >= 0, least squares, by hierarchical alternating
// least squares (Cichocki and Phan 2009). The same settings give the same bits for any number of threads. Topics are ordered by the
// weight that they have over all documents, the heaviest first.
class TopicModel {
public:
    // No more topics than documents or terms are made. Error: cancelled.
    static Result<TopicModel> fit(const SparseRows& documents, const TopicSettings& settings = {}, const JobContext& job = {});
    // From stored parts: `weights` is topics x terms, row by row.
    TopicModel(std::size_t topics, std::size_t terms, std::vector<double> weights);

    std::size_t topics() const { return topics_; }
    std::size_t terms() const { return terms_; }
    std::span<const double> topic(std::size_t t) const { return std::span(h_).subspan(t * terms_, terms_); }
    // The terms that weigh most in a topic, heaviest first (ties: the lesser term); those without weight are left out.
    std::vector<std::uint32_t> top_terms(std::size_t topic, std::size_t count) const;

    // Shares of the topics in each row, rows x topics, each row's sum 1; a row without a known term is all zero.
    std::vector<double> shares(const SparseRows& documents) const;
    // Squared error |X - W H|^2 of the fit over that of nothing |X|^2, in [0, 1].
    double error() const { return error_; }

private:
    std::size_t topics_ = 0, terms_ = 0;
    std::vector<double> h_;
    double error_ = 0;
};

}  // namespace adscope::text
