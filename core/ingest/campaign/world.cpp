#include "core/ingest/campaign/world.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace adscope::campaign {
namespace {

template <std::size_t N>
int pick(Random& random, const std::array<double, N>& shares) {
    double u = random.uniform();
    for (std::size_t i = 0; i + 1 < N; ++i)
        if ((u -= shares[i]) < 0) return static_cast<int>(i);
    return static_cast<int>(N) - 1;
}

std::string numbered(char prefix, std::size_t number, std::size_t total) {
    std::string digits = std::to_string(number + 1);
    return prefix + std::string(std::to_string(total).size() - digits.size(), '0') + digits;
}

// Tastes lean on age and gender, so that attributes help with users of whom nothing else is known.
double leaning(int topic, int age, int gender) {
    const std::string_view key = kTopics[static_cast<std::size_t>(topic)].key;
    const double young = age < 28 ? 1 : age < 40 ? 0 : -1;
    if (key == "games") return 0.5 * young + (gender == 1 ? 0.5 : -0.3);
    if (key == "sports") return 0.25 * young + (gender == 1 ? 0.45 : 0);
    if (key == "beauty" || key == "fashion") return 0.2 * young + (gender == 0 ? 0.6 : -0.5);
    if (key == "parenting") return age >= 26 && age < 42 ? 0.8 : -0.5;
    if (key == "cars" || key == "finance") return -0.4 * young + (gender == 1 ? 0.25 : 0);
    if (key == "education") return age < 24 ? 0.5 : 0;
    if (key == "home") return -0.3 * young;
    return 0;
}

User make_user(Random& random, std::size_t number, std::size_t total) {
    User u;
    u.key = numbered('u', number, total);
    u.age = 16 + static_cast<int>(std::min(58.0, random.gamma(2.6) * 8));
    u.gender = pick<3>(random, {0.48, 0.45, 0.07});
    u.region = pick<10>(random, {0.13, 0.14, 0.2, 0.12, 0.11, 0.08, 0.07, 0.07, 0.05, 0.03});
    u.membership = pick<3>(random, {0.3, 0.5, 0.2});
    u.device = pick<3>(random, {0.72, 0.1, 0.18});
    std::vector<std::pair<double, int>> order;
    for (int t = 0; t < static_cast<int>(kTopics.size()); ++t) {
        const double taste = leaning(t, u.age, u.gender) + 0.75 * random.normal();
        u.taste[static_cast<std::size_t>(t)] = taste;
        order.emplace_back(-taste, t);
    }
    std::sort(order.begin(), order.end());
    const std::size_t stated = 1 + random.below(3);
    for (std::size_t i = 0; i < stated; ++i)
        u.interests.push_back(random.uniform() < 0.85 ? order[i].second : static_cast<int>(random.below(kTopics.size())));
    std::sort(u.interests.begin(), u.interests.end());
    u.interests.erase(std::unique(u.interests.begin(), u.interests.end()), u.interests.end());
    u.activity = std::exp(0.9 * random.normal());
    return u;
}

Ad make_ad(Random& random, std::size_t number, std::size_t total) {
    Ad a;
    a.key = numbered('a', number, total);
    a.topic = static_cast<int>(random.below(kTopics.size()));
    const Topic& topic = kTopics[static_cast<std::size_t>(a.topic)];
    a.chinese = random.uniform() < 0.6;
    const std::size_t product = random.below(6), hook = random.below(8), body = random.below(6);
    const std::string name(a.chinese ? topic.products_zh[product] : topic.products_en[product]);
    if (a.chinese) a.title = name + "：" + std::string(kHooksZh[hook]);
    else a.title = std::string(1, static_cast<char>(std::toupper(name[0]))) + name.substr(1) + ", " + std::string(kHooksEn[hook]);
    a.body = std::string(a.chinese ? kBodiesZh[body] : kBodiesEn[body]);
    a.advertiser = std::string(topic.advertisers[a.chinese ? 0 : 1]);
    a.campaign = a.advertiser + (random.uniform() < 0.5 ? " · A" : " · B");
    a.format = pick<3>(random, {0.55, 0.25, 0.2});
    // Some hooks work better than others: text carries signal.
    a.appeal = 0.35 * random.normal() + (hook == 0 || hook == 5 ? 0.3 : hook == 3 ? -0.2 : 0) + (a.format == 2 ? 0.15 : 0);
    a.bid = std::round(100 * (0.25 + random.gamma(2.0) * 0.3)) / 100;
    a.price = std::round(topic.price * (0.5 + random.uniform()));
    a.first_day = random.uniform() < 0.55 ? 0 : static_cast<int>(random.below(kDays - 7));
    a.last_day = random.uniform() < 0.6 ? kDays - 1 : std::min(kDays - 1, a.first_day + 7 + static_cast<int>(random.below(14)));
    return a;
}

}  // namespace

World World::make(const GenerateRequest& request) {
    World w;
    Random users(request.seed, stream_id("users")), ads(request.seed, stream_id("ads"));
    for (std::size_t i = 0; i < request.users; ++i) w.users.push_back(make_user(users, i, request.users));
    for (std::size_t i = 0; i < request.ads; ++i) w.ads.push_back(make_ad(ads, i, request.ads));
    double sum = 0;
    for (const auto& u : w.users) w.user_cumulative.push_back(sum += u.activity);
    return w;
}

double World::click_logit(const User& user, const Ad& ad, int position, int placement, int device, int hour, int seen_before) const {
    return kBaseLogit + kTaste * user.taste[static_cast<std::size_t>(ad.topic)] + ad.appeal +
           kPositionEffect[static_cast<std::size_t>(position - 1)] + kPlacementEffect[static_cast<std::size_t>(placement)] +
           kDeviceEffect[static_cast<std::size_t>(device)] + hour_effect(hour) + kFatigue * std::min(seen_before, 6);
}

double hour_effect(int hour) { return 0.22 * std::cos((hour - 21) * 2 * 3.14159265358979 / 24); }

const std::array<double, 24>& hour_shares() {
    static const auto shares = [] {
        std::array<double, 24> s{};
        for (int h = 0; h < 24; ++h)
            s[static_cast<std::size_t>(h)] = 0.25 + std::exp(-0.5 * std::pow((h - 12.5) / 2.2, 2)) +
                                             1.6 * std::exp(-0.5 * std::pow((h - 20.5) / 2.4, 2)) + (h >= 7 ? 0.35 : 0);
        const double sum = std::accumulate(s.begin(), s.end(), 0.0);
        for (auto& v : s) v /= sum;
        return s;
    }();
    return shares;
}

}  // namespace adscope::campaign
