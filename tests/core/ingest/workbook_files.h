// Workbooks for tests: archives written part by part.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adscope::testing {

inline std::uint32_t zip_check(std::string_view bytes) {
    std::uint32_t c = ~std::uint32_t{0};
    for (const char b : bytes) {
        c ^= static_cast<unsigned char>(b);
        for (int i = 0; i < 8; ++i) c = (c >> 1) ^ (c & 1 ? 0xedb88320u : 0);
    }
    return ~c;
}

// Parts as they are, not packed.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string out, directory;
    const auto number = [](std::string& to, std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i) to += static_cast<char>(value >> (8 * i) & 255);
    };
    for (const auto& [name, data] : parts) {
        std::string common;
        number(common, 20, 2), number(common, 0, 4), number(common, 0, 4);  // version, flags and method, time
        number(common, zip_check(data), 4), number(common, data.size(), 4), number(common, data.size(), 4);
        number(common, name.size(), 2), number(common, 0, 2);
        directory += "PK\x01\x02";
        number(directory, 20, 2);
        directory += common;
        number(directory, 0, 2), number(directory, 0, 2), number(directory, 0, 2), number(directory, 0, 4);
        number(directory, out.size(), 4);
        directory += name;
        out += "PK\x03\x04" + common + name + data;
    }
    const auto at = out.size();
    out += directory + "PK\x05\x06";
    number(out, 0, 4), number(out, parts.size(), 2), number(out, parts.size(), 2);
    number(out, directory.size(), 4), number(out, at, 4), number(out, 0, 2);
    return out;
}

inline std::string ods_of(const std::string& tables) {
    return zip_of(
        {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
         {"content.xml",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">"
          "<office:body><office:spreadsheet>" +
              tables + "</office:spreadsheet></office:body></office:document-content>"}});
}

}  // namespace adscope::testing
