#include "ui/pages/recommend/rank_change.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/tokens.h"

namespace adscope::ui {

void RankChange::setLists(const QList<Entry>& before, const QList<Entry>& after) {
    before_ = before;
    after_ = after;
    QStringList spoken;
    for (int i = 0; i < after.size(); ++i) spoken << QString("%1. %2").arg(i + 1).arg(after[i].title);
    setAccessibleName(tr("The list after the click"));
    setAccessibleDescription(spoken.join("; "));
    update();
}

void RankChange::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    p.setFont(ui::font(Type::body));
    p.setPen(t.text2);
    const double column = std::min(240.0, width() * 0.34), left = 0, right = width() - column;
    p.drawText(QRectF(left, 0, column, 20), Qt::AlignLeft, tr("before the click"));
    p.drawText(QRectF(right, 0, column, 20), Qt::AlignLeft, tr("after the click"));
    const int n = std::max(before_.size(), after_.size());
    if (n == 0) return;
    const double step = std::min(28.0, (height() - 26.0) / n);
    const auto y = [&](int i) { return 26 + step * i + step / 2; };
    const auto text = [&](double x, int i, const Entry& e, bool bold, bool gone) {
        QFont f = ui::font(Type::body, bold);
        f.setStrikeOut(gone);
        p.setFont(f);
        p.setPen(gone ? t.text3 : t.text1);
        p.drawText(QRectF(x, y(i) - step / 2, column - 8, step), Qt::AlignLeft | Qt::AlignVCenter,
                   QString::number(i + 1) + "  " + p.fontMetrics().elidedText(e.title, Qt::ElideRight, static_cast<int>(column - 40)));
    };
    const auto place = [](const QList<Entry>& list, std::uint32_t ad) {
        for (int i = 0; i < list.size(); ++i)
            if (list[i].ad == ad) return i;
        return -1;
    };
    const double from = column + 4, to = right - 10;
    for (int i = 0; i < before_.size(); ++i) {
        const int now = place(after_, before_[i].ad);
        text(left, i, before_[i], false, now < 0);
        if (now < 0) {
            p.setPen(QPen(t.warn, 2));
            p.drawLine(QPointF(from, y(i)), QPointF(from + 28, y(i)));
            p.drawLine(QPointF(from + 28, y(i) - 5), QPointF(from + 28, y(i) + 5));
            p.setFont(ui::font(Type::small));
            p.setPen(t.warnText);
            p.drawText(QRectF(from + 34, y(i) - 9, 80, 18), Qt::AlignLeft | Qt::AlignVCenter, tr("leaves"));
            continue;
        }
        QPainterPath path(QPointF(from, y(i)));
        path.cubicTo(QPointF((from + to) / 2, y(i)), QPointF((from + to) / 2, y(now)), QPointF(to, y(now)));
        p.setPen(QPen(now < i ? t.series1 : t.other, now < i ? 2.5 : 1.5));
        p.drawPath(path);
    }
    for (int i = 0; i < after_.size(); ++i) {
        const int was = place(before_, after_[i].ad);
        text(right, i, after_[i], was < 0 || was > i, false);
        if (was >= 0) continue;
        p.setPen(QPen(t.good, 2));
        p.drawLine(QPointF(to - 28, y(i)), QPointF(to, y(i)));
        p.drawLine(QPointF(to - 6, y(i) - 4), QPointF(to, y(i)));
        p.drawLine(QPointF(to - 6, y(i) + 4), QPointF(to, y(i)));
        p.setFont(ui::font(Type::small));
        p.setPen(t.goodText);
        p.drawText(QRectF(to - 92, y(i) - 9, 58, 18), Qt::AlignRight | Qt::AlignVCenter, tr("enters"));
    }
}

}  // namespace adscope::ui
