#include "ui/viewmodels/formats.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <cmath>

namespace adscope::ui {
namespace {

const QString kDash = QString::fromUtf8("—");

QDateTime in_zone(qint64 ms, qint64 offset) { return QDateTime::fromMSecsSinceEpoch(ms + offset, Qt::UTC); }

}  // namespace

QString count_text(qint64 n) { return QLocale().toString(n).replace('-', QChar(0x2212)); }

QString percent_text(double fraction, int digits) {
    return std::isfinite(fraction) ? QLocale().toString(fraction * 100, 'f', digits) : kDash;
}

QString interval_text(const Metric& m, int digits) {
    if (!m.has_interval()) return kDash;
    return percent_text(m.low, digits) + QString::fromUtf8(" – ") + percent_text(m.high, digits);
}

QString plain_interval(const Metric& m, int digits) {
    if (!m.has_interval()) return {};
    const QLocale l;
    return "[" + l.toString(m.low, 'f', digits) + ", " + l.toString(m.high, 'f', digits) + "]";
}

QString day_text(qint64 ms, qint64 offset) { return in_zone(ms, offset).toString("yyyy-MM-dd"); }

QString period_text(qint64 from, qint64 to, qint64 offset) {
    if (from == 0 && to == 0) return kDash;
    const QDate a = in_zone(from, offset).date(), b = in_zone(to, offset).date();
    if (a == b) return a.toString("yyyy-MM-dd");
    return a.toString("yyyy-MM-dd") + QString::fromUtf8(" – ") + b.toString(a.year() == b.year() ? "MM-dd" : "yyyy-MM-dd");
}

QString short_period_text(qint64 from, qint64 to, qint64 offset) {
    const QDate a = in_zone(from, offset).date(), b = in_zone(to, offset).date();
    if ((from == 0 && to == 0) || a.year() == b.year()) return period_text(from, to, offset);
    return a.toString("yyyy-MM") + QString::fromUtf8(" – ") + b.toString("yyyy-MM");
}

QString ago_text(qint64 ms) {
    if (ms <= 0) return kDash;
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(ms), now = QDateTime::currentDateTime();
    const auto words = [](const char* t) { return QCoreApplication::translate("Formats", t); };
    if (then.secsTo(now) < 60) return words(QT_TRANSLATE_NOOP("Formats", "just now"));
    if (then.date() == now.date()) return then.toString("HH:mm");
    if (then.date().addDays(1) == now.date()) return words(QT_TRANSLATE_NOOP("Formats", "yesterday %1")).arg(then.toString("HH:mm"));
    return then.toString("yyyy-MM-dd");
}

QString bytes_text(quint64 bytes) { return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat); }

}  // namespace adscope::ui
