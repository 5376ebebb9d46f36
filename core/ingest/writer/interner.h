// Texts as codes 1, 2, ... in order of their first appearance.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/hash.h"

namespace adscope::ingest {

// An open-addressing table. A slot holds the first eight bytes of its text, so that a look-up of a short text touches one
// line of memory and no more; prefetch() asks for that line ahead of time. The texts lie in large blocks and stay there.
class Interner {
public:
    // The code of a text, given when it is new.
    std::uint32_t code(std::string_view text) {
        if (slots_.empty()) grow();
        const Probe p = probe_of(text);
        for (std::size_t at = p.hash & mask_;; at = (at + 1) & mask_) {
            const Slot& slot = slots_[at];
            if (slot.code == 0) return add(text, p, at);
            if (matches(slot, p, text)) return slot.code;
        }
    }
    // 0 when there is none.
    std::uint32_t find(std::string_view text) const {
        if (slots_.empty()) return 0;
        const Probe p = probe_of(text);
        for (std::size_t at = p.hash & mask_;; at = (at + 1) & mask_) {
            const Slot& slot = slots_[at];
            if (slot.code == 0 || matches(slot, p, text)) return slot.code;
        }
    }
    void prefetch(std::string_view text) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[probe_of(text).hash & mask_]);
    }
    // Takes a code that no text will find: ids that were given up.
    void skip() { texts_.emplace_back(); }

    std::size_t size() const { return texts_.size(); }
    std::string_view text(std::uint32_t code) const { return texts_[code - 1]; }

private:
    struct Slot {
        std::uint64_t head;  // the first eight bytes, zeros behind
        std::uint32_t code;  // 0: free
        std::uint32_t tag;   // bits of the hash, and the length up to 255
    };
    struct Probe {
        std::uint64_t hash, head;
        std::uint32_t tag;
    };

    static std::uint64_t head_of(std::string_view text) {
        const char* p = text.data();
        const std::size_t n = text.size();
        std::uint64_t whole = 0;
        if (n >= 8) {
            std::memcpy(&whole, p, 8);
        } else if (n >= 4) {
            std::uint32_t low, high;
            std::memcpy(&low, p, 4);
            std::memcpy(&high, p + n - 4, 4);
            whole = low | static_cast<std::uint64_t>(high) << (8 * (n - 4));
        } else if (n > 0) {
            whole = static_cast<unsigned char>(p[0]) | static_cast<std::uint64_t>(static_cast<unsigned char>(p[n / 2])) << (8 * (n / 2)) |
                    static_cast<std::uint64_t>(static_cast<unsigned char>(p[n - 1])) << (8 * (n - 1));
        }
        return whole;
    }
    static Probe probe_of(std::string_view text) {
        const std::uint64_t head = head_of(text);
        std::uint64_t hash;
        if (text.size() <= 8) {
            const auto m = static_cast<unsigned __int128>(head ^ 0x8ebc6af09c88c6e3ULL) * ((text.size() + 1) * 0x9e3779b97f4a7c15ULL);
            hash = static_cast<std::uint64_t>(m) ^ static_cast<std::uint64_t>(m >> 64);
        } else {
            hash = hash64(text);
        }
        return {hash, head,
                (static_cast<std::uint32_t>(hash >> 32) & 0xffffff00u) | static_cast<std::uint32_t>(text.size() < 255 ? text.size() : 255)};
    }
    bool matches(const Slot& slot, const Probe& p, std::string_view text) const {
        return slot.tag == p.tag && slot.head == p.head && (text.size() <= 8 || texts_[slot.code - 1] == text);
    }

    std::uint32_t add(std::string_view text, const Probe& p, std::size_t at) {
        texts_.push_back(keep(text));
        const auto code = static_cast<std::uint32_t>(texts_.size());
        slots_[at] = {p.head, code, p.tag};
        if (++used_ * 2 > slots_.size()) grow();
        return code;
    }
    void grow() {
        const std::vector<Slot> old = std::move(slots_);
        slots_.assign(old.empty() ? 64 : old.size() * 4, Slot{0, 0, 0});
        mask_ = slots_.size() - 1;
        for (const auto& slot : old) {
            if (slot.code == 0) continue;
            std::size_t at = probe_of(texts_[slot.code - 1]).hash & mask_;
            while (slots_[at].code != 0) at = (at + 1) & mask_;
            slots_[at] = slot;
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
