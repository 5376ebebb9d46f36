#include "ui/pages/ads/information_delegate.h"

#include <QPainter>
#include <cmath>

#include "core/features/diagnostics.h"
#include "ui/theme/tokens.h"
#include "ui/viewmodels/recipe_model.h"

namespace adscope::ui {

void InformationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintGround(painter, option);
    const Tokens& t = tokens();
    const double bits = index.data(RecipeModel::InformationRole).toDouble(), scale = index.data(RecipeModel::ScaleRole).toDouble();
    const auto level = static_cast<FeatureDiagnosis::Level>(index.data(RecipeModel::LevelRole).toInt());
    constexpr int kNumber = 56;
    const QRectF track(option.rect.left() + 8, option.rect.center().y() - 5, std::max(8, option.rect.width() - kNumber - 20), 10);
    painter->save();
    if (std::isfinite(bits) && bits > 0 && scale > 0) {
        const double share = bits / scale;
        painter->fillRect(QRectF(track.left(), track.bottom() - 1, track.width(), 1), t.grid);
        QRectF bar = track;
        bar.setWidth(std::max(1.0, std::min(1.0, share) * track.width()));
        painter->fillRect(bar, level >= FeatureDiagnosis::Level::warn ? t.series2 : t.series1);
        if (share > 1.0001) {  // two strokes: the bar goes on
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(t.surface, 2));
            for (const double x : {bar.right() - 12, bar.right() - 7})
                painter->drawLine(QPointF(x - 2, bar.bottom() + 1), QPointF(x + 2, bar.top() - 1));
        }
    }
    painter->setPen(t.text1);
    painter->setFont(font(Type::body));
    painter->drawText(QRectF(option.rect.right() - kNumber - 8, option.rect.top(), kNumber, option.rect.height()),
                      Qt::AlignRight | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
    painter->restore();
    paintFocus(painter, option);
}

}  // namespace adscope::ui
