// The context that a recommendation is made in.
#include <algorithm>
#include <cmath>

#include "core/scoring/scorer.h"
#include "core/workspace/source.h"

namespace adscope {
namespace {

// A value as the text that a context holds; empty where it is missing.
std::string value_text(const Column& column, std::size_t row) {
    if (const auto* category = column.category()) return category->names[category->codes[row]];
    if (const auto* number = column.number()) return std::isnan(number->values[row]) ? std::string() : number_key(number->values[row]);
    std::string out;
    for (const auto tag : column.tags()->row(row)) out += (out.empty() ? "" : ",") + column.tags()->names[tag];
    return out;
}

std::string most_frequent_number(const EventTable& table, const NumberValues& numbers) {
    std::vector<std::pair<double, std::int64_t>> values;
    table.usable().for_each([&](std::size_t row) {
        if (!std::isnan(numbers.values[row])) values.emplace_back(numbers.values[row], table.weight_of(row));
    });
    std::ranges::sort(values);
    double best = kMissing;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < values.size();) {
        const double value = values[i].first;
        std::int64_t weight = 0;
        for (; i < values.size() && values[i].first == value; ++i) weight += values[i].second;
        if (weight > most) most = weight, best = value;
    }
    return std::isnan(best) ? std::string() : number_key(best);
}

// The value of most weight over the usable events; of equal ones the first in the dictionary, or the lowest.
std::string most_frequent(const EventTable& table, const Column& column) {
    const auto* category = column.category();
    const auto* tags = column.tags();
    if (!category && !tags) return most_frequent_number(table, *column.number());
    std::vector<std::int64_t> weights(category ? category->names.size() : tags->names.size(), 0);
    table.usable().for_each([&](std::size_t row) {
        if (category) weights[category->codes[row]] += table.weight_of(row);
        else
            for (const auto tag : tags->row(row)) weights[tag] += table.weight_of(row);
    });
    weights[0] = 0;
    const auto best = static_cast<std::size_t>(std::ranges::max_element(weights) - weights.begin());
    return category ? category->names[best] : tags->names[best];
}

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// The latest usable event of every user code, and at 0 of all; of equal times the later row.
std::vector<std::size_t> last_events(const EventTable& table) {
    std::vector<std::size_t> last(table.users.count + 1, kNone);
    const auto take = [&](std::size_t code, std::size_t row) {
        if (last[code] == kNone || !table.has_time || table.time[row] >= table.time[last[code]]) last[code] = row;
    };
    table.usable().for_each([&](std::size_t row) {
        take(0, row);
        if (table.has_user && table.user[row] != 0) take(table.user[row], row);
    });
    return last;
}

}  // namespace

std::vector<Context> default_contexts(const EventTable& table, std::span<const std::uint32_t> users) {
    const auto last = last_events(table);
    std::vector<const Column*> columns;
    std::vector<std::optional<std::string>> frequent;  // made where a user has no value
    for (const auto& column : table.columns)
        if (column.field.role == FieldRole::context) columns.push_back(&column);
    frequent.resize(columns.size());
    std::vector<Context> out;
    for (const auto user : users) {
        auto& context = out.emplace_back();
        const std::size_t own = user != 0 && user < last.size() ? last[user] : kNone;
        const std::size_t latest = own != kNone ? own : last[0];
        if (table.has_time && latest != kNone) context.time = table.time[latest];
        for (std::size_t c = 0; c < columns.size(); ++c) {
            std::string text = own != kNone ? value_text(*columns[c], own) : std::string();
            if (text.empty()) {
                if (!frequent[c]) frequent[c] = most_frequent(table, *columns[c]);
                text = *frequent[c];
            }
            if (!text.empty()) context.values[columns[c]->field.name] = std::move(text);
        }
    }
    return out;
}

Context default_context(const EventTable& table, std::uint32_t user) { return default_contexts(table, std::span(&user, 1)).front(); }

}  // namespace adscope
