#include "ui/charts/chart_export.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QSaveFile>
#include <QSvgGenerator>

#include "ui/charts/density.h"

namespace adscope::ui {
namespace {

void paint_all(QPainter& p, std::shared_ptr<const Series> series, const ChartStyle& style, QSize size) {
    const Tokens& t = style.tokens ? *style.tokens : tokens();
    const double margin = 16, width = size.width() - 2 * margin;
    p.fillRect(QRectF(QPointF(0, 0), QSizeF(size)), t.surface);
    double y = margin - 4;
    const auto line = [&](const Message& message, const QFont& f, const QColor& c, double leading) {
        const QString text = words(message, style.words.language);
        if (text.isEmpty()) return;
        p.setFont(f);
        p.setPen(c);
        const QRectF box = QFontMetricsF(f).boundingRect(QRectF(margin, y, width, 200), Qt::TextWordWrap, text);
        p.drawText(QRectF(margin, y, width, box.height() + 4), Qt::TextWordWrap, text);
        y += std::max(leading, box.height());
    };
    line(series->title, font(Type::cardTitle, true), t.text1, 20);
    line(series->subtitle, font(Type::small), t.text2, 16);
    y += 8;
    auto canvas = ChartCanvas::make(series, style);
    canvas->layout(QRectF(margin, y, width, size.height() - y - margin / 2));
    if (!canvas->empty() && canvas->wantsDensity()) {
        const QRectF plot = canvas->plot();
        const Scale sx = canvas->xScale(), sy = canvas->yScale();
        auto image = density_image(
            {series, sx.low, sx.high, sy.low, sy.high, static_cast<int>(plot.width()), static_cast<int>(plot.height()), 2, t.series1});
        if (image) canvas->setDensity(*image);
    }
    canvas->paint(p);
}

}  // namespace

QImage chart_image(std::shared_ptr<const Series> series, const ChartStyle& style, QSize size, double scale) {
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::white);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    paint_all(p, std::move(series), style, size);
    return image;
}

QByteArray chart_svg(std::shared_ptr<const Series> series, const ChartStyle& style, QSize size) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(0, 0), size));
    svg.setResolution(96);
    svg.setTitle(words(series->title, style.words.language));
    svg.setDescription(words(series->subtitle, style.words.language));
    QPainter p(&svg);
    paint_all(p, std::move(series), style, size);
    p.end();
    return buffer.data();
}

QByteArray png_bytes(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

Result<QString> write_whole(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error(ErrorCode::io, "base.file_write", {{"path", path.toStdString()}, {"cause", file.errorString().toStdString()}});
    return path;
}

}  // namespace adscope::ui
