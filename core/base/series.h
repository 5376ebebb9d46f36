// Series: numbers and labels that a chart or a report draws; and plain tables. The window's charts, the report's
// SVG and the CSV exports are all made from these.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/message.h"

namespace adscope {

// A figure with its interval and denominator. NaN is "no value" and is shown as a dash.
struct Metric {
    double value = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    std::int64_t n = 0;  // the denominator: impressions, users, rows

    bool has_value() const { return !std::isnan(value); }
    bool has_interval() const { return !std::isnan(low) && !std::isnan(high); }
};

// How a number is written: fractions as percentages, money in the workspace's currency (values in units, not micros).
enum class NumberFormat { number, integer, percent, money, seconds, date, date_hour };

enum class ChartKind { line, bar, scatter, lorenz, waterfall, heat_map };
enum class TraceRole { current, contrast, other, train, valid, test, good, warn };

struct SeriesPoint {
    double x = 0;  // category index, time (ms UTC) or number
    double y = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    std::string label;                            // name of the point (data, not words): user text, always plain
    Message label_message;                        // or words, when the label is one of ours
    std::int64_t numerator = 0, denominator = 0;  // for tooltips and the table view; 0/0: none
    bool small_cell = false;                      // under 30 impressions or 5 clicks: drawn grey
};

struct Trace {
    Message name;
    TraceRole role = TraceRole::current;
    enum class Style { line, dashed_line, bar, points, area } style = Style::line;
    std::vector<SeriesPoint> points;
};

struct Axis {
    Message title;  // with its unit
    enum class Scale { linear, category, time } scale = Scale::linear;
    NumberFormat format = NumberFormat::number;
    std::vector<std::string> categories;  // for Scale::category; x is an index into it
    std::optional<double> minimum, maximum;
};

struct Marker {  // a vertical line or point that is named (best epoch, anomaly)
    double x = 0, y = std::numeric_limits<double>::quiet_NaN();
    Message text;
};

struct Series {
    std::string id;    // stable name, such as "ctr_over_time"
    Message title;     // what is shown
    Message subtitle;  // slice, denominator, kind of interval
    ChartKind kind = ChartKind::line;
    Axis x, y;
    std::vector<Trace> traces;
    std::vector<Marker> markers;
    std::string condition;  // for categories: the field that a click slices by; empty: none
};

struct DataTable {
    struct ColumnHead {
        Message title;
        NumberFormat format = NumberFormat::number;
        bool text = false;  // cells are strings
    };
    using Cell = std::variant<std::monostate, std::string, double, std::int64_t, Message>;
    std::string id;
    Message title, subtitle;
    std::vector<ColumnHead> columns;
    std::vector<std::vector<Cell>> rows;
};

// The numbers of a chart as a table: the view for screen readers, CSV, and copy.
DataTable table_of(const Series& series);

// JSON, for storing with a report; from_json refuses what it does not know.
std::string to_json(const Series& series);
std::string to_json(const DataTable& table);
std::optional<Series> series_from_json(const std::string& json);
std::optional<DataTable> table_from_json(const std::string& json);

// A number as text: separators and precision by its format; "—" for no value; minus is U+2212.
std::string format_number(double value, NumberFormat format, Language language, const std::string& currency = {});

}  // namespace adscope
