// Which encoding a text is in, told from its first bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace adscope::ingest {

struct ByteOrderMark {
    std::string_view encoding;  // an ICU name
    std::size_t size = 0;       // in bytes
};
std::optional<ByteOrderMark> byte_order_mark(std::string_view bytes);

// An ICU name: UTF-8 (also for plain ASCII), UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE, GB18030, Big5, Shift_JIS, EUC-KR,
// ISO-8859-1, windows-1252 or what else ICU's detector is sure of. A byte order mark decides; else validity does, and
// among the encodings of East Asia the share of common characters.
std::string detect_encoding(std::string_view bytes);

}  // namespace adscope::ingest
