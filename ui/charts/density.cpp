#include "ui/charts/density.h"

#include <algorithm>
#include <cmath>

namespace adscope::ui {

Result<QImage> density_image(const DensityRequest& r, const JobContext& job) {
    const int columns = std::max(1, (r.width + r.cell - 1) / r.cell), rows = std::max(1, (r.height + r.cell - 1) / r.cell);
    std::vector<std::uint32_t> counts(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    std::uint32_t most = 1;
    std::size_t seen = 0;
    for (const auto& trace : r.series->traces)
        for (const auto& q : trace.points) {
            if ((++seen & 0xffff) == 0 && job.cancelled()) return Error::cancelled();
            const double x = (q.x - r.x_low) / (r.x_high - r.x_low), y = (q.y - r.y_low) / (r.y_high - r.y_low);
            if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) continue;
            const int c = std::min(columns - 1, static_cast<int>(x * columns)), d = std::min(rows - 1, static_cast<int>((1 - y) * rows));
            most = std::max(most, ++counts[static_cast<std::size_t>(d) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c)]);
        }
    QImage small(columns, rows, QImage::Format_ARGB32_Premultiplied);
    small.fill(Qt::transparent);
    const double scale = 1.0 / std::log1p(static_cast<double>(most));
    for (int d = 0; d < rows; ++d)
        for (int c = 0; c < columns; ++c) {
            const std::uint32_t n = counts[static_cast<std::size_t>(d) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c)];
            if (n == 0) continue;
            QColor color = r.color;
            color.setAlphaF(static_cast<float>(0.18 + 0.82 * std::log1p(static_cast<double>(n)) * scale));
            small.setPixelColor(c, d, color);
        }
    return small.scaled(std::max(1, r.width), std::max(1, r.height), Qt::IgnoreAspectRatio, Qt::FastTransformation);
}

}  // namespace adscope::ui
