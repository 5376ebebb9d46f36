// The known values of a category, by key: code 0 is "unknown or missing", keys have the codes 1, 2, ...
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace adscope {

class Vocabulary {
public:
    Vocabulary() = default;
    // Keys in code order; each once.
    explicit Vocabulary(std::vector<std::string> keys);
    Vocabulary(const Vocabulary& other) : Vocabulary(other.keys_) {}
    Vocabulary(Vocabulary&&) noexcept = default;
    Vocabulary& operator=(Vocabulary other) noexcept {
        keys_ = std::move(other.keys_);
        by_text_ = std::move(other.by_text_);
        by_number_ = std::move(other.by_number_);
        return *this;
    }

    // From keys, each once, with their weights: those that weigh at least `least`, heaviest first and then by text: so that codes depend on
    // the data and not on the order of a file.
    static Vocabulary make(std::vector<std::pair<std::string, double>> weights, double least);

    std::uint32_t code(std::string_view key) const {
        const auto it = by_text_.find(key);
        return it == by_text_.end() ? 0 : it->second;
    }
    // The code of a number whose key is number_key(value); quicker than by text.
    std::uint32_t code(double value) const {
        const auto it = by_number_.find(std::bit_cast<std::uint64_t>(value + 0.0));
        return it == by_number_.end() ? 0 : it->second;
    }
    const std::vector<std::string>& keys() const { return keys_; }
    std::uint32_t cardinality() const { return static_cast<std::uint32_t>(keys_.size()) + 1; }
    // False when a key stands twice.
    bool unique() const { return by_text_.size() == keys_.size(); }

private:
    std::vector<std::string> keys_;
    std::unordered_map<std::string_view, std::uint32_t> by_text_;  // views of keys_: moving a vector keeps its strings in place
    std::unordered_map<std::uint64_t, std::uint32_t> by_number_;
};

}  // namespace adscope
