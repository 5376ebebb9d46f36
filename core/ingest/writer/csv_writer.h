// Rows as RFC 4180: commas, CRLF, quotes where a value needs them, doubled quotes inside.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace adscope::ingest {

class CsvWriter {
public:
    // `out` receives chunks of about a mebibyte.
    explicit CsvWriter(const std::function<void(std::string_view)>& out) : out_(out) {}

    // A row of exactly `width` cells: short ones are filled with empty cells, empty cells beyond it are left out.
    template <class CellsLike>
    void row(const CellsLike& cells, std::size_t width) {
        for (std::size_t c = 0; c < width; ++c) {
            if (c > 0) text_ += ',';
            if (c < cells.size()) cell(cells[c], width == 1);
            else if (width == 1) text_ += "\"\"";
        }
        text_ += "\r\n";
        if (text_.size() >= kChunk) flush();
    }
    void flush() {
        if (!text_.empty()) out_(text_);
        text_.clear();
    }

private:
    static constexpr std::size_t kChunk = 1 << 20;

    void cell(std::string_view value, bool alone) {
        // A lone empty cell is quoted, since an empty line is no row.
        if (value.find_first_of(",\"\r\n") == std::string_view::npos && !(value.empty() && alone)) {
            text_ += value;
            return;
        }
        text_ += '"';
        for (const char c : value) {
            if (c == '"') text_ += '"';
            text_ += c;
        }
        text_ += '"';
    }

    std::function<void(std::string_view)> out_;
    std::string text_;
};

}  // namespace adscope::ingest
