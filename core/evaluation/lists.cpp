#include "core/evaluation/lists.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"
#include "core/evaluation/bootstrap.h"

namespace adscope {

Catalogue Catalogue::of(const Scorer& scorer) {
    Catalogue catalogue;
    catalogue.count = scorer.training_popularity();
    for (const double c : catalogue.count) {
        catalogue.total += c;
        catalogue.items += c > 0;
    }
    return catalogue;
}

namespace {

double diversity_of(std::span<const std::uint32_t> list, const Similarity& similarity) {
    if (list.size() < 2) return kMissing;
    double sum = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t j = i + 1; j < list.size(); ++j) sum += 1 - similarity(list[i], list[j]);
    return sum / (static_cast<double>(list.size()) * static_cast<double>(list.size() - 1) / 2);
}

double serendipity_of(std::span<const std::uint32_t> list, std::span<const std::uint32_t> history, std::span<const std::uint32_t> relevant,
                      const Similarity& similarity) {
    if (list.empty() || history.empty() || relevant.empty()) return kMissing;
    double sum = 0;
    for (const auto ad : list) {
        if (!std::ranges::binary_search(relevant, ad)) continue;
        double near = 0;
        for (const auto past : history) near += similarity(ad, past);
        sum += 1 - near / static_cast<double>(history.size());
    }
    return sum / static_cast<double>(list.size());
}

}  // namespace

ListFigures list_figures(std::span<const std::uint32_t> list, std::span<const std::uint32_t> history,
                         std::span<const std::uint32_t> relevant, const Catalogue& catalogue, const Similarity& similarity) {
    ListFigures f;
    f.ild = diversity_of(list, similarity);
    f.serendipity = serendipity_of(list, history, relevant, similarity);
    if (list.empty()) return f;
    f.novelty = f.popularity = 0;
    for (const auto ad : list) {
        const double count = ad < catalogue.count.size() ? catalogue.count[ad] : 0;
        f.novelty -= std::log2((count + 1) / (catalogue.total + static_cast<double>(catalogue.items)));
        f.popularity += count;
    }
    f.novelty /= static_cast<double>(list.size());
    f.popularity /= static_cast<double>(list.size());
    return f;
}

double gini(std::span<const double> counts) {
    std::vector<double> sorted(counts.begin(), counts.end());
    std::ranges::sort(sorted);
    const double n = static_cast<double>(sorted.size()), total = std::accumulate(sorted.begin(), sorted.end(), 0.0);
    if (!(total > 0)) return kMissing;
    double sum = 0;
    for (std::size_t j = 0; j < sorted.size(); ++j) sum += (2 * static_cast<double>(j + 1) - n - 1) * sorted[j];
    return sum / (n * total);
}

Exposure exposure_of(std::vector<double> counts) {
    Exposure e;
    std::ranges::sort(counts);
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    if (!(total > 0)) return e;
    const auto shown = std::ranges::count_if(counts, [](double c) { return c > 0; });
    e.coverage = static_cast<double>(shown) / static_cast<double>(counts.size());
    e.gini = gini(counts);
    e.entropy = 0;
    e.lorenz.push_back(0);
    double sum = 0;
    for (const double c : counts) {
        if (c > 0) e.entropy -= c / total * std::log2(c / total);
        e.lorenz.push_back((sum += c) / total);
    }
    return e;
}

namespace {

// Means over the users that have a value, for each figure and resample.
Result<std::vector<Metric>> user_means(const std::vector<ListFigures>& users, std::span<double ListFigures::*const> figures, int replicates,
                                       std::uint64_t seed, const JobContext& job) {
    const auto means = [&](const std::vector<double>& times, std::vector<double>& out) {
        for (std::size_t f = 0; f < figures.size(); ++f) {
            double sum = 0, weight = 0;
            for (std::size_t u = 0; u < users.size(); ++u) {
                const double value = users[u].*figures[f];
                if (std::isnan(value)) continue;
                sum += times[u] * value;
                weight += times[u];
            }
            out[f] = weight > 0 ? sum / weight : kMissing;
        }
    };
    std::vector<double> values(figures.size());
    means(std::vector<double>(users.size(), 1.0), values);
    ADSCOPE_ASSIGN(intervals, bootstrap(users.size(), figures.size(), replicates, seed, means, job));
    std::vector<Metric> out;
    for (std::size_t f = 0; f < figures.size(); ++f) {
        const auto n = std::ranges::count_if(users, [&](const ListFigures& u) { return !std::isnan(u.*figures[f]); });
        out.push_back({.value = values[f], .low = intervals[f].low, .high = intervals[f].high, .n = n});
    }
    return out;
}

Result<std::vector<ListFigures>> figures_by_user(const Scorer& scorer, const RankedLists& lists,
                                                 const std::vector<std::vector<std::uint32_t>>& relevant, const Catalogue& catalogue,
                                                 const AdSpace& space, const JobContext& job) {
    std::vector<ListFigures> users(lists.users.size());
    std::atomic<bool> stop{false};
    const Similarity similarity = [&](std::uint32_t a, std::uint32_t b) { return space.similarity(a, b); };
    parallel_for(users.size(), 32, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t u = begin; u < end && !stop; ++u) {
            if (job.cancelled()) stop = true;
            users[u] =
                list_figures(lists.lists[u], scorer.training_positives(lists.users[u]), relevant[lists.users[u]], catalogue, similarity);
        }
    });
    if (stop) return Error::cancelled();
    return users;
}

}  // namespace

Result<Beyond> beyond_accuracy(const Scorer& scorer, const RankedLists& lists, const std::vector<std::vector<std::uint32_t>>& relevant,
                               const AdSpace& space, int replicates, std::uint64_t seed, const JobContext& job) {
    const auto catalogue = Catalogue::of(scorer);
    ADSCOPE_ASSIGN(users, figures_by_user(scorer, lists, relevant, catalogue, space, job));
    static constexpr double ListFigures::*kFigures[] = {&ListFigures::ild, &ListFigures::novelty, &ListFigures::serendipity,
                                                        &ListFigures::popularity};
    ADSCOPE_ASSIGN(means, user_means(users, kFigures, replicates, seed, job));
    std::vector<double> by_ad(catalogue.count.size(), 0.0), counts;
    for (const auto& list : lists.lists)
        for (const auto ad : list) by_ad[ad] += 1;
    for (std::size_t ad = 0; ad < by_ad.size(); ++ad)
        if (catalogue.count[ad] > 0) counts.push_back(by_ad[ad]);
    auto exposure = exposure_of(std::move(counts));
    Beyond out;
    out.users = static_cast<std::int64_t>(lists.users.size());
    out.catalogue = catalogue.items;
    out.sampled = lists.sampled;
    out.space = space.name;
    const bool comparable = space.dimensions > 0;  // without a space every ad is unlike every other: no value, not 1
    out.metrics["ild"] = comparable ? means[0] : Metric{};
    out.metrics["novelty"] = means[1];
    out.metrics["serendipity"] = comparable ? means[2] : Metric{};
    out.metrics["arp"] = means[3];
    out.metrics["coverage"] = {.value = exposure.coverage, .n = out.catalogue};
    out.metrics["gini"] = {.value = exposure.gini, .n = out.catalogue};
    out.metrics["entropy"] = {.value = exposure.entropy, .n = out.catalogue};
    out.lorenz = std::move(exposure.lorenz);
    return out;
}

}  // namespace adscope
