#include "core/analytics/dimension.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

#include "core/base/parallel.h"
#include "core/workspace/source.h"

namespace adscope {
namespace {

constexpr std::int64_t kHour = 3'600'000, kDay = 86'400'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

std::string date_text(std::int64_t day) {
    const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{day}}};
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(d.year()), static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
    return buffer;
}

// The number of a calendar unit that a local time falls into, and its name.
std::int64_t calendar_unit(const std::string& unit, std::int64_t local) {
    const std::int64_t day = floor_div(local, kDay);
    if (unit == "hour") return (local - day * kDay) / kHour;
    if (unit == "weekday") return ((day + 3) % 7 + 7) % 7 + 1;
    if (unit == "week") return floor_div(day + 3, 7);
    if (unit == "month") {
        const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{day}}};
        return static_cast<int>(d.year()) * 12LL + static_cast<unsigned>(d.month()) - 1;
    }
    return unit == "day_hour" ? floor_div(local, kHour) : day;
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

std::unique_ptr<Dimension> calendar(const EventTable& table, const std::string& unit) {
    auto d = std::make_unique<Dimension>();
    d->shape = Dimension::Shape::computed;
    d->ordered = true;
    d->computed.resize(table.rows);
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = std::numeric_limits<std::int64_t>::min();
    for (const auto t : table.time)
        if (t != EventTable::kNoTime) {
            first = std::min(first, t);
            last = std::max(last, t);
        }
    d->names.push_back({});
    d->names_ref = &d->names;
    if (first > last) return d;
    // Offsets lie within a day of UTC; units are counted from the earliest possible one.
    const bool cyclic = unit == "hour" || unit == "weekday";
    const std::int64_t base = cyclic ? 0 : calendar_unit(unit, first - kDay);
    const std::int64_t end = unit == "hour" ? 23 : unit == "weekday" ? 7 : calendar_unit(unit, last + kDay);
    parallel_for(table.rows, 65536, [&](std::size_t begin, std::size_t stop, int) {
        for (std::size_t i = begin; i < stop; ++i) {
            const std::int64_t t = table.time[i];
            d->computed[i] = t == EventTable::kNoTime ? 0 : static_cast<std::uint32_t>(calendar_unit(unit, t + table.zone_offset(t)) - base + 1);
        }
    });
    for (std::int64_t v = base; v <= end; ++v) d->names.push_back(calendar_name(unit, v));
    d->cardinality = static_cast<std::uint32_t>(d->names.size());
    return d;
}

// Small positions are their own codes: nothing to prepare.
std::unique_ptr<Dimension> positions(const EventTable& table) {
    const std::int32_t largest = table.largest_position ? table.largest_position : *std::max_element(table.position.begin(), table.position.end());
    if (largest > 4095) return nullptr;
    auto d = std::make_unique<Dimension>();
    d->shape = Dimension::Shape::positions;
    d->positions = &table.position;
    d->ordered = true;
    d->names.push_back({});
    for (std::int32_t p = 1; p <= largest; ++p) d->names.push_back(std::to_string(p));
    d->names_ref = &d->names;
    d->cardinality = static_cast<std::uint32_t>(d->names.size());
    return d;
}

// Whole numbers of a small range are their own codes, told in two quick passes. Null when they are not.
std::unique_ptr<Dimension> small_whole_numbers(const std::vector<double>& values) {
    constexpr std::size_t block = 65536;
    struct Range {
        double low = 1e300, high = -1e300;
        bool whole = true;
    };
    std::vector<Range> ranges((values.size() + block - 1) / block);
    parallel_for(values.size(), block, [&](std::size_t begin, std::size_t end, int) {
        Range r;
        for (std::size_t i = begin; i < end; ++i) {
            const double v = values[i];
            if (std::isnan(v)) continue;
            r.low = std::min(r.low, v);
            r.high = std::max(r.high, v);
            r.whole = r.whole && std::abs(v) < 1e9 && v == static_cast<double>(static_cast<std::int64_t>(v));
        }
        ranges[begin / block] = r;
    });
    Range all;
    for (const auto& r : ranges) all = {std::min(all.low, r.low), std::max(all.high, r.high), all.whole && r.whole};
    if (!all.whole || all.low > all.high || all.high - all.low > 300) return nullptr;
    auto d = std::make_unique<Dimension>();
    d->shape = Dimension::Shape::computed;
    d->ordered = true;
    d->computed.resize(values.size());
    parallel_for(values.size(), block, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) d->computed[i] = std::isnan(values[i]) ? 0 : static_cast<std::uint32_t>(values[i] - all.low) + 1;
    });
    d->names.push_back({});
    for (double v = all.low; v <= all.high; ++v) d->names.push_back(number_key(v));
    d->names_ref = &d->names;
    d->cardinality = static_cast<std::uint32_t>(d->names.size());
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
            d->names.push_back(b == 0 ? "< " + number_key(cuts[0] * scale) : b == cuts.size() ? "≥ " + number_key(cuts.back() * scale) : number_key(cuts[b - 1] * scale) + " – " + number_key(cuts[b] * scale));
        for (std::size_t s = 0; s < values.size(); ++s)
            codes[s] = std::isnan(values[s]) ? 0 : static_cast<std::uint32_t>(1 + (std::upper_bound(cuts.begin(), cuts.end(), values[s]) - cuts.begin()));
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

bool is_calendar(const std::string& name) { return name == "day" || name == "date" || name == "hour" || name == "weekday" || name == "week" || name == "month" || name == "day_hour"; }

Result<std::unique_ptr<Dimension>> make_dimension(const EventTable& table, const std::string& name) {
    auto source = FieldSource::find(table, name, {});
    if (!source || source->role() == FieldSource::Role::time) {
        if (table.has_time && (is_calendar(name) || name == "time")) return calendar(table, name == "date" || name == "time" ? "day" : name);
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
