// Which dimensions tell users apart, and example users.
#include <algorithm>
#include <map>

#include "core/report/sections.h"

namespace adscope::report {
namespace {

constexpr std::size_t kMostValues = 60, kMostFields = 60;

std::vector<std::string> candidates(const EventTable& table) {
    std::vector<std::string> out;
    const auto add = [&](const std::vector<Column>& columns, const std::string& prefix) {
        for (const auto& c : columns) {
            const bool fits = c.field.kind == FieldKind::category || c.field.kind == FieldKind::flag;
            if (fits && c.field.role != FieldRole::outcome && (!c.category() || c.category()->names.size() <= 1000))
                out.push_back(prefix + c.field.name);
        }
    };
    // The prefix keeps a field of events apart from one of the same name of users or ads.
    add(table.columns, "event.");
    add(table.users.columns, "user.");
    add(table.ads.columns, "ad.");
    if (table.has_time) {
        out.push_back("hour");
        out.push_back("weekday");
    }
    if (!table.position.empty()) out.push_back("position");
    if (out.size() > kMostFields) out.resize(kMostFields);
    return out;
}

// sqrt(sum n_g (p_g - p)^2 / N - (G - 1) p (1 - p) / N): what chance alone gives is taken off.
double spread_of(const Breakdown& b) {
    const double n = static_cast<double>(b.total.totals.impressions);
    if (n == 0) return 0;
    const double p = static_cast<double>(b.total.totals.clicks) / n;
    double between = 0, groups = 0;
    for (const auto& row : b.rows) {
        const double size = static_cast<double>(row.totals.impressions);
        if (size == 0) continue;
        between += size * std::pow(static_cast<double>(row.totals.clicks) / size - p, 2);
        ++groups;
    }
    return std::sqrt(std::max(0.0, between / n - (groups - 1) * p * (1 - p) / n));
}

}  // namespace

Result<std::vector<Strength>> strongest_dimensions(const Input& input, std::size_t top) {
    std::vector<Strength> out;
    const auto fields = candidates(*input.table);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (input.job.cancelled()) return Error::cancelled();
        input.job.report(Message("report.stage_dimensions"), 0.25 + 0.1 * static_cast<double>(i) / static_cast<double>(fields.size()));
        auto b = breakdown(*input.table, &input.rows, {.by = {fields[i]}}, input.job);
        if (!b) {
            if (b.error().is_cancelled()) return b.error();
            continue;  // a field that cannot be broken down by is no candidate
        }
        if (b->rows.size() < 2 || b->rows.size() > kMostValues) continue;
        const double spread = spread_of(*b);
        if (spread > 0) out.push_back({fields[i], spread, std::move(*b)});
    }
    std::stable_sort(out.begin(), out.end(), [](const Strength& a, const Strength& b) { return a.spread > b.spread; });
    if (out.size() > top) out.resize(top);
    for (auto& s : out)
        if (const auto dot = s.field.find('.'); dot != std::string::npos && s.field.starts_with("event."))
            s.field = s.breakdown.by[0] = s.field.substr(dot + 1);
    return out;
}

std::vector<std::uint32_t> example_users(const Input& input, std::size_t wanted) {
    const EventTable& table = *input.table;
    std::map<std::uint32_t, std::int64_t> counts;
    if (table.has_user)
        input.rows.for_each([&](std::size_t row) {
            if (table.user[row] && (!table.has_click || table.click[row])) counts[table.user[row]] += table.weight_of(row);
        });
    std::vector<std::pair<std::int64_t, std::uint32_t>> order;
    for (const auto& [user, count] : counts)
        if (count >= 3) order.emplace_back(count, user);
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> out;
    for (std::size_t i = 1; i <= wanted && !order.empty(); ++i) {
        const auto user = order[std::min(order.size() - 1, order.size() * i / (wanted + 1))].second;
        if (std::find(out.begin(), out.end(), user) == out.end()) out.push_back(user);
    }
    return out;
}

}  // namespace adscope::report
