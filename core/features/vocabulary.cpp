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

Vocabulary Vocabulary::make(std::vector<std::pair<std::string, double>> weights, double least) {
    std::erase_if(weights, [&](const auto& w) { return w.second < least || w.second <= 0; });
    std::sort(weights.begin(), weights.end(),
              [](const auto& a, const auto& b) { return a.second > b.second || (a.second == b.second && a.first < b.first); });
    std::vector<std::string> keys;
    keys.reserve(weights.size());
    for (auto& w : weights) keys.push_back(std::move(w.first));
    return Vocabulary(std::move(keys));
}

}  // namespace adscope
