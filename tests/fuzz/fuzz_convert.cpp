// Any bytes as a file: converted to RFC 4180, and previewed.
#include <limits>

#include "core/ingest/import.h"
#include "tests/fuzz/memory_file.h"

using namespace adscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::MemoryFile file(data, size);
    PreviewRequest request;
    request.path = file.path();
    request.rows = std::numeric_limits<std::size_t>::max();
    (void)convert_to_csv(
        request, [](std::string_view) {}, [](std::string_view) {});
    request.rows = 5;
    (void)preview(request);
    return 0;
}
