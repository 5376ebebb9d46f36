#include "ui/pages/home/loop_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

void arrow(QPainter& p, const QPointF& from, const QPointF& bend, const QPointF& to, bool solid) {
    const Tokens& t = tokens();
    QPainterPath path(from);
    path.quadTo(bend, to);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(t.lineStrong, 1.5, solid ? Qt::SolidLine : Qt::DashLine));
    p.drawPath(path);
    const QPointF d = to - bend;
    const double length = std::max(1.0, std::hypot(d.x(), d.y()));
    const QPointF u = d / length, n(-u.y(), u.x());
    p.setPen(Qt::NoPen);
    p.setBrush(t.lineStrong);
    p.drawPolygon(QPolygonF({to, to - u * 9 + n * 4, to - u * 9 - n * 4}));
}

}  // namespace

void LoopPicture::setStations(const QList<Station>& stations) {
    stations_ = stations;
    QStringList words;
    for (const auto& s : stations) words << s.name + ": " + s.line;
    setAccessibleName(words.join("; "));
    update();
}

void LoopPicture::paintEvent(QPaintEvent*) {
    if (stations_.size() != 4) return;
    const Tokens& t = tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const double w = std::min(104.0, width() * 0.36), h = 44;
    const double left = w / 2 + 1, right = width() - w / 2 - 1, middle = width() / 2.0;
    const double top = h / 2 + 2, bottom = std::min(height() - h / 2 - 2.0, top + 170), centre = (top + bottom) / 2;
    const QPointF at[] = {{middle, top}, {right, centre}, {middle, bottom}, {left, centre}};
    const double dx = w / 2 + 4, dy = h / 2 + 4;
    arrow(p, at[0] + QPointF(dx, 4), {right, top + 4}, at[1] - QPointF(0, dy), stations_[1].there);
    arrow(p, at[1] + QPointF(0, dy), {right, bottom - 4}, at[2] + QPointF(dx, -4), stations_[1].there);
    arrow(p, at[2] - QPointF(dx, 4), {left, bottom - 4}, at[3] + QPointF(0, dy), stations_[3].there);
    arrow(p, at[3] - QPointF(0, dy), {left, top + 4}, at[0] - QPointF(dx, -4), stations_[3].there);
    for (int i = 0; i < 4; ++i) {
        const QRectF box(at[i].x() - w / 2, at[i].y() - h / 2, w, h);
        p.setPen(QPen(stations_[i].there ? t.accent : t.lineStrong, 1));
        p.setBrush(stations_[i].there ? t.accentWeak : t.surface);
        p.drawRoundedRect(box, 4, 4);
        p.setFont(ui::font(Type::body, true));
        p.setPen(t.text1);
        p.drawText(box.adjusted(4, 3, -4, -h / 2 + 2), Qt::AlignCenter, stations_[i].name);
        p.setFont(ui::font(Type::small));
        p.setPen(t.text2);
        p.drawText(box.adjusted(3, h / 2 - 3, -3, -3), Qt::AlignCenter,
                   p.fontMetrics().elidedText(stations_[i].line, Qt::ElideRight, static_cast<int>(w) - 6));
    }
}

}  // namespace adscope::ui
