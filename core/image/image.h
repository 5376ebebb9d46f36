// Pictures from files that nobody vouches for: looked up by strict rules, measured before they are decoded, decoded within limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.h"

namespace adscope {
class Database;
}

namespace adscope::image {

// Rows from the top, pixels from the left, red green blue, 8 bits of sRGB each. What was transparent lies on white.
struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> pixels;  // width * height * 3

    bool empty() const { return width == 0; }
    const std::uint8_t* at(int x, int y) const {
        return pixels.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3;
    }
};

struct Limits {
    std::size_t bytes = 32u << 20;     // of the file
    int side = 16384;                  // pixels a side
    std::int64_t pixels = 25'000'000;  // width * height
};

// PNG, JPEG and BMP. Errors: invalid_input for another kind or damage, refused for one that is over a limit (known before any pixel is
// decoded), out_of_memory, cancelled.
Result<Image> decode(std::string_view bytes, const Limits& limits = {}, const JobContext& job = {});

// Each pixel of the answer is the mean of those it covers. Never larger than the picture itself, at least 1 x 1.
Image scaled_to_fit(const Image& image, int width, int height);

// Folders in which the values of an image field are looked up: those of the files that ads and events were imported from, then the
// workspace's own.
Result<std::vector<std::string>> image_folders(Database& database);

// The bytes that a value of an image field stands for: a path below one of the folders, or a data value ("data:image/png;base64,...").
// A network address, an absolute path and one that leaves its folder (also by a link) are refused: a log decides no more than which
// picture beside it is shown. Errors: refused, not_found, invalid_input, io.
Result<std::string> read_image(const std::string& value, const std::vector<std::string>& folders, const Limits& limits = {});

// Both of the above.
Result<Image> load_image(const std::string& value, const std::vector<std::string>& folders, const Limits& limits = {},
                         const JobContext& job = {});

}  // namespace adscope::image
