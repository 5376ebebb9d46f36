#include "ui/charts/chart_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace adscope::ui {
namespace {

QString counted(std::int64_t n, const ChartWords& w) { return number_text(static_cast<double>(n), NumberFormat::integer, w); }

}  // namespace

QString words(const Message& message, Language language) {
    return message.empty() ? QString() : QString::fromStdString(render(message, language));
}

QString number_text(double value, NumberFormat format, const ChartWords& w) {
    return QString::fromStdString(format_number(value, format, w.language, w.currency));
}

QString interval_text(double low, double high, NumberFormat format, const ChartWords& w) {
    if (std::isnan(low) || std::isnan(high)) return {};
    return number_text(low, format, w) + QString::fromUtf8(" – ") + number_text(high, format, w);
}

QString point_name(const Series& series, const SeriesPoint& point, const ChartWords& w) {
    if (!point.label_message.empty()) return words(point.label_message, w.language);
    if (!point.label.empty()) return QString::fromStdString(point.label);
    const auto index = static_cast<std::size_t>(std::max(0.0, point.x));
    if (series.x.scale == Axis::Scale::category && index < series.x.categories.size()) {
        const auto& name = series.x.categories[index];
        return name.empty() ? QCoreApplication::translate("Chart", "(missing)") : QString::fromStdString(name);
    }
    return number_text(point.x, series.x.format, w);
}

QStringList tooltip_lines(const Series& series, int trace, int point, const ChartWords& w) {
    const Trace& t = series.traces[static_cast<std::size_t>(trace)];
    const SeriesPoint& p = t.points[static_cast<std::size_t>(point)];
    QStringList lines{point_name(series, p, w)};
    const QString name = words(t.name, w.language);
    const QString value = number_text(p.y, series.y.format, w);
    if (series.kind == ChartKind::scatter || series.kind == ChartKind::lorenz) {
        if (!p.label.empty() || !p.label_message.empty())
            lines << words(series.x.title, w.language) + QStringLiteral(": ") + number_text(p.x, series.x.format, w);
        lines << words(series.y.title, w.language) + QStringLiteral(": ") + value;
    } else {
        lines << (name.isEmpty() ? value : name + QStringLiteral(": ") + value);
    }
    if (const QString between = interval_text(p.low, p.high, series.y.format, w); !between.isEmpty())
        lines << QCoreApplication::translate("Chart", "95 % interval: ") + between;
    if (p.denominator > 0)
        lines << QCoreApplication::translate("Chart", "%1 of %2").arg(counted(p.numerator, w), counted(p.denominator, w));
    if (p.small_cell) lines << QCoreApplication::translate("Chart", "small cell: under 30 impressions or 5 clicks");
    return lines;
}

QString describe(const Series& series, const ChartWords& w) {
    std::size_t n = 0;
    for (const auto& t : series.traces) n += t.points.size();
    QString text = words(series.subtitle, w.language);
    if (!text.isEmpty()) text += QStringLiteral(". ");
    text += QCoreApplication::translate("Chart", "%1 values; arrow keys move between them, the table view lists them.")
                .arg(QLocale().toString(static_cast<qulonglong>(n)));
    if (series.x.scale == Axis::Scale::time)
        text += QCoreApplication::translate("Chart", " Plus, minus or Ctrl and the wheel zoom; 0 shows everything.");
    return text;
}

}  // namespace adscope::ui
