#include "core/features/vocabulary.h"

#include <algorithm>
#include <cmath>

#include "core/workspace/source.h"

namespace adscope {

Vocabulary::Vocabulary(std::vector<std::string> keys) : keys_(std::move(keys)) {
    by_text_.reserve(keys_.size());
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const auto code = static_cast<std::uint32_t>(i + 1);
        by_text_.emplace(keys_[i], code);
        // Only the canonical text of a number: "01" and "1" are two keys of a text field, and one number.
        if (const double value = parse_number(keys_[i]); !std::isnan(value) && number_key(value) == keys_[i])
            by_number_.emplace(std::bit_cast<std::uint64_t>(value + 0.0), code);
    }
}

Vocabulary Vocabulary::make(const std::map<std::string, double>& weights, double least) {
    std::vector<std::pair<double, const std::string*>> kept;
    for (const auto& [key, weight] : weights)
        if (weight >= least && weight > 0) kept.emplace_back(weight, &key);
    std::stable_sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> keys;
    keys.reserve(kept.size());
    for (const auto& k : kept) keys.push_back(*k.second);
    return Vocabulary(std::move(keys));
}

}  // namespace adscope
