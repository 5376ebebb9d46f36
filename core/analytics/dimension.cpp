#include "core/analytics/dimension.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>

#include "core/base/parallel.h"
#include "core/workspace/source.h"

namespace adscope {
namespace {

constexpr std::int64_t kHour = 3'600'000, kDay = 86'400'000;
constexpr std::size_t kBlock = 65536;  // rows that a worker takes at once

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

std::string date_text(std::int64_t day) {
    const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{day}}};
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                  static_cast<unsigned>(d.day()));
    return buffer;
}

// The number of a calendar unit that a day falls into; days themselves are the number of all other names.
std::int64_t unit_of_day(const std::string& unit, std::int64_t day) {
    if (unit == "weekday") return ((day + 3) % 7 + 7) % 7 + 1;
    if (unit == "week") return floor_div(day + 3, 7);
    if (unit != "month") return day;
    const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{day}}};
    return static_cast<int>(d.year()) * 12LL + static_cast<unsigned>(d.month()) - 1;
}

std::string calendar_name(const std::string& unit, std::int64_t value) {
    if (unit == "hour" || unit == "weekday") return std::to_string(value);
    if (unit == "week") return date_text(value * 7 - 3);  // its Monday
    char buffer[32];
    if (unit == "month") {
        std::snprintf(buffer, sizeof buffer, "%04d-%02d", static_cast<int>(value / 12), static_cast<int>(value % 12) + 1);
        return buffer;
    }
    if (unit == "day_hour") {
        const std::int64_t day = floor_div(value, 24);
        std::snprintf(buffer, sizeof buffer, "%sT%02d:00", date_text(day).c_str(), static_cast<int>(value - day * 24));
        return buffer;
    }
    return date_text(value);
}

// First and last time of a table; none when no event has one.
std::optional<std::pair<std::int64_t, std::int64_t>> period_of(const EventTable& table) {
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();
    std::vector<std::pair<std::int64_t, std::int64_t>> parts((table.rows + kBlock - 1) / kBlock, {none, EventTable::kNoTime});
    parallel_for(table.rows, kBlock, [&](std::size_t begin, std::size_t end, int) {
        std::int64_t first = none, last = EventTable::kNoTime;
        for (std::size_t i = begin; i < end; ++i) {
            const std::int64_t t = table.time[i];
            first = std::min(first, t == EventTable::kNoTime ? none : t);
            last = std::max(last, t);
        }
        parts[begin / kBlock] = {first, last};
    });
    std::pair<std::int64_t, std::int64_t> all{none, EventTable::kNoTime};
    for (const auto& [first, last] : parts) all = {std::min(all.first, first), std::max(all.second, last)};
    if (all.second == EventTable::kNoTime) return {};
    return all;
}

// Calls code(number of the step since `origin`) for the local time of every row. Offsets of the zone are looked up where
// neighbours lie on different sides of one of its transitions only.
template <std::int64_t Step, class Code>
void fill_calendar(const EventTable& table, std::int64_t origin, std::vector<std::uint32_t>& out, const Code& code) {
    parallel_for(table.rows, kBlock, [&](std::size_t begin, std::size_t end, int) {
        EventTable::ZoneSpan span;
        for (std::size_t i = begin; i < end; ++i) {
            const std::int64_t t = table.time[i];
            if (t == EventTable::kNoTime) continue;
            if (t < span.from || t >= span.to) span = table.zone_span(t);
            out[i] = code(static_cast<std::uint64_t>(t + span.offset - origin) / Step);
        }
    });
}

std::unique_ptr<Dimension> calendar(const EventTable& table, const std::string& unit) {
    auto d = std::make_unique<Dimension>();
    d->shape = Dimension::Shape::computed;
    d->ordered = true;
    d->computed.resize(table.rows);
    d->names.push_back({});
    d->names_ref = &d->names;
    const auto period = period_of(table);
    if (!period) return d;
    // Offsets lie within a day of UTC.
    const std::int64_t first_day = floor_div(period->first - kDay, kDay), last_day = floor_div(period->second + kDay, kDay),
                       origin = first_day * kDay;
    std::int64_t base = 0, end = 23;
    if (unit == "hour") {
        fill_calendar<kHour>(table, origin, d->computed, [](std::uint64_t hour) { return static_cast<std::uint32_t>(hour % 24) + 1; });
    } else if (unit == "day_hour") {
        base = first_day * 24, end = last_day * 24 + 23;
        fill_calendar<kHour>(table, origin, d->computed, [](std::uint64_t hour) { return static_cast<std::uint32_t>(hour) + 1; });
    } else {
        const bool weekday = unit == "weekday";
        base = weekday ? 0 : unit_of_day(unit, first_day), end = weekday ? 7 : unit_of_day(unit, last_day);
        std::vector<std::uint32_t> of_day;
        for (std::int64_t day = first_day; day <= last_day; ++day)
            of_day.push_back(static_cast<std::uint32_t>(unit_of_day(unit, day) - base + 1));
        fill_calendar<kDay>(table, origin, d->computed, [codes = of_day.data()](std::uint64_t day) { return codes[day]; });
    }
    for (std::int64_t v = base; v <= end; ++v) d->names.push_back(calendar_name(unit, v));
    d->cardinality = static_cast<std::uint32_t>(d->names.size());
    return d;
}

// The whole numbers low .. high, in order; their codes are still to be set.
std::unique_ptr<Dimension> whole_numbers(std::int64_t low, std::int64_t high) {
    auto d = std::make_unique<Dimension>();
    d->ordered = true;
    d->names.push_back({});
    for (auto v = low; v <= high; ++v) d->names.push_back(std::to_string(v));
    d->names_ref = &d->names;
    d->cardinality = static_cast<std::uint32_t>(d->names.size());
    return d;
}

// Small positions are their own codes, one up: nothing to prepare. Null when they are not small.
std::unique_ptr<Dimension> positions(const EventTable& table) {
    constexpr std::int32_t most = 4095;
    const std::int32_t largest =
        table.largest_position ? table.largest_position : *std::max_element(table.position.begin(), table.position.end());
    if (largest > most) return nullptr;
    auto d = whole_numbers(0, largest);
    d->shape = Dimension::Shape::positions;
    d->positions = &table.position;
    return d;
}

// What a pass over numbers tells of them. Eight of each are kept side by side, which vectorises; comparisons with a missing value
// are false and leave all as it is.
struct NumberRange {
    double low[8], high[8], fraction[8];
    NumberRange() {
        std::fill(low, low + 8, 1e300);
        std::fill(high, high + 8, -1e300);
        std::fill(fraction, fraction + 8, 0.0);
    }
    void take(std::size_t lane, double v) {
        constexpr double magic = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to a whole number
        const double off = (v + magic) - magic - v, size = off < 0 ? -off : off;
        low[lane] = v < low[lane] ? v : low[lane];
        high[lane] = v > high[lane] ? v : high[lane];
        fraction[lane] = size > fraction[lane] ? size : fraction[lane];
    }
    void join(const NumberRange& o) {
        for (std::size_t k = 0; k < 8; ++k) {
            low[k] = std::min(low[k], o.low[k]);
            high[k] = std::max(high[k], o.high[k]);
            fraction[k] = std::max(fraction[k], o.fraction[k]);
        }
    }
    double lowest() const { return *std::min_element(low, low + 8); }
    double highest() const { return *std::max_element(high, high + 8); }
    bool whole() const { return *std::max_element(fraction, fraction + 8) == 0; }
};

// Whole numbers of a small range are their own codes, told in two quick passes. Null when they are not.
std::unique_ptr<Dimension> small_whole_numbers(const std::vector<double>& values) {
    constexpr double most = 300, largest = 1e9;
    std::vector<NumberRange> ranges((values.size() + kBlock - 1) / kBlock);
    parallel_for(values.size(), kBlock, [&](std::size_t begin, std::size_t end, int) {
        NumberRange r;
        std::size_t i = begin;
        for (; i + 8 <= end; i += 8)
            for (std::size_t lane = 0; lane < 8; ++lane) r.take(lane, values[i + lane]);
        for (; i < end; ++i) r.take(0, values[i]);
        ranges[begin / kBlock] = r;
    });
    NumberRange all;
    for (const auto& r : ranges) all.join(r);
    const double low = all.lowest(), high = all.highest();
    if (!all.whole() || low > high || low < -largest || high > largest || high - low > most) return nullptr;
    auto d = whole_numbers(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high));
    d->shape = Dimension::Shape::computed;
    d->computed.resize(values.size());
    parallel_for(values.size(), kBlock, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) {
            const double v = values[i], code = v == v ? v - low + 1 : 0;  // a missing value is not itself
            d->computed[i] = static_cast<std::uint32_t>(static_cast<std::int32_t>(code));
        }
    });
    return d;
}

// Numbers with few different values are categories; others are cut into ten parts of equal mass, named by their bounds.
std::unique_ptr<Dimension> numeric(const EventTable& table, const FieldSource& source) {
    std::vector<double> values(source.slot_count());
    std::map<double, std::uint32_t> distinct;
    for (std::size_t s = 0; s < values.size(); ++s) {
        values[s] = source.number(s);
        if (!std::isnan(values[s]) && distinct.size() <= 300) distinct.emplace(values[s], 0);
    }
    auto d = std::make_unique<Dimension>();
    d->names.push_back({});
    std::vector<std::uint32_t> codes(values.size());
    if (distinct.size() <= 300) {
        for (auto& [v, code] : distinct) {
            code = static_cast<std::uint32_t>(d->names.size());
            const bool money = source.role() == FieldSource::Role::cost || source.role() == FieldSource::Role::revenue;
            d->names.push_back(number_key(money ? v / 1e6 : v));
        }
        for (std::size_t s = 0; s < values.size(); ++s) codes[s] = std::isnan(values[s]) ? 0 : distinct.at(values[s]);
    } else {
        std::vector<double> sorted;
        std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return !std::isnan(v); });
        std::sort(sorted.begin(), sorted.end());
        std::vector<double> cuts;
        for (int q = 1; q < 10; ++q) cuts.push_back(sorted[sorted.size() * static_cast<std::size_t>(q) / 10]);
        cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
        const double scale = source.role() == FieldSource::Role::cost || source.role() == FieldSource::Role::revenue ? 1e-6 : 1;
        for (std::size_t b = 0; b <= cuts.size(); ++b)
            d->names.push_back(b == 0             ? "< " + number_key(cuts[0] * scale)
                               : b == cuts.size() ? "≥ " + number_key(cuts.back() * scale)
                                                  : number_key(cuts[b - 1] * scale) + " – " + number_key(cuts[b] * scale));
        for (std::size_t s = 0; s < values.size(); ++s)
            codes[s] = std::isnan(values[s])
                           ? 0
                           : static_cast<std::uint32_t>(1 + (std::upper_bound(cuts.begin(), cuts.end(), values[s]) - cuts.begin()));
    }
    d->ordered = true;
    d->cardinality = static_cast<std::uint32_t>(d->names.size());
    d->names_ref = &d->names;
    if (source.owner() == Owner::event) {
        d->shape = Dimension::Shape::computed;
        d->computed = std::move(codes);
    } else {
        d->shape = Dimension::Shape::entity_codes;
        d->codes = source.owner() == Owner::user ? &table.user : &table.ad;
        d->of_entity = std::move(codes);
    }
    return d;
}

}  // namespace

bool is_calendar(const std::string& name) {
    return name == "day" || name == "date" || name == "hour" || name == "weekday" || name == "week" || name == "month" ||
           name == "day_hour";
}

Result<std::unique_ptr<Dimension>> make_dimension(const EventTable& table, const std::string& name) {
    auto source = FieldSource::find(table, name, {});
    if (!source || source->role() == FieldSource::Role::time) {
        if (table.has_time && (is_calendar(name) || name == "time"))
            return calendar(table, name == "date" || name == "time" ? "day" : name);
        return Error(ErrorCode::usage, "analytics.unknown_dimension", {{"found", name}, {"known", known_sources(table)}});
    }
    if (source->role() == FieldSource::Role::position)
        if (auto d = positions(table)) return d;
    if (source->shape() == FieldSource::Shape::number && source->owner() == Owner::event && source->column() && source->column()->number())
        if (auto d = small_whole_numbers(source->column()->number()->values)) return d;
    if (source->shape() == FieldSource::Shape::number) return numeric(table, *source);
    auto d = std::make_unique<Dimension>();
    d->names_ref = &source->names();
    d->cardinality = static_cast<std::uint32_t>(source->names().size());
    if (source->shape() == FieldSource::Shape::tags) {
        d->shape = Dimension::Shape::tags;
        d->tags = source->column()->tags();
        d->tags_of_entity = source->owner() != Owner::event;
        d->codes = source->owner() == Owner::user ? &table.user : &table.ad;
    } else if (source->role() == FieldSource::Role::user || source->role() == FieldSource::Role::ad) {
        d->codes = source->role() == FieldSource::Role::user ? &table.user : &table.ad;
    } else if (source->owner() == Owner::event) {
        d->codes = &source->column()->category()->codes;
    } else {
        d->shape = Dimension::Shape::entity_codes;
        d->codes = source->owner() == Owner::user ? &table.user : &table.ad;
        d->of_entity.resize(source->slot_count());
        for (std::size_t s = 0; s < d->of_entity.size(); ++s) d->of_entity[s] = source->code(s);
    }
    return d;
}

}  // namespace adscope
