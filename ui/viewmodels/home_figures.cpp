#include "ui/viewmodels/home_figures.h"

#include <algorithm>
#include <map>

#include "core/features/data_hash.h"
#include "core/models/model.h"

namespace adscope::ui {
namespace {

double median_of(std::vector<double> v) {
    std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
    return v[v.size() / 2];
}

Result<void> add_days(const EventTable& table, const Selection& rows, HomeFigures& out, const JobContext& job) {
    if (!table.has_time) return {};
    BreakdownRequest request;
    request.by = {"day"};
    ADSCOPE_ASSIGN(by_day, breakdown(table, &rows, request, job));
    std::map<std::string, std::size_t> place;
    for (const auto& r : by_day.rows) {
        if (r.key.empty() || r.key[0].empty()) continue;
        place[r.key[0]] = out.days.size();
        out.days.push_back(r.key[0]);
        out.per_day.push_back(static_cast<double>(r.totals.impressions));
    }
    if (table.has_click)
        for (auto& w : odd_days(by_day)) out.warnings.push_back(std::move(w));
    if (table.split.empty() || out.days.empty()) return {};
    // A day belongs to the part of its first event: the log's own split.
    out.day_split.assign(out.days.size(), 0);
    constexpr std::int64_t kDay = 86'400'000;
    std::map<std::int64_t, std::uint8_t> split_of;
    rows.for_each([&](std::size_t i) {
        if (table.time[i] != EventTable::kNoTime)
            split_of.emplace((table.time[i] + table.zone_offset(table.time[i])) / kDay, table.split[i]);
    });
    std::size_t d = 0;
    for (const auto& [day, part] : split_of)
        if (d < out.day_split.size()) out.day_split[d++] = part;
    return {};
}

void count_entities(const EventTable& table, const Selection& rows, HomeFigures& out) {
    if (!table.has_click) return;
    std::vector<std::uint8_t> user(table.users.count + 1), ad(table.ads.count + 1);
    rows.for_each([&](std::size_t i) {
        if (!table.click[i]) return;
        if (table.has_user) user[table.user[i]] = 1;
        if (table.has_ad) ad[table.ad[i]] = 1;
    });
    out.users_with_click = std::count(user.begin() + 1, user.end(), 1);
    out.ads_with_click = std::count(ad.begin() + 1, ad.end(), 1);
}

// Made from other events, marks or attributes than the workspace holds now: an import or its undoing, cleaning, feedback.
bool saw_other_data(const EventTable& table, const StoredModel& m) {
    const auto info = find_model(m.model);
    const auto task = parse_task(m.task);
    if (!info || !task) return true;
    DatasetRequest request;
    request.task = *task;
    request.needs_features = (*info)->uses_features;
    request.split = m.split;
    request.seed = m.seed;
    if (data_hash(table, request) == m.data_hash) return false;  // the standard recipe, or none
    const auto recipe = request.needs_features ? Recipe::from_json(m.recipe_json) : Result<Recipe>(Recipe());
    if (!recipe) return true;
    request.recipe = *recipe;
    return data_hash(table, request) != m.data_hash;
}

void add_warnings(const EventTable& table, const std::vector<StoredModel>& models, HomeFigures& out) {
    using Kind = HomeWarning::Kind;
    std::vector<HomeWarning> first;
    std::int64_t duplicates = 0;
    for (const auto& s : out.sources) duplicates += static_cast<std::int64_t>(s.duplicates);
    if (!table.has_click) first.push_back({Kind::no_clicks, 0, {}, 0, 0, true});
    if (!table.has_user) first.push_back({Kind::no_users, 0, {}, 0, 0, true});
    if (!table.has_ad) first.push_back({Kind::no_ads, 0, {}, 0, 0, true});
    if (!table.has_time) first.push_back({Kind::no_time, 0, {}, 0, 0, true});
    if (table.has_click && (out.head.totals.impressions < 30 || out.head.totals.clicks < 5))
        first.push_back({Kind::few_events, out.head.totals.impressions, {}, 0, 0, true});
    HomeWarning stale{Kind::stale_models};
    for (const auto& m : models)
        if (m.state == "done" && saw_other_data(table, m)) {
            ++stale.count;
            stale.name += (stale.name.empty() ? "" : ", ") + m.name;
        }
    if (stale.count > 0) first.push_back(std::move(stale));
    if (out.rejected > 0) first.push_back({Kind::rejected, out.rejected});
    if (duplicates > 0) first.push_back({Kind::duplicates, duplicates});
    out.warnings.insert(out.warnings.begin(), first.begin(), first.end());
}

Result<void> add_stored(const std::string& path, HomeFigures& out) {
    ADSCOPE_ASSIGN(sources, list_sources(path));
    for (const auto& s : sources) {
        if (s.content == "feedback") out.feedback += static_cast<std::int64_t>(s.accepted);
        if (s.content != "events") continue;
        out.read += static_cast<std::int64_t>(s.read);
        out.accepted += static_cast<std::int64_t>(s.accepted);
        out.rejected += static_cast<std::int64_t>(s.rejected);
    }
    out.sources = std::move(sources);
    std::stable_sort(out.sources.begin(), out.sources.end(), [](const auto& a, const auto& b) { return a.imported_at > b.imported_at; });
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    ADSCOPE_ASSIGN(exports, workspace.database().integer("SELECT count(*) FROM exports"));
    ADSCOPE_ASSIGN(last, workspace.database().integer("SELECT coalesce(max(created_at), 0) FROM exports"));
    ADSCOPE_ASSIGN(steps, workspace.database().integer("SELECT count(*) FROM steps WHERE active = 1"));
    out.exports = exports;
    out.last_export = last;
    out.steps = steps;
    return {};
}

}  // namespace

std::vector<HomeWarning> odd_days(const Breakdown& by_day) {
    std::vector<double> rates;
    for (const auto& r : by_day.rows)
        if (r.metric.has_value() && !r.small_cell) rates.push_back(r.metric.value);
    std::vector<HomeWarning> out;
    if (rates.size() < 7) return out;
    const double middle = median_of(rates);
    std::vector<double> away;
    for (const double r : rates) away.push_back(std::abs(r - middle));
    // 1.4826: the median of deviations becomes a standard deviation for a normal distribution.
    const double spread = 1.4826 * median_of(away);
    if (spread <= 0) return out;
    for (const auto& r : by_day.rows) {
        if (r.small_cell || !r.metric.has_value() || std::abs(r.metric.value - middle) <= 4 * spread) continue;
        if (r.metric.low <= middle && middle <= r.metric.high) continue;
        out.push_back({HomeWarning::Kind::odd_day, r.totals.impressions, r.key[0], r.metric.value, middle});
    }
    return out;
}

Result<HomeFigures> home_figures(const std::string& workspace_path, const EventTable& table, const Selection* rows,
                                 const std::vector<StoredModel>& models, const JobContext& job) {
    HomeFigures out;
    const Selection& selected = rows ? *rows : table.usable();
    ADSCOPE_ASSIGN(head, headline(table, &selected, job));
    out.head = std::move(head);
    ADSCOPE_TRY(add_days(table, selected, out, job));
    if (job.cancelled()) return Error::cancelled();
    count_entities(table, selected, out);
    out.user_fields = static_cast<std::int64_t>(table.users.columns.size());
    out.ad_fields = static_cast<std::int64_t>(table.ads.columns.size());
    out.event_fields = static_cast<std::int64_t>(table.columns.size());
    out.marked = static_cast<std::int64_t>(table.marked.count());
    ADSCOPE_TRY(add_stored(workspace_path, out));
    add_warnings(table, models, out);
    return out;
}

}  // namespace adscope::ui
