#include "core/profiles/profile.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

#include "core/analytics/breakdown.h"
#include "core/profiles/behaviour.h"
#include "core/profiles/click_sets.h"
#include "core/profiles/tally.h"

namespace adscope {
namespace {

constexpr std::int64_t kHour = 3'600'000, kDay = 86'400'000;
// Impressions that everyone's rate counts for beside a profile's own: few observations say little.
constexpr double kPriorImpressions = 20;

std::vector<ProfileAttribute> attributes_of(const EntityTable& entities, std::uint32_t code) {
    std::vector<ProfileAttribute> out;
    for (const auto& c : entities.columns) {
        ProfileAttribute a{c.field.name, c.field.kind, {}};
        if (const auto* category = c.category()) {
            if (category->codes[code]) a.value = category->names[category->codes[code]];
        } else if (const auto* number = c.number()) {
            if (!std::isnan(number->values[code])) a.value = number->values[code];
        } else if (const auto row = c.tags()->row(code); !row.empty()) {
            std::vector<std::string> tags;
            for (const auto t : row) tags.push_back(c.tags()->names[t]);
            a.value = std::move(tags);
        }
        out.push_back(std::move(a));
    }
    return out;
}

std::string date_text(std::int64_t day) {
    const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{day}}};
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                  static_cast<unsigned>(d.day()));
    return buffer;
}

void add_activity(const EventTable& t, const std::vector<std::uint32_t>& rows, Profile& out) {
    std::map<std::int64_t, Counts> days;
    std::array<Counts, 24> hours;
    std::array<Counts, 7> weekdays;
    for (const auto row : rows) {
        const std::int64_t time = t.time[row];
        if (time == EventTable::kNoTime) continue;
        out.first = out.first == 0 ? time : std::min(out.first, time);
        out.last = out.last == 0 ? time : std::max(out.last, time);
        const std::int64_t local = time + t.zone_offset(time), day = local / kDay - (local % kDay < 0);
        const std::int64_t weight = t.weight_of(row);
        days[day].add(weight, t.click[row]);
        hours[static_cast<std::size_t>((local - day * kDay) / kHour)].add(weight, t.click[row]);
        weekdays[static_cast<std::size_t>(((day + 3) % 7 + 7) % 7)].add(weight, t.click[row]);  // 1970-01-01 was a Thursday
    }
    if (days.empty()) return;
    for (const auto& [day, counts] : days) out.days.push_back({date_text(day), counts});
    for (std::size_t h = 0; h < hours.size(); ++h) out.hours.push_back({std::to_string(h), hours[h]});
    for (std::size_t d = 0; d < weekdays.size(); ++d) out.weekdays.push_back({std::to_string(d + 1), weekdays[d]});
}

void add_funnel(const EventTable& t, const std::vector<std::uint32_t>& rows, Profile& out) {
    for (const auto row : rows) {
        const std::int64_t weight = t.weight_of(row);
        out.impressions += weight;
        out.clicks += t.click[row] ? weight : 0;
        out.conversions += t.click[row] && !t.conversion.empty() && t.conversion[row] ? weight : 0;
    }
    if (t.has_click) out.ctr = wilson(out.clicks, out.impressions);
    if (!t.conversion.empty()) out.cvr = wilson(out.conversions, out.clicks);
}

// Some keys that there are, for an error.
std::string some_keys(const EntityTable& entities) {
    std::string out;
    for (std::size_t i = 1; i <= entities.count && i <= 5; ++i) out += (i > 1 ? ", " : "") + entities.keys[i];
    return entities.count > 5 ? out + ", ..." : out;
}

}  // namespace

struct Profiler::Index {
    ClickSets clicks;
    std::vector<Counts> users, ads;  // totals by code
    Counts whole;
    EntityHistory user_history, ad_history;
    std::vector<TallyField> fields;
};

Profiler::Profiler(EventTablePtr table) : table_(std::move(table)), index_(std::make_unique<Index>()) {}
Profiler::~Profiler() = default;

Result<std::shared_ptr<const Profiler>> Profiler::make(EventTablePtr table, const JobContext& job) {
    auto out = std::make_shared<Profiler>(std::move(table));
    const EventTable& t = *out->table_;
    Index& index = *out->index_;
    job.report(Message("profiles.reading"), 0);
    ADSCOPE_ASSIGN(clicks, ClickSets::make(t, job.part(0, 0.4)));
    index.clicks = std::move(clicks);
    index.users.resize(t.users.count + 1);
    index.ads.resize(t.ads.count + 1);
    job.report(Message("profiles.reading"), 0.4);
    t.usable().for_each([&](std::size_t row) {
        const std::int64_t weight = t.weight_of(row);
        index.users[t.user[row]].add(weight, t.click[row]);
        index.ads[t.ad[row]].add(weight, t.click[row]);
        index.whole.add(weight, t.click[row]);
    });
    if (job.cancelled()) return Error::cancelled();
    index.user_history = entity_history(t, Owner::user);
    index.ad_history = entity_history(t, Owner::ad);
    if (job.cancelled()) return Error::cancelled();
    index.fields = tally_fields(t);
    ADSCOPE_TRY(tally(t, index.users, index.ads, index.fields, job.part(0.6, 1)));
    return std::shared_ptr<const Profiler>(std::move(out));
}

Result<Profile> Profiler::profile(Owner owner, const std::string& key, const ProfileLimits& limits, const JobContext& job) const {
    const EntityTable& entities = owner == Owner::user ? table_->users : table_->ads;
    const std::uint32_t code = entities.code(key);
    if (code == 0) {
        const char* id = owner == Owner::user ? "profiles.no_user" : "profiles.no_ad";
        return Error(ErrorCode::not_found, id, {{"found", key}, {"count", entities.count}, {"known", some_keys(entities)}});
    }
    if (job.cancelled()) return Error::cancelled();
    Profile out;
    out.owner = owner;
    out.key = key;
    out.attributes = attributes_of(entities, code);
    std::vector<std::uint32_t> rows;
    (owner == Owner::user ? table_->user : table_->ad).visit([&](auto codes) {
        for (std::size_t i = 0; i < codes.size(); ++i)
            if (codes[i] == code && table_->usable()[i]) rows.push_back(static_cast<std::uint32_t>(i));
    });
    add_funnel(*table_, rows, out);
    add_activity(*table_, rows, out);
    add_behaviour(*table_, rows, limits.sequence, out);
    if (job.cancelled()) return Error::cancelled();
    add_interests(out, rows, limits);
    add_neighbours(out, code, limits.neighbours);
    add_rfm(out, code);
    return out;
}

// weight = ((c + m p) / (n + m)) / p with n impressions and c clicks of the profile on the value, m = 20, and p the click rate
// of the whole log on it (itself drawn to the overall rate by m). A log without clicks has shares of impressions instead of rates.
// An event of age a counts 2^(-a / half-life) in n and c, its age reckoned from the profile's last event.
void Profiler::add_interests(Profile& out, const std::vector<std::uint32_t>& rows, const ProfileLimits& limits) const {
    const bool clicks = table_->has_click;
    const auto part = [](double a, double b) { return b > 0 ? a / b : 0.0; };
    const double overall = part(static_cast<double>(index_->whole.clicks), static_cast<double>(index_->whole.impressions));
    const double everyone = static_cast<double>(index_->whole.impressions);
    const auto fade = fading(*table_, rows, limits.half_life_days, out.last);
    out.half_life_days = limits.half_life_days;
    double shown = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) shown += fade[r] * static_cast<double>(table_->weight_of(rows[r]));
    for (const auto& field : index_->fields) {
        if (field.owner == out.owner) continue;
        const CodeArray& codes = field.owner == Owner::user ? table_->user : table_->ad;
        std::vector<Counts> own(field.names().size());
        std::vector<double> n(own.size()), c(own.size());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto row = rows[r];
            const std::size_t slot = field.owner == Owner::event ? row : codes[row];
            const double weight = fade[r] * static_cast<double>(table_->weight_of(row));
            field.each(slot, [&](std::uint32_t code) {
                own[code].add(table_->weight_of(row), table_->click[row]);
                n[code] += weight;
                c[code] += table_->click[row] ? weight : 0;
            });
        }
        for (std::size_t code = 1; code < own.size(); ++code) {
            if (own[code].impressions == 0) continue;
            const auto all_n = static_cast<double>(field.all[code].impressions), all_c = static_cast<double>(field.all[code].clicks);
            const double p = clicks ? (all_c + kPriorImpressions * overall) / (all_n + kPriorImpressions) : part(all_n, everyone);
            if (p <= 0) continue;
            const double rate = clicks ? (c[code] + kPriorImpressions * p) / (n[code] + kPriorImpressions)
                                       : (n[code] + kPriorImpressions * p) / (shown + kPriorImpressions);
            out.interests.push_back({field.name, field.names()[code], rate / p, own[code], {}});
        }
    }
    std::stable_sort(out.interests.begin(), out.interests.end(), [](const Interest& a, const Interest& b) { return a.weight > b.weight; });
    if (out.interests.size() > limits.interests) out.interests.resize(limits.interests);
    add_evidence(*table_, rows, index_->fields, out);
}

void Profiler::add_rfm(Profile& out, std::uint32_t code) const {
    const auto& history = out.owner == Owner::user ? index_->user_history : index_->ad_history;
    out.rfm = rfm_of(history, out.owner == Owner::user ? index_->users : index_->ads, table_->has_click, code);
}

// Cosine of sets: common / sqrt(own * other). Ties go to the lower code.
void Profiler::add_neighbours(Profile& out, std::uint32_t code, std::size_t limit) const {
    const Owner other = out.owner == Owner::user ? Owner::ad : Owner::user;
    const auto own = index_->clicks.of(out.owner, code);
    std::vector<std::uint32_t> common(index_->clicks.count(out.owner));
    std::vector<std::uint32_t> met;
    for (const auto item : own)
        for (const auto who : index_->clicks.of(other, item))
            if (who != code && common[who]++ == 0) met.push_back(who);
    std::vector<std::pair<double, std::uint32_t>> ranked;
    for (const auto who : met)
        ranked.emplace_back(-static_cast<double>(common[who]) /
                                std::sqrt(static_cast<double>(own.size()) * static_cast<double>(index_->clicks.of(out.owner, who).size())),
                            who);
    const std::size_t kept = std::min(limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end());
    const auto& keys = (out.owner == Owner::user ? table_->users : table_->ads).keys;
    for (std::size_t i = 0; i < kept; ++i) out.neighbours.push_back({keys[ranked[i].second], -ranked[i].first, common[ranked[i].second]});
}

Result<GroupProfile> Profiler::group(const Selection& selection, const std::string& name, const ProfileLimits& limits,
                                     const JobContext& job) const {
    GroupProfile out;
    out.profile.owner = Owner::user;
    out.profile.key = name;
    const auto rows = selection.rows();
    add_funnel(*table_, rows, out.profile);
    add_activity(*table_, rows, out.profile);
    if (job.cancelled()) return Error::cancelled();
    add_behaviour(*table_, rows, 0, out.profile);
    add_interests(out.profile, rows, limits);
    if (job.cancelled()) return Error::cancelled();
    const auto members = users_of(*table_, selection);
    out.attributes = attribute_shares(*table_, members);
    ADSCOPE_ASSIGN(near, near_segments(*table_, members, name, limits.neighbours, job));
    out.profile.neighbours = std::move(near);
    return out;
}

}  // namespace adscope
