// Encoding, dialect, header and preamble of any bytes.
#include "core/ingest/reader/cell_kind.h"
#include "core/ingest/reader/encoding.h"
#include "core/ingest/reader/sniff.h"

using namespace adscope::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    detect_encoding(text);
    looks_binary(text);
    cell_kind(text);
    for (const bool whole : {true, false}) {
        const auto dialect = sniff(text, whole, {});
        if (!dialect) continue;
        const auto rows = parse_sample(text.substr(line_start(text, dialect->skipped_lines)), *dialect, whole, 100);
        join_header(rows, header_rows(rows));
        number_columns(rows, 1);
    }
    return 0;
}
