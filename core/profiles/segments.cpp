#include "core/profiles/segments.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/analytics/breakdown.h"
#include "core/base/parallel.h"
#include "core/profiles/tally.h"

namespace adscope {
namespace {

constexpr double kZ = 1.959963984540054;
constexpr std::int64_t kLeastUsers = 5;

// Of each user (0: nobody known), in two sets of events.
struct UserSums {
    std::vector<double> n[2], y[2];
    explicit UserSums(std::size_t users) {
        for (int s = 0; s < 2; ++s) n[s].assign(users, 0), y[s].assign(users, 0);
    }
};

struct Ratio {
    double y = 0, n = 0;
    double value() const { return n > 0 ? y / n : kMissing; }
};
Ratio total(const UserSums& u, int s) {
    return {std::accumulate(u.y[s].begin(), u.y[s].end(), 0.0), std::accumulate(u.n[s].begin(), u.n[s].end(), 0.0)};
}

// Variance of  ga * y_a / n_a + gb * y_b / n_b  by the delta method with users as clusters: users in both sets are paired.
double clustered_variance(const UserSums& u, double ga, double gb) {
    const Ratio a = total(u, 0), b = total(u, 1);
    if (a.n <= 0 || b.n <= 0) return kMissing;
    double squares = 0, clusters = 0;
    for (std::size_t i = 1; i < u.n[0].size(); ++i) {
        if (u.n[0][i] == 0 && u.n[1][i] == 0) continue;
        const double d = ga * (u.y[0][i] - a.value() * u.n[0][i]) / a.n + gb * (u.y[1][i] - b.value() * u.n[1][i]) / b.n;
        squares += d * d;
        clusters += 1;
    }
    return clusters < 2 ? kMissing : squares * clusters / (clusters - 1);
}

double two_sided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

// Newcombe 1998, method 10: from the Wilson intervals of both.
void newcombe(Metric& m, const Metric& a, const Metric& b) {
    m.low = m.value - std::sqrt((a.value - a.low) * (a.value - a.low) + (b.high - b.value) * (b.high - b.value));
    m.high = m.value + std::sqrt((a.high - a.value) * (a.high - a.value) + (b.value - b.low) * (b.value - b.low));
}

Metric difference_of(const Metric& a, const Metric& b, const UserSums& users) {
    Metric m;
    m.n = a.n + b.n;
    if (!a.has_value() || !b.has_value()) return m;
    m.value = a.value - b.value;
    newcombe(m, a, b);
    const double width = kZ * std::sqrt(clustered_variance(users, 1, -1));
    if (!std::isnan(width)) m.low = std::min(m.low, m.value - width), m.high = std::max(m.high, m.value + width);
    return m;
}

Metric ratio_of(const Metric& a, std::int64_t clicks_a, const Metric& b, std::int64_t clicks_b, const UserSums& users) {
    Metric m;
    m.n = a.n + b.n;
    if (!a.has_value() || !b.has_value() || clicks_b == 0) return m;
    m.value = a.value / b.value;
    if (clicks_a == 0) return m;
    const double ca = static_cast<double>(clicks_a), cb = static_cast<double>(clicks_b), na = static_cast<double>(a.n),
                 nb = static_cast<double>(b.n);
    double variance = std::max(0.0, 1 / ca - 1 / na + 1 / cb - 1 / nb);
    const double clustered = clustered_variance(users, 1 / a.value, -1 / b.value);
    if (!std::isnan(clustered)) variance = std::max(variance, clustered);
    m.low = m.value * std::exp(-kZ * std::sqrt(variance));
    m.high = m.value * std::exp(kZ * std::sqrt(variance));
    return m;
}

SegmentFigures figures_of(const EventTable& t, const Selection& rows) {
    SegmentFigures f;
    std::vector<std::uint8_t> users(t.users.count + 1), ads(t.ads.count + 1);
    rows.for_each([&](std::size_t row) {
        const std::int64_t weight = t.weight_of(row);
        f.impressions += weight;
        f.clicks += t.click[row] ? weight : 0;
        users[t.user[row]] = 1;
        ads[t.ad[row]] = 1;
    });
    f.users = std::accumulate(users.begin() + 1, users.end(), std::int64_t{0});
    f.ads = std::accumulate(ads.begin() + 1, ads.end(), std::int64_t{0});
    if (t.has_click) f.ctr = wilson(f.clicks, f.impressions);
    return f;
}

void add_clicks(const EventTable& t, const Selection& rows, int set, UserSums& out) {
    rows.for_each([&](std::size_t row) {
        const auto weight = static_cast<double>(t.weight_of(row));
        out.n[set][t.user[row]] += weight;
        if (t.click[row]) out.y[set][t.user[row]] += weight;
    });
}

// Shares of the values of one field in both sets, as differences that are clustered by user. Everything goes through the events of one
// user after the other, so that no table of users by values is needed.
class Shares {
public:
    Shares(const EventTable& t, const TallyField& field) : t_(t), field_(field), values_(field.names().size()) {
        for (int s = 0; s < 2; ++s) y_[s].assign(values_, 0), users_[s].assign(values_, 0);
    }
    // `order[s]`: rows of set s by user.
    std::vector<ShareDifference> run(const std::vector<std::uint32_t> (&order)[2]) {
        pass(order, [&](std::size_t value, const double(&y)[2], const double(&)[2]) {
            for (int s = 0; s < 2; ++s) y_[s][value] += y[s], users_[s][value] += y[s] > 0;
        });
        // Variance is a sum over users of squares of (y_a - share n_a)/N_a - (y_b - share n_b)/N_b. A user without the value has y = 0;
        // those squares come from the sums of n squared.
        square_.assign(values_, 0);
        pass(order, [&](std::size_t value, const double(&y)[2], const double(&n)[2]) {
            const double zero = residual(value, 0, 0, n[0]) - residual(value, 1, 0, n[1]),
                         real = residual(value, 0, y[0], n[0]) - residual(value, 1, y[1], n[1]);
            square_[value] += real * real - zero * zero;
        });
        return rows();
    }

private:
    bool of_users() const { return field_.owner == Owner::user; }
    double residual(std::size_t value, int s, double y, double n) const {
        return total_[s] > 0 ? (y - y_[s][value] / total_[s] * n) / total_[s] : 0;
    }

    template <class F>
    void pass(const std::vector<std::uint32_t> (&order)[2], const F& f) {
        std::vector<double> open[2] = {std::vector<double>(values_), std::vector<double>(values_)};
        std::vector<std::uint32_t> touched;
        double total[2] = {0, 0};
        n00_ = n01_ = n11_ = clusters_ = 0;
        std::size_t at[2] = {0, 0};
        while (at[0] < order[0].size() || at[1] < order[1].size()) {
            std::uint32_t user = std::numeric_limits<std::uint32_t>::max();
            for (int s = 0; s < 2; ++s)
                if (at[s] < order[s].size()) user = std::min(user, t_.user[order[s][at[s]]]);
            double n[2] = {0, 0};
            for (int s = 0; s < 2; ++s)
                for (; at[s] < order[s].size() && t_.user[order[s][at[s]]] == user; ++at[s]) take(order[s][at[s]], s, open, touched, n[s]);
            for (int s = 0; s < 2; ++s) total[s] += n[s];
            n00_ += n[0] * n[0], n01_ += n[0] * n[1], n11_ += n[1] * n[1];
            clusters_ += 1;
            for (const auto value : touched) {
                const double y[2] = {open[0][value], open[1][value]};
                if (y[0] == 0 && y[1] == 0) continue;
                f(value, y, n);
                open[0][value] = open[1][value] = 0;
            }
            touched.clear();
        }
        for (int s = 0; s < 2; ++s) total_[s] = total[s];  // what a second pass reckons with
    }
    void take(std::uint32_t row, int s, std::vector<double> (&open)[2], std::vector<std::uint32_t>& touched, double& n) {
        const std::size_t slot = field_.owner == Owner::event ? row : field_.owner == Owner::user ? t_.user[row] : t_.ad[row];
        const double weight = of_users() ? 1 : static_cast<double>(t_.weight_of(row));
        n = of_users() ? 1 : n + weight;
        field_.each(slot, [&](std::uint32_t code) {
            open[s][code] = of_users() ? 1 : open[s][code] + weight;
            touched.push_back(code);
        });
    }

    std::vector<ShareDifference> rows() const {
        std::vector<ShareDifference> out;
        if (total_[0] == 0 || total_[1] == 0 || clusters_ < 2) return out;
        for (std::size_t v = 1; v < values_; ++v) {
            if (users_[0][v] < kLeastUsers && users_[1][v] < kLeastUsers) continue;
            const double pa = y_[0][v] / total_[0], pb = y_[1][v] / total_[1], ra = pa / total_[0], rb = pb / total_[1];
            const double all = ra * ra * n00_ - 2 * ra * rb * n01_ + rb * rb * n11_ + square_[v];
            const double error = std::sqrt(std::max(0.0, all) * clusters_ / (clusters_ - 1));
            ShareDifference d{field_.name, field_.names()[v], of_users(), {}, {}, {}, 1, 1};
            d.a = wilson(std::llround(y_[0][v]), std::llround(total_[0]));
            d.b = wilson(std::llround(y_[1][v]), std::llround(total_[1]));
            d.difference = {pa - pb, pa - pb - kZ * error, pa - pb + kZ * error, std::llround(total_[0] + total_[1])};
            d.p = error > 0 ? two_sided((pa - pb) / error) : pa == pb ? 1 : 0;
            out.push_back(std::move(d));
        }
        return out;
    }

    const EventTable& t_;
    const TallyField& field_;
    std::size_t values_;
    std::vector<double> y_[2], users_[2], square_;
    double total_[2] = {0, 0}, n00_ = 0, n01_ = 0, n11_ = 0, clusters_ = 0;
};

std::vector<std::uint32_t> by_user(const EventTable& t, const Selection& rows) {
    std::vector<std::uint32_t> begins(t.users.count + 2);
    rows.for_each([&](std::size_t i) { ++begins[t.user[i] + 1]; });
    for (std::size_t u = 1; u < begins.size(); ++u) begins[u] += begins[u - 1];
    std::vector<std::uint32_t> order(begins.back());
    rows.for_each([&](std::size_t i) { order[begins[t.user[i]]++] = static_cast<std::uint32_t>(i); });
    return order;
}

}  // namespace

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] < p[b]; });
    std::vector<double> q(p.size());
    double least = 1;
    for (std::size_t i = order.size(); i-- > 0;) {
        least = std::min(least, p[order[i]] * static_cast<double>(p.size()) / static_cast<double>(i + 1));
        q[order[i]] = least;
    }
    return q;
}

Result<SegmentFigures> segment_figures(const EventTable& t, const Selection& rows, const Selection* within, const JobContext& job) {
    const Selection& all = within ? *within : t.usable();
    Selection rest = rows;
    rest.invert();
    rest &= all;
    auto out = figures_of(t, rows);
    const auto others = figures_of(t, rest), whole = figures_of(t, all);
    if (job.cancelled()) return Error::cancelled();
    out.all_users = whole.users;
    out.all_impressions = whole.impressions;
    out.rest = others.ctr;
    if (!t.has_click) return out;
    UserSums users(t.users.count + 1);
    add_clicks(t, rows, 0, users);
    add_clicks(t, rest, 1, users);
    out.lift = ratio_of(out.ctr, out.clicks, others.ctr, others.clicks, users);
    out.difference = difference_of(out.ctr, others.ctr, users);
    return out;
}

Result<SegmentComparison> compare_segments(const EventTable& t, const Selection& a, const Selection& b, const JobContext& job) {
    SegmentComparison out;
    job.report(Message("segments.comparing"), 0);
    ADSCOPE_ASSIGN(first, segment_figures(t, a, nullptr, job));
    ADSCOPE_ASSIGN(second, segment_figures(t, b, nullptr, job));
    out.a = first;
    out.b = second;
    UserSums users(t.users.count + 1);
    add_clicks(t, a, 0, users);
    add_clicks(t, b, 1, users);
    for (std::size_t u = 1; u <= t.users.count; ++u) out.common_users += users.n[0][u] > 0 && users.n[1][u] > 0;
    if (t.has_click) {
        out.ctr_difference = difference_of(first.ctr, second.ctr, users);
        out.ctr_ratio = ratio_of(first.ctr, first.clicks, second.ctr, second.clicks, users);
    }
    const std::vector<std::uint32_t> order[2] = {by_user(t, a), by_user(t, b)};
    const auto fields = tally_fields(t);
    std::vector<std::vector<ShareDifference>> parts(fields.size());
    parallel_for(fields.size(), 1, [&](std::size_t from, std::size_t to, int) {
        for (std::size_t f = from; f < to && !job.cancelled(); ++f) parts[f] = Shares(t, fields[f]).run(order);
    });
    if (job.cancelled()) return Error::cancelled();
    std::vector<double> p;
    for (auto& part : parts)
        for (auto& s : part) p.push_back(s.p), out.shares.push_back(std::move(s));
    const auto q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < q.size(); ++i) out.shares[i].q = q[i];
    std::stable_sort(out.shares.begin(), out.shares.end(), [](const auto& x, const auto& y) {
        return x.q != y.q ? x.q < y.q : std::abs(x.difference.value) > std::abs(y.difference.value);
    });
    return out;
}

Segments cluster_segments(const EventTable& t, const EntityVectors& v, const Clustering& c, const std::string& prefix, std::uint64_t seed) {
    Segments out(static_cast<std::size_t>(c.k));
    const auto& keys = (v.owner == Owner::user ? t.users : t.ads).keys;
    for (std::size_t i = 0; i < v.codes.size(); ++i) out[c.of[i]].members.push_back(keys[v.codes[i]]);
    for (std::size_t k = 0; k < out.size(); ++k) {
        out[k].name = prefix + " " + std::to_string(k + 1);
        out[k].kind = Segment::Kind::cluster;
        out[k].owner = v.owner;
        std::sort(out[k].members.begin(), out[k].members.end());
        out[k].made = nlohmann::json({{"features", v.features}, {"k", c.k}, {"seed", seed}, {"silhouette", c.silhouette}}).dump();
    }
    return out;
}

}  // namespace adscope
