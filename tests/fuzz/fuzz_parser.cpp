// Records of any text in any dialect: the same whether the text comes whole or in two pieces.
#include <cstdlib>
#include <string>
#include <vector>

#include "core/ingest/reader/parser.h"

using namespace adscope;
using namespace adscope::ingest;

namespace {

using Rows = std::vector<std::vector<std::string>>;

void take_all(RecordParser& parser, Rows& rows) {
    Record record;
    while (parser.next(record)) {
        rows.emplace_back(record.cells.begin(), record.cells.end());
        parser.forget();
    }
}

Rows parse(const Dialect& dialect, std::size_t width, std::string text, std::size_t cut) {
    RecordParser parser(dialect);
    parser.expect(width);
    Rows rows;
    std::string first = text.substr(0, cut);
    const std::size_t size = first.size();
    first.resize(size + Scanner::kPadding);
    parser.feed(first.data(), size, false);
    take_all(parser, rows);
    std::string rest = text.substr(parser.consumed());
    const std::size_t left = rest.size();
    rest.resize(left + Scanner::kPadding);
    parser.feed(rest.data(), left, true);
    take_all(parser, rows);
    return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) return 0;
    static constexpr char delimiters[] = {',', ';', '\t', '|', ' ', '\0', ':', '"'}, quotes[] = {'"', '\'', '\0', '"'},
                          escapes[] = {'\0', '\\', '^', '\0'};
    static const std::string rests[] = {"", " ", ",", "|"}, comments[] = {"", "#", "//", ""};
    Dialect d;
    d.delimiter = delimiters[data[0] % 8];
    d.quote = quotes[data[0] / 8 % 4];
    d.escape = escapes[data[0] / 32 % 4];
    d.delimiter_rest = d.delimiter ? rests[data[1] % 4] : "";
    d.comment = comments[data[1] / 4 % 4];
    const std::string text(reinterpret_cast<const char*>(data) + 4, size - 4);
    const std::size_t width = data[2] % 8, cut = size > 4 ? data[3] % (size - 3) : 0;
    const auto whole = parse(d, width, text, 0);
    // What is mended depends on how much of the text is there; the rest does not.
    if (width == 0 && parse(d, width, text, cut) != whole) std::abort();
    return 0;
}
