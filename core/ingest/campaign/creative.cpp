// Creatives: flat pictures of 320 x 180 that differ by advertiser (colours), topic (form) and ad (arrangement).
#include <array>
#include <cmath>
#include <vector>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

#include "core/base/hash.h"
#include "core/ingest/campaign/world.h"

namespace adscope::campaign {
namespace {

constexpr int kWidth = 320, kHeight = 180;

struct Colour {
    double r, g, b;
};

Colour from_hue(double hue, double saturation, double value) {
    const auto channel = [&](double shift) {
        const double k = std::fmod(shift + hue * 6, 6.0);
        return value - value * saturation * std::clamp(std::min(k, 4 - k), 0.0, 1.0);
    };
    return {channel(5), channel(3), channel(1)};
}

class Picture {
public:
    explicit Picture(Colour background) : pixels_(kWidth * kHeight, background) {}

    // Blends `colour` where coverage(x, y) in [0, 1] says so, sampled 2 x 2 for smooth edges.
    template <class Inside>
    void fill(Colour colour, Inside inside) {
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                double coverage = 0;
                for (int s = 0; s < 4; ++s) coverage += inside(x + 0.25 + 0.5 * (s & 1), y + 0.25 + 0.5 * (s >> 1)) ? 0.25 : 0;
                auto& p = pixels_[static_cast<std::size_t>(y * kWidth + x)];
                p = {p.r + coverage * (colour.r - p.r), p.g + coverage * (colour.g - p.g), p.b + coverage * (colour.b - p.b)};
            }
    }
    std::string png() const {
        std::vector<unsigned char> bytes;
        for (const auto& p : pixels_)
            for (double v : {p.r, p.g, p.b}) bytes.push_back(static_cast<unsigned char>(std::lround(255 * std::clamp(v, 0.0, 1.0))));
        std::string out;
        stbi_write_png_to_func(
            [](void* to, void* data, int size) {
                static_cast<std::string*>(to)->append(static_cast<char*>(data), static_cast<std::size_t>(size));
            },
            &out, kWidth, kHeight, 3, bytes.data(), kWidth * 3);
        return out;
    }

private:
    std::vector<Colour> pixels_;
};

// Inside a regular star or polygon: `points` corners, inner radius as a share of the outer.
bool in_star(double x, double y, double cx, double cy, double radius, int points, double inner, double turn) {
    const double dx = x - cx, dy = y - cy, r = std::hypot(dx, dy);
    const double step = 3.14159265358979 / points;
    double a = std::fmod(std::atan2(dy, dx) + turn + 20 * 3.14159265358979, 2 * step);
    if (a > step) a = 2 * step - a;
    // The edge from the outer corner (radius, 0) to the inner corner at angle `step`.
    const double ix = inner * radius * std::cos(step), iy = inner * radius * std::sin(step);
    const double px = r * std::cos(a), py = r * std::sin(a);
    return (ix - radius) * py - iy * (px - radius) > 0;
}

}  // namespace

std::string draw_creative(const Ad& ad, std::uint64_t seed) {
    Random random(seed, hash64(ad.key));
    const double hue = static_cast<double>(hash64(ad.advertiser) % 997) / 997;
    Picture picture(from_hue(hue, ad.format == 2 ? 0.75 : 0.22, ad.format == 2 ? 0.35 : 0.97));
    const Colour strong = from_hue(hue, 0.75, ad.format == 2 ? 0.95 : 0.75), second = from_hue(std::fmod(hue + 0.42, 1.0), 0.6, 0.95);
    const double cx = 90 + 140 * random.uniform(), cy = 80 + 20 * random.uniform(), radius = 44 + 22 * random.uniform(),
                 turn = random.uniform() * 3;
    picture.fill(second, [&](double x, double y) { return y > 150 - 12 * std::sin(x / 60 + turn); });
    const int corners = 3 + ad.topic % 6;
    const double inner = ad.topic < 6 ? 0.5 : std::cos(3.14159265358979 / corners);
    picture.fill(strong, [&](double x, double y) { return in_star(x, y, cx, cy, radius, corners, inner, turn); });
    const int dots = 3 + static_cast<int>(random.below(5));
    for (int i = 0; i < dots; ++i) {
        const double x0 = 320 * random.uniform(), y0 = 130 * random.uniform(), r0 = 5 + 12 * random.uniform();
        const Colour colour = i % 2 ? second : strong;
        picture.fill(colour, [&](double x, double y) {
            return ad.topic % 2 ? std::hypot(x - x0, y - y0) < r0 : std::abs(x - x0) + std::abs(y - y0) < r0;
        });
    }
    // Two bars where a headline would stand.
    const Colour bar = ad.format == 2 ? Colour{1, 1, 1} : from_hue(hue, 0.4, 0.25);
    picture.fill(bar,
                 [&](double x, double y) { return (x > 20 && x < 130 && y > 156 && y < 162) || (x > 20 && x < 96 && y > 168 && y < 172); });
    return picture.png();
}

}  // namespace adscope::campaign
