#include "core/profiles/ad_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace adscope {

void AdCatalogue::Index::centre_pictures() {
    std::vector<double> mean(image::kImageVector, 0.0);
    double n = 0;
    for (const auto& p : pictures) {
        if (p.empty()) continue;
        ++n;
        for (std::size_t i = 0; i < p.size(); ++i) mean[i] += p[i];
    }
    if (n < 3) return;  // of two, one would be the opposite of the other
    for (auto& p : pictures) {
        double squares = 0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            p[i] -= mean[i] / n;
            squares += p[i] * p[i];
        }
        if (squares < 1e-12) p.clear();
        for (auto& v : p) v /= std::sqrt(squares);
    }
}

double AdCatalogue::Index::cosine(std::uint32_t a, std::uint32_t b) const {
    double sum = 0;
    int own = 0, other = 0;
    const auto sparse = [&](const text::SparseRows& rows) {
        if (rows.rows() == 0) return;
        own += !rows.columns_of(a).empty();
        other += !rows.columns_of(b).empty();
        sum += rows.dot(a, b);
    };
    sparse(words);
    sparse(tags);
    own += !pictures[a].empty();
    other += !pictures[b].empty();
    if (!pictures[a].empty() && !pictures[b].empty())
        sum += std::inner_product(pictures[a].begin(), pictures[a].end(), pictures[b].begin(), 0.0);
    return own == 0 || other == 0 ? 0 : sum / std::sqrt(static_cast<double>(own) * other);
}

Result<void> AdCatalogue::find_duplicates(const CatalogueSettings& settings, const JobContext& job) {
    job.report(Message("ads.finding_duplicates"), 0);
    index_->signatures.resize(ads_.size());
    if (has_text())
        for (std::size_t i = 1; i < ads_.size(); ++i) {
            if (i % 256 == 0 && job.cancelled()) return Error::cancelled();
            index_->signatures[i] = text::minhash(text::character_ngrams(ads_[i].title + '\n' + ads_[i].body, 3));
        }
    std::vector<std::uint32_t> parent(ads_.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&](std::uint32_t x) {
        while (parent[x] != x) x = parent[x] = parent[parent[x]];
        return x;
    };
    const auto near = [&](std::uint32_t a, std::uint32_t b) {
        const Likeness l = likeness(a, b);
        return (l.text || l.picture) && (!l.text || *l.text >= settings.text_threshold) &&
               (!l.picture || *l.picture <= settings.picture_distance);
    };
    const auto join = [&](std::uint32_t a, std::uint32_t b) {
        if (const auto x = root(a), y = root(b); x != y && near(a, b)) parent[std::max(x, y)] = std::min(x, y);
    };
    ADSCOPE_ASSIGN(pairs, text::similar_pairs(index_->signatures, settings.text_threshold, job));
    for (const auto& [a, b] : pairs) join(a, b);
    // Ads without a text are compared by their pictures with all others: 64 bits a pair.
    for (std::uint32_t a = 1; a < ads_.size(); ++a) {
        if (job.cancelled()) return Error::cancelled();
        if (!index_->signatures[a].empty() || !ads_[a].creative) continue;
        for (std::uint32_t b = 1; b < ads_.size(); ++b)
            if (a != b) join(a, b);
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (std::uint32_t a = 1; a < ads_.size(); ++a) groups[root(a)].push_back(a);
    for (auto& [first, members] : groups) {
        if (members.size() < 2) continue;
        const Likeness l = likeness(members[0], members[1]);
        for (const auto ad : members) ads_[ad].duplicate_group = static_cast<int>(duplicates_.size());
        duplicates_.push_back({std::move(members), l.text.has_value(), l.picture.has_value()});
    }
    return {};
}

}  // namespace adscope
