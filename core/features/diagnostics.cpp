#include "core/features/diagnostics.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>

#include "core/base/parallel.h"
#include "core/features/later.h"
#include "core/features/levels.h"

namespace adscope {
namespace {

constexpr std::size_t kMostRows = 500'000, kRedundancyRows = 20'000;
constexpr std::uint32_t kMostLevels = 64;
constexpr double kLeastCell = 0.005, kMuchUnseen = 0.05;

// At most so many, spread evenly, so that they are the same every time.
std::vector<std::uint32_t> thinned(const std::vector<std::uint32_t>& rows, std::size_t most) {
    if (rows.size() <= most) return rows;
    std::vector<std::uint32_t> out;
    out.reserve(most);
    for (std::size_t i = 0; i < most; ++i) out.push_back(rows[i * rows.size() / most]);
    return out;
}

struct Rows {
    const EventTable& table;
    std::vector<std::uint32_t> train, test;
    std::vector<double> train_weights, test_weights;
    std::vector<std::uint8_t> clicks;  // of the training rows

    Rows(const EventTable& events, const Split& split)
        : table(events), train(thinned(split.train, kMostRows)), test(thinned(split.test, kMostRows)) {
        for (const auto r : train) {
            train_weights.push_back(static_cast<double>(table.weight_of(r)));
            clicks.push_back(table.click[r] != 0);
        }
        for (const auto r : test) test_weights.push_back(static_cast<double>(table.weight_of(r)));
    }
};

std::vector<double> level_weights(std::span<const std::uint32_t> levels, std::span<const double> weights, std::uint32_t count) {
    std::vector<double> out(count, 0.0);
    for (std::size_t i = 0; i < levels.size(); ++i) out[levels[i]] += weights[i];
    return out;
}

double drift_of(const Levels& levels, const Rows& rows) {
    if (rows.test.empty()) return kMissing;
    const auto& train = levels.train_as_test.empty() ? levels.train : levels.train_as_test;
    const auto before = level_weights(train, rows.train_weights, levels.drift_count),
               after = level_weights(levels.test, rows.test_weights, levels.drift_count);
    const double total = std::accumulate(before.begin(), before.end(), 0.0);
    std::vector<double> p = {before[0], 0}, q = {after[0], 0};  // missing or never seen; the rare ones
    for (std::uint32_t l = 1; l < levels.drift_count; ++l) {
        if (before[l] >= kLeastCell * total) {
            p.push_back(before[l]);
            q.push_back(after[l]);
        } else {
            p[1] += before[l];
            q[1] += after[l];
        }
    }
    return stability_index(p, q);
}

// The heaviest levels of some rows, the others together as the last.
std::vector<std::uint32_t> few_levels(const Levels& levels, const std::vector<std::uint32_t>& which, std::span<const double> weights) {
    std::vector<double> weight(levels.count, 0.0);
    for (std::size_t i = 0; i < which.size(); ++i) weight[levels.train[which[i]]] += weights[i];
    std::vector<std::uint32_t> order(levels.count), place(levels.count, kMostLevels - 1);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return weight[a] > weight[b]; });
    for (std::uint32_t i = 0; i < std::min(kMostLevels, levels.count); ++i) place[order[i]] = i;
    std::vector<std::uint32_t> out;
    for (const auto i : which) out.push_back(place[levels.train[i]]);
    return out;
}

void raise(FeatureDiagnosis& d, FeatureDiagnosis::Level level, Message warning) {
    if (level <= d.level) return;
    d.level = level;
    d.warning = std::move(warning);
}

// What stands against a feature that could be made; the gravest is kept.
void judge(FeatureDiagnosis& d, const FeatureSpec& spec, const EventTable& table) {
    using Level = FeatureDiagnosis::Level;
    if (auto later = reads_later_events(spec, table)) raise(d, Level::warn, std::move(*later));
    if (d.cardinality == 0) raise(d, Level::warn, Message("features.no_values"));
    if (d.psi > FeatureDiagnosis::kActOnDrift) raise(d, Level::warn, Message("features.drift_high", {{"psi", d.psi}}));
    if (d.unseen > kMuchUnseen) raise(d, Level::warn, Message("features.unseen", {{"share", d.unseen}}));
    if (d.psi > FeatureDiagnosis::kWatchDrift) raise(d, Level::watch, Message("features.drift_watch", {{"psi", d.psi}}));
    if (d.cardinality == 1 && d.coverage >= 1) raise(d, Level::watch, Message("features.constant"));
}

struct Work {
    FeatureDiagnosis diagnosis;
    std::vector<std::uint32_t> few;  // levels of the rows of the redundancy matrix; empty: could not be made
    bool cancelled = false;
};

Work examine(const FeatureSpec& spec, const Rows& rows, const std::vector<std::uint32_t>& sample, std::span<const double> sample_weights,
             double click_entropy, const JobContext& job) {
    Work out;
    FeatureDiagnosis& d = out.diagnosis;
    d.name = spec.name;
    d.kind = spec.kind;
    d.source = spec.source;
    d.coverage = d.mutual_information = d.information_share = d.psi = d.ks = d.unseen = kMissing;
    const auto made = levels_of(spec, rows.table, rows.train, rows.test, job);
    if (!made) {
        out.cancelled = made.error().is_cancelled();
        d.level = FeatureDiagnosis::Level::refused;
        d.warning = made.error().message;
        return out;
    }
    d.coverage = made->coverage;
    d.cardinality = made->cardinality;
    d.unseen = made->unseen;
    d.psi = drift_of(*made, rows);
    if (!made->train_numbers.empty())
        d.ks = kolmogorov_distance(made->train_numbers, rows.train_weights, made->test_numbers, rows.test_weights);
    if (click_entropy > 0) {
        d.mutual_information = mutual_information(made->train, made->count, rows.clicks, rows.train_weights).corrected / M_LN2;
        d.information_share = d.mutual_information / click_entropy;
    }
    out.few = few_levels(*made, sample, sample_weights);
    judge(d, spec, rows.table);
    return out;
}

void fill_redundancy(const std::vector<Work>& works, std::span<const double> weights, Diagnostics& out) {
    const std::size_t n = works.size();
    out.redundancy.assign(n * n, kMissing);
    parallel_for(n, 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i)
            for (std::size_t j = 0; j <= i && !works[i].few.empty(); ++j)
                if (!works[j].few.empty())
                    out.redundancy[i * n + j] = cramers_v(works[i].few, kMostLevels, works[j].few, kMostLevels, weights);
    });
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) out.redundancy[i * n + j] = out.redundancy[j * n + i];
}

}  // namespace

Result<Diagnostics> diagnose(const EventTable& table, const DiagnosticsRequest& request, const JobContext& job) {
    job.report(Message("features.diagnosing"), 0);
    ADSCOPE_ASSIGN(split, Split::make(request.split, table, request.seed, request.within.get()));
    const Rows rows(table, split);
    Diagnostics out;
    out.split = request.split;
    out.train_rows = rows.train.size();
    out.test_rows = rows.test.size();
    if (table.has_click) {
        double yes = 0, no = 0;
        for (std::size_t i = 0; i < rows.clicks.size(); ++i) (rows.clicks[i] ? yes : no) += rows.train_weights[i];
        out.click_entropy = entropy(std::vector<double>{yes, no}) / M_LN2;
    }
    std::vector<std::uint32_t> all(rows.train.size());
    std::iota(all.begin(), all.end(), 0u);
    const auto sample = request.redundancy ? thinned(all, kRedundancyRows) : std::vector<std::uint32_t>();
    std::vector<double> sample_weights;
    for (const auto i : sample) sample_weights.push_back(rows.train_weights[i]);

    const auto& features = request.recipe.features;
    std::vector<Work> works(features.size());
    std::atomic<std::size_t> done{0};
    const JobContext quiet(job.stop_token(), {});
    parallel_for(features.size(), 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end && !job.cancelled(); ++i) {
            works[i] = examine(features[i], rows, sample, sample_weights, out.click_entropy, quiet);
            job.report(Message("features.diagnosing"), 0.8 * static_cast<double>(++done) / static_cast<double>(features.size()));
        }
    });
    if (job.cancelled()) return Error::cancelled();
    job.report(Message("features.checking"), 0.8);
    for (auto& leak : find_leakage(request.recipe, table, rows.train))
        for (auto& work : works)
            if (work.diagnosis.name == leak.feature) raise(work.diagnosis, FeatureDiagnosis::Level::refused, std::move(leak.reason));
    if (job.cancelled()) return Error::cancelled();
    if (request.redundancy) {
        out.redundancy_rows = sample.size();
        fill_redundancy(works, sample_weights, out);
    }
    for (auto& work : works) out.features.push_back(std::move(work.diagnosis));
    return job.cancelled() ? Result<Diagnostics>(Error::cancelled()) : Result<Diagnostics>(std::move(out));
}

}  // namespace adscope
