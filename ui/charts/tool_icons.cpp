#include "ui/charts/tool_icons.h"

#include <QPainter>

#include "ui/theme/tokens.h"

namespace adscope::ui {

QIcon tool_icon(ToolSign sign) {
    constexpr int kScale = 3;
    QPixmap map(16 * kScale, 16 * kScale);
    map.setDevicePixelRatio(kScale);
    map.fill(Qt::transparent);
    QPainter p(&map);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(tokens().text2, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (sign) {
        case ToolSign::table:
            p.drawRoundedRect(QRectF(2, 2.75, 12, 10.5), 1, 1);
            p.drawLine(QPointF(2, 6.25), QPointF(14, 6.25));
            p.drawLine(QPointF(2, 9.75), QPointF(14, 9.75));
            p.drawLine(QPointF(6, 3), QPointF(6, 13));
            break;
        case ToolSign::chart:
            p.drawLine(QPointF(2, 13.5), QPointF(14, 13.5));
            p.drawLine(QPointF(4, 11), QPointF(4, 8));
            p.drawLine(QPointF(8, 11), QPointF(8, 3));
            p.drawLine(QPointF(12, 11), QPointF(12, 6));
            break;
        case ToolSign::add_to_report:
            p.drawPolyline(QPolygonF({{6, 14}, {3, 14}, {3, 2}, {8.5, 2}, {11.5, 5}, {11.5, 7}}));
            p.drawPolyline(QPolygonF({{8.5, 2}, {8.5, 5}, {11.5, 5}}));
            p.drawLine(QPointF(11.5, 9.5), QPointF(11.5, 14.5));
            p.drawLine(QPointF(9, 12), QPointF(14, 12));
            break;
        case ToolSign::download:
            p.drawLine(QPointF(8, 2), QPointF(8, 10));
            p.drawPolyline(QPolygonF({{5, 7}, {8, 10}, {11, 7}}));
            p.drawPolyline(QPolygonF({{2.5, 11}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 11}}));
            break;
        case ToolSign::whole_range:
            p.drawLine(QPointF(2, 3), QPointF(2, 13));
            p.drawLine(QPointF(14, 3), QPointF(14, 13));
            p.drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
            p.drawPolyline(QPolygonF({{6.5, 6}, {4.5, 8}, {6.5, 10}}));
            p.drawPolyline(QPolygonF({{9.5, 6}, {11.5, 8}, {9.5, 10}}));
            break;
    }
    return QIcon(map);
}

}  // namespace adscope::ui
