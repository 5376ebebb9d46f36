// What a chart says: legend, tooltips, the sentence for assistive technology. Numbers are exact, with denominators.
#pragma once

#include <QString>
#include <QStringList>

#include "core/base/series.h"

namespace adscope::ui {

struct ChartWords {
    Language language = Language::en;
    std::string currency;
};

QString words(const Message& message, Language language);
QString number_text(double value, NumberFormat format, const ChartWords& w);
// "3.62 – 3.79 %"; empty when there is no interval.
QString interval_text(double low, double high, NumberFormat format, const ChartWords& w);

// What names the point: its label, its category, else its x.
QString point_name(const Series& series, const SeriesPoint& point, const ChartWords& w);
// Lines of the tooltip, the first is the heading.
QStringList tooltip_lines(const Series& series, int trace, int point, const ChartWords& w);
// Title, kind, number of values: the accessible description of a whole chart.
QString describe(const Series& series, const ChartWords& w);

}  // namespace adscope::ui
