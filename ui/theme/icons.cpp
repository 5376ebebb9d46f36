#include "ui/theme/icons.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

// Black in the file stands for the colour asked for.
QByteArray drawing(const QString& name, const QColor& color) {
    static QHash<QString, QByteArray> files;
    auto found = files.find(name);
    if (found == files.end()) {
        QFile file(":/icons/" + name + ".svg");
        found = files.insert(name, file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }
    QByteArray svg = *found;
    return svg.replace("\"#000\"", '"' + color.name().toLatin1() + '"');
}

class TokenIconEngine : public QIconEngine {
public:
    TokenIconEngine(QString name, Ink ink) : name_(std::move(name)), ink_(ink) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
        const int size = std::min(rect.width(), rect.height());
        const QPixmap picture = icon_pixmap(name_, color(mode, state), size, ratio);
        painter->drawPixmap(QPointF(rect.x() + (rect.width() - size) / 2.0, rect.y() + (rect.height() - size) / 2.0), picture);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return icon_pixmap(name_, color(mode, state), std::min(size.width(), size.height()));
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
        QPixmap picture = icon_pixmap(name_, color(mode, state), qRound(std::min(size.width(), size.height()) / scale), scale);
        return picture;
    }
    QIconEngine* clone() const override { return new TokenIconEngine(name_, ink_); }

private:
    QColor color(QIcon::Mode mode, QIcon::State state) const {
        if (mode == QIcon::Disabled) return tokens().lineStrong;
        if (state == QIcon::On && ink_ == Ink::text2) return tokens().accentText;
        return ink_color(ink_);
    }
    QString name_;
    Ink ink_;
};

}  // namespace

QColor ink_color(Ink ink) {
    const Tokens& t = tokens();
    switch (ink) {
        case Ink::text1: return t.text1;
        case Ink::text2: return t.text2;
        case Ink::text3: return t.text3;
        case Ink::accent: return t.accentText;
        case Ink::good: return t.goodText;
        case Ink::warn: return t.warnText;
        case Ink::onAccent: return t.onAccent;
    }
    return t.text1;
}

QIcon icon(const QString& name, Ink ink) {
    if (!QFile::exists(":/icons/" + name + ".svg")) return {};
    return QIcon(new TokenIconEngine(name, ink));
}

QPixmap icon_pixmap(const QString& name, const QColor& color, int size, double ratio) {
    const QString key = QString("adscope-%1-%2-%3-%4").arg(name, color.name()).arg(size).arg(ratio);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture)) return picture;
    const int pixels = std::max(1, qRound(size * ratio));
    picture = QPixmap(pixels, pixels);
    picture.fill(Qt::transparent);
    const QByteArray svg = drawing(name, color);
    if (!svg.isEmpty()) {
        QSvgRenderer renderer(svg);
        QPainter painter(&picture);
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    picture.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, picture);
    return picture;
}

}  // namespace adscope::ui
