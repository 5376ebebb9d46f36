#include "ui/pages/recommend/ad_card.h"

#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include "core/ingest/import.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

constexpr double kInterval = 18, kScale = 40;  // heights of the interval's figures and of its picture

// Text in at most `lines` lines; the last one is cut with an ellipsis.
void draw_lines(QPainter& p, const QRectF& box, const QString& text, int lines) {
    QTextLayout layout(text, p.font());
    layout.beginLayout();
    double y = box.top();
    const double step = p.fontMetrics().lineSpacing();
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(box.width());
        const bool last = i == lines - 1;
        const QString piece = last ? p.fontMetrics().elidedText(text.mid(line.textStart()), Qt::ElideRight, static_cast<int>(box.width()))
                                   : text.mid(line.textStart(), line.textLength());
        p.drawText(QRectF(box.left(), y, box.width(), step), Qt::AlignLeft | Qt::AlignVCenter, piece);
        y += step;
    }
    layout.endLayout();
}

}  // namespace

AdCard::AdCard(AppState* state, bool large, QWidget* parent) : QAbstractButton(parent), state_(state), large_(large) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

QString AdCard::percent(double v) const { return QString::fromStdString(format_number(v, NumberFormat::percent, state_->language())); }

void AdCard::setContent(const AdCardContent& content) {
    content_ = content;
    setAccessibleName(tr("%1. %2, click-through rate %3").arg(content.rank).arg(content.title, percent(content.ctr.value)));
    setAccessibleDescription(content.reason);
    setToolTip(content.title + '\n' + content.reason);
    update();
}

void AdCard::enterEvent(QEnterEvent*) { update(); }
void AdCard::leaveEvent(QEvent*) { update(); }

void AdCard::paintCreative(QPainter& p, const QRectF& box) const {
    const Tokens& t = tokens();
    if (!content_.creative.isNull()) {
        const QSizeF size = QSizeF(content_.creative.size()).scaled(box.size(), Qt::KeepAspectRatioByExpanding);
        QRectF target(QPointF(), size);
        target.moveCenter(box.center());
        p.save();
        p.setClipRect(box, Qt::IntersectClip);
        p.setRenderHint(QPainter::SmoothPixmapTransform);
        p.drawImage(target, content_.creative);
        p.restore();
        return;
    }
    // Without a creative: a plain field in a colour of the ad's own, with the first characters of its title.
    const QColor tint = t.categories[content_.ad % 6];
    QColor fill = tint;
    fill.setAlphaF(0.18f);
    p.fillRect(box, t.surface);
    p.fillRect(box, fill);
    p.setFont(ui::font(large_ ? Type::presenterNumber : Type::kpi, true));
    p.setPen(t.text1);
    // In a low field below the signs in its corners.
    const bool low = box.height() < 120;
    p.drawText(box.adjusted(0, 0, 0, low ? -6 : 0), Qt::AlignHCenter | (low ? Qt::AlignBottom : Qt::AlignVCenter), content_.title.left(2));
}

void AdCard::paintInterval(QPainter& p, const QRectF& box) const {
    const Tokens& t = tokens();
    const double y = box.top() + 8;
    const auto x = [&](double v) {
        return box.left() + (std::clamp(v, content_.scale_low, content_.scale_high) - content_.scale_low) /
                                (content_.scale_high - content_.scale_low) * box.width();
    };
    p.setPen(QPen(t.line, 2));
    p.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    if (content_.ctr.has_interval()) {
        p.setPen(QPen(t.series1, 2));
        p.drawLine(QPointF(x(content_.ctr.low), y), QPointF(x(content_.ctr.high), y));
        for (const double v : {content_.ctr.low, content_.ctr.high}) p.drawLine(QPointF(x(v), y - 5), QPointF(x(v), y + 5));
    }
    if (content_.ctr.has_value()) {
        p.setPen(Qt::NoPen);
        p.setBrush(t.series1);
        p.drawEllipse(QPointF(x(content_.ctr.value), y), 4.5, 4.5);
        p.setBrush(Qt::NoBrush);
    }
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    const QRectF row(box.left(), y + 8, box.width(), 16);
    const auto whole = [](double v) { return QString::number(100 * v, 'g', 3) + " %"; };
    p.drawText(row, Qt::AlignLeft, whole(content_.scale_low));
    p.drawText(row, Qt::AlignRight, whole(content_.scale_high));
}

// Low windows: the type gives way first, then the picture, so that the sentence is always there. What is left after the
// words is the picture's; cards of one size are laid out alike, whatever they say.
AdCard::Places AdCard::places() const {
    Places at;
    at.frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    at.compact = large_ && at.frame.height() < 440;
    at.pad = large_ && !at.compact ? 18 : 12;
    at.title = ui::font(at.compact ? Type::presenterBody : large_ ? Type::presenterName : Type::cardTitle, true);
    at.number = ui::font(large_ && !at.compact ? Type::presenterNumber : Type::kpi, true);
    at.reason = ui::font(large_ && !at.compact ? Type::presenterBody : Type::body);
    at.reason_lines = at.compact ? 5 : large_ || at.frame.height() < 360 ? 4 : 6;
    const double words = at.pad * 0.7 + 2 * QFontMetricsF(at.title).lineSpacing() + 4 + QFontMetricsF(at.number).height() + 2 + kInterval +
                         kScale + 8 + at.reason_lines * QFontMetricsF(at.reason).lineSpacing() + at.pad * 0.7;
    const double room = at.frame.height() - words;
    at.picture =
        QRectF(at.frame.left(), at.frame.top(), at.frame.width(), std::clamp(room, at.frame.height() * 0.2, at.frame.width() * 0.75));
    return at;
}

void AdCard::paintRank(QPainter& p, const QRectF& frame) const {
    const Tokens& t = tokens();
    const double badge = large_ ? 38 : 26;
    const QRectF rank(frame.left() + 10, frame.top() + 10, badge, badge);
    p.fillRect(rank, QColor("#1A2027"));
    p.setFont(ui::font(large_ ? Type::presenterName : Type::cardTitle, true));
    p.setPen(Qt::white);
    p.drawText(rank, Qt::AlignCenter, QString::number(content_.rank));
    if (content_.rank_before < 0) return;
    const int move = content_.rank_before - content_.rank;
    const QString words = content_.rank_before == 0 ? tr("+ new")
                          : move > 0                ? tr("↑ up %1").arg(move)
                          : move < 0                ? tr("↓ down %1").arg(-move)
                                                    : tr("= same");
    p.setFont(ui::font(large_ ? Type::presenterBody : Type::small, true));
    const double w = p.fontMetrics().horizontalAdvance(words) + 16;
    const QRectF box(frame.right() - 10 - w, frame.top() + 10, w, large_ ? 30 : 22);
    p.setPen(t.line);
    p.setBrush(t.surface);
    p.drawRoundedRect(box, 3, 3);
    p.setBrush(Qt::NoBrush);
    p.setPen(content_.rank_before == 0 || move > 0 ? t.goodText : t.text2);
    p.drawText(box, Qt::AlignCenter, words);
}

// The rate, what it is, its interval in figures and as a picture; gives the line below.
double AdCard::paintRate(QPainter& p, const Places& at, double y) const {
    const Tokens& t = tokens();
    const double left = at.frame.left() + at.pad, width = at.frame.width() - 2 * at.pad;
    p.setFont(at.number);
    p.setPen(t.text1);
    const QString value = percent(content_.ctr.value);
    const double height = p.fontMetrics().height(), after = p.fontMetrics().horizontalAdvance(value) + 8;
    p.drawText(QRectF(left, y, width, height), Qt::AlignLeft | Qt::AlignVCenter, value);
    p.setFont(ui::font(large_ && !at.compact ? Type::body : Type::small));
    p.setPen(t.text2);
    QString what = content_.predicted ? tr("predicted CTR") : tr("CTR so far");
    if (p.fontMetrics().horizontalAdvance(what) > width - after) what = content_.predicted ? tr("predicted") : tr("so far");
    p.drawText(QRectF(left + after, y, width - after, height - (large_ ? 6 : 4)), Qt::AlignLeft | Qt::AlignBottom,
               p.fontMetrics().elidedText(what, Qt::ElideRight, static_cast<int>(width - after)));
    y += height + 2;
    if (content_.ctr.has_interval()) {
        p.setFont(ui::font(Type::small));
        p.drawText(QRectF(left, y, width, 16), Qt::AlignLeft,
                   p.fontMetrics().elidedText(tr("95 % %1 – %2").arg(percent(content_.ctr.low), percent(content_.ctr.high)), Qt::ElideRight,
                                              static_cast<int>(width)));
    }
    y += kInterval;
    paintInterval(p, QRectF(left, y, width, 34));
    y += kScale;
    p.setPen(t.line);
    p.drawLine(QPointF(left, y), QPointF(left + width, y));
    return y + 8;
}

// Where a tall card has room: the figures behind the sentence, strongest first.
void AdCard::paintEvidence(QPainter& p, const Places& at, double y) const {
    const Tokens& t = tokens();
    const double left = at.frame.left() + at.pad, width = at.frame.width() - 2 * at.pad, step = 24;
    if (y + 2 * step > at.frame.bottom() - 8) return;
    p.setPen(t.line);
    p.drawLine(QPointF(left, y), QPointF(left + width, y));
    y += 6;
    p.setFont(ui::font(Type::body));
    for (const auto& [what, figure] : content_.evidence) {
        if (y + step > at.frame.bottom() - 8) return;
        const double taken = p.fontMetrics().horizontalAdvance(figure) + 12;
        p.setPen(t.text2);
        p.drawText(QRectF(left, y, width - taken, step), Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(what, Qt::ElideRight, static_cast<int>(width - taken)));
        p.setPen(t.text1);
        p.drawText(QRectF(left, y, width, step), Qt::AlignRight | Qt::AlignVCenter, figure);
        y += step;
    }
}

void AdCard::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    const Places at = places();
    QPainterPath outline;
    outline.addRoundedRect(at.frame, 6, 6);
    p.fillPath(outline, t.surface);
    p.save();
    p.setClipPath(outline);
    paintCreative(p, at.picture);
    p.restore();
    paintRank(p, at.frame);

    const double left = at.frame.left() + at.pad, width = at.frame.width() - 2 * at.pad;
    double y = at.picture.bottom() + at.pad * 0.7;
    p.setPen(t.text1);
    p.setFont(at.title);
    const double title = 2 * QFontMetricsF(at.title).lineSpacing();
    draw_lines(p, QRectF(left, y, width, title), content_.title, 2);
    y = paintRate(p, at, y + title + 4);
    p.setPen(t.text1);
    p.setFont(at.reason);
    const double line = QFontMetricsF(at.reason).lineSpacing();
    const int lines = std::clamp(static_cast<int>((at.frame.bottom() - y - 4) / line), 1, at.reason_lines);
    draw_lines(p, QRectF(left, y, width, lines * line), content_.reason, lines);
    paintEvidence(p, at, y + lines * line + 8);

    const bool marked = hasFocus() || underMouse();
    p.setPen(QPen(marked ? t.accent : t.line, marked ? 2 : 1));
    p.drawPath(outline);
}

QStringList creative_folders(const std::string& workspace_path) {
    QStringList folders{QFileInfo(QString::fromStdString(workspace_path)).absolutePath()};
    const auto sources = list_sources(workspace_path);
    if (!sources) return folders;
    for (const auto& s : *sources)
        if (s.content == "ads" || s.content == "events") folders << QFileInfo(QString::fromStdString(s.path)).absolutePath();
    folders.removeDuplicates();
    return folders;
}

QImage read_creative(const QStringList& folders, const std::string& path) {
    if (path.empty()) return {};
    QString file = QString::fromStdString(path);
    if (QFileInfo(file).isRelative()) {
        const auto found =
            std::find_if(folders.begin(), folders.end(), [&](const QString& f) { return QFileInfo(QDir(f).filePath(file)).isFile(); });
        if (found == folders.end()) return {};
        file = QDir(*found).filePath(file);
    }
    QImageReader reader(file);
    reader.setAllocationLimit(64);
    // A picture is shown at card size: large ones are read small.
    const QSize size = reader.size();
    if (!size.isValid() || size.width() > 20000 || size.height() > 20000) return {};
    if (size.width() > 800) reader.setScaledSize(size.scaled(800, 800, Qt::KeepAspectRatio));
    return reader.read();
}

}  // namespace adscope::ui
