// A stretch of an input in memory: filled from behind, forgotten from the front.
#pragma once

#include <vector>

#include "core/ingest/reader/input.h"
#include "core/ingest/reader/scanner.h"

namespace adscope::ingest {

class TextWindow {
public:
    explicit TextWindow(Input& input) : input_(&input) {}

    // Reads up to `size` more bytes behind what is there. Scanner::kPadding bytes behind the text are readable.
    Result<void> fill(std::size_t size);
    // Takes `size` bytes away at the front.
    void drop(std::size_t size);

    const char* data() const { return buffer_.data(); }
    std::size_t size() const { return size_; }
    std::string_view text() const { return {buffer_.data(), size_}; }
    bool last() const { return last_; }    // the input has ended: nothing follows
    bool ascii() const { return ascii_; }  // the text holds nothing but ASCII

private:
    Input* input_;
    std::vector<char> buffer_;
    std::size_t size_ = 0;
    bool last_ = false, ascii_ = true;
};

}  // namespace adscope::ingest
