#include "ui/pages/diversity/rerank_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

constexpr double kHead = 26;

int place_of(const std::vector<RecommendedItem>& items, std::uint32_t ad) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].ad == ad) return static_cast<int>(i);
    return -1;
}

}  // namespace

RerankView::RerankView(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding); }

void RerankView::setLists(const std::vector<RecommendedItem>& before, const std::vector<RecommendedItem>& after, double lambda,
                          double ild_before, double ild_after, const ChartWords& w) {
    before_ = before;
    after_ = after;
    lambda_ = lambda;
    ild_before_ = ild_before;
    ild_after_ = ild_after;
    words_ = w;
    setAccessibleName(tr("List before and after re-ranking"));
    setAccessibleDescription(moves().join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QStringList RerankView::moves() const {
    QStringList out;
    for (std::size_t i = 0; i < before_.size(); ++i) {
        const int at = place_of(after_, before_[i].ad);
        const QString name = QString::fromStdString(before_[i].title);
        out << (at < 0 ? tr("%1 gone from %2").arg(name).arg(i + 1) : QStringLiteral("%1 %2 → %3").arg(name).arg(i + 1).arg(at + 1));
    }
    for (std::size_t i = 0; i < after_.size(); ++i)
        if (place_of(before_, after_[i].ad) < 0) out << tr("%1 new at %2").arg(QString::fromStdString(after_[i].title)).arg(i + 1);
    return out;
}

void RerankView::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const double row = std::clamp((height() - kHead) / rows(), 18.0, 26.0), gap = std::clamp(width() * 0.1, 40.0, 64.0),
                 list = (width() - gap) / 2;
    const auto ild = [&](double v) {
        return std::isnan(v) ? QString() : tr("list ILD %1").arg(number_text(v, NumberFormat::number, words_));
    };
    paintList(p, QRectF(0, 0, list, kHead + row * rows()), before_, after_, tr("Before, λ = 1"), ild(ild_before_), false);
    paintList(p, QRectF(list + gap, 0, list, kHead + row * rows()), after_, before_, tr("After, λ = %1").arg(lambda_, 0, 'f', 2),
              ild(ild_after_), true);
    paintLinks(p, list, list + gap, kHead, row);
}

void RerankView::paintList(QPainter& p, const QRectF& box, const std::vector<RecommendedItem>& items,
                           const std::vector<RecommendedItem>& other, const QString& head, const QString& small, bool mark_new) const {
    const Tokens& t = tokens();
    const double row = (box.height() - kHead) / rows();
    const QFont strong = adscope::ui::font(Type::small, true), plain = adscope::ui::font(Type::small);
    p.setFont(strong);
    p.setPen(t.text1);
    p.drawText(QRectF(box.left() + 4, 0, box.width(), 22), Qt::AlignLeft | Qt::AlignVCenter, head);
    const double used = QFontMetricsF(strong).horizontalAdvance(head) + 14;
    p.setFont(plain);
    p.setPen(t.text2);
    const bool rate = !items.empty() && items.front().ctr.has_value();
    const QString last = rate ? tr("CTR") : tr("score");
    const double last_width = QFontMetricsF(plain).horizontalAdvance(last) + 6;
    p.drawText(QRectF(box.left() + used, 0, box.width() - used - last_width, 22), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
               QFontMetricsF(plain).elidedText(small, Qt::ElideRight, std::max(0.0, box.width() - used - last_width)));
    p.drawText(QRectF(box.right() - last_width, 0, last_width - 2, 22), Qt::AlignRight | Qt::AlignVCenter, last);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.setPen(QPen(t.lineStrong, 1));
    p.drawLine(QPointF(box.left(), kHead - 3), QPointF(box.right(), kHead - 3));
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& item = items[i];
        const double y = kHead + row * static_cast<double>(i);
        const QRectF line(box.left(), y, box.width(), row);
        if (mark_new && place_of(other, item.ad) < 0) p.fillRect(line.adjusted(0, 0, 0, -1), t.goodWeak);
        p.setPen(QPen(t.line, 1));
        p.drawLine(QPointF(line.left(), line.bottom() - 1), QPointF(line.right(), line.bottom() - 1));
        p.setFont(plain);
        p.setPen(t.text2);
        p.drawText(QRectF(line.left(), y, 20, row), Qt::AlignRight | Qt::AlignVCenter, QString::number(i + 1));
        const QString value =
            rate ? number_text(item.ctr.value, NumberFormat::percent, words_) : number_text(item.score, NumberFormat::number, words_);
        const double w = QFontMetricsF(plain).horizontalAdvance(value) + 6;
        p.setPen(t.text1);
        p.drawText(QRectF(line.right() - w, y, w - 2, row), Qt::AlignRight | Qt::AlignVCenter, value);
        const QRectF name(line.left() + 28, y, line.width() - 34 - w, row);
        p.drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   QFontMetricsF(plain).elidedText(QString::fromStdString(item.title), Qt::ElideRight, name.width()));
    }
    p.setRenderHint(QPainter::Antialiasing, true);
}

void RerankView::paintLinks(QPainter& p, double left, double right, double top, double row) const {
    const Tokens& t = tokens();
    const auto y = [&](int i) { return top + row * (i + 0.5); };
    p.setBrush(Qt::NoBrush);
    for (std::size_t i = 0; i < before_.size(); ++i) {
        const int from = static_cast<int>(i), to = place_of(after_, before_[i].ad);
        if (to < 0) {
            p.setPen(QPen(t.warn, 1.5));
            p.drawLine(QPointF(left + 1, y(from)), QPointF(left + 12, y(from)));
            p.drawLine(QPointF(left + 12, y(from) - 4), QPointF(left + 12, y(from) + 4));
            continue;
        }
        QPainterPath path(QPointF(left + 1, y(from)));
        const double middle = (left + right) / 2;
        path.cubicTo(QPointF(middle, y(from)), QPointF(middle, y(to)), QPointF(right - 1, y(to)));
        p.setPen(to < from ? QPen(t.series1, 1.75) : QPen(t.other, 1));
        p.drawPath(path);
    }
    for (std::size_t i = 0; i < after_.size(); ++i) {
        if (place_of(before_, after_[i].ad) >= 0) continue;
        const double at = y(static_cast<int>(i));
        p.setPen(QPen(t.good, 1.75));
        p.drawLine(QPointF(right - 13, at), QPointF(right - 2, at));
        p.drawPolyline(QPolygonF({{right - 6, at - 4}, {right - 2, at}, {right - 6, at + 4}}));
    }
}

bool RerankView::event(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) update();
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const double row = std::clamp((height() - kHead) / rows(), 18.0, 26.0);
        const auto& items = help->pos().x() < width() / 2 ? before_ : after_;
        const int at = static_cast<int>((help->pos().y() - kHead) / row);
        if (help->pos().y() > kHead && at < static_cast<int>(items.size()))
            QToolTip::showText(
                help->globalPos(),
                QString::fromStdString(items[static_cast<std::size_t>(at)].key + " · " + items[static_cast<std::size_t>(at)].title), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace adscope::ui
