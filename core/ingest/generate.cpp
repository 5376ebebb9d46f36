#include "core/ingest/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unordered_map>

#include "core/ingest/campaign/world.h"

namespace adscope {
namespace {

using campaign::World;

constexpr std::int64_t kStart = 1772294400;  // 2026-03-01T00:00:00+08:00
constexpr std::int64_t kDay = 86400;

struct EventRow {
    std::int64_t time;
    std::size_t user, ad;
    int position, placement, device;
    bool click, conversion;
    double cost, revenue;
};

Result<void> write_whole(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) return Error(ErrorCode::io, "base.file_write", {{"path", path.string()}, {"cause", std::strerror(errno)}});
    return {};
}

// Local time of the campaign (UTC+8, no daylight saving) in ISO 8601.
std::string local_time(std::int64_t seconds) {
    const std::int64_t local = seconds + 8 * 3600, day = local / kDay, rest = local % kDay;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+08:00", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), rest / 3600, rest / 60 % 60, rest % 60);
}

// An ad in flight on that day: half by chance, half by a rule that favours what the user states as interests, as ad
// systems do; the log is biased as real ones are.
std::size_t choose_ad(const World& world, const campaign::User& user, int day, Random& random) {
    std::size_t ad = 0;
    for (int attempt = 0; attempt < 200; ++attempt) {
        ad = std::min(world.ads.size() - 1,
                      static_cast<std::size_t>(std::pow(random.uniform(), 1.6) * static_cast<double>(world.ads.size())));
        const auto& a = world.ads[ad];
        if (day < a.first_day || day > a.last_day) continue;
        const bool wanted = std::find(user.interests.begin(), user.interests.end(), a.topic) != user.interests.end();
        if (wanted || random.uniform() < 0.45) break;
    }
    return ad;
}

std::vector<EventRow> draw_events(const World& world, const GenerateRequest& request, const JobContext& job) {
    Random random(request.seed, stream_id("events"));
    std::vector<std::int64_t> times(request.events);
    std::array<double, 24> cumulative{};
    double sum = 0;
    for (std::size_t h = 0; h < 24; ++h) cumulative[h] = sum += campaign::hour_shares()[h];
    for (auto& t : times) {
        // Weekends carry a quarter more; 2026-03-01 is a Sunday.
        int day;
        do day = static_cast<int>(random.below(campaign::kDays));
        while (day % 7 != 0 && day % 7 != 6 && random.uniform() > 0.8);
        const auto hour = std::upper_bound(cumulative.begin(), cumulative.end(), random.uniform() * sum) - cumulative.begin();
        t = kStart + day * kDay + std::min<std::int64_t>(hour, 23) * 3600 + static_cast<std::int64_t>(random.below(3600));
    }
    std::sort(times.begin(), times.end());
    std::vector<EventRow> events;
    events.reserve(times.size());
    std::unordered_map<std::uint64_t, int> seen;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (i % 20000 == 0) {
            if (job.cancelled()) return {};
            job.report(Message("generate.events"), 0.8 * static_cast<double>(i) / static_cast<double>(times.size()));
        }
        EventRow e{};
        e.time = times[i];
        const double u = random.uniform() * world.user_cumulative.back();
        e.user = static_cast<std::size_t>(std::upper_bound(world.user_cumulative.begin(), world.user_cumulative.end(), u) -
                                          world.user_cumulative.begin());
        const auto& user = world.users[e.user];
        const int day = static_cast<int>((e.time - kStart) / kDay), hour = static_cast<int>((e.time - kStart) % kDay / 3600);
        e.ad = choose_ad(world, user, day, random);
        const auto& ad = world.ads[e.ad];
        e.position = 1 + static_cast<int>(random.below(5));
        e.placement = random.uniform() < 0.5 ? 0 : 1 + static_cast<int>(random.below(3));
        e.device = random.uniform() < 0.85 ? user.device : static_cast<int>(random.below(3));
        const double logit =
            world.click_logit(user, ad, e.position, e.placement, e.device, hour, seen[(static_cast<std::uint64_t>(e.user) << 32) | e.ad]++);
        e.click = random.uniform() < 1 / (1 + std::exp(-logit));
        if (day == campaign::kAnomalyDay && e.device == 0 && e.placement == 0 && random.uniform() > campaign::kAnomalyKept) e.click = false;
        e.conversion = e.click && random.uniform() < 0.05 + 0.03 * std::tanh(user.taste[static_cast<std::size_t>(ad.topic)]) +
                                                         (user.membership == 2 ? 0.03 : 0);
        e.cost = e.click ? ad.bid : 0;
        e.revenue = e.conversion ? std::round(ad.price * (0.1 + 0.1 * random.uniform()) * 100) / 100 : 0;
        events.push_back(e);
    }
    return events;
}

struct DirtyLog {
    std::string csv, truth = "line,kind\n";
};

// The log as text. A share of rows gets a known flaw; what and where is written beside it.
DirtyLog write_events(const World& world, const std::vector<EventRow>& events, const GenerateRequest& request) {
    static constexpr const char* kinds[] = {"duplicate", "missing_user",  "bad_time", "future_time",
                                            "bad_click", "negative_cost", "ragged",   "click_burst"};
    Random random(request.seed, stream_id("dirt"));
    DirtyLog log;
    log.csv = "time,user_id,ad_id,position,placement,device,click,conversion,cost,revenue\n";
    std::size_t line = 1;
    const auto add = [&](const std::string& text, const char* kind) {
        log.csv += text;
        log.csv += '\n';
        ++line;
        if (kind) log.truth += fmt::format("{},{}\n", line, kind);
    };
    for (const auto& e : events) {
        const auto row = [&](const std::string& time, const std::string& user, const std::string& click, double cost) {
            return fmt::format("{},{},{},{},{},{},{},{},{:.2f},{:.2f}", time, user, world.ads[e.ad].key, e.position,
                               campaign::kPlacements[static_cast<std::size_t>(e.placement)],
                               campaign::kDevices[static_cast<std::size_t>(e.device)], click, e.conversion ? 1 : 0, cost, e.revenue);
        };
        const std::string time = local_time(e.time), user = world.users[e.user].key, click = e.click ? "1" : "0";
        const int kind = request.dirty > 0 && random.uniform() < request.dirty ? static_cast<int>(random.below(8)) : -1;
        switch (kind) {
            case 0:
                add(row(time, user, click, e.cost), nullptr);
                add(row(time, user, click, e.cost), kinds[0]);
                break;
            case 1: add(row(time, "", click, e.cost), kinds[1]); break;
            case 2: add(row(random.uniform() < 0.5 ? "2026-13-45T25:61:00" : "yesterday", user, click, e.cost), kinds[2]); break;
            case 3: add(row(local_time(e.time + 4000 * kDay), user, click, e.cost), kinds[3]); break;
            case 4: add(row(time, user, "maybe", e.cost), kinds[4]); break;
            case 5: add(row(time, user, click, -1 - e.cost), kinds[5]); break;
            case 6: add(row(time, user, click, e.cost) + ",extra,cells", kinds[6]); break;
            case 7:
                for (int k = 0; k < 12; ++k) add(row(local_time(e.time + k / 4), user, "1", world.ads[e.ad].bid), kinds[7]);
                break;
            default: add(row(time, user, click, e.cost), nullptr);
        }
    }
    return log;
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }  // the words of campaign/words.h hold no quotes

std::string users_csv(const World& world) {
    static constexpr const char* genders[] = {"f", "m", ""};
    std::string out = "user_id,gender,age,region,membership,interests\n";
    for (const auto& u : world.users) {
        std::string interests;
        for (int t : u.interests)
            interests += (interests.empty() ? "" : "|") + std::string(campaign::kTopics[static_cast<std::size_t>(t)].key);
        out += fmt::format("{},{},{},{},{},{}\n", u.key, genders[u.gender], u.age, campaign::kRegions[static_cast<std::size_t>(u.region)],
                           campaign::kMemberships[static_cast<std::size_t>(u.membership)], interests);
    }
    return out;
}

std::string ads_csv(const World& world) {
    std::string out = "ad_id,title,body,topic,advertiser,campaign,format,language,price,creative\n";
    for (const auto& a : world.ads)
        out += fmt::format("{},{},{},{},{},{},{},{},{:.0f},creatives/{}.png\n", a.key, quoted(a.title), quoted(a.body),
                           campaign::kTopics[static_cast<std::size_t>(a.topic)].key, quoted(a.advertiser), quoted(a.campaign),
                           campaign::kFormats[static_cast<std::size_t>(a.format)], a.chinese ? "zh" : "en", a.price, a.key);
    return out;
}

std::string truth_users(const World& world) {
    std::string out = "user_id";
    for (const auto& t : campaign::kTopics) out += "," + std::string(t.key);
    out += '\n';
    for (const auto& u : world.users) {
        out += u.key;
        for (double v : u.taste) out += fmt::format(",{:.4f}", v);
        out += '\n';
    }
    return out;
}

std::string truth_effects(const World& world) {
    std::string out = "effect,level,logit\n";
    for (std::size_t i = 0; i < campaign::kPositionEffect.size(); ++i)
        out += fmt::format("position,{},{}\n", i + 1, campaign::kPositionEffect[i]);
    for (std::size_t i = 0; i < campaign::kPlacementEffect.size(); ++i)
        out += fmt::format("placement,{},{}\n", campaign::kPlacements[i], campaign::kPlacementEffect[i]);
    for (std::size_t i = 0; i < campaign::kDeviceEffect.size(); ++i)
        out += fmt::format("device,{},{}\n", campaign::kDevices[i], campaign::kDeviceEffect[i]);
    for (int h = 0; h < 24; ++h) out += fmt::format("hour,{},{:.4f}\n", h, campaign::hour_effect(h));
    out += fmt::format("fatigue,each,{}\nanomaly_day,{},{}\n", campaign::kFatigue, campaign::kAnomalyDay, campaign::kAnomalyKept);
    for (const auto& a : world.ads) out += fmt::format("ad,{},{:.4f}\n", a.key, a.appeal);
    return out;
}

Result<void> check(const GenerateRequest& r) {
    const auto bad = [](const char* name, double found, double low, double high) {
        return Error(ErrorCode::usage, "generate.range", {{"name", name}, {"found", found}, {"low", low}, {"high", high}});
    };
    if (r.events < 1 || r.events > 100'000'000) return bad("--events", static_cast<double>(r.events), 1, 1e8);
    if (r.users < 1 || r.users > 10'000'000) return bad("--users", static_cast<double>(r.users), 1, 1e7);
    if (r.ads < 1 || r.ads > 1'000'000) return bad("--ads", static_cast<double>(r.ads), 1, 1e6);
    if (!(r.dirty >= 0 && r.dirty <= 0.5)) return bad("--dirty", r.dirty, 0, 0.5);
    return {};
}

}  // namespace

Result<GenerateResult> generate(const GenerateRequest& request, const JobContext& job) {
    namespace fs = std::filesystem;
    ADSCOPE_TRY(check(request));
    const fs::path out(request.out_directory);
    std::error_code failure;
    if (fs::exists(out, failure) && (!fs::is_directory(out, failure) || !fs::is_empty(out, failure)))
        return Error(ErrorCode::invalid_input, "generate.not_empty", {{"path", request.out_directory}});
    // Made beside and renamed, so that a half campaign is never taken for a whole one.
    const fs::path made = fs::path(request.out_directory).lexically_normal().string() + ".making";
    fs::remove_all(made, failure);
    if (!fs::create_directories(made / "creatives", failure))
        return Error(ErrorCode::io, "base.file_write", {{"path", made.string()}, {"cause", failure.message()}});
    const auto give_up = [&](Error error) {
        std::error_code ignored;
        fs::remove_all(made, ignored);
        return error;
    };

    const World world = World::make(request);
    const auto events = draw_events(world, request, job);
    if (job.cancelled()) return give_up(Error::cancelled());
    const DirtyLog log = write_events(world, events, request);
    const std::string recipe = fmt::format("{{\"events\": {}, \"users\": {}, \"ads\": {}, \"seed\": {}, \"dirty\": {}}}\n", request.events,
                                           request.users, request.ads, request.seed, request.dirty);
    std::vector<std::pair<std::string, std::string>> files = {{"events.csv", log.csv},
                                                              {"users.csv", users_csv(world)},
                                                              {"ads.csv", ads_csv(world)},
                                                              {"truth_users.csv", truth_users(world)},
                                                              {"truth_effects.csv", truth_effects(world)},
                                                              {"recipe.json", recipe}};
    if (request.dirty > 0) files.emplace_back("truth_dirty.csv", log.truth);
    for (std::size_t i = 0; i < world.ads.size(); ++i) {
        if (job.cancelled()) return give_up(Error::cancelled());
        if (i % 16 == 0)
            job.report(Message("generate.creatives"), 0.8 + 0.2 * static_cast<double>(i) / static_cast<double>(world.ads.size()));
        if (auto written =
                write_whole(made / "creatives" / (world.ads[i].key + ".png"), campaign::draw_creative(world.ads[i], request.seed));
            !written)
            return give_up(written.error());
    }
    GenerateResult result{events.size(), world.users.size(), world.ads.size(), {}};
    for (const auto& [name, bytes] : files) {
        if (auto written = write_whole(made / name, bytes); !written) return give_up(written.error());
        result.files.push_back((out / name).string());
    }
    result.files.push_back((out / "creatives").string());
    fs::remove(out, failure);
    fs::rename(made, out, failure);
    if (failure) return give_up({ErrorCode::io, "base.file_write", {{"path", out.string()}, {"cause", failure.message()}}});
    job.report(Message("generate.done"), 1);
    return result;
}

}  // namespace adscope
