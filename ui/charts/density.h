// Where many points lie, as a picture: counts on a grid of cells, darker where there are more (logarithmic).
#pragma once

#include <QColor>
#include <QImage>

#include "core/base/job.h"
#include "core/base/series.h"

namespace adscope::ui {

struct DensityRequest {
    std::shared_ptr<const Series> series;
    double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
    int width = 0, height = 0;  // pixels of the plot
    int cell = 3;               // pixels of a cell's side
    QColor color;
};
// A picture of width x height pixels; made on a worker. Cancelled: an Error of that code.
Result<QImage> density_image(const DensityRequest& request, const JobContext& job = {});

}  // namespace adscope::ui
