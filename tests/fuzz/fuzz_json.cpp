// JSON: what the check calls a document is read, and what is read is one.
#include <cstdlib>

#include "core/ingest/reader/json_table.h"
#include "core/ingest/reader/json_text.h"
#include "tests/fuzz/memory_file.h"

using namespace adscope;
using namespace adscope::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::MemoryFile file(data, size);
    auto input = Input::open(file.path(), "UTF-8", {});
    if (!input) return 0;
    const auto table = spool_json(*input, {file.path(), "data.json", {{"encoding", "UTF-8"}}, ~std::uint64_t{0}, false}, {});
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const bool marked = text.starts_with("\xef\xbb\xbf") || text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") ||
                        text.starts_with("\x1f\x8b") || text.starts_with("\x28\xb5\x2f\xfd") ||
                        (size > 1 && text.substr(0, 2) == std::string_view("\0\0", 2));
    if (!marked && !json_fault(text) && !table) std::abort();
    return 0;
}
