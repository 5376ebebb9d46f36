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
        const QString piece = last ? p.fontMetrics().elidedText(text.mid(line.textStart()), Qt::ElideRight, static_cast<int>(box.width())) : text.mid(line.textStart(), line.textLength());
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
    p.drawText(box, Qt::AlignCenter, content_.title.left(2));
}

void AdCard::paintInterval(QPainter& p, const QRectF& box) const {
    const Tokens& t = tokens();
    const double y = box.top() + 8;
    const auto x = [&](double v) { return box.left() + (std::clamp(v, content_.scale_low, content_.scale_high) - content_.scale_low) / (content_.scale_high - content_.scale_low) * box.width(); };
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

void AdCard::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath outline;
    outline.addRoundedRect(frame, 6, 6);
    p.fillPath(outline, t.surface);
    // Low windows: the picture gives way first, then the type, so that the sentence is always there.
    const bool compact = large_ && frame.height() < 440;
    const double pad = large_ && !compact ? 18 : 12;
    const QRectF picture(frame.left(), frame.top(), frame.width(), std::min(frame.height() * (compact ? 0.26 : large_ ? 0.42 : 0.38), frame.width() * 0.75));
    p.save();
    p.setClipPath(outline);
    paintCreative(p, picture);
    p.restore();

    // Rank, and what became of it.
    const double badge = large_ ? 38 : 26;
    const QRectF rank(frame.left() + 10, frame.top() + 10, badge, badge);
    p.fillRect(rank, QColor("#1A2027"));
    p.setFont(ui::font(large_ ? Type::presenterName : Type::cardTitle, true));
    p.setPen(Qt::white);
    p.drawText(rank, Qt::AlignCenter, QString::number(content_.rank));
    if (content_.rank_before >= 0) {
        const int move = content_.rank_before - content_.rank;
        const QString words = content_.rank_before == 0 ? tr("+ new") : move > 0 ? tr("↑ up %1").arg(move) : move < 0 ? tr("↓ down %1").arg(-move) : tr("= same");
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

    double y = picture.bottom() + pad * 0.7;
    const double width = frame.width() - 2 * pad;
    p.setPen(t.text1);
    p.setFont(ui::font(compact ? Type::presenterBody : large_ ? Type::presenterName : Type::cardTitle, true));
    const double title_line = p.fontMetrics().lineSpacing();
    draw_lines(p, QRectF(frame.left() + pad, y, width, title_line * 2), content_.title, compact ? 1 : 2);
    y += title_line * (compact ? 1 : 2) + 4;
    p.setFont(ui::font(large_ && !compact ? Type::presenterNumber : Type::kpi, true));
    const QString value = percent(content_.ctr.value);
    const double number_height = p.fontMetrics().height();
    p.drawText(QRectF(frame.left() + pad, y, width, number_height), Qt::AlignLeft | Qt::AlignVCenter, value);
    const double number_width = p.fontMetrics().horizontalAdvance(value);
    p.setFont(ui::font(large_ && !compact ? Type::body : Type::small));
    p.setPen(t.text2);
    p.drawText(QRectF(frame.left() + pad + number_width + 8, y, width - number_width - 8, number_height - (large_ ? 6 : 4)), Qt::AlignLeft | Qt::AlignBottom,
               p.fontMetrics().elidedText(content_.predicted ? tr("predicted CTR") : tr("CTR so far"), Qt::ElideRight, static_cast<int>(width - number_width - 8)));
    y += number_height + 2;
    if (content_.ctr.has_interval()) {
        p.setFont(ui::font(Type::small));
        p.drawText(QRectF(frame.left() + pad, y, width, 16), Qt::AlignLeft,
                   p.fontMetrics().elidedText(tr("95 % %1 – %2").arg(percent(content_.ctr.low), percent(content_.ctr.high)), Qt::ElideRight, static_cast<int>(width)));
    }
    y += 18;
    paintInterval(p, QRectF(frame.left() + pad, y, width, 34));
    y += 40;
    p.setPen(t.line);
    p.drawLine(QPointF(frame.left() + pad, y), QPointF(frame.right() - pad, y));
    y += 8;
    p.setPen(t.text1);
    p.setFont(ui::font(large_ && !compact ? Type::presenterBody : Type::body));
    const int lines = std::max(1, static_cast<int>((frame.bottom() - y - 6) / p.fontMetrics().lineSpacing()));
    draw_lines(p, QRectF(frame.left() + pad, y, width, frame.bottom() - y), content_.reason, std::min(lines, large_ ? 3 : 4));

    p.setPen(QPen(hasFocus() || underMouse() ? t.accent : t.line, hasFocus() || underMouse() ? 2 : 1));
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
        const auto found = std::find_if(folders.begin(), folders.end(), [&](const QString& f) { return QFileInfo(QDir(f).filePath(file)).isFile(); });
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
