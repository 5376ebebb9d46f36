#include "core/workspace/user_measures.h"

#include <algorithm>

namespace adscope {
namespace {

constexpr std::int64_t kDay = 86'400'000;

// The day of each event in the reporting zone is looked up once a span of one offset.
std::int64_t local_day(const EventTable& t, std::int64_t time, EventTable::ZoneSpan& span) {
    if (time < span.from || time >= span.to) span = t.zone_span(time);
    const std::int64_t local = time + span.offset;
    return local >= 0 ? local / kDay : (local - kDay + 1) / kDay;
}

void count_days(const EventTable& t, const Selection& rows, UserTotals& out) {
    std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = std::numeric_limits<std::int64_t>::min();
    EventTable::ZoneSpan span;
    std::vector<std::pair<std::uint32_t, std::int32_t>> seen;
    rows.for_each([&](std::size_t row) {
        if (t.time[row] == EventTable::kNoTime || t.user[row] == 0) return;
        const std::int64_t day = local_day(t, t.time[row], span);
        low = std::min(low, day);
        high = std::max(high, day);
    });
    if (low > high) return;
    const auto days = static_cast<std::uint64_t>(high - low + 1);
    if (days * out.impressions.size() <= (std::uint64_t{1} << 31)) {  // a bit for each user and day, at most 256 MB
        Selection bits(days * out.impressions.size());
        rows.for_each([&](std::size_t row) {
            if (t.time[row] == EventTable::kNoTime || t.user[row] == 0) return;
            const std::size_t bit = t.user[row] * days + static_cast<std::size_t>(local_day(t, t.time[row], span) - low);
            if (!bits[bit]) {
                bits.set(bit);
                ++out.active_days[t.user[row]];
            }
        });
        return;
    }
    rows.for_each([&](std::size_t row) {
        if (t.time[row] != EventTable::kNoTime && t.user[row] != 0)
            seen.emplace_back(t.user[row], static_cast<std::int32_t>(local_day(t, t.time[row], span)));
    });
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (const auto& s : seen) ++out.active_days[s.first];
}

}  // namespace

UserTotals user_totals(const EventTable& t, const Selection* rows) {
    const Selection& chosen = rows ? *rows : t.usable();
    UserTotals out;
    const std::size_t n = t.users.count + 1;
    out.impressions.resize(n);
    out.clicks.resize(n);
    out.active_days.resize(n);
    chosen.for_each([&](std::size_t row) {
        const auto user = t.user[row];
        const std::int64_t weight = t.weight_of(row);
        out.impressions[user] += weight;
        if (t.click[row]) out.clicks[user] += weight;
    });
    if (t.has_time) count_days(t, chosen, out);
    return out;
}

std::optional<std::vector<double>> user_measure(const EventTable& t, const std::string& name) {
    const bool impressions = name == "impressions", clicks = name == "clicks" && t.has_click, ctr = name == "ctr" && t.has_click,
               days = name == "active_days" && t.has_time;
    if (!t.has_user || !(impressions || clicks || ctr || days)) return std::nullopt;
    const UserTotals totals = user_totals(t);
    std::vector<double> out(t.users.count + 1, kMissing);
    for (std::size_t u = 1; u < out.size(); ++u) {
        const auto n = static_cast<double>(totals.impressions[u]), c = static_cast<double>(totals.clicks[u]);
        out[u] = impressions ? n : clicks ? c : days ? static_cast<double>(totals.active_days[u]) : n > 0 ? c / n : kMissing;
    }
    return out;
}

std::optional<ClickedValues> clicked_values(const EventTable& t, const std::string& field, const Selection* rows) {
    const auto found = t.find(field);
    if (!t.has_user || !t.has_click || !found || found->owner == Owner::user || found->column->number()) return std::nullopt;
    const Column& column = *found->column;
    ClickedValues out;
    out.names = column.tags() ? &column.tags()->names : &column.category()->names;
    std::vector<std::uint64_t> pairs;
    const Selection& chosen = rows ? *rows : t.usable();
    chosen.for_each([&](std::size_t row) {
        if (!t.click[row] || t.user[row] == 0) return;
        const std::size_t slot = found->owner == Owner::event ? row : t.ad[row];
        const std::uint64_t user = static_cast<std::uint64_t>(t.user[row]) << 32;
        if (const auto* tags = column.tags()) {
            for (const auto code : tags->row(slot)) pairs.push_back(user | code);
        } else if (const auto code = column.category()->codes[slot]) {
            pairs.push_back(user | code);
        }
    });
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    out.offsets.assign(t.users.count + 2, 0);
    out.codes.reserve(pairs.size());
    for (const auto p : pairs) {
        ++out.offsets[(p >> 32) + 1];
        out.codes.push_back(static_cast<std::uint32_t>(p));
    }
    for (std::size_t u = 1; u < out.offsets.size(); ++u) out.offsets[u] += out.offsets[u - 1];
    return out;
}

}  // namespace adscope
