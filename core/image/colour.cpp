#include <algorithm>
#include <cmath>

#include "core/image/features.h"

namespace adscope::image {
namespace {

// White of D65 under the 2 degree observer.
constexpr double kWhite[3] = {0.95047, 1.0, 1.08883};

double linear(std::uint8_t v) {
    static const auto table = [] {
        std::array<double, 256> t{};
        for (std::size_t i = 0; i < 256; ++i) {
            const double c = static_cast<double>(i) / 255;
            t[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        }
        return t;
    }();
    return table[v];
}

double lab_curve(double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; }
double lab_curve_back(double f) { return f > 6.0 / 29 ? f * f * f : (116 * f - 16) * 27 / 24389; }

std::uint8_t encoded(double v) {
    const double c = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::clamp(c * 255 + 0.5, 0.0, 255.0));
}

}  // namespace

Lab to_lab(const std::uint8_t* rgb) {
    const double r = linear(rgb[0]), g = linear(rgb[1]), b = linear(rgb[2]);
    const double x = lab_curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / kWhite[0]);
    const double y = lab_curve((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / kWhite[1]);
    const double z = lab_curve((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / kWhite[2]);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

std::array<std::uint8_t, 3> to_rgb(const Lab& lab) {
    const double fy = (lab.l + 16) / 116;
    const double x = kWhite[0] * lab_curve_back(fy + lab.a / 500), y = kWhite[1] * lab_curve_back(fy),
                 z = kWhite[2] * lab_curve_back(fy - lab.b / 200);
    return {encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z), encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)};
}

// By hue where there is enough chroma; bounds of hue set between the sRGB primaries and the colours of Okabe and Ito.
ColourName name_of(const Lab& c) {
    const double chroma = std::hypot(c.a, c.b);
    if (c.l < 18 && chroma < 20) return ColourName::black;
    if (chroma < 10) return c.l > 88 ? ColourName::white : c.l < 22 ? ColourName::black : ColourName::grey;
    double hue = std::atan2(c.b, c.a) * 180 / 3.14159265358979323846;
    if (hue < 0) hue += 360;
    if (hue < 15 || hue >= 335) return c.l > 55 || hue >= 335 ? ColourName::pink : ColourName::red;
    if (hue < 48) return c.l > 72 ? ColourName::pink : c.l < 40 && chroma < 45 ? ColourName::brown : ColourName::red;
    if (hue < 78) return c.l < 50 ? ColourName::brown : ColourName::orange;
    if (hue < 106) return c.l < 45 ? ColourName::brown : ColourName::yellow;
    if (hue < 168) return ColourName::green;
    if (hue < 215) return ColourName::teal;
    if (hue < 300) return ColourName::blue;
    return hue < 325 ? ColourName::purple : ColourName::pink;
}

Message words_of(ColourName name) {
    static constexpr std::array kIds{"black", "grey", "white", "red",    "orange", "yellow",
                                     "green", "teal", "blue",  "purple", "pink",   "brown"};
    return Message(std::string("ads.colour_") + kIds[static_cast<std::size_t>(name)]);
}

}  // namespace adscope::image
