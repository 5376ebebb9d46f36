// Parts of the SVG writer. Only presentation attributes are used, no style and no script, so that a strict content
// policy holds. Colours are the light tokens of the house.
#pragma once

#include <string>
#include <vector>

#include "core/base/series.h"

namespace adscope::svg {

inline constexpr const char* kText = "#1A2027";
inline constexpr const char* kText2 = "#48525D";
inline constexpr const char* kGrid = "#E8EBEF";
inline constexpr const char* kAxis = "#8A939E";
inline constexpr const char* kSurface = "#FFFFFF";
inline constexpr const char* kSmallCell = "#B9C0C8";

// Writes elements; coordinates with two decimals, so that the same input gives the same bytes.
class Writer {
public:
    void line(double x1, double y1, double x2, double y2, const char* colour, double width, bool dashed = false);
    void rect(double x, double y, double w, double h, const std::string& fill, const std::string& tip = {});
    void circle(double x, double y, double radius, const char* fill, const std::string& tip = {});
    void diamond(double x, double y, double radius, const char* stroke);
    void polyline(const std::vector<std::pair<double, double>>& points, const char* colour, double width, bool dashed);
    void polygon(const std::vector<std::pair<double, double>>& points, const char* fill, double opacity);
    enum class Anchor { start, middle, end };
    void text(double x, double y, const std::string& text, Anchor anchor = Anchor::start, const char* colour = kText2, bool bold = false);
    const std::string& body() const { return body_; }

private:
    std::string body_;
};

struct Box {
    double left, top, right, bottom;
    double width() const { return right - left; }
    double height() const { return bottom - top; }
};

struct Ticks {
    double low = 0, high = 1, step = 1;
    std::vector<double> values() const;
};
// Four to seven round steps that cover [low, high]; bounds that are given stay.
Ticks make_ticks(double low, double high, std::optional<double> minimum, std::optional<double> maximum);

struct Look {
    Language language = Language::en;
    std::string currency;
    int width = 720, height = 320;
};

// A tick of an axis: percent axes whose title names the unit leave the sign out.
std::string tick_text(const Axis& axis, double value, double step, const Look& look);
// A point's number with interval and denominator, for a tooltip.
std::string tip_of(const Series& series, const SeriesPoint& point, const Look& look);
// The words or the text of a point's label.
std::string label_of(const Series& series, const SeriesPoint& point, const Look& look);
const char* line_colour(TraceRole role);
const char* fill_colour(TraceRole role);
// Lowest and highest value with intervals; {0, 1} when there is none.
std::pair<double, double> value_range(const Series& series, bool with_zero);

// Each draws the plot below `top` and returns the height used in all.
double draw_lines(Writer& out, const Series& series, const Look& look, double top);
double draw_bars(Writer& out, const Series& series, const Look& look, double top);
double draw_waterfall(Writer& out, const Series& series, const Look& look, double top);
double draw_heat_map(Writer& out, const Series& series, const Look& look, double top);

}  // namespace adscope::svg
