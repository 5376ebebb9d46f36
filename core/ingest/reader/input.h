// The bytes of a file as text: plain, .gz or .zst (told by their first bytes), or standard input, decoded to UTF-8.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/job.h"
#include "core/base/result.h"

namespace adscope::ingest {

class Input {
public:
    // `path` "-" is standard input. `encoding` empty: told from the first bytes. A missing file, a folder and a file that may not be read
    // have their own errors; an encoding that ICU does not know is wrong usage. A byte order mark of UTF-16 or UTF-32
    // overrides every encoding.
    static Result<std::unique_ptr<Input>> open(const std::string& path, const std::string& encoding, const JobContext& job);
    ~Input();

    // Up to `size` bytes of UTF-8 text; 0 at the end. A damaged or cut compressed file is an error.
    Result<std::size_t> read(char* into, std::size_t size);

    // Before anything was read: the first bytes as they are (unpacked, not decoded), and another encoding than the one told.
    std::string_view head() const;
    Result<void> decode_as(const std::string& encoding);
    bool packed() const;  // .gz or .zst

    // How much of the stored bytes has been read, 0 to 1; negative when the size is not known.
    double fraction() const;
    std::uint64_t stored_bytes() const;  // read so far
    // SHA-256 of the stored bytes (before decompression), once the end was reached.
    std::string sha256();
    const std::string& encoding() const;  // as it was decoded
    bool byte_order_mark() const;         // one was there, and was taken away

private:
    struct Impl;
    explicit Input(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace adscope::ingest
