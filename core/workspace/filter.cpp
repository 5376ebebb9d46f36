#include "core/workspace/filter.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/parallel.h"
#include "core/workspace/filter_node.h"
#include "core/workspace/iso_time.h"
#include "core/workspace/segments.h"
#include "core/workspace/source.h"
#include "core/workspace/user_measures.h"

namespace adscope {
namespace {

constexpr std::int64_t kDay = 86'400'000;

// Sets bits of rows where `match` says so, in parallel over whole words.
template <class Match>
Selection rows_where(std::size_t rows, const Match& match) {
    Selection out(rows);
    parallel_for(out.words().size(), 2048, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t w = begin; w < end; ++w) {
            std::uint64_t word = 0;
            const std::size_t first = w * 64, last = std::min(rows, first + 64);
            for (std::size_t i = first; i < last; ++i) word |= static_cast<std::uint64_t>(match(i)) << (i - first);
            out.words()[w] = word;
        }
    });
    return out;
}

bool holds(FilterOp op, int comparison) {
    switch (op) {
        case FilterOp::equal: return comparison == 0;
        case FilterOp::not_equal: return comparison != 0;
        case FilterOp::less: return comparison < 0;
        case FilterOp::less_equal: return comparison <= 0;
        case FilterOp::greater: return comparison > 0;
        case FilterOp::greater_equal: return comparison >= 0;
        default: return false;
    }
}

int sign(double a, double b) { return a < b ? -1 : a > b ? 1 : 0; }

// A condition on texts. Where all given values are numbers, order means the order of numbers.
class TextCondition {
public:
    explicit TextCondition(const FilterNode& node) : node_(node) {
        for (const auto& v : node.values) numbers_.push_back(parse_number(v));
        numeric_ = std::none_of(numbers_.begin(), numbers_.end(), [](double v) { return std::isnan(v); });
    }
    bool operator()(const std::string& text) const {
        if (node_.op == FilterOp::is_missing) return text.empty();
        if (text.empty()) return false;
        if (node_.op == FilterOp::contains) return text.find(node_.values[0]) != std::string::npos;
        if (node_.op == FilterOp::in) return std::find(node_.values.begin(), node_.values.end(), text) != node_.values.end();
        if (node_.op == FilterOp::between) return compare(text, 0) >= 0 && compare(text, 1) <= 0;
        return holds(node_.op,
                     node_.op == FilterOp::equal || node_.op == FilterOp::not_equal ? text.compare(node_.values[0]) : compare(text, 0));
    }

private:
    int compare(const std::string& text, std::size_t value) const {
        const double number = numeric_ ? parse_number(text) : kMissing;
        return std::isnan(number) ? text.compare(node_.values[value]) : sign(number, numbers_[value]);
    }
    const FilterNode& node_;
    std::vector<double> numbers_;
    bool numeric_ = false;
};

class Evaluator {
public:
    explicit Evaluator(const EventTable& table) : table_(table), segments_(segments_of(table)->get()) {}

    Result<Selection> run(const FilterNode& node) {
        switch (node.kind) {
            case FilterNode::Kind::compare: return compare(node);
            case FilterNode::Kind::split: return split(node);
            case FilterNode::Kind::segment: return segment(node);
            case FilterNode::Kind::none_of: {
                ADSCOPE_ASSIGN(inner, run(*node.children[0]));
                inner.invert();
                return inner;
            }
            default: break;
        }
        ADSCOPE_ASSIGN(out, run(*node.children[0]));
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            ADSCOPE_ASSIGN(next, run(*node.children[i]));
            if (node.kind == FilterNode::Kind::all_of) out &= next;
            else out |= next;
        }
        return out;
    }

private:
    Result<Selection> compare(const FilterNode& node) {
        auto source = FieldSource::find(table_, node.field, {});
        if (!source) {
            if (auto calendar = calendar_field(node)) return std::move(*calendar);
            if (auto measure = measure_field(node)) return std::move(*measure);
            return Error(ErrorCode::usage, "filter.unknown_field",
                         {{"at", node.at}, {"found", node.field}, {"known", known_sources(table_)}});
        }
        if (source->shape() != FieldSource::Shape::number) return compare_texts(node, *source);
        ADSCOPE_ASSIGN(bounds, number_bounds(node, *source));
        return compare_numbers(node, *source, bounds);
    }

    // Each segment is made once, however often a condition and the rules in it name it; a rule that leads back to itself is refused.
    Result<Selection> segment(const FilterNode& node) {
        if (const auto made = made_.find(node.field); made != made_.end()) return made->second;
        const auto found = std::find_if(segments_->begin(), segments_->end(), [&](const Segment& s) { return s.name == node.field; });
        if (found == segments_->end())
            return Error(ErrorCode::usage, segments_->empty() ? "filter.no_segments" : "filter.unknown_segment",
                         {{"found", node.field}, {"known", known_segments(*segments_)}});
        if (std::find(open_.begin(), open_.end(), node.field) != open_.end()) {
            std::string path;
            for (const auto& name : open_) path += name + " → ";
            return Error(ErrorCode::usage, "filter.segment_loop", {{"path", path + node.field}});
        }
        if (found->kind != Segment::Kind::rule) return made_.emplace(node.field, members(*found)).first->second;
        ADSCOPE_ASSIGN(rule, parse_filter(found->condition));
        open_.push_back(node.field);
        auto rows = run(*rule);
        open_.pop_back();
        if (!rows) return Error(rows.error().code, "filter.in_segment", {{"name", node.field}, {"cause", rows.error().message}});
        return made_.emplace(node.field, std::move(*rows)).first->second;
    }

    // Keys that this log does not have select nothing.
    Selection members(const Segment& segment) const {
        const EntityTable& entities = segment.owner == Owner::user ? table_.users : table_.ads;
        const CodeArray& codes = segment.owner == Owner::user ? table_.user : table_.ad;
        std::vector<std::uint8_t> inside(entities.count + 1);
        for (const auto& key : segment.members) inside[entities.code(key)] = 1;
        inside[0] = 0;
        return rows_where(table_.rows, [&](std::size_t row) -> bool { return inside[codes[row]]; });
    }

    // user.impressions, user.clicked.FIELD and the like (core/workspace/user_measures.h); a field of a log of the same name comes first.
    std::optional<Result<Selection>> measure_field(const FilterNode& node) const {
        if (!node.field.starts_with("user.")) return std::nullopt;
        const std::string name = node.field.substr(5);
        if (name.starts_with("clicked.")) {
            const auto clicked = clicked_values(table_, name.substr(8));
            if (!clicked) return std::nullopt;
            return Result<Selection>(compare_clicked(node, *clicked));
        }
        const auto values = user_measure(table_, name);
        if (!values) return std::nullopt;
        std::vector<double> numbers;
        for (const auto& v : node.values) {
            numbers.push_back(parse_number(v));
            if (std::isnan(numbers.back()) || node.op == FilterOp::contains)
                return Result<Selection>(
                    Error(ErrorCode::usage, "filter.needs_number", {{"at", node.at}, {"field", node.field}, {"found", v}}));
        }
        const Bounds bounds{numbers, numbers};
        std::vector<std::uint8_t> inside(values->size());
        for (std::size_t u = 0; u < inside.size(); ++u) inside[u] = number_holds(node, bounds, (*values)[u]);
        return Result<Selection>(rows_where(table_.rows, [&](std::size_t row) -> bool { return inside[table_.user[row]]; }));
    }

    Selection compare_clicked(const FilterNode& node, const ClickedValues& clicked) const {
        const TextCondition condition(node);
        std::vector<std::uint8_t> of_code(clicked.names->size());
        for (std::size_t c = 1; c < of_code.size(); ++c) of_code[c] = condition((*clicked.names)[c]);
        std::vector<std::uint8_t> inside(table_.users.count + 1);
        for (std::size_t u = 1; u < inside.size(); ++u) inside[u] = tags_hold(node, clicked.row(u), of_code);
        return rows_where(table_.rows, [&](std::size_t row) -> bool { return inside[table_.user[row]]; });
    }

    static bool tags_hold(const FilterNode& node, std::span<const std::uint32_t> tags, const std::vector<std::uint8_t>& of_code) {
        if (tags.empty()) return node.op == FilterOp::is_missing;
        // "!=" on tags means that none is equal.
        if (node.op == FilterOp::not_equal) return std::all_of(tags.begin(), tags.end(), [&](auto t) { return of_code[t]; });
        return std::any_of(tags.begin(), tags.end(), [&](auto t) { return of_code[t]; });
    }

    // Codes are looked up once each, then rows only by code.
    Selection compare_texts(const FilterNode& node, const FieldSource& source) const {
        const TextCondition condition(node);
        std::vector<std::uint8_t> of_code(source.names().size());
        for (std::size_t c = 0; c < of_code.size(); ++c) of_code[c] = condition(source.names()[c]);
        const auto of_slot = [&](std::size_t slot) -> bool {
            if (source.shape() == FieldSource::Shape::coded) return of_code[source.code(slot)];
            return tags_hold(node, source.tags(slot), of_code);
        };
        return by_slot(source, of_slot);
    }

    template <class OfSlot>
    Selection by_slot(const FieldSource& source, const OfSlot& of_slot) const {
        if (source.owner() == Owner::event) return rows_where(table_.rows, of_slot);
        std::vector<std::uint8_t> entities(source.slot_count());
        for (std::size_t s = 0; s < entities.size(); ++s) entities[s] = of_slot(s);
        return rows_where(table_.rows, [&](std::size_t row) { return entities[source.slot_of(row)]; });
    }

    struct Bounds {
        // For each value the numbers it stands for: a date is its whole day.
        std::vector<double> low, high;
    };
    Result<Bounds> number_bounds(const FilterNode& node, const FieldSource& source) const {
        Bounds b;
        const bool time = source.role() == FieldSource::Role::time || (source.column() && source.column()->field.kind == FieldKind::time);
        const bool money = source.role() == FieldSource::Role::cost || source.role() == FieldSource::Role::revenue;
        for (const auto& v : node.values) {
            double low = parse_number(v), high = low;
            if (time) {
                if (const auto at = parse_iso_time(v, table_)) {
                    low = high = static_cast<double>(*at);
                    if (v.size() <= 10) high = low + kDay - 1;
                } else {
                    low = kMissing;
                }
            } else if (money) {
                low = high = std::round(low * 1e6);
            } else if (source.column() && source.column()->field.kind == FieldKind::flag && std::isnan(low)) {
                low = high = v == "true" || v == "yes" || v == "是" ? 1 : v == "false" || v == "no" || v == "否" ? 0 : kMissing;
            }
            if (std::isnan(low) || node.op == FilterOp::contains)
                return Error(ErrorCode::usage, time ? "filter.needs_time" : "filter.needs_number",
                             {{"at", node.at}, {"field", node.field}, {"found", v}});
            b.low.push_back(low);
            b.high.push_back(high);
        }
        return b;
    }

    Selection compare_numbers(const FilterNode& node, const FieldSource& source, const Bounds& b) const {
        return by_slot(source, [&](std::size_t slot) -> bool { return number_holds(node, b, source.number(slot)); });
    }

    static bool number_holds(const FilterNode& node, const Bounds& b, double x) {
        const auto inside = [&](std::size_t i) { return x >= b.low[i] && x <= b.high[i]; };
        if (node.op == FilterOp::is_missing) return std::isnan(x);
        if (std::isnan(x)) return false;
        switch (node.op) {
            case FilterOp::equal: return inside(0);
            case FilterOp::not_equal: return !inside(0);
            case FilterOp::less: return x < b.low[0];
            case FilterOp::less_equal: return x <= b.high[0];
            case FilterOp::greater: return x > b.high[0];
            case FilterOp::greater_equal: return x >= b.low[0];
            case FilterOp::between: return x >= b.low[0] && x <= b.high[1];
            default: break;
        }
        for (std::size_t i = 0; i < b.low.size(); ++i)
            if (inside(i)) return true;
        return false;
    }

    // hour, weekday (1 Monday to 7), day: of the event's time in the reporting zone.
    std::optional<Result<Selection>> calendar_field(const FilterNode& node) {
        if (!table_.has_time || (node.field != "hour" && node.field != "weekday" && node.field != "day" && node.field != "date"))
            return std::nullopt;
        if (node.field == "day" || node.field == "date") {
            FilterNode on_time = node;
            on_time.field = "time";
            return run(on_time);
        }
        const TextCondition condition(node);
        const bool hour = node.field == "hour";
        std::vector<std::uint8_t> of_value(24);
        for (int v = 0; v < 24; ++v) of_value[static_cast<std::size_t>(v)] = condition(std::to_string(v));
        return Result<Selection>(rows_where(table_.rows, [&](std::size_t row) -> bool {
            const std::int64_t t = table_.time[row];
            if (t == EventTable::kNoTime) return node.op == FilterOp::is_missing;
            const std::int64_t local = t + table_.zone_offset(t), day = local >= 0 ? local / kDay : (local - kDay + 1) / kDay;
            // 1970-01-01 was a Thursday.
            return of_value[static_cast<std::size_t>(hour ? (local - day * kDay) / 3'600'000 : ((day + 3) % 7 + 7) % 7 + 1)];
        }));
    }

    Result<Selection> split(const FilterNode& node) const {
        const int part = node.field == "train" ? 1 : node.field == "valid" ? 2 : node.field == "test" ? 3 : 0;
        if (part == 0) return Error(ErrorCode::usage, "filter.unknown_split", {{"found", node.field}});
        if (table_.split.empty()) return Error(ErrorCode::usage, "filter.no_split");
        return rows_where(table_.rows, [&](std::size_t row) { return table_.split[row] == part; });
    }

    const EventTable& table_;
    SegmentsPtr segments_;
    std::map<std::string, Selection> made_;
    std::vector<std::string> open_;  // segments whose rules are being followed
};

}  // namespace

Result<Filter> Filter::parse(const std::string& text) {
    Filter filter;
    filter.text_ = text;
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return filter;
    ADSCOPE_ASSIGN(root, parse_filter(text));
    filter.root_ = root;
    return filter;
}

Result<Selection> Filter::select(const EventTable& table) const {
    if (!root_) return table.usable();
    ADSCOPE_ASSIGN(rows, Evaluator(table).run(*root_));
    rows &= table.usable();
    return rows;
}

Result<Selection> Filter::select_marked(const EventTable& table) const {
    if (!root_ || table.marked.count() == 0) return table.marked;
    ADSCOPE_ASSIGN(rows, Evaluator(table).run(*root_));
    rows &= table.marked;
    return rows;
}

}  // namespace adscope
