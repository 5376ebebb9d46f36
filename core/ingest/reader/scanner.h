// Finds the bytes that matter to a delimited text (delimiter, quote, escape, CR, LF), 64 bytes at a time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace adscope::ingest {

class Scanner {
public:
    static constexpr std::size_t kNone = ~std::size_t{0};
    static constexpr std::size_t kPadding = 64;  // bytes that must be readable behind the text

    // Any of them may be 0: none.
    Scanner(char delimiter, char quote, char escape)
        : delimiter_(delimiter ? delimiter : '\n'), quote_(quote ? quote : '\n'), escape_(escape ? escape : '\n') {}

    void reset(const char* data, std::size_t size) {
        data_ = data;
        size_ = size;
        seek(0);
    }
    // The next search begins at `position`.
    void seek(std::size_t position) {
        block_ = position & ~std::size_t{63};
        mask_ = block_ < size_ ? mask_of(block_) & (~std::uint64_t{0} << (position & 63)) : 0;
    }
    // Position of the next byte that matters; kNone at the end of the text.
    std::size_t next() {
        while (mask_ == 0) {
            block_ += 64;
            if (block_ >= size_) return kNone;
            mask_ = mask_of(block_);
        }
        const std::size_t at = block_ + static_cast<std::size_t>(std::countr_zero(mask_));
        mask_ &= mask_ - 1;
        return at < size_ ? at : kNone;
    }

private:
    std::uint64_t mask_of(std::size_t block) const {
        const char* p = data_ + block;
#ifdef __SSE2__
        const __m128i d = _mm_set1_epi8(delimiter_), q = _mm_set1_epi8(quote_), e = _mm_set1_epi8(escape_), lf = _mm_set1_epi8('\n'),
                      cr = _mm_set1_epi8('\r');
        std::uint64_t mask = 0;
        for (int i = 0; i < 4; ++i) {
            const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * i));
            const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, d), _mm_cmpeq_epi8(v, q)),
                                                          _mm_or_si128(_mm_cmpeq_epi8(v, lf), _mm_cmpeq_epi8(v, cr))),
                                             _mm_cmpeq_epi8(v, e));
            mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(hit))) << (16 * i);
        }
        return mask;
#else
        std::uint64_t mask = 0;
        for (int i = 0; i < 64; ++i) {
            const char c = p[i];
            mask |= static_cast<std::uint64_t>(c == delimiter_ || c == quote_ || c == escape_ || c == '\n' || c == '\r') << i;
        }
        return mask;
#endif
    }

    char delimiter_, quote_, escape_;
    const char* data_ = nullptr;
    std::size_t size_ = 0, block_ = 0;
    std::uint64_t mask_ = 0;
};

}  // namespace adscope::ingest
