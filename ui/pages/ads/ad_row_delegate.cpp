#include "ui/pages/ads/ad_row_delegate.h"

#include <QImage>
#include <QPainter>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/ad_list_model.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

void paint_creative(QPainter& p, const QRectF& box, const QImage& picture, const QString& name, unsigned ad) {
    const Tokens& t = tokens();
    p.save();
    p.setClipRect(box, Qt::IntersectClip);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!picture.isNull()) {
        QRectF target(QPointF(), QSizeF(picture.size()).scaled(box.size(), Qt::KeepAspectRatioByExpanding));
        target.moveCenter(box.center());
        p.drawImage(target, picture);
    } else {
        QColor fill = t.categories[ad % 6];
        fill.setAlphaF(0.18f);
        p.fillRect(box, t.surface);
        p.fillRect(box, fill);
        p.setPen(t.text1);
        p.setFont(ui::font(box.height() > 60 ? Type::kpi : Type::body, true));
        p.drawText(box, Qt::AlignCenter, name.left(2));
    }
    p.restore();
    p.setPen(t.line);
    p.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

void AdRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = tokens();
    TableDelegate::paintGround(painter, option);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    const QRectF row(option.rect);
    if (option.state & QStyle::State_Selected) painter->fillRect(QRectF(row.left(), row.top(), 3, row.height()), t.accent);
    const QString title = index.data().toString(), key = index.data(AdListModel::KeyRole).toString();
    const QRectF picture(row.left() + 12, row.top() + 8, 60, 36);
    paint_creative(*painter, picture, index.data(AdListModel::PictureRole).value<QImage>(), title,
                   index.data(AdListModel::CodeRole).toUInt());
    const QString figure = index.data(AdListModel::FigureRole).toString(), interval = index.data(AdListModel::IntervalRole).toString();
    const QRectF words = row.adjusted(82, 6, -10, -6);
    const QFont strong = ui::font(Type::body, true), small = ui::font(Type::small);
    const double side = QFontMetricsF(strong).horizontalAdvance(figure) + 8;
    painter->setFont(ui::font(Type::body, option.state & QStyle::State_Selected));
    painter->setPen(t.text1);
    painter->drawText(QRectF(words.left(), words.top(), words.width() - side, 20), Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(title, Qt::ElideRight, static_cast<int>(words.width() - side)));
    painter->setFont(strong);
    if (index.data(AdListModel::SmallCellRole).toBool()) painter->setPen(t.text3);
    painter->drawText(QRectF(words.left(), words.top(), words.width(), 20), Qt::AlignRight | Qt::AlignVCenter, figure);
    painter->setFont(small);
    painter->setPen(t.text2);
    const QRectF line(words.left(), words.top() + 20, words.width(), 20);
    const double under = QFontMetricsF(small).horizontalAdvance(interval) + 8;
    painter->drawText(line, Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(key, Qt::ElideRight, static_cast<int>(line.width() - under)));
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, interval);
    painter->restore();
    TableDelegate::paintFocus(painter, option);
}

}  // namespace adscope::ui
