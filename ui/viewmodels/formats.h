// Numbers, days and times as the window writes them, in its language.
#pragma once

#include <QString>

#include "core/base/series.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

QString count_text(qint64 n);                             // 1,284,906
QString percent_text(double fraction, int digits = 2);    // "3.30"; a dash for no value
QString interval_text(const Metric& m, int digits = 2);   // "3.27 – 3.33", fractions as per cent
QString plain_interval(const Metric& m, int digits = 3);  // "[0.776, 0.786]"
QString day_text(qint64 ms_utc, qint64 zone_offset);      // 2026-02-01
QString period_text(qint64 from, qint64 to, qint64 zone_offset);
QString short_period_text(qint64 from, qint64 to, qint64 zone_offset);  // months where the years differ
QString ago_text(qint64 ms_utc);                                        // "just now", "14:02", "yesterday 17:40", "Mar 11"
QString bytes_text(quint64 bytes);

}  // namespace adscope::ui
