// Texts as codes 1, 2, ... in order of their first appearance.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/hash.h"

namespace adscope::ingest {

// An open-addressing table; the texts lie in large blocks and stay where they are.
class Interner {
public:
    // The code of a text, given when it is new.
    std::uint32_t code(std::string_view text) {
        if (slots_.empty()) grow();
        const std::uint64_t hash = hash64(text);
        for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
            const Slot slot = slots_[at];
            if (slot.code == 0) return add(text, hash);
            if (slot.tag == tag_of(hash) && texts_[slot.code - 1] == text) return slot.code;
        }
    }
    // 0 when there is none.
    std::uint32_t find(std::string_view text) const {
        if (slots_.empty()) return 0;
        const std::uint64_t hash = hash64(text);
        for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
            const Slot slot = slots_[at];
            if (slot.code == 0 || (slot.tag == tag_of(hash) && texts_[slot.code - 1] == text)) return slot.code;
        }
    }
    // Takes a code that no text will find: ids that were given up.
    void skip() { texts_.emplace_back(); }

    std::size_t size() const { return texts_.size(); }
    std::string_view text(std::uint32_t code) const { return texts_[code - 1]; }

private:
    struct Slot {
        std::uint32_t code, tag;
    };
    static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

    std::uint32_t add(std::string_view text, std::uint64_t hash) {
        texts_.push_back(keep(text));
        const auto code = static_cast<std::uint32_t>(texts_.size());
        if (++used_ * 2 > slots_.size()) grow();
        else place({code, tag_of(hash)}, hash);
        return code;
    }
    void place(Slot slot, std::uint64_t hash) {
        std::size_t at = hash & mask_;
        while (slots_[at].code != 0) at = (at + 1) & mask_;
        slots_[at] = slot;
    }
    void grow() {
        const std::vector<Slot> old = std::move(slots_);
        slots_.assign(old.empty() ? 64 : old.size() * 4, Slot{0, 0});
        mask_ = slots_.size() - 1;
        for (std::size_t i = 0; i < texts_.size(); ++i)
            if (texts_[i].data()) {
                const std::uint64_t hash = hash64(texts_[i]);
                place({static_cast<std::uint32_t>(i + 1), tag_of(hash)}, hash);
            }
    }
    std::string_view keep(std::string_view text) {
        if (blocks_.empty() || left_ < text.size() + 1) {
            left_ = text.size() + 1 > kBlock ? text.size() + 1 : kBlock;
            blocks_.push_back(std::make_unique<char[]>(left_));
            next_ = blocks_.back().get();
        }
        char* const at = next_;
        if (!text.empty()) std::memcpy(at, text.data(), text.size());
        next_ += text.size() + 1;
        left_ -= text.size() + 1;
        return {at, text.size()};
    }

    static constexpr std::size_t kBlock = 1 << 18;
    std::vector<Slot> slots_;
    std::vector<std::string_view> texts_;
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    std::size_t left_ = 0, mask_ = 0, used_ = 0;
};

}  // namespace adscope::ingest
