// What can be measured on a picture: colours, light, edges, and numbers by which pictures are compared. Nothing is recognised.
#pragma once

#include <array>
#include <bit>
#include <optional>

#include "core/image/image.h"

namespace adscope::image {

// CIE L*a*b* of D65: L from 0 to 100.
struct Lab {
    double l = 0, a = 0, b = 0;
};
Lab to_lab(const std::uint8_t* rgb);
std::array<std::uint8_t, 3> to_rgb(const Lab& lab);

// Families of colours that people search by.
enum class ColourName { black, grey, white, red, orange, yellow, green, teal, blue, purple, pink, brown };
ColourName name_of(const Lab& colour);
Message words_of(ColourName name);

struct PaletteColour {
    std::array<std::uint8_t, 3> rgb{};
    Lab lab;
    double share = 0;  // of the pixels
    ColourName name = ColourName::grey;
};

struct ImageFeatures {
    int width = 0, height = 0;           // of the file
    std::vector<PaletteColour> palette;  // at most five, by share, descending; shares sum to 1
    double brightness = 0;               // mean of L* / 100
    double contrast = 0;                 // standard deviation of L* / 100 (Peli 1990, RMS contrast)
    double saturation = 0;               // mean of S of HSV
    double edges = 0;                    // share of pixels whose Sobel gradient of L* is over 20 a pixel
    std::optional<std::uint64_t> hash;   // none for a picture of one plain colour: it would be like every other such
};

// k-means over Lab from seeded starts (k-means++): the same picture has the same features everywhere.
ImageFeatures features_of(const Image& image);

// pHash: discrete cosine transform of 32 x 32 grey means, 8 x 8 lowest frequencies against their median; bits row by row, the first the
// highest. Differences of a few of its 64 bits are a picture saved, scaled or brightened again (Zauner 2010).
std::uint64_t perceptual_hash(const Image& image);
inline int hash_distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

// A vector of unit length for cosines of pictures: square roots of the shares of 4 x 4 x 4 boxes of Lab, and of the directions of edges
// (8) in each quarter of the picture; both halves weigh the same.
inline constexpr std::size_t kImageVector = 64 + 32;
std::vector<double> vector_of(const Image& image);

}  // namespace adscope::image
