// The filter language (--where), and what --map takes as a role.
#include "core/ingest/import.h"
#include "core/workspace/filter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    (void)adscope::Filter::parse(text);
    (void)adscope::parse_role(text);
    return 0;
}
