#include "ui/pages/ads/ad_facts.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <numeric>

#include "core/analytics/breakdown.h"
#include "ui/charts/chart_text.h"
#include "ui/pages/ads/ad_row_delegate.h"
#include "ui/theme/tokens.h"
#include "ui/viewmodels/ad_list_model.h"

namespace adscope::ui {

AdFacts::AdFacts(AppState* state, QWidget* parent) : QFrame(parent), state_(state) {
    setProperty("role", "card");
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::TabFocus);
}

QString AdFacts::number(double v, NumberFormat format) const { return number_text(v, format, ChartWords{state_->language(), {}}); }

void AdFacts::setAd(std::shared_ptr<const AdCatalogue> catalogue, std::uint32_t ad, const Counts& counts) {
    catalogue_ = std::move(catalogue);
    ad_ = ad;
    counts_ = counts;
    picture_ = {};
    words_.clear();
    tips_.clear();
    if (ad_) {
        const auto& t = catalogue_->ad(ad_).thumbnail;
        if (!t.empty()) picture_ = QImage(t.pixels.data(), t.width, t.height, t.width * 3, QImage::Format_RGB888).copy();
        words_ = catalogue_->words(ad_);
    }
    describe();
    update();
}

void AdFacts::describe() {
    if (!ad_) {
        setAccessibleName(tr("No ad picked"));
        setAccessibleDescription({});
        return;
    }
    const Metric ctr = catalogue_->table().has_click ? wilson(counts_.clicks, counts_.impressions) : Metric{};
    setAccessibleName(ad_name(*catalogue_, ad_));
    QStringList parts{tr("CTR %1, %2 clicks of %3 impressions")
                          .arg(number(ctr.value, NumberFormat::percent), number(static_cast<double>(counts_.clicks), NumberFormat::integer),
                               number(static_cast<double>(counts_.impressions), NumberFormat::integer))};
    const AdContent& ad = catalogue_->ad(ad_);
    for (std::size_t t = 0; t < ad.topic_shares.size(); ++t)
        if (ad.topic_shares[t] > 0.005)
            parts << QString::fromStdString(catalogue_->topics()[t].name()) + ' ' + number(ad.topic_shares[t], NumberFormat::percent);
    for (const auto& w : words_) parts << QString::fromStdString(w.word);
    if (ad.creative)
        for (const auto& c : ad.creative->palette)
            parts << state_->words(image::words_of(c.name)) + ' ' + number(c.share, NumberFormat::percent);
    else parts << state_->words(ad.image_problem);
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
}

void AdFacts::heading(QPainter& p, double& y, const QString& text, const QString& side) const {
    const Tokens& t = tokens();
    const QRectF box = content();
    p.setPen(t.line);
    p.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    y += 6;
    p.setFont(ui::font(Type::small, true));
    p.setPen(t.text1);
    const QRectF line(box.left(), y, box.width(), 18);
    const double width = QFontMetricsF(p.font()).horizontalAdvance(text) + 12;
    p.drawText(line, Qt::AlignVCenter, text);
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    p.drawText(line.adjusted(width, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
               p.fontMetrics().elidedText(side, Qt::ElideRight, static_cast<int>(line.width() - width)));
    y += 22;
}

void AdFacts::paintHead(QPainter& p, double& y) const {
    const Tokens& t = tokens();
    const QRectF box = content();
    const QRectF picture(box.left(), y, 120, 80);
    paint_creative(p, picture, picture_, ad_name(*catalogue_, ad_), ad_);
    const double left = picture.right() + 14, width = box.right() - left;
    p.setFont(ui::font(Type::cardTitle, true));
    p.setPen(t.text1);
    p.drawText(QRectF(left, y, width, 20), Qt::AlignVCenter,
               p.fontMetrics().elidedText(ad_name(*catalogue_, ad_), Qt::ElideRight, static_cast<int>(width)));
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    p.drawText(QRectF(left, y + 20, width, 16), Qt::AlignVCenter,
               p.fontMetrics().elidedText(QString::fromStdString(catalogue_->key(ad_)), Qt::ElideMiddle, static_cast<int>(width)));
    const Metric ctr = catalogue_->table().has_click ? wilson(counts_.clicks, counts_.impressions) : Metric{};
    p.setFont(ui::font(Type::kpi, true));
    p.setPen(t.text1);
    const QString value = number(ctr.value, NumberFormat::percent);
    p.drawText(QRectF(left, y + 36, width, 28), Qt::AlignVCenter, value);
    const double after = QFontMetricsF(p.font()).horizontalAdvance(value) + 8;
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    if (ctr.has_interval()) {
        const QString interval = tr("%1 – %2").arg(number(ctr.low, NumberFormat::percent), number(ctr.high, NumberFormat::percent));
        p.drawText(QRectF(left + after, y + 36, width - after, 28), Qt::AlignVCenter,
                   p.fontMetrics().elidedText(interval, Qt::ElideRight, static_cast<int>(width - after)));
    }
    const QString counts = tr("CTR: %1 clicks of %2 impressions")
                               .arg(number(static_cast<double>(counts_.clicks), NumberFormat::integer),
                                    number(static_cast<double>(counts_.impressions), NumberFormat::integer));
    p.drawText(QRectF(left, y + 64, width, 16), Qt::AlignVCenter,
               p.fontMetrics().elidedText(counts, Qt::ElideRight, static_cast<int>(width)));
    y += 92;
}

void AdFacts::paintTopics(QPainter& p, double& y) const {
    const auto& shares = catalogue_->ad(ad_).topic_shares;
    const Tokens& t = tokens();
    const QRectF box = content();
    const bool tags = catalogue_->words_from() == AdCatalogue::Words::tags;
    heading(p, y, tags ? tr("Topics of tags") : tr("Text topics"), tr("%1 topics, weights sum to 1").arg(shares.size()));
    std::vector<std::size_t> by(shares.size());
    std::iota(by.begin(), by.end(), std::size_t{0});
    std::ranges::stable_sort(by, [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
    const double name = box.width() * 0.42, number_width = 44;
    int rows = 0;
    for (const auto topic : by) {
        if (rows++ == 3 || shares[topic] <= 0.005) break;
        p.setFont(ui::font(Type::small));
        p.setPen(t.text1);
        p.drawText(QRectF(box.left(), y, name, 18), Qt::AlignVCenter,
                   p.fontMetrics().elidedText(QString::fromStdString(catalogue_->topics()[topic].name()), Qt::ElideRight,
                                              static_cast<int>(name - 8)));
        const QRectF bar(box.left() + name, y + 6, box.width() - name - number_width, 6);
        p.fillRect(bar, t.sunken);
        p.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * shares[topic], bar.height())), t.series1);
        p.drawText(QRectF(box.left(), y, box.width(), 18), Qt::AlignRight | Qt::AlignVCenter, QLocale::c().toString(shares[topic], 'f', 2));
        y += 20;
    }
    if (rows == 0 || (rows == 1 && shares[by[0]] <= 0.005)) {
        p.setFont(ui::font(Type::small));
        p.setPen(t.text2);
        p.drawText(QRectF(box.left(), y, box.width(), 18), Qt::AlignVCenter, tr("This ad has no words of a topic."));
        y += 20;
    }
    y += 4;
}

void AdFacts::paintWords(QPainter& p, double& y) const {
    const Tokens& t = tokens();
    const QRectF box = content();
    heading(p, y, tr("Words"), tr("darker: higher TF-IDF"));
    p.setFont(ui::font(Type::small));
    const QFontMetricsF metrics(p.font());
    double x = box.left();
    int lines = 1;
    for (const auto& w : words_) {
        const QString text = metrics.elidedText(QString::fromStdString(w.word), Qt::ElideRight, box.width() - 12);
        const double width = metrics.horizontalAdvance(text) + 12;
        if (x + width > box.right()) {
            if (++lines > 2) break;
            x = box.left();
            y += 24;
        }
        const QRectF chip(x, y, width, 20);
        QColor fill = t.series1;
        fill.setAlphaF(static_cast<float>(0.08 + 0.30 * w.weight / std::max(1e-9, words_[0].weight)));
        p.fillRect(chip, fill);
        p.setPen(t.text1);
        p.drawText(chip, Qt::AlignCenter, text);
        x += width + 6;
    }
    if (words_.empty()) {
        p.setPen(t.text2);
        p.drawText(QRectF(box.left(), y, box.width(), 18), Qt::AlignVCenter, tr("The log says nothing in words of this ad."));
    }
    y += 28;
}

void AdFacts::paintPalette(QPainter& p, double& y) {
    const Tokens& t = tokens();
    const QRectF box = content();
    const AdContent& ad = catalogue_->ad(ad_);
    heading(p, y, tr("Creative colour"), ad.creative ? tr("share of pixels; five clusters at most") : QString());
    tips_.clear();
    if (!ad.creative) {
        p.setFont(ui::font(Type::small));
        p.setPen(t.text2);
        p.drawText(QRectF(box.left(), y, box.width(), box.bottom() - y), Qt::TextWordWrap, state_->words(ad.image_problem));
        return;
    }
    const QRectF bar(box.left(), y, box.width(), 22);
    double x = bar.left();
    for (const auto& c : ad.creative->palette) {
        const QColor colour(c.rgb[0], c.rgb[1], c.rgb[2]);
        const QRectF part(x, bar.top(), bar.width() * c.share, bar.height());
        p.fillRect(part, colour);
        const QString share = number(c.share, NumberFormat::percent);
        p.setFont(ui::font(Type::small));
        if (QFontMetricsF(p.font()).horizontalAdvance(share) + 12 < part.width()) {
            p.setPen(c.lab.l > 55 ? QColor(0x11, 0x14, 0x18) : QColor(0xff, 0xff, 0xff));
            p.drawText(part.adjusted(6, 0, 0, 0), Qt::AlignVCenter, share);
        }
        tips_.emplace_back(part, QStringLiteral("%1 %2 · %3").arg(state_->words(image::words_of(c.name)), colour.name(), share));
        x = part.right();
    }
    p.setPen(t.lineStrong);
    p.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    y += 28;
    const auto& f = *ad.creative;
    const QString line = tr("brightness %1   contrast %2   saturation %3   edges %4")
                             .arg(QLocale::c().toString(f.brightness, 'f', 2), QLocale::c().toString(f.contrast, 'f', 2),
                                  QLocale::c().toString(f.saturation, 'f', 2), QLocale::c().toString(f.edges, 'f', 2));
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    p.drawText(QRectF(box.left(), y, box.width(), 18), Qt::AlignVCenter,
               p.fontMetrics().elidedText(line, Qt::ElideRight, static_cast<int>(box.width())));
}

void AdFacts::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter p(this);
    if (!ad_) {
        p.setPen(tokens().text2);
        p.setFont(ui::font(Type::body));
        p.drawText(content(), Qt::AlignCenter | Qt::TextWordWrap, tr("Pick an ad in the catalogue."));
        return;
    }
    double y = content().top();
    paintHead(p, y);
    paintTopics(p, y);
    paintWords(p, y);
    paintPalette(p, y);
}

bool AdFacts::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (const auto& [box, text] : tips_)
            if (box.contains(help->pos())) {
                QToolTip::showText(help->globalPos(), text, this);
                return true;
            }
        if (ad_)
            QToolTip::showText(help->globalPos(),
                               QString::fromStdString(catalogue_->ad(ad_).title + '\n' + catalogue_->ad(ad_).body).trimmed(), this);
        return true;
    }
    return QFrame::event(event);
}

}  // namespace adscope::ui
