#include "ui/pages/performance/figure_card.h"

#include <QPainter>
#include <QStyle>

#include "ui/theme/tokens.h"

namespace adscope::ui {

QString signed_percent(double fraction, int digits) {
    if (std::isnan(fraction)) return QString::fromUtf8("—");
    const QString number = QString::number(std::abs(fraction) * 100, 'f', digits) + QStringLiteral(" %");
    return (fraction < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + number;
}

FigureCard::FigureCard(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void FigureCard::setFigure(const Figure& figure) {
    figure_ = figure;
    setAccessibleName(figure.name + QStringLiteral(": ") + figure.value + figure.unit);
    setAccessibleDescription(figure.small + (figure.change ? QStringLiteral("; ") + changeText() : QString()));
    setToolTip(accessibleName() + QLatin1Char('\n') + figure.small + (figure.change ? QLatin1Char('\n') + changeText() : QString()));
    update();
}

void FigureCard::setStale(bool stale) {
    stale_ = stale;
    update();
}

QString FigureCard::changeText() const {
    if (!figure_.change || !figure_.change->has_value()) return tr("no earlier period");
    const QString by = signed_percent(figure_.change->relative);
    if (!figure_.rate) return tr("%1 vs previous").arg(by);
    if (!figure_.change->has_interval()) return tr("%1 vs previous").arg(by);
    return figure_.change->certain() ? tr("%1 vs previous").arg(by) : tr("%1 within noise").arg(by);
}

bool FigureCard::event(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) update();
    return QAbstractButton::event(event);
}

void FigureCard::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(isChecked() || underMouse() ? t.accent : t.line, isChecked() ? 1.5 : 1));
    p.setBrush(t.surface);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6);
    const double left = 14, width = this->width() - 22;
    const auto line = [&](double y, double h, const QString& text, const QFont& f, const QColor& c) {
        p.setFont(f);
        p.setPen(stale_ ? t.text3 : c);
        p.drawText(QRectF(left, y, width, h), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   QFontMetricsF(f).elidedText(text, Qt::ElideRight, width));
    };
    line(10, 16, figure_.name, adscope::ui::font(Type::small, true), t.text2);
    QFont big = adscope::ui::font(Type::kpi, true);
    // A long amount is set smaller rather than cut.
    while (big.pixelSize() > 14 && QFontMetricsF(big).horizontalAdvance(figure_.value + figure_.unit) + 8 > width)
        big.setPixelSize(big.pixelSize() - 2);
    line(26, 32, figure_.value, big, figure_.small_cell ? t.text3 : t.text1);
    const double end = left + QFontMetricsF(big).horizontalAdvance(figure_.value) + 5;
    p.setFont(adscope::ui::font(Type::cardTitle));
    p.setPen(t.text2);
    p.drawText(QRectF(end, 30, 40, 28), Qt::AlignLeft | Qt::AlignVCenter, figure_.unit);
    line(56, 16, figure_.small, adscope::ui::font(Type::small), t.text2);
    if (!figure_.change) return;
    const bool known = figure_.change->has_value(), certain = known && figure_.rate && figure_.change->certain();
    const bool up = known && figure_.change->relative >= 0, good = up != figure_.less_is_better;
    const QColor c = !certain ? t.text3 : good ? t.goodText : t.warnText;
    const QString arrow = !known ? QString() : up ? QString::fromUtf8("↑ ") : QString::fromUtf8("↓ ");
    line(71, 16, arrow + changeText(), adscope::ui::font(Type::small), c);
}

}  // namespace adscope::ui
