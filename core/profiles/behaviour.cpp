#include "core/profiles/behaviour.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/analytics/breakdown.h"
#include "core/workspace/filter.h"
#include "core/workspace/segments.h"

namespace adscope {
namespace {

constexpr double kDay = 86'400'000.0;
constexpr std::size_t kMostParts = 6, kMostItems = 3;

std::vector<std::uint32_t> by_time(const EventTable& t, std::vector<std::uint32_t> rows) {
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return t.time[a] < t.time[b]; });
    return rows;
}

void add_mix(const EventTable& t, const std::vector<std::uint32_t>& rows, Profile& out) {
    for (const auto& column : t.columns) {
        const auto* category = column.category();
        if (column.field.role != FieldRole::context || !category || column.field.kind != FieldKind::category) continue;
        std::map<std::uint32_t, Counts> counts;
        std::int64_t all = 0;
        for (const auto row : rows) {
            const auto code = category->codes[row];
            if (code == 0) continue;
            counts[code].add(t.weight_of(row), t.click[row]);
            all += t.weight_of(row);
        }
        std::vector<MixPart> parts;
        for (const auto& [code, c] : counts)
            parts.push_back({column.field.name, category->names[code], c, static_cast<double>(c.impressions) / static_cast<double>(all)});
        std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
        if (parts.size() > kMostParts) parts.resize(kMostParts);
        out.mix.insert(out.mix.end(), parts.begin(), parts.end());
    }
}

std::size_t step_of(std::int32_t exposure) {
    return exposure <= 3 ? static_cast<std::size_t>(exposure - 1) : exposure <= 5 ? 3 : exposure <= 9 ? 4 : 5;
}

// Exposures are counted by pair of user and ad, in the order of time.
void add_sequence(const EventTable& t, const std::vector<std::uint32_t>& ordered, std::size_t limit, Profile& out) {
    static constexpr const char* labels[] = {"1", "2", "3", "4-5", "6-9", "10+"};
    const bool of_user = out.owner == Owner::user;
    std::map<std::uint64_t, std::int32_t> met;
    std::vector<Counts> steps(6);
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        const auto row = ordered[i];
        const std::int32_t exposure = ++met[static_cast<std::uint64_t>(t.user[row]) << 32 | t.ad[row]];
        if (t.user[row] != 0 && t.ad[row] != 0) steps[step_of(exposure)].add(t.weight_of(row), t.click[row]);
        if (i + limit < ordered.size()) continue;
        const std::uint32_t other = of_user ? t.ad[row] : t.user[row];
        out.sequence.push_back({t.time[row] == EventTable::kNoTime ? 0 : t.time[row], (of_user ? t.ads : t.users).keys[other],
                                t.has_click && t.click[row] != 0, !t.conversion.empty() && t.conversion[row] != 0, exposure});
    }
    std::reverse(out.sequence.begin(), out.sequence.end());
    for (std::size_t s = 0; s < steps.size(); ++s)
        if (steps[s].impressions > 0)
            out.fatigue.push_back({labels[s], steps[s], t.has_click ? wilson(steps[s].clicks, steps[s].impressions) : Metric()});
}

}  // namespace

void add_behaviour(const EventTable& t, const std::vector<std::uint32_t>& rows, std::size_t sequence, Profile& out) {
    add_mix(t, rows, out);
    add_sequence(t, by_time(t, rows), sequence, out);
    out.active_days = static_cast<std::int64_t>(out.days.size());
    if (out.first != 0 || out.last != 0) {
        const double weeks = std::max(1.0, static_cast<double>(out.last - out.first) / (7 * kDay));
        out.days_a_week = std::min(7.0, static_cast<double>(out.active_days) / weeks);
    }
}

std::vector<double> fading(const EventTable& t, const std::vector<std::uint32_t>& rows, double half_life_days, std::int64_t now) {
    std::vector<double> out(rows.size(), 1);
    if (half_life_days <= 0) return out;
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (t.time[rows[r]] != EventTable::kNoTime)
            out[r] = std::exp2(-std::max(0.0, static_cast<double>(now - t.time[rows[r]])) / (half_life_days * kDay));
    return out;
}

void add_evidence(const EventTable& t, const std::vector<std::uint32_t>& rows, const std::vector<TallyField>& fields, Profile& out) {
    const bool of_user = out.owner == Owner::user;
    const auto& keys = (of_user ? t.ads : t.users).keys;
    for (auto& interest : out.interests) {
        const auto field = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == interest.field; });
        const auto& names = field->names();
        const auto wanted = static_cast<std::uint32_t>(std::find(names.begin() + 1, names.end(), interest.tag) - names.begin());
        std::map<std::uint32_t, Interest::Item> items;
        for (const auto row : rows) {
            const std::size_t slot = field->owner == Owner::event ? row : field->owner == Owner::user ? t.user[row] : t.ad[row];
            bool has = false;
            field->each(slot, [&](std::uint32_t code) { has |= code == wanted; });
            const std::uint32_t other = of_user ? t.ad[row] : t.user[row];
            if (!has || other == 0) continue;
            auto& item = items[other];
            item.counts.add(t.weight_of(row), t.click[row]);
            if (t.time[row] != EventTable::kNoTime) item.last = std::max(item.last, t.time[row]);
        }
        for (auto& [code, item] : items) {
            item.key = keys[code];
            interest.items.push_back(item);
        }
        std::stable_sort(interest.items.begin(), interest.items.end(), [](const auto& a, const auto& b) {
            return a.counts.clicks != b.counts.clicks ? a.counts.clicks > b.counts.clicks : a.counts.impressions > b.counts.impressions;
        });
        if (interest.items.size() > kMostItems) interest.items.resize(kMostItems);
    }
}

EntityHistory entity_history(const EventTable& t, Owner owner) {
    EntityHistory out;
    const std::size_t n = (owner == Owner::user ? t.users : t.ads).count + 1;
    const CodeArray& codes = owner == Owner::user ? t.user : t.ad;
    out.last.assign(n, EventTable::kNoTime);
    if (!t.revenue.empty()) out.revenue.assign(n, 0);
    out.end = EventTable::kNoTime;
    t.usable().for_each([&](std::size_t row) {
        const auto e = codes[row];
        out.last[e] = std::max(out.last[e], t.time[row]);
        out.end = std::max(out.end, t.time[row]);
        if (!t.revenue.empty()) out.revenue[e] += t.revenue[row] * t.weight_of(row);
    });
    return out;
}

Rfm rfm_of(const EntityHistory& h, const std::vector<Counts>& counts, bool has_click, std::uint32_t code) {
    // The fifth of a value: how many of those with an event have less, half of the equals among them.
    const auto fifth = [&](const auto& value) {
        double less = 0, all = 0;
        const auto own = value(code);
        for (std::uint32_t e = 1; e < counts.size(); ++e) {
            if (counts[e].impressions == 0) continue;
            const auto v = value(e);
            less += v < own ? 1 : v == own ? 0.5 : 0;
            all += 1;
        }
        return all == 0 ? 0 : std::clamp(1 + static_cast<int>(5 * less / all), 1, 5);
    };
    Rfm out;
    const auto frequency = [&](std::uint32_t e) { return has_click ? counts[e].clicks : counts[e].impressions; };
    out.frequency = frequency(code);
    out.frequency_fifth = fifth(frequency);
    if (h.last[code] != EventTable::kNoTime) {
        out.recency_days = static_cast<double>(h.end - h.last[code]) / kDay;
        out.recency_fifth = fifth([&](std::uint32_t e) { return h.last[e]; });
    }
    if (!h.revenue.empty()) {
        out.money = static_cast<double>(h.revenue[code]) / 1e6;
        out.money_fifth = fifth([&](std::uint32_t e) { return h.revenue[e]; });
    }
    return out;
}

std::vector<std::uint32_t> users_of(const EventTable& t, const Selection& rows) {
    std::vector<std::uint8_t> has(t.users.count + 1);
    rows.for_each([&](std::size_t row) { has[t.user[row]] = 1; });
    std::vector<std::uint32_t> out;
    for (std::uint32_t u = 1; u < has.size(); ++u)
        if (has[u]) out.push_back(u);
    return out;
}

std::vector<GroupProfile::Share> attribute_shares(const EventTable& t, const std::vector<std::uint32_t>& users) {
    std::vector<GroupProfile::Share> out;
    for (const auto& column : t.users.columns) {
        std::map<std::string, std::int64_t> counts;
        const bool flag = column.field.kind == FieldKind::flag;
        if (!flag && !column.tags() && column.field.kind != FieldKind::category) continue;
        for (const auto u : users) {
            if (flag) {
                const double v = column.number()->values[u];
                if (!std::isnan(v)) ++counts[v != 0 ? "1" : "0"];
            } else if (const auto* tags = column.tags()) {
                for (const auto code : tags->row(u)) ++counts[tags->names[code]];
            } else if (const auto code = column.category()->codes[u]) {
                ++counts[column.category()->names[code]];
            }
        }
        const std::size_t first = out.size();
        for (const auto& [value, n] : counts)
            out.push_back({column.field.name, value, n, static_cast<double>(n) / static_cast<double>(users.size())});
        std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                         [](const auto& a, const auto& b) { return a.users > b.users; });
    }
    return out;
}

Result<std::vector<Neighbour>> near_segments(const EventTable& t, const std::vector<std::uint32_t>& users, const std::string& own,
                                             std::size_t limit, const JobContext& job) {
    std::vector<Neighbour> out;
    for (const auto& s : *segments_of(t)->get()) {
        if (s.name == own) continue;
        if (job.cancelled()) return Error::cancelled();
        ADSCOPE_ASSIGN(filter, Filter::parse("segment(" + quote_value(s.name) + ")"));
        const auto rows = filter.select(t);
        if (!rows) continue;  // a rule that no longer has a meaning is near to nothing
        const auto others = users_of(t, *rows);
        std::vector<std::uint32_t> both;
        std::set_intersection(users.begin(), users.end(), others.begin(), others.end(), std::back_inserter(both));
        if (both.empty()) continue;
        const double cosine =
            static_cast<double>(both.size()) / std::sqrt(static_cast<double>(users.size()) * static_cast<double>(others.size()));
        out.push_back({s.name, cosine, static_cast<std::int64_t>(both.size())});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.similarity > b.similarity; });
    if (out.size() > limit) out.resize(limit);
    return out;
}

}  // namespace adscope
