#include "ui/pages/training/split_bar.h"

#include <QDateTime>
#include <QPainter>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

QString day(std::int64_t local_ms) { return QDateTime::fromMSecsSinceEpoch(local_ms, Qt::UTC).toString("MM-dd"); }

}  // namespace

Result<SplitPicture> picture_of(const std::string& split, const EventTable& table, std::uint64_t seed) {
    ADSCOPE_ASSIGN(made, Split::make(split, table, seed));
    SplitPicture p;
    const std::vector<std::uint32_t>* parts[] = {&made.train, &made.valid, &made.test};
    for (int i = 0; i < 3; ++i) {
        p.rows[i] = static_cast<std::int64_t>(parts[i]->size());
        for (const auto row : *parts[i]) {
            if (!table.has_time || table.time[row] == EventTable::kNoTime) continue;
            const std::int64_t local = table.time[row] + table.zone_offset(table.time[row]);
            p.from[i] = p.from[i] == 0 ? local : std::min(p.from[i], local);
            p.to[i] = std::max(p.to[i], local);
        }
    }
    p.in_time = table.has_time && p.rows[0] > 0;
    for (int i = 1; i < 3; ++i) p.in_time = p.in_time && (p.rows[i] == 0 || p.from[i] >= p.to[i - 1]);
    return p;
}

SplitBar::SplitBar(AppState* state, QWidget* parent) : QWidget(parent), state_(state) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SplitBar::setPicture(const SplitPicture& picture) {
    picture_ = picture;
    setAccessibleName(
        tr("Split: %1 training, %2 validation, %3 test events").arg(picture.rows[0]).arg(picture.rows[1]).arg(picture.rows[2]));
    setToolTip(accessibleName());
    update();
}

void SplitBar::paintEvent(QPaintEvent*) {
    QPainter p(this);
    const Tokens& t = tokens();
    const std::int64_t all = picture_.rows[0] + picture_.rows[1] + picture_.rows[2];
    if (all == 0) return;
    const QString names[] = {tr("train"), tr("valid"), tr("test")};
    const QColor fills[] = {t.splitTrain, t.splitValid, t.splitTest};
    // White on the blue, near-black on sky and orange, whatever the theme: the fills do not change.
    const QColor inks[] = {state_->dark() ? t.onAccent : QColor("#FFFFFF"), QColor("#1A2027"), QColor("#1A2027")};
    double x = 0;
    for (int i = 0; i < 3; ++i) {
        const double w = width() * static_cast<double>(picture_.rows[i]) / static_cast<double>(all);
        const QRectF box(x, 0, std::max(0.0, w - 1), 20);
        p.fillRect(box, fills[i]);
        p.setFont(ui::font(Type::small, true));
        p.setPen(inks[i]);
        const QString share =
            names[i] + QString(" %1 %").arg(qRound(100.0 * static_cast<double>(picture_.rows[i]) / static_cast<double>(all)));
        const auto fits = [&](const QString& s) { return p.fontMetrics().horizontalAdvance(s) + 10 < w; };
        p.drawText(box.adjusted(6, 0, -2, 0), Qt::AlignVCenter | Qt::AlignLeft,
                   fits(share)      ? share
                   : fits(names[i]) ? names[i]
                                    : QString());
        x += w;
    }
    if (!picture_.in_time) return;
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    // Days under the cuts; a day that would touch the one before it is left out.
    double last = -100;
    const auto mark = [&](double at, std::int64_t time, bool end) {
        const QString text = day(time);
        const double w = p.fontMetrics().horizontalAdvance(text);
        const double left = std::clamp(end ? at - w : at, 0.0, width() - w);
        if (left < last + 8) return;
        p.drawText(QRectF(left, 24, w + 2, 18), Qt::AlignLeft | Qt::AlignVCenter, text);
        last = left + w;
    };
    x = 0;
    const double end_width = p.fontMetrics().horizontalAdvance("00-00") + 8;
    for (int i = 0; i < 3; ++i) {
        if (picture_.rows[i] == 0) continue;
        if (x < width() - 2 * end_width || i == 0) mark(x, picture_.from[i], false);
        x += width() * static_cast<double>(picture_.rows[i]) / static_cast<double>(all);
    }
    mark(width(), std::max({picture_.to[0], picture_.to[1], picture_.to[2]}), true);
}

}  // namespace adscope::ui
