#include "core/features/history.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace adscope {
namespace {

std::vector<std::uint32_t> rows_in_time_order(const EventTable& table) {
    std::vector<std::uint32_t> rows;
    table.usable().for_each([&](std::size_t r) {
        if (table.time[r] != EventTable::kNoTime) rows.push_back(static_cast<std::uint32_t>(r));
    });
    const auto earlier = [&](auto a, auto b) { return table.time[a] < table.time[b]; };
    if (!std::is_sorted(rows.begin(), rows.end(), earlier)) std::stable_sort(rows.begin(), rows.end(), earlier);
    return rows;
}

// The outcome of an event; a field of an entity is the same at each of its events.
Result<std::optional<FieldSource>> outcome_source(const EventTable& table, const std::string& what, const std::string& feature) {
    if (what == "impression") return std::optional<FieldSource>();
    ADSCOPE_ASSIGN(source, FieldSource::find(table, what, feature));
    if (source.shape() != FieldSource::Shape::number)
        return Error(ErrorCode::invalid_input, "features.not_numeric", {{"feature", feature}, {"source", what}});
    return std::optional<FieldSource>(source);
}

}  // namespace

std::uint32_t History::key_of_slot(const FieldSource& by, std::size_t slot) const {
    if (by.shape() == FieldSource::Shape::coded) return by.code(slot);
    const auto it = number_keys_.find(std::bit_cast<std::uint64_t>(by.number(slot) + 0.0));
    return it == number_keys_.end() ? 0 : it->second;
}

std::uint32_t History::key_of_text(const FieldSource& by, const std::string& text) const {
    if (by.shape() == FieldSource::Shape::coded) {
        const auto it = std::find(by.names().begin() + 1, by.names().end(), text);
        return it == by.names().end() ? 0 : static_cast<std::uint32_t>(it - by.names().begin());
    }
    const auto it = number_keys_.find(std::bit_cast<std::uint64_t>(parse_number(text) + 0.0));
    return it == number_keys_.end() ? 0 : it->second;
}

Result<History> History::make(const EventTable& table, const std::string& by_name, const std::string& what, const std::string& feature,
                              bool positive) {
    if (!table.has_time) return Error(ErrorCode::invalid_input, "features.past_needs_time", {{"feature", feature}});
    ADSCOPE_ASSIGN(by, FieldSource::find(table, by_name, feature));
    if (by.shape() == FieldSource::Shape::tags)
        return Error(ErrorCode::invalid_input, "features.past_by_tags", {{"feature", feature}, {"source", by_name}});
    ADSCOPE_ASSIGN(outcome, outcome_source(table, what, feature));

    History h;
    std::size_t keys = by.shape() == FieldSource::Shape::coded ? by.names().size() : 1;
    if (by.shape() == FieldSource::Shape::number) {
        for (std::size_t s = 0; s < by.slot_count(); ++s) {
            const double value = by.number(s);
            if (!std::isnan(value) &&
                h.number_keys_.emplace(std::bit_cast<std::uint64_t>(value + 0.0), static_cast<std::uint32_t>(keys)).second)
                ++keys;
        }
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> kept;  // key, row; in time order
    h.offsets_.assign(keys + 1, 0);
    for (const auto row : rows_in_time_order(table)) {
        const std::uint32_t key = h.key_of_slot(by, by.slot_of(row));
        if (key == 0) continue;
        if (const double value = outcome ? outcome->number(outcome->slot_of(row)) : 1; std::isnan(value) || (positive && value <= 0))
            continue;
        kept.emplace_back(key, row);
        ++h.offsets_[key + 1];
    }
    for (std::size_t k = 0; k < keys; ++k) h.offsets_[k + 1] += h.offsets_[k];
    h.times_.resize(kept.size());
    h.rows_.resize(kept.size());
    h.events_.resize(kept.size());
    h.sums_.resize(kept.size());
    std::vector<std::uint64_t> next(h.offsets_.begin(), h.offsets_.end() - 1);
    for (const auto& [key, row] : kept) {
        const std::uint64_t at = next[key]++;
        const bool first = at == h.offsets_[key];
        const double weight = static_cast<double>(table.weight_of(row));
        h.times_[at] = table.time[row];
        h.rows_[at] = row;
        h.events_[at] = (first ? 0 : h.events_[at - 1]) + weight;
        h.sums_[at] = (first ? 0 : h.sums_[at - 1]) + weight * (outcome ? outcome->number(outcome->slot_of(row)) : 1.0);
    }
    return h;
}

std::pair<std::size_t, std::size_t> History::range(std::uint32_t key, std::int64_t time) const {
    if (key == 0 || key + 1 >= offsets_.size()) return {0, 0};
    const auto begin = times_.begin() + static_cast<std::ptrdiff_t>(offsets_[key]),
               end = times_.begin() + static_cast<std::ptrdiff_t>(offsets_[key + 1]);
    return {offsets_[key], static_cast<std::size_t>(std::lower_bound(begin, end, time) - times_.begin())};
}

History::Past History::before(std::uint32_t key, std::int64_t time) const {
    const auto [begin, end] = range(key, time);
    if (begin == end) return {};
    return {events_[end - 1], sums_[end - 1]};
}

History::Past History::between(std::uint32_t key, std::int64_t from, std::int64_t to) const {
    const Past all = before(key, to), old = before(key, std::min(from, to));
    return {all.events - old.events, all.sum - old.sum};
}

std::int64_t History::last(std::uint32_t key, std::int64_t time) const {
    const auto [begin, end] = range(key, time);
    return begin == end ? EventTable::kNoTime : times_[end - 1];
}

std::span<const std::uint32_t> History::rows_before(std::uint32_t key, std::int64_t time, std::size_t count) const {
    const auto [begin, end] = range(key, time);
    const std::size_t n = std::min(count, end - begin);
    return std::span(rows_).subspan(end - n, n);
}

}  // namespace adscope
