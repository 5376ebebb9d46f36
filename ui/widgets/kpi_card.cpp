#include "ui/widgets/kpi_card.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {

KpiCard::KpiCard(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (!card_.empty()) MetricCard::open(card_, this);
    });
}

void KpiCard::describe() {
    setAccessibleName(name_ + ": " + value_ + " " + unit_);
    setAccessibleDescription(line_);
    setToolTip(line_);
    update();
}

void KpiCard::setName(const QString& name) { name_ = name, describe(); }
void KpiCard::setValue(const QString& value, const QString& unit) { value_ = value, unit_ = unit, describe(); }
void KpiCard::setLine(const QString& line) { line_ = line, describe(); }
void KpiCard::setPicture(Picture picture) { picture_ = std::move(picture), update(); }
void KpiCard::setWarning(bool on) { warning_ = on, update(); }

void KpiCard::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(underMouse() && !card_.empty() ? t.accent : t.line);
    p.setBrush(t.surface);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const int left = 14, room = width() - 28;
    int x = left;
    if (warning_) {
        p.drawPixmap(left, 13, icon_pixmap("warning", t.warnText, 16, devicePixelRatioF()));
        x += 22;
    }
    p.setFont(ui::font(Type::small, true));
    p.setPen(t.text2);
    p.drawText(QRect(x, 10, width() - 14 - x, 22), Qt::AlignVCenter, p.fontMetrics().elidedText(name_, Qt::ElideRight, width() - 14 - x));
    // A number is never cut: it gets smaller until it fits.
    QFont big = ui::font(Type::kpi, true);
    const int unit_room = unit_.isEmpty() ? 0 : QFontMetrics(ui::font(Type::cardTitle)).horizontalAdvance(unit_) + 6;
    while (big.pixelSize() > 13 && QFontMetrics(big).horizontalAdvance(value_) > room - unit_room) big.setPixelSize(big.pixelSize() - 1);
    p.setFont(big);
    p.setPen(warning_ ? t.warnText : t.text1);
    const QString shown = p.fontMetrics().elidedText(value_, Qt::ElideRight, room - unit_room);
    const int baseline = 60;
    p.drawText(left, baseline, shown);
    if (!unit_.isEmpty()) {
        const int after = left + p.fontMetrics().horizontalAdvance(shown) + 6;
        p.setFont(ui::font(Type::cardTitle));
        p.setPen(t.text2);
        p.drawText(after, baseline, unit_);
    }
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    p.drawText(QRect(left, 66, room, 20), Qt::AlignVCenter, p.fontMetrics().elidedText(line_, Qt::ElideRight, room));
    if (picture_) picture_(p, QRectF(left, 90, room, 14));
}

KpiCard::Picture spark_picture(std::vector<double> values) {
    return [values = std::move(values)](QPainter& p, const QRectF& box) {
        if (values.size() < 2) return;
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        const double range = *high > *low ? *high - *low : 1;
        QPainterPath line;
        QPointF last;
        for (std::size_t i = 0; i < values.size(); ++i) {
            last = {box.left() + box.width() * static_cast<double>(i) / static_cast<double>(values.size() - 1),
                    box.bottom() - (values[i] - *low) / range * box.height()};
            if (i == 0) line.moveTo(last);
            else line.lineTo(last);
        }
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(tokens().series1, 1.5));
        p.drawPath(line);
        p.setPen(Qt::NoPen);
        p.setBrush(tokens().series1);
        p.drawEllipse(last, 2.5, 2.5);
    };
}

KpiCard::Picture share_picture(double share) {
    return [share](QPainter& p, const QRectF& box) {
        const QRectF bar(box.left(), box.center().y() - 4, box.width(), 8);
        p.fillRect(bar, tokens().grid);
        p.fillRect(QRectF(bar.left(), bar.top(), bar.width() * std::clamp(share, 0.0, 1.0), bar.height()), tokens().series1);
    };
}

}  // namespace adscope::ui
