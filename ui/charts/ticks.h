// Where an axis is labelled: round numbers, whole hours, days, months; four to seven where there is room.
#pragma once

#include <QString>
#include <vector>

#include "core/base/series.h"

namespace adscope::ui {

struct Tick {
    double value = 0;
    QString text;
};
struct Ticks {
    double low = 0, high = 1;  // the range that the axis shows
    std::vector<Tick> ticks;
};

// Round numbers around [low, high]. `extend`: the range grows to whole steps, so that both ends are labelled.
// A range of no width is widened. `plain_percent`: no sign behind each number, since the axis title names the unit.
Ticks number_ticks(double low, double high, int wanted, bool extend, NumberFormat format, bool plain_percent, Language language);

// Times are the wall clock of the reporting zone, in milliseconds. At most `most` labels; steps from an hour to years.
Ticks time_ticks(double low, double high, int most, Language language);

// The text of one tick, with the digits that tell it from the next.
QString tick_text(double value, double step, NumberFormat format, bool plain_percent, Language language);

}  // namespace adscope::ui
