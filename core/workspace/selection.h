// A set of event rows, as a bitset.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace adscope {

class Selection {
public:
    Selection() = default;
    explicit Selection(std::size_t size, bool value = false) : size_(size), words_((size + 63) / 64, value ? ~std::uint64_t{0} : 0) {
        trim();
    }

    std::size_t size() const { return size_; }
    bool operator[](std::size_t i) const { return words_[i >> 6] >> (i & 63) & 1; }
    void set(std::size_t i) { words_[i >> 6] |= std::uint64_t{1} << (i & 63); }
    void clear(std::size_t i) { words_[i >> 6] &= ~(std::uint64_t{1} << (i & 63)); }
    std::size_t count() const {
        std::size_t n = 0;
        for (auto w : words_) n += static_cast<std::size_t>(std::popcount(w));
        return n;
    }
    Selection& operator&=(const Selection& o) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= o.words_[i];
        return *this;
    }
    Selection& operator|=(const Selection& o) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= o.words_[i];
        return *this;
    }
    Selection& invert() {
        for (auto& w : words_) w = ~w;
        trim();
        return *this;
    }
    bool operator==(const Selection&) const = default;

    template <class F>
    void for_each(F&& f) const {
        for (std::size_t k = 0; k < words_.size(); ++k)
            for (std::uint64_t w = words_[k]; w; w &= w - 1) f(k * 64 + static_cast<std::size_t>(std::countr_zero(w)));
    }
    std::vector<std::uint32_t> rows() const {
        std::vector<std::uint32_t> out;
        out.reserve(count());
        for_each([&](std::size_t i) { out.push_back(static_cast<std::uint32_t>(i)); });
        return out;
    }
    const std::vector<std::uint64_t>& words() const { return words_; }
    std::vector<std::uint64_t>& words() { return words_; }

private:
    void trim() {
        if (size_ & 63) words_.back() &= (std::uint64_t{1} << (size_ & 63)) - 1;
    }
    std::size_t size_ = 0;
    std::vector<std::uint64_t> words_;
};

}  // namespace adscope
