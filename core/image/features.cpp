#include "core/image/features.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"

namespace adscope::image {
namespace {

constexpr std::size_t kColours = 5;
constexpr int kSide = 128;         // pictures are measured at this size: the same whatever they were saved at
constexpr double kSameColour = 5;  // colours nearer than this in Lab are one
constexpr double kPlain = 0.004;   // contrast under which a picture is of one colour

double square_distance(const Lab& a, const Lab& b) {
    return (a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b);
}

std::vector<Lab> lab_of(const Image& image) {
    std::vector<Lab> out(image.pixels.size() / 3);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = to_lab(&image.pixels[i * 3]);
    return out;
}

// Arthur and Vassilvitskii 2007: each next start with a chance by its square distance from those before it.
std::vector<Lab> starts_of(const std::vector<Lab>& pixels) {
    Random random(1, stream_id("image.palette"));
    std::vector<Lab> centres{pixels[random.below(pixels.size())]};
    std::vector<double> distance(pixels.size(), std::numeric_limits<double>::infinity());
    while (centres.size() < kColours) {
        double sum = 0;
        for (std::size_t i = 0; i < pixels.size(); ++i)
            sum += distance[i] = std::min(distance[i], square_distance(pixels[i], centres.back()));
        if (sum <= 0) break;
        double left = random.uniform() * sum;
        std::size_t pick = 0;
        while (pick + 1 < pixels.size() && (left -= distance[pick]) > 0) ++pick;
        centres.push_back(pixels[pick]);
    }
    return centres;
}

struct Cluster {
    Lab sum;
    std::size_t count = 0;
    Lab mean() const {
        const auto n = static_cast<double>(count);
        return {sum.l / n, sum.a / n, sum.b / n};
    }
    void add(const Lab& c, std::size_t n = 1) {
        const auto times = static_cast<double>(n);
        sum.l += c.l * times, sum.a += c.a * times, sum.b += c.b * times;
        count += n;
    }
};

std::vector<Cluster> clusters_of(const std::vector<Lab>& pixels) {
    std::vector<Lab> centres = starts_of(pixels);
    std::vector<Cluster> clusters;
    for (int round = 0; round < 20; ++round) {
        clusters.assign(centres.size(), {});
        for (const auto& p : pixels) {
            std::size_t nearest = 0;
            for (std::size_t c = 1; c < centres.size(); ++c)
                if (square_distance(p, centres[c]) < square_distance(p, centres[nearest])) nearest = c;
            clusters[nearest].add(p);
        }
        double moved = 0;
        for (std::size_t c = 0; c < centres.size(); ++c) {
            if (clusters[c].count == 0) continue;
            moved = std::max(moved, square_distance(centres[c], clusters[c].mean()));
            centres[c] = clusters[c].mean();
        }
        if (moved < 0.01) break;
    }
    return clusters;
}

std::vector<PaletteColour> palette_of(const std::vector<Lab>& pixels) {
    std::vector<Cluster> kept;
    for (const auto& c : clusters_of(pixels)) {
        if (c.count == 0) continue;
        const auto same =
            std::ranges::find_if(kept, [&](const Cluster& k) { return square_distance(k.mean(), c.mean()) < kSameColour * kSameColour; });
        if (same == kept.end()) kept.push_back(c);
        else same->add(c.mean(), c.count);
    }
    std::ranges::stable_sort(kept, [](const Cluster& a, const Cluster& b) { return a.count > b.count; });
    std::vector<PaletteColour> out;
    for (const auto& c : kept)
        out.push_back({to_rgb(c.mean()), c.mean(), static_cast<double>(c.count) / static_cast<double>(pixels.size()), name_of(c.mean())});
    return out;
}

// Calls f(x, y, gx, gy) for every inner pixel: Sobel's gradient of L*, in units of L* a pixel.
template <class F>
void each_gradient(const std::vector<Lab>& lab, int width, int height, const F& f) {
    const auto l = [&](int x, int y) {
        return lab[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)].l;
    };
    for (int y = 1; y + 1 < height; ++y)
        for (int x = 1; x + 1 < width; ++x) {
            const double gx = l(x + 1, y - 1) + 2 * l(x + 1, y) + l(x + 1, y + 1) - l(x - 1, y - 1) - 2 * l(x - 1, y) - l(x - 1, y + 1);
            const double gy = l(x - 1, y + 1) + 2 * l(x, y + 1) + l(x + 1, y + 1) - l(x - 1, y - 1) - 2 * l(x, y - 1) - l(x + 1, y - 1);
            f(x, y, gx / 8, gy / 8);
        }
}

double saturation_of(const Image& image) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < image.pixels.size(); i += 3) {
        const auto [low, high] = std::minmax({image.pixels[i], image.pixels[i + 1], image.pixels[i + 2]});
        sum += high == 0 ? 0 : static_cast<double>(high - low) / high;
    }
    return sum / (static_cast<double>(image.pixels.size()) / 3);
}

double edges_of(const std::vector<Lab>& lab, int width, int height) {
    constexpr double kEdge = 20;
    std::size_t edges = 0, all = 0;
    each_gradient(lab, width, height, [&](int, int, double gx, double gy) {
        ++all;
        edges += std::hypot(gx, gy) > kEdge;
    });
    return all == 0 ? 0 : static_cast<double>(edges) / static_cast<double>(all);
}

// Grey means of n x n equal boxes; a picture with fewer pixels than that repeats its own.
std::vector<double> grey_boxes(const Image& image, int n) {
    std::vector<double> out(static_cast<std::size_t>(n) * static_cast<std::size_t>(n));
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            const int y0 = static_cast<int>(std::int64_t{y} * image.height / n),
                      y1 = std::max(y0 + 1, static_cast<int>((std::int64_t{y} + 1) * image.height / n));
            const int x0 = static_cast<int>(std::int64_t{x} * image.width / n),
                      x1 = std::max(x0 + 1, static_cast<int>((std::int64_t{x} + 1) * image.width / n));
            double sum = 0;
            for (int sy = y0; sy < y1; ++sy)
                for (int sx = x0; sx < x1; ++sx) {
                    const auto* p = image.at(sx, sy);
                    sum += 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
                }
            out[static_cast<std::size_t>(y * n + x)] = sum / (static_cast<double>(y1 - y0) * (x1 - x0));
        }
    return out;
}

}  // namespace

ImageFeatures features_of(const Image& image) {
    ImageFeatures out;
    if (image.empty()) return out;
    out.width = image.width;
    out.height = image.height;
    const Image small = scaled_to_fit(image, kSide, kSide);
    const auto lab = lab_of(small);
    out.palette = palette_of(lab);
    double sum = 0, squares = 0;
    for (const auto& c : lab) {
        sum += c.l / 100;
        squares += c.l / 100 * (c.l / 100);
    }
    const auto n = static_cast<double>(lab.size());
    out.brightness = sum / n;
    out.contrast = std::sqrt(std::max(0.0, squares / n - out.brightness * out.brightness));
    out.saturation = saturation_of(small);
    out.edges = edges_of(lab, small.width, small.height);
    if (out.contrast > kPlain) out.hash = perceptual_hash(image);
    return out;
}

std::uint64_t perceptual_hash(const Image& image) {
    constexpr int kBoxes = 32, kLow = 8;
    const auto grey = grey_boxes(image, kBoxes);
    static const auto cosines = [] {
        std::array<double, kLow * kBoxes> t{};
        for (int u = 0; u < kLow; ++u)
            for (int x = 0; x < kBoxes; ++x)
                t[static_cast<std::size_t>(u * kBoxes + x)] = std::cos(3.14159265358979323846 * (2 * x + 1) * u / (2 * kBoxes));
        return t;
    }();
    std::array<double, kLow * kLow> low{};
    for (int v = 0; v < kLow; ++v)
        for (int u = 0; u < kLow; ++u)
            for (int y = 0; y < kBoxes; ++y) {
                double row = 0;
                for (int x = 0; x < kBoxes; ++x)
                    row += grey[static_cast<std::size_t>(y * kBoxes + x)] * cosines[static_cast<std::size_t>(u * kBoxes + x)];
                low[static_cast<std::size_t>(v * kLow + u)] += row * cosines[static_cast<std::size_t>(v * kBoxes + y)];
            }
    auto sorted = low;
    std::ranges::sort(sorted);
    const double median = (sorted[31] + sorted[32]) / 2;
    std::uint64_t hash = 0;
    for (const double v : low) hash = hash << 1 | (v > median);
    return hash;
}

std::vector<double> vector_of(const Image& image) {
    std::vector<double> out(kImageVector, 0.0);
    if (image.empty()) return out;
    const Image small = scaled_to_fit(image, kSide, kSide);
    const auto lab = lab_of(small);
    const auto box = [](double v, double low, double high) {
        return static_cast<std::size_t>(std::clamp((v - low) / (high - low) * 4, 0.0, 3.0));
    };
    for (const auto& c : lab) out[box(c.l, 0, 100) * 16 + box(c.a, -60, 60) * 4 + box(c.b, -60, 60)] += 1;
    each_gradient(lab, small.width, small.height, [&](int x, int y, double gx, double gy) {
        const double size = std::hypot(gx, gy);
        if (size < 1) return;
        const double turn = (std::atan2(gy, gx) / 3.14159265358979323846 + 1) * 4;  // 0 to 8
        const std::size_t quarter = (2 * y >= small.height ? 2u : 0u) + (2 * x >= small.width ? 1u : 0u);
        out[64 + quarter * 8 + static_cast<std::size_t>(turn) % 8] += size;
    });
    const double colours = std::accumulate(out.begin(), out.begin() + 64, 0.0), edges = std::accumulate(out.begin() + 64, out.end(), 0.0);
    const double parts = edges > 0 ? 2 : 1;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double whole = i < 64 ? colours : edges;
        out[i] = whole > 0 ? std::sqrt(out[i] / whole / parts) : 0;
    }
    return out;
}

}  // namespace adscope::image
