#include "core/text/tfidf.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace adscope::text {
namespace {

struct TermCounts {
    std::size_t documents = 0, occurrences = 0, last_document = 0;
};

}  // namespace

double SparseRows::dot(std::size_t a, std::size_t b) const {
    double sum = 0;
    for (std::size_t i = offsets[a], j = offsets[b]; i < offsets[a + 1] && j < offsets[b + 1];) {
        if (index[i] == index[j]) sum += values[i++] * values[j++];
        else if (index[i] < index[j]) ++i;
        else ++j;
    }
    return sum;
}

Result<Tfidf> Tfidf::fit(std::span<const Document> documents, const TfidfSettings& settings, const JobContext& job) {
    std::unordered_map<std::string, TermCounts> counts;
    for (std::size_t d = 0; d < documents.size(); ++d) {
        if (d % 1024 == 0 && job.cancelled()) return Error::cancelled();
        for (const auto& term : documents[d]) {
            auto& c = counts[term];
            ++c.occurrences;
            if (c.last_document != d + 1) ++c.documents;
            c.last_document = d + 1;
        }
    }
    const double most = settings.max_document_share * static_cast<double>(documents.size());
    std::vector<const std::pair<const std::string, TermCounts>*> kept;
    for (const auto& entry : counts)
        if (entry.second.documents >= settings.min_documents && static_cast<double>(entry.second.documents) <= most) kept.push_back(&entry);
    const auto by_term = [](const auto* a, const auto* b) { return a->first < b->first; };
    if (settings.max_terms > 0 && kept.size() > settings.max_terms) {
        std::sort(kept.begin(), kept.end(), [&](const auto* a, const auto* b) {
            return a->second.occurrences != b->second.occurrences ? a->second.occurrences > b->second.occurrences : by_term(a, b);
        });
        kept.resize(settings.max_terms);
    }
    std::sort(kept.begin(), kept.end(), by_term);
    std::vector<std::string> terms;
    std::vector<double> idf;
    for (const auto* entry : kept) {
        terms.push_back(entry->first);
        idf.push_back(std::log((1.0 + static_cast<double>(documents.size())) / (1.0 + static_cast<double>(entry->second.documents))) + 1.0);
    }
    return Tfidf(std::move(terms), std::move(idf), settings.sublinear);
}

Tfidf::Tfidf(std::vector<std::string> terms, std::vector<double> idf, bool sublinear)
    : terms_(std::move(terms)), idf_(std::move(idf)), sublinear_(sublinear) {
    for (std::size_t i = 0; i < terms_.size(); ++i) index_.emplace(terms_[i], static_cast<std::uint32_t>(i));
}

SparseRows Tfidf::transform(std::span<const Document> documents) const {
    SparseRows out;
    out.columns = terms_.size();
    for (const auto& d : documents) transform(d, out);
    return out;
}

void Tfidf::transform(const Document& document, SparseRows& out) const {
    out.columns = terms_.size();
    std::vector<std::uint32_t> found;
    for (const auto& term : document)
        if (const auto it = index_.find(term); it != index_.end()) found.push_back(it->second);
    std::sort(found.begin(), found.end());
    const std::size_t begin = out.values.size();
    double squares = 0;
    for (std::size_t i = 0; i < found.size();) {
        std::size_t next = i;
        while (next < found.size() && found[next] == found[i]) ++next;
        const auto count = static_cast<double>(next - i);
        const double value = (sublinear_ ? 1 + std::log(count) : count) * idf_[found[i]];
        out.index.push_back(found[i]);
        out.values.push_back(value);
        squares += value * value;
        i = next;
    }
    if (squares > 0)
        for (std::size_t i = begin; i < out.values.size(); ++i) out.values[i] /= std::sqrt(squares);
    out.offsets.push_back(out.values.size());
}

double jaccard(const Document& a, const Document& b) {
    const std::set<std::string_view> x(a.begin(), a.end()), y(b.begin(), b.end());
    std::size_t common = 0;
    for (const auto& term : x) common += y.count(term);
    const std::size_t together = x.size() + y.size() - common;
    return together == 0 ? 0 : static_cast<double>(common) / static_cast<double>(together);
}

}  // namespace adscope::text
