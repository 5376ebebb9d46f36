// The documents of a JSON text one after the other: one a line (JSON Lines), the elements of an outer array, or a single one.
// No more of the text is in memory than one of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/job.h"
#include "core/ingest/reader/json_text.h"
#include "core/ingest/reader/text_window.h"

namespace adscope::ingest {

struct JsonDocument {
    std::string_view text;    // simdjson's padding is readable behind it
    std::uint64_t place = 0;  // its line; the number of an element where elements have no lines of their own
    bool fault = false;       // no document: a line of JSON Lines behind the first
};

class JsonStream {
public:
    JsonStream(Input& input, std::string shown) : input_(input), window_(input), shown_(std::move(shown)) {}

    // Looks at the beginning; false: this is no JSON. `named`: the name of the file says that it is.
    Result<bool> tell(bool named);
    bool lines() const { return lines_; }
    // Every document until `take` has enough. A fault is an error that names its place, but for lines behind the first, which
    // are given as faults.
    Result<void> each(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job);
    // The fault so many bytes behind the beginning of the document that was given last.
    Error fault_at(std::size_t offset, JsonFault what) const;

private:
    Result<void> each_line(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job);
    Result<void> each_element(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job);
    Result<void> single(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job);
    Result<bool> more(const JobContext& job);
    Result<bool> skip_blanks(const JobContext& job);
    Result<std::size_t> element_end(const JobContext& job);
    bool elements_have_lines(std::size_t end) const;
    void pass(std::size_t size);

    Input& input_;
    TextWindow window_;
    std::string shown_;
    std::size_t at_ = 0;      // of the window: what was taken
    std::uint64_t line_ = 1;  // of at_
    std::size_t column_ = 1;  // of at_, in bytes
    bool lines_ = false;
};

}  // namespace adscope::ingest
