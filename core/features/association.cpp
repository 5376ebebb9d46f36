#include "core/features/association.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace adscope {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

double plog(double p, double q) { return p > 0 ? p * std::log(p / q) : 0; }

double log_choose(double n, double k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

// What a level of `a` rows among `n`, of which `yes` are positive, adds to the mutual information on average when the positives are
// dealt at random: E[x/n ln(x n / (a yes)) + y/n ln(y n / (a no))] with x hypergeometric and y = a - x.
double expected_part(double a, double yes, double n) {
    const double no = n - yes;
    if (a <= 0 || yes <= 0 || no <= 0) return 0;
    const double least = std::max(0.0, a - no), most = std::min(a, yes);
    const double mode = std::clamp(std::floor((a + 1) * (yes + 1) / (n + 2)), least, most);
    const double at_mode = std::exp(log_choose(yes, mode) + log_choose(no, a - mode) - log_choose(n, a));
    const auto part = [&](double x) { return plog(x / n, a * yes / (n * n)) + plog((a - x) / n, a * no / (n * n)); };
    double sum = at_mode * part(mode);
    double p = at_mode;
    for (double x = mode; x < most; ++x) {  // upwards, by the ratio of neighbours
        p *= (yes - x) * (a - x) / ((x + 1) * (no - a + x + 1));
        if (p < 1e-18) break;
        sum += p * part(x + 1);
    }
    p = at_mode;
    for (double x = mode; x > least; --x) {
        p *= x * (no - a + x) / ((yes - x + 1) * (a - x + 1));
        if (p < 1e-18) break;
        sum += p * part(x - 1);
    }
    return sum;
}

struct Weighed {
    double value, weight;
};

std::vector<Weighed> sorted(std::span<const double> values, std::span<const double> weights, double& total) {
    std::vector<Weighed> out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        out.push_back({values[i], weights[i]});
        total += weights[i];
    }
    std::sort(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.value < y.value; });
    return out;
}

}  // namespace

double entropy(std::span<const double> weights) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double out = 0;
    for (const double w : weights) out -= total > 0 ? plog(w / total, 1) : 0;
    return out;
}

MutualInformation mutual_information(std::span<const std::uint32_t> levels, std::uint32_t count, std::span<const std::uint8_t> yes,
                                     std::span<const double> weights) {
    std::vector<double> all(count, 0.0), positive(count, 0.0);
    double n = 0, positives = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        all[levels[i]] += weights[i];
        n += weights[i];
        if (!yes[i]) continue;
        positive[levels[i]] += weights[i];
        positives += weights[i];
    }
    MutualInformation out;
    if (n <= 0 || positives <= 0 || positives >= n) return out;
    std::map<double, double> parts;  // many levels are of equal size
    for (std::uint32_t l = 0; l < count; ++l) {
        if (all[l] <= 0) continue;
        out.plug_in +=
            plog(positive[l] / n, all[l] * positives / (n * n)) + plog((all[l] - positive[l]) / n, all[l] * (n - positives) / (n * n));
        const auto [it, fresh] = parts.try_emplace(all[l], 0.0);
        if (fresh) it->second = expected_part(all[l], positives, n);
        out.bias += it->second;
    }
    out.corrected = std::max(0.0, out.plug_in - out.bias);
    return out;
}

double stability_index(std::span<const double> before, std::span<const double> after) {
    const double p_total = std::accumulate(before.begin(), before.end(), 0.0), q_total = std::accumulate(after.begin(), after.end(), 0.0);
    if (p_total <= 0 || q_total <= 0) return kNothing;
    constexpr double kLeast = 1e-4;
    double out = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] <= 0 && after[i] <= 0) continue;
        const double p = std::max(kLeast, before[i] / p_total), q = std::max(kLeast, after[i] / q_total);
        out += (p - q) * std::log(p / q);
    }
    return out;
}

double kolmogorov_distance(std::span<const double> a, std::span<const double> a_weights, std::span<const double> b,
                           std::span<const double> b_weights) {
    double a_total = 0, b_total = 0;
    const auto left = sorted(a, a_weights, a_total), right = sorted(b, b_weights, b_total);
    if (a_total <= 0 || b_total <= 0) return kNothing;
    double below_left = 0, below_right = 0, largest = 0;
    for (std::size_t i = 0, j = 0; i < left.size() || j < right.size();) {
        const double value = j >= right.size() || (i < left.size() && left[i].value <= right[j].value) ? left[i].value : right[j].value;
        while (i < left.size() && left[i].value == value) below_left += left[i++].weight;
        while (j < right.size() && right[j].value == value) below_right += right[j++].weight;
        largest = std::max(largest, std::abs(below_left / a_total - below_right / b_total));
    }
    return largest;
}

double cramers_v(std::span<const std::uint32_t> a, std::uint32_t a_count, std::span<const std::uint32_t> b, std::uint32_t b_count,
                 std::span<const double> weights) {
    std::vector<double> cells(std::size_t{a_count} * b_count, 0.0), rows(a_count, 0.0), columns(b_count, 0.0);
    double n = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        cells[std::size_t{a[i]} * b_count + b[i]] += weights[i];
        rows[a[i]] += weights[i];
        columns[b[i]] += weights[i];
        n += weights[i];
    }
    const auto filled = [](const std::vector<double>& of) {
        return static_cast<double>(std::count_if(of.begin(), of.end(), [](double w) { return w > 0; }));
    };
    const double r = filled(rows), c = filled(columns);
    if (r < 2 || c < 2 || n < 2) return 0;
    double phi = -1;  // chi-square over n: sum of cell^2 / (row column) - 1
    for (std::uint32_t i = 0; i < a_count; ++i)
        for (std::uint32_t j = 0; j < b_count; ++j)
            if (const double cell = cells[std::size_t{i} * b_count + j]; cell > 0) phi += cell * cell / (rows[i] * columns[j]);
    const double corrected = std::max(0.0, phi - (r - 1) * (c - 1) / (n - 1));
    const double r_size = r - (r - 1) * (r - 1) / (n - 1), c_size = c - (c - 1) * (c - 1) / (n - 1);
    const double most = std::min(r_size, c_size) - 1;
    return most > 0 ? std::min(1.0, std::sqrt(corrected / most)) : 0;
}

}  // namespace adscope
