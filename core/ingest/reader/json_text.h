// Whether a text is one JSON document (RFC 8259), and where it is not.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace adscope::ingest {

enum class JsonFault { end, value, text, number, comma_or_end, name, colon, escape, control, utf8, deep, after };

struct JsonFaultAt {
    JsonFault what;
    std::size_t offset = 0;
};

// Nothing: the text is a document, with nothing but blanks around it. Deeper than 1000 levels is a fault of its own.
std::optional<JsonFaultAt> json_fault(std::string_view text);

}  // namespace adscope::ingest
