// Pictures drawn by a test and their files: BMP by hand, no library that is under test.
#pragma once

#include <functional>

#include "core/image/image.h"

namespace adscope::testing {

inline image::Image picture(int width, int height, const std::function<std::array<std::uint8_t, 3>(int, int)>& colour) {
    image::Image out{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const auto c : colour(x, y)) out.pixels.push_back(c);
    return out;
}

// 24 bits a pixel, rows from the bottom, padded to four bytes.
inline std::string bmp(const image::Image& image) {
    const auto put = [](std::string& s, std::uint32_t v, int bytes) {
        for (int i = 0; i < bytes; ++i) s.push_back(static_cast<char>(v >> (8 * i) & 0xff));
    };
    const std::size_t row = (static_cast<std::size_t>(image.width) * 3 + 3) / 4 * 4;
    std::string out = "BM";
    put(out, static_cast<std::uint32_t>(54 + row * static_cast<std::size_t>(image.height)), 4);
    put(out, 0, 4), put(out, 54, 4), put(out, 40, 4);
    put(out, static_cast<std::uint32_t>(image.width), 4), put(out, static_cast<std::uint32_t>(image.height), 4);
    put(out, 1, 2), put(out, 24, 2), put(out, 0, 4), put(out, 0, 4), put(out, 2835, 4), put(out, 2835, 4), put(out, 0, 4), put(out, 0, 4);
    for (int y = image.height - 1; y >= 0; --y) {
        std::string line;
        for (int x = 0; x < image.width; ++x) {
            const auto* p = image.at(x, y);
            for (int c = 2; c >= 0; --c) line.push_back(static_cast<char>(p[c]));
        }
        line.resize(row);
        out += line;
    }
    return out;
}

}  // namespace adscope::testing
