#include "core/text/minhash.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "core/base/random.h"

namespace adscope::text {
namespace {

constexpr std::size_t kBand = 4;
// A band that more sets share than this holds copies; each is compared with the one before it alone, which joins them all the same.
constexpr std::size_t kCrowd = 64;

}  // namespace

Signature minhash(std::span<const std::string> terms, std::size_t length, std::uint64_t seed) {
    if (terms.empty()) return {};
    Signature out(length, std::numeric_limits<std::uint32_t>::max());
    for (const auto& term : terms) {
        const std::uint64_t base = stream_id(term) ^ mix64(seed);
        for (std::size_t i = 0; i < length; ++i)
            out[i] = std::min(out[i], static_cast<std::uint32_t>(mix64(base + i * 0x9e3779b97f4a7c15ULL) >> 32));
    }
    return out;
}

double jaccard_estimate(const Signature& a, const Signature& b) {
    if (a.empty() || a.size() != b.size()) return 0;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i];
    return static_cast<double>(equal) / static_cast<double>(a.size());
}

Result<std::vector<std::pair<std::uint32_t, std::uint32_t>>> similar_pairs(std::span<const Signature> signatures, double threshold,
                                                                           const JobContext& job) {
    std::size_t length = 0;
    for (const auto& s : signatures) length = std::max(length, s.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> buckets;
    for (std::size_t band = 0; band + kBand <= length; band += kBand) {
        if (job.cancelled()) return Error::cancelled();
        buckets.clear();
        for (std::size_t i = 0; i < signatures.size(); ++i) {
            if (signatures[i].size() < band + kBand) continue;
            std::uint64_t key = band;
            for (std::size_t k = 0; k < kBand; ++k) key = mix64(key ^ signatures[i][band + k]);
            auto& bucket = buckets[key];
            const std::size_t from = bucket.size() > kCrowd ? bucket.size() - 1 : 0;
            for (std::size_t b = from; b < bucket.size(); ++b) out.emplace_back(bucket[b], static_cast<std::uint32_t>(i));
            bucket.push_back(static_cast<std::uint32_t>(i));
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
    }
    std::erase_if(out, [&](const auto& p) { return jaccard_estimate(signatures[p.first], signatures[p.second]) < threshold; });
    return out;
}

}  // namespace adscope::text
