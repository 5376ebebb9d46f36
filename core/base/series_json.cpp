// Series and tables as JSON, for storing with a report. What is read back is checked to the last index, since a
// workspace may come from anywhere.
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/base/series.h"

namespace adscope {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestList = 2'000'000;
constexpr int kDeepestMessage = 8;

// Anything unknown or out of bounds; caught in this file.
struct Unreadable : std::runtime_error {
    Unreadable() : std::runtime_error("unreadable series") {}
};
void need(bool condition) {
    if (!condition) throw Unreadable();
}

template <class E, std::size_t N>
struct Names {
    std::array<std::string_view, N> names;
    std::string_view of(E value) const { return names[static_cast<std::size_t>(value)]; }
    E read(const json& j) const {
        need(j.is_string());
        const auto& text = j.get_ref<const std::string&>();
        for (std::size_t i = 0; i < N; ++i)
            if (names[i] == text) return static_cast<E>(i);
        throw Unreadable();
    }
};
constexpr Names<NumberFormat, 7> kFormats = {{"number", "integer", "percent", "money", "seconds", "date", "date_hour"}};
constexpr Names<ChartKind, 6> kKinds = {{"line", "bar", "scatter", "lorenz", "waterfall", "heat_map"}};
constexpr Names<TraceRole, 8> kRoles = {{"current", "contrast", "other", "train", "valid", "test", "good", "warn"}};
constexpr Names<Trace::Style, 5> kStyles = {{"line", "dashed_line", "bar", "points", "area"}};
constexpr Names<Axis::Scale, 3> kScales = {{"linear", "category", "time"}};

json number_json(double v) { return std::isfinite(v) ? json(v) : json(nullptr); }
json words_json(const Message& m) { return m.empty() ? json(nullptr) : json::parse(message_to_json(m)); }

// Only the keys named, all optional; whoever reads a key that is missing gets null.
void only(const json& j, std::initializer_list<std::string_view> known) {
    need(j.is_object());
    for (const auto& [key, value] : j.items()) need(std::find(known.begin(), known.end(), key) != known.end());
}
const json& at(const json& j, const char* key) {
    static const json none;
    const auto found = j.find(key);
    return found == j.end() ? none : *found;
}
double number_of(const json& j) {
    if (j.is_null()) return std::numeric_limits<double>::quiet_NaN();
    need(j.is_number());
    return j.get<double>();
}
std::int64_t integer_of(const json& j) {
    if (j.is_null()) return 0;
    need(j.is_number_integer());
    return j.get<std::int64_t>();
}
std::string text_of(const json& j) {
    if (j.is_null()) return {};
    need(j.is_string());
    return j.get<std::string>();
}
bool flag_of(const json& j) {
    need(j.is_null() || j.is_boolean());
    return j.is_boolean() && j.get<bool>();
}
const json& list_of(const json& j) {
    static const json none = json::array();
    if (j.is_null()) return none;
    need(j.is_array() && j.size() <= kLongestList);
    return j;
}
void check_message(const json& j, int depth) {
    need(depth < kDeepestMessage);
    only(j, {"id", "args"});
    need(at(j, "id").is_string());
    if (at(j, "args").is_null()) return;
    need(at(j, "args").is_object());
    for (const auto& [name, value] : at(j, "args").items()) {
        if (value.is_object()) check_message(value, depth + 1);
        else need(value.is_string() || value.is_number());
    }
}
Message words_of(const json& j) {
    if (j.is_null()) return {};
    check_message(j, 0);
    return message_from_json(j.dump());
}

json axis_json(const Axis& a) {
    json j{{"title", words_json(a.title)}, {"scale", kScales.of(a.scale)}, {"format", kFormats.of(a.format)}, {"categories", a.categories}};
    if (a.minimum) j["minimum"] = number_json(*a.minimum);
    if (a.maximum) j["maximum"] = number_json(*a.maximum);
    return j;
}
Axis axis_of(const json& j) {
    only(j, {"title", "scale", "format", "categories", "minimum", "maximum"});
    Axis a;
    a.title = words_of(at(j, "title"));
    a.scale = kScales.read(at(j, "scale"));
    a.format = kFormats.read(at(j, "format"));
    for (const auto& c : list_of(at(j, "categories"))) a.categories.push_back(text_of(c));
    if (!at(j, "minimum").is_null()) a.minimum = number_of(at(j, "minimum"));
    if (!at(j, "maximum").is_null()) a.maximum = number_of(at(j, "maximum"));
    return a;
}

json point_json(const SeriesPoint& p) {
    json j{{"x", number_json(p.x)}, {"y", number_json(p.y)}};
    if (!std::isnan(p.low)) j["low"] = number_json(p.low);
    if (!std::isnan(p.high)) j["high"] = number_json(p.high);
    if (!p.label.empty()) j["label"] = p.label;
    if (!p.label_message.empty()) j["label_message"] = words_json(p.label_message);
    if (p.numerator) j["numerator"] = p.numerator;
    if (p.denominator) j["denominator"] = p.denominator;
    if (p.small_cell) j["small_cell"] = true;
    return j;
}
SeriesPoint point_of(const json& j, const Axis& x) {
    only(j, {"x", "y", "low", "high", "label", "label_message", "numerator", "denominator", "small_cell"});
    SeriesPoint p;
    p.x = number_of(at(j, "x"));
    need(!std::isnan(p.x));
    if (x.scale == Axis::Scale::category && !x.categories.empty()) need(p.x >= 0 && p.x < static_cast<double>(x.categories.size()));
    p.y = number_of(at(j, "y"));
    p.low = number_of(at(j, "low"));
    p.high = number_of(at(j, "high"));
    p.label = text_of(at(j, "label"));
    p.label_message = words_of(at(j, "label_message"));
    p.numerator = integer_of(at(j, "numerator"));
    p.denominator = integer_of(at(j, "denominator"));
    p.small_cell = flag_of(at(j, "small_cell"));
    return p;
}

Trace trace_of(const json& j, const Axis& x) {
    only(j, {"name", "role", "style", "points"});
    Trace t;
    t.name = words_of(at(j, "name"));
    t.role = kRoles.read(at(j, "role"));
    t.style = kStyles.read(at(j, "style"));
    for (const auto& p : list_of(at(j, "points"))) t.points.push_back(point_of(p, x));
    return t;
}

Series series_of(const json& j) {
    only(j, {"id", "title", "subtitle", "kind", "x", "y", "traces", "markers", "condition"});
    Series s;
    s.id = text_of(at(j, "id"));
    s.title = words_of(at(j, "title"));
    s.subtitle = words_of(at(j, "subtitle"));
    s.kind = kKinds.read(at(j, "kind"));
    s.x = axis_of(at(j, "x"));
    s.y = axis_of(at(j, "y"));
    for (const auto& t : list_of(at(j, "traces"))) s.traces.push_back(trace_of(t, s.x));
    for (const auto& m : list_of(at(j, "markers"))) {
        only(m, {"x", "y", "text"});
        s.markers.push_back({number_of(at(m, "x")), number_of(at(m, "y")), words_of(at(m, "text"))});
        need(!std::isnan(s.markers.back().x));
    }
    s.condition = text_of(at(j, "condition"));
    return s;
}

json cell_json(const DataTable::Cell& cell) {
    if (const auto* s = std::get_if<std::string>(&cell)) return *s;
    if (const auto* i = std::get_if<std::int64_t>(&cell)) return *i;
    if (const auto* m = std::get_if<Message>(&cell)) return words_json(*m);
    // An array marks a real number, so that 2.0 does not come back as an integer.
    if (const auto* d = std::get_if<double>(&cell)) return json::array({number_json(*d)});
    return nullptr;
}
DataTable::Cell cell_of(const json& j) {
    if (j.is_null()) return {};
    if (j.is_string()) return j.get<std::string>();
    if (j.is_number_integer()) return j.get<std::int64_t>();
    if (j.is_object()) return words_of(j);
    need(j.is_array() && j.size() == 1);
    return number_of(j[0]);
}

DataTable table_of_json(const json& j) {
    only(j, {"id", "title", "subtitle", "columns", "rows"});
    DataTable t;
    t.id = text_of(at(j, "id"));
    t.title = words_of(at(j, "title"));
    t.subtitle = words_of(at(j, "subtitle"));
    for (const auto& c : list_of(at(j, "columns"))) {
        only(c, {"title", "format", "text"});
        t.columns.push_back({words_of(at(c, "title")), kFormats.read(at(c, "format")), flag_of(at(c, "text"))});
    }
    for (const auto& r : list_of(at(j, "rows"))) {
        need(r.is_array() && r.size() == t.columns.size());
        auto& row = t.rows.emplace_back();
        for (const auto& c : r) row.push_back(cell_of(c));
    }
    return t;
}

std::string text_of_document(const json& j) { return j.dump(-1, ' ', false, json::error_handler_t::replace); }

// Runs a reader over parsed text; whatever it cannot take gives no value.
template <class F>
auto read(const std::string& text, F reader) -> std::optional<decltype(reader(json()))> {
    try {
        const auto parsed = json::parse(text, nullptr, false);
        if (!parsed.is_object()) return std::nullopt;
        return reader(parsed);
    } catch (const Unreadable&) {
        return std::nullopt;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

}  // namespace

std::string to_json(const Series& s) {
    json traces = json::array(), markers = json::array();
    for (const auto& t : s.traces) {
        json points = json::array();
        for (const auto& p : t.points) points.push_back(point_json(p));
        traces.push_back(
            {{"name", words_json(t.name)}, {"role", kRoles.of(t.role)}, {"style", kStyles.of(t.style)}, {"points", std::move(points)}});
    }
    for (const auto& m : s.markers) markers.push_back({{"x", number_json(m.x)}, {"y", number_json(m.y)}, {"text", words_json(m.text)}});
    return text_of_document({{"id", s.id},
                             {"title", words_json(s.title)},
                             {"subtitle", words_json(s.subtitle)},
                             {"kind", kKinds.of(s.kind)},
                             {"x", axis_json(s.x)},
                             {"y", axis_json(s.y)},
                             {"traces", std::move(traces)},
                             {"markers", std::move(markers)},
                             {"condition", s.condition}});
}

std::string to_json(const DataTable& t) {
    json columns = json::array(), rows = json::array();
    for (const auto& c : t.columns)
        columns.push_back({{"title", words_json(c.title)}, {"format", kFormats.of(c.format)}, {"text", c.text}});
    for (const auto& r : t.rows) {
        json row = json::array();
        for (const auto& c : r) row.push_back(cell_json(c));
        row.get_ref<json::array_t&>().resize(t.columns.size());
        rows.push_back(std::move(row));
    }
    return text_of_document({{"id", t.id},
                             {"title", words_json(t.title)},
                             {"subtitle", words_json(t.subtitle)},
                             {"columns", std::move(columns)},
                             {"rows", std::move(rows)}});
}

std::optional<Series> series_from_json(const std::string& text) {
    return read(text, [](const json& j) { return series_of(j); });
}
std::optional<DataTable> table_from_json(const std::string& text) {
    return read(text, [](const json& j) { return table_of_json(j); });
}

}  // namespace adscope
