#include "ui/charts/ticks.h"

#include <QDateTime>
#include <QLocale>
#include <cmath>

namespace adscope::ui {
namespace {

constexpr double kHour = 3'600'000.0, kDay = 24 * kHour;

QLocale locale_of(Language language) {
    return language == Language::zh ? QLocale(QLocale::Chinese, QLocale::China) : QLocale(QLocale::English, QLocale::UnitedStates);
}

// 1, 2, 2.5 or 5 times a power of ten, the first that gives no more than `wanted` steps.
double nice_step(double width, int wanted) {
    const double raw = width / std::max(1, wanted);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double m : {1.0, 2.0, 2.5, 5.0})
        if (m * power >= raw * (1 - 1e-9)) return m * power;
    return 10 * power;
}

QString signed_text(QString text) { return text.replace(QLatin1Char('-'), QChar(0x2212)); }

QString time_text(const QDateTime& t, double step, Language language) {
    const QLocale locale = locale_of(language);
    const bool zh = language == Language::zh;
    if (step < kDay) {
        const bool midnight = t.time() == QTime(0, 0);
        return midnight ? locale.toString(t.date(), zh ? QStringLiteral("MM-dd") : QStringLiteral("MMM d"))
                        : t.time().toString(QStringLiteral("HH:mm"));
    }
    if (step < 28 * kDay) return locale.toString(t.date(), zh ? QStringLiteral("MM-dd") : QStringLiteral("MMM d"));
    return locale.toString(t.date(), zh ? QStringLiteral("yyyy-MM") : QStringLiteral("MMM yyyy"));
}

Ticks month_ticks(double low, double high, int most, Language language) {
    Ticks out{low, high, {}};
    const QDate first = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(low), Qt::UTC).date();
    const double months = (high - low) / (30.4 * kDay);
    int step = 1;
    for (const int m : {1, 2, 3, 6, 12, 24, 60, 120}) {
        step = m;
        if (months / m <= most) break;
    }
    QDate d(first.year(), 1, 1);
    for (; d < first.addYears(200); d = d.addMonths(step)) {
        const double x = static_cast<double>(QDateTime(d, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch());
        if (x > high) break;
        if (x >= low) out.ticks.push_back({x, time_text(QDateTime(d, QTime(0, 0), Qt::UTC), 30 * kDay, language)});
    }
    return out;
}

}  // namespace

QString tick_text(double value, double step, NumberFormat format, bool plain_percent, Language language) {
    const QLocale locale = locale_of(language);
    if (format == NumberFormat::percent) {
        value *= 100;
        step *= 100;
    }
    if (std::abs(value) < step * 1e-6) value = 0;
    const double scaled = std::abs(step);
    int digits = 0;
    for (double s = scaled; digits < 8 && std::abs(s - std::round(s)) > 1e-6 * std::max(1.0, s); s *= 10) ++digits;
    QString text;
    if (std::abs(value) >= 1e9) text = locale.toString(value / 1e9, 'g', 5) + QStringLiteral("G");
    else if (std::abs(value) >= 1e6 && scaled >= 1e4) text = locale.toString(value / 1e6, 'g', 5) + QStringLiteral("M");
    else if (std::abs(value) >= 1e4 && scaled >= 1e3) text = locale.toString(std::round(value / 10) / 100, 'g', 5) + QStringLiteral("k");
    else text = locale.toString(value, 'f', digits);
    if (format == NumberFormat::percent && !plain_percent) text += QStringLiteral(" %");
    return signed_text(text);
}

Ticks number_ticks(double low, double high, int wanted, bool extend, NumberFormat format, bool plain_percent, Language language) {
    if (!(high > low)) {
        const double pad = low == 0 ? 1 : std::abs(low) * 0.1;
        low -= low > 0 && low - pad < 0 ? low : pad;
        high += pad;
    }
    double step = nice_step(high - low, wanted);
    if (format == NumberFormat::integer) step = std::max(1.0, step == std::floor(step) ? step : std::ceil(step));
    Ticks out{low, high, {}};
    if (extend) {
        out.low = std::floor(low / step + 1e-9) * step;
        out.high = std::ceil(high / step - 1e-9) * step;
    }
    const auto from = static_cast<long long>(std::ceil(out.low / step - 1e-9)),
               to = static_cast<long long>(std::floor(out.high / step + 1e-9));
    for (long long i = from; i <= to && i - from < 64; ++i) {
        const double v = static_cast<double>(i) * step;
        out.ticks.push_back({v, tick_text(v, step, format, plain_percent, language)});
    }
    return out;
}

Ticks time_ticks(double low, double high, int most, Language language) {
    // One moment alone is labelled by itself.
    if (!(high > low)) {
        const QDateTime t = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(low), Qt::UTC);
        return {low - kDay / 2, low + kDay / 2, {{low, time_text(t, t.time() == QTime(0, 0) ? kDay : kHour, language)}}};
    }
    most = std::max(1, most);
    if ((high - low) / most > 21 * kDay) return month_ticks(low, high, most, language);
    double step = 28 * kDay;
    for (const double s : {kHour, 2 * kHour, 3 * kHour, 6 * kHour, 12 * kHour, kDay, 2 * kDay, 3 * kDay, 7 * kDay, 14 * kDay, 28 * kDay})
        if ((high - low) / s <= most) {
            step = s;
            break;
        }
    // Days are counted from the first day shown, weeks from Mondays, hours from midnight.
    const double unit = std::min(step, kDay);
    double first = std::ceil(low / unit) * unit;
    if (step < kDay) first = std::ceil(low / step) * step;
    else if (step >= 7 * kDay) first = (std::ceil((low / kDay - 4) / 7) * 7 + 4) * kDay;
    Ticks out{low, high, {}};
    for (double x = first; x <= high + 1; x += step)
        out.ticks.push_back({x, time_text(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x), Qt::UTC), step, language)});
    return out;
}

}  // namespace adscope::ui
