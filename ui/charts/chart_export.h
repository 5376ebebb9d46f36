// Pictures and numbers of a chart as bytes: PNG at twice the size, SVG, CSV, tab-separated text for the clipboard.
// Title and small line are part of the picture.
#pragma once

#include <QByteArray>
#include <QImage>

#include "core/base/job.h"
#include "ui/charts/canvas.h"

namespace adscope::ui {

QImage chart_image(std::shared_ptr<const Series> series, const ChartStyle& style, QSize size, double scale = 2);
QByteArray chart_svg(std::shared_ptr<const Series> series, const ChartStyle& style, QSize size);
QByteArray png_bytes(const QImage& image);
// Writes beside and renames: a file is whole or not there. Runs on a worker.
Result<QString> write_whole(const QString& path, const QByteArray& bytes);

}  // namespace adscope::ui
