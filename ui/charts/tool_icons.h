// The small signs of a chart's tools, drawn in the colour of the theme: 16 px, lines of 1.5 px, round ends.
#pragma once

#include <QIcon>

namespace adscope::ui {

enum class ToolSign { table, chart, add_to_report, download, whole_range };
QIcon tool_icon(ToolSign sign);

}  // namespace adscope::ui
