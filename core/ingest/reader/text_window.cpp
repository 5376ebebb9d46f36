#include "core/ingest/reader/text_window.h"

#include <cstring>

namespace adscope::ingest {
namespace {

bool is_ascii(const char* p, std::size_t size) {
    std::uint64_t any = 0;
    std::size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        std::uint64_t word;
        std::memcpy(&word, p + i, 8);
        any |= word;
    }
    for (; i < size; ++i) any |= static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) & 0x80;
    return !(any & 0x8080808080808080ULL);
}

}  // namespace

Result<void> TextWindow::fill(std::size_t size) {
    const std::size_t goal = size_ + size;
    if (buffer_.size() < goal + Scanner::kPadding) buffer_.resize(goal + Scanner::kPadding);
    while (size_ < goal) {
        ADSCOPE_ASSIGN(n, input_->read(buffer_.data() + size_, goal - size_));
        if (n == 0) {
            last_ = true;
            break;
        }
        ascii_ = ascii_ && is_ascii(buffer_.data() + size_, n);
        size_ += n;
    }
    return {};
}

void TextWindow::drop(std::size_t size) {
    if (size == 0) return;
    std::memmove(buffer_.data(), buffer_.data() + size, size_ - size);
    size_ -= size;
    ascii_ = is_ascii(buffer_.data(), size_);
}

}  // namespace adscope::ingest
