#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#include <stb/stb_image.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/image/image.h"

namespace adscope::image {
namespace {

bool is_png(std::string_view b) { return b.starts_with("\x89PNG\r\n\x1a\n"); }
bool is_jpeg(std::string_view b) { return b.starts_with("\xff\xd8\xff"); }
bool is_bmp(std::string_view b) { return b.starts_with("BM"); }

// A progressive JPEG may repeat its scans, each of which walks over the whole picture, for a few bytes a time.
bool has_too_many_scans(std::string_view bytes) {
    constexpr int kMostScans = 64;
    int scans = 0;
    for (std::size_t at = bytes.find("\xff\xda"); at != std::string_view::npos; at = bytes.find("\xff\xda", at + 2))
        if (++scans > kMostScans) return true;
    return false;
}

// Bytes handed out a piece at a time: a cancel is an end of the file.
struct Source {
    std::string_view left;
    const JobContext* job;
};
int read_some(void* user, char* out, int size) {
    auto& s = *static_cast<Source*>(user);
    if (s.job->cancelled()) return 0;
    const auto n = std::min(static_cast<std::size_t>(std::max(size, 0)), s.left.size());
    std::memcpy(out, s.left.data(), n);
    s.left.remove_prefix(n);
    return static_cast<int>(n);
}
void skip_some(void* user, int n) {
    auto& s = *static_cast<Source*>(user);
    if (n > 0) s.left.remove_prefix(std::min(static_cast<std::size_t>(n), s.left.size()));
}
int at_end(void* user) {
    const auto& s = *static_cast<Source*>(user);
    return s.left.empty() || s.job->cancelled();
}
constexpr stbi_io_callbacks kReads{read_some, skip_some, at_end};

std::vector<std::uint8_t> over_white(const std::uint8_t* rgba, std::size_t count) {
    std::vector<std::uint8_t> out(count * 3);
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned alpha = rgba[i * 4 + 3];
        for (std::size_t c = 0; c < 3; ++c)
            out[i * 3 + c] = static_cast<std::uint8_t>((rgba[i * 4 + c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    return out;
}

}  // namespace

Result<Image> decode(std::string_view bytes, const Limits& limits, const JobContext& job) {
    if (bytes.size() > limits.bytes) return Error(ErrorCode::refused, "ads.image_bytes", {{"found", bytes.size()}, {"most", limits.bytes}});
    if (!is_png(bytes) && !is_jpeg(bytes) && !is_bmp(bytes)) return Error(ErrorCode::invalid_input, "ads.image_kind");
    int width = 0, height = 0, channels = 0;
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    if (!stbi_info_from_memory(data, static_cast<int>(bytes.size()), &width, &height, &channels) || width <= 0 || height <= 0)
        return Error(ErrorCode::invalid_input, "ads.image_damaged");
    if (width > limits.side || height > limits.side || std::int64_t{width} * height > limits.pixels)
        return Error(ErrorCode::refused, "ads.image_pixels", {{"width", width}, {"height", height}, {"most", limits.pixels}});
    if (is_jpeg(bytes) && has_too_many_scans(bytes)) return Error(ErrorCode::refused, "ads.image_scans");
    if (job.cancelled()) return Error::cancelled();
    Source source{bytes, &job};
    int w = 0, h = 0;
    const std::unique_ptr<stbi_uc, void (*)(void*)> rgba(stbi_load_from_callbacks(&kReads, &source, &w, &h, &channels, 4), stbi_image_free);
    if (job.cancelled()) return Error::cancelled();
    if (!rgba && std::strcmp(stbi_failure_reason(), "outofmem") == 0) return Error(ErrorCode::out_of_memory, "ads.image_memory");
    if (!rgba || w != width || h != height) return Error(ErrorCode::invalid_input, "ads.image_damaged");
    return Image{w, h, over_white(rgba.get(), static_cast<std::size_t>(w) * static_cast<std::size_t>(h))};
}

Image scaled_to_fit(const Image& image, int width, int height) {
    if (image.empty()) return {};
    const double factor =
        std::min({1.0, static_cast<double>(std::max(width, 1)) / image.width, static_cast<double>(std::max(height, 1)) / image.height});
    Image out;
    out.width = std::max(1, static_cast<int>(image.width * factor + 0.5));
    out.height = std::max(1, static_cast<int>(image.height * factor + 0.5));
    out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 3);
    // Box of source pixels [y0, y1) x [x0, x1) of each target pixel; never empty, since nothing is enlarged.
    const auto edge = [](int i, int from, int to) { return static_cast<int>(std::int64_t{i} * from / to); };
    std::uint8_t* target = out.pixels.data();
    for (int y = 0; y < out.height; ++y) {
        const int y0 = edge(y, image.height, out.height), y1 = edge(y + 1, image.height, out.height);
        for (int x = 0; x < out.width; ++x, target += 3) {
            const int x0 = edge(x, image.width, out.width), x1 = edge(x + 1, image.width, out.width);
            std::uint64_t sum[3]{};
            for (int sy = y0; sy < y1; ++sy)
                for (const std::uint8_t *p = image.at(x0, sy), *end = p + std::ptrdiff_t{x1 - x0} * 3; p < end; p += 3)
                    for (int c = 0; c < 3; ++c) sum[c] += p[c];
            const auto n = static_cast<std::uint64_t>(y1 - y0) * static_cast<std::uint64_t>(x1 - x0);
            for (int c = 0; c < 3; ++c) target[c] = static_cast<std::uint8_t>((sum[c] + n / 2) / n);
        }
    }
    return out;
}

}  // namespace adscope::image
