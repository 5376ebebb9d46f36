#include "core/models/factorisation/als.h"

#include <atomic>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"
#include "core/models/keys.h"
#include "core/models/top_list.h"

namespace adscope {
namespace {

constexpr int kGradientSteps = 3;  // of the conjugate gradient, a row and iteration
constexpr std::size_t kGramRows = 4096, kRowsPerLook = 64;
constexpr double kStepWork = 2e8;  // multiplications in a step: some tens of milliseconds
constexpr std::size_t kMostFactors = 512;

void draw(std::vector<float>& factors, std::uint64_t seed, const char* stream) {
    Random random(seed, stream_id(stream));
    for (auto& x : factors) x = static_cast<float>(0.01 * random.normal());
}

}  // namespace

double Als::extra_of(double weight) const {
    return options_.alpha * (options_.weighting == Weighting::linear ? weight : std::log1p(weight));
}

// Rendle et al. (2022), "Revisiting the Performance of iALS": rows with many pairs can carry a larger penalty.
double Als::lambda_of(std::size_t pairs) const {
    return options_.regularization * std::pow(static_cast<double>(std::max<std::size_t>(pairs, 1)), options_.scaling);
}

void Als::take_pairs(const Interactions& in) {
    by_user_ = {in.offsets, in.ads, {}, {}};
    for (const float w : in.weights) by_user_.extra.push_back(static_cast<float>(extra_of(w)));
    by_ad_ = {};
    by_ad_.offsets.assign(in.items() + 1, 0);
    for (const auto ad : in.ads) ++by_ad_.offsets[ad + 1];
    std::partial_sum(by_ad_.offsets.begin(), by_ad_.offsets.end(), by_ad_.offsets.begin());
    by_ad_.columns.resize(in.ads.size());
    by_ad_.extra.resize(in.ads.size());
    std::vector<std::uint64_t> next(by_ad_.offsets.begin(), by_ad_.offsets.end() - 1);
    for (std::size_t u = 0; u < in.users(); ++u)
        for (auto p = in.offsets[u]; p < in.offsets[u + 1]; ++p) {
            const auto at = next[in.ads[p]]++;
            by_ad_.columns[at] = static_cast<std::uint32_t>(u);
            by_ad_.extra[at] = by_user_.extra[p];
        }
    for (Pairs* pairs : {&by_user_, &by_ad_})
        for (std::size_t r = 0; r + 1 < pairs->offsets.size(); ++r)
            pairs->lambda.push_back(static_cast<float>(lambda_of(pairs->offsets[r + 1] - pairs->offsets[r])));
}

Result<void> Als::begin(const FitContext& context) {
    const auto& in = context.data->interactions;
    if (in.ads.empty()) return Error(ErrorCode::invalid_input, "cf.no_positives");
    const auto& s = context.settings;
    options_.factors = static_cast<std::uint32_t>(s.integer("factors"));
    options_.weighting = s.text("weighting") == "linear" ? Weighting::linear : Weighting::logarithmic;
    options_.alpha = s.real("alpha");
    options_.regularization = s.real("regularization");
    options_.scaling = s.real("scaling");
    solver_ = s.text("solver") == "cholesky" ? AlsSolver::cholesky : AlsSolver::conjugate_gradient;
    iterations_ = static_cast<std::uint32_t>(s.integer("iterations"));
    data_ = context.data;
    user_keys_ = in.user_keys;
    ad_keys_ = in.ad_keys;
    take_pairs(in);
    user_factors_.resize(in.users() * options_.factors);
    ad_factors_.resize(in.items() * options_.factors);
    draw(user_factors_, context.seed, "als.users");
    draw(ad_factors_, context.seed, "als.ads");
    position_ = {};
    gram_.clear();
    prepare_scores();
    return {};
}

// By pieces of fixed size that are added in order: the same bits for any number of threads.
Result<void> Als::make_gram(const JobContext& job) {
    const std::size_t f = options_.factors, rows = fixed().size() / f, pieces = (rows + kGramRows - 1) / kGramRows;
    std::vector<std::vector<float>> partial(pieces);
    std::atomic<bool> stop{false};
    parallel_for(rows, kGramRows, [&](std::size_t begin, std::size_t end, int) {
        if (stop || job.cancelled()) {
            stop = true;
            return;
        }
        auto& sum = partial[begin / kGramRows];
        sum.assign(f * f, 0.0f);
        als_add_gram(std::span<const float>(fixed()).subspan(begin * f, (end - begin) * f), f, sum);
    });
    if (stop) return Error::cancelled();
    std::vector<double> total(f * f, 0.0);
    for (const auto& sum : partial)
        for (std::size_t i = 0; i < sum.size(); ++i) total[i] += static_cast<double>(sum[i]);
    gram_.assign(total.begin(), total.end());
    return {};
}

// As many rows as make one step's work.
std::size_t Als::block_end() const {
    const double f = static_cast<double>(options_.factors), budget = kStepWork * thread_count();
    const double by_row = solver_ == AlsSolver::cholesky ? f * f * (f / 6 + 3) : f * f * (kGradientSteps + 2);
    const double by_pair = solver_ == AlsSolver::cholesky ? f * f / 2 + 3 * f : f * (2 * kGradientSteps + 4);
    double work = 0;
    std::size_t row = position_.row;
    for (; row < pairs().rows() && work < budget; ++row)
        work += by_row + by_pair * static_cast<double>(pairs().offsets[row + 1] - pairs().offsets[row]);
    return row;
}

Result<StepReport> Als::step(const JobContext& job) {
    if (!data_) return Error(ErrorCode::internal, "base.internal", {{"detail", "step before begin"}});
    StepReport report;
    report.epoch = static_cast<int>(position_.iteration);
    report.finished = position_.iteration >= iterations_;
    if (report.finished) return report;
    if (job.cancelled()) return Error::cancelled();
    if (gram_.empty()) ADSCOPE_TRY(make_gram(job));
    const std::size_t begin = position_.row, end = block_end();
    const auto& rows = pairs();
    const AlsSide<float> side{options_.factors, rows.offsets, rows.columns, rows.extra, fixed(), gram_, rows.lambda};
    std::vector<double> losses((end - begin + kRowsPerLook - 1) / kRowsPerLook);
    std::atomic<bool> stop{false};
    parallel_for(end - begin, kRowsPerLook, [&](std::size_t from, std::size_t to, int) {
        if (stop || job.cancelled()) stop = true;
        else losses[from / kRowsPerLook] = als_solve(side, solver_, kGradientSteps, begin + from, begin + to, sought());
    });
    if (stop) return Error::cancelled();
    report.samples = rows.offsets[end] - rows.offsets[begin];
    report.loss = std::accumulate(losses.begin(), losses.end(), 0.0) / static_cast<double>(std::max<std::size_t>(report.samples, 1));
    position_.row = end;
    if (end == rows.rows()) end_half(report);
    report.epoch_fraction =
        report.epoch_finished ? 0 : 0.5 * (position_.half + static_cast<double>(position_.row) / static_cast<double>(pairs().rows()));
    return report;
}

void Als::end_half(StepReport& report) {
    gram_.clear();
    position_.row = 0;
    if (position_.half == kAds) {
        position_.half = kUsers;
        return;
    }
    position_.half = kAds;
    report.epoch = static_cast<int>(++position_.iteration);
    report.epoch_finished = true;
    report.finished = position_.iteration >= iterations_;
    prepare_scores();
}

void Als::prepare_scores() {
    const std::size_t f = options_.factors, users = user_keys_.size();
    scores_ = FactorScores(ad_factors_, f);
    std::vector<double> sum(f, 0.0);
    for (std::size_t u = 0; u < users; ++u)
        for (std::size_t k = 0; k < f; ++k) sum[k] += static_cast<double>(user_factors_[u * f + k]);
    mean_user_.assign(f, 0.0f);
    for (std::size_t k = 0; k < f; ++k) mean_user_[k] = static_cast<float>(sum[k] / static_cast<double>(std::max<std::size_t>(users, 1)));
}

std::span<const float> Als::user_factor(std::uint32_t user) const {
    if (user >= user_keys_.size()) return mean_user_;
    return std::span(user_factors_).subspan(static_cast<std::size_t>(user) * options_.factors, options_.factors);
}

std::span<const float> Als::ad_factor(std::uint32_t ad) const {
    if (ad >= ad_keys_.size()) return {};
    return std::span(ad_factors_).subspan(static_cast<std::size_t>(ad) * options_.factors, options_.factors);
}

Result<void> Als::score(const FeatureBatch& batch, std::span<float> out) const {
    if (batch.user.size() != batch.rows || batch.ad.size() != batch.rows || out.size() != batch.rows)
        return Error(ErrorCode::invalid_input, "cf.no_keys");
    parallel_for(batch.rows, 4096, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto ad = ad_factor(batch.ad[i]);
            out[i] = ad.empty() ? 0.0f : FactorScores::pair(user_factor(batch.user[i]), ad);
        }
    });
    return {};
}

Result<void> Als::score_all(std::uint32_t user, std::span<float> out) const {
    scores_.all(user_factor(user), out);
    return {};
}

Result<std::vector<RankingModel::Ranked>> Als::top(std::span<const std::uint32_t> users, std::size_t k, const Interactions* seen,
                                                   const JobContext& job) const {
    return scores_.top([&](std::size_t i) { return user_factor(users[i]); }, users.size(), k,
                       [&](std::size_t i) { return seen_by(seen, users[i]); }, job);
}

// In double: few rows, and what a person sees change.
Result<std::vector<float>> Als::fold_in(std::span<const std::uint32_t> ads, std::span<const float> weights) const {
    const std::size_t f = options_.factors;
    if (ads.size() != weights.size())
        return Error(ErrorCode::invalid_input, "cf.fold_in_weights", {{"ads", ads.size()}, {"weights", weights.size()}});
    std::vector<double> fixed, extra;
    std::vector<std::uint32_t> columns(ads.size());
    std::iota(columns.begin(), columns.end(), 0u);
    for (std::size_t i = 0; i < ads.size(); ++i) {
        const auto y = ad_factor(ads[i]);
        if (y.empty()) return Error(ErrorCode::invalid_input, "cf.fold_in_ad", {{"ad", ads[i]}, {"ads", ad_keys_.size()}});
        fixed.insert(fixed.end(), y.begin(), y.end());
        extra.push_back(extra_of(weights[i]));
    }
    const std::vector<double> all(ad_factors_.begin(), ad_factors_.end()), lambda{lambda_of(ads.size())};
    std::vector<double> gram(f * f, 0.0), out(f, 0.0);
    als_add_gram(all, f, gram);
    const std::vector<std::uint64_t> offsets{0, ads.size()};
    als_solve(AlsSide<double>{f, offsets, columns, extra, fixed, gram, lambda}, AlsSolver::cholesky, 0, 0, 1, out);
    return std::vector<float>(out.begin(), out.end());
}

Result<void> Als::save(Archive& archive, bool with_training_state) const {
    archive.put_array<Options>("options", std::span(&options_, 1));
    archive.put("users", pack_keys(user_keys_));
    archive.put("ads", pack_keys(ad_keys_));
    archive.put_array<float>("user_factors", user_factors_);
    archive.put_array<float>("ad_factors", ad_factors_);
    if (with_training_state) archive.put_array<Position>("position", std::span(&position_, 1));
    return {};
}

Result<Als::Options> Als::options_of(const Archive& archive) {
    ADSCOPE_ASSIGN(stored, archive.get_array<Options>("options"));
    const auto sane = [](double x) { return std::isfinite(x) && x >= 0; };
    if (stored.size() != 1 || stored[0].factors < 1 || stored[0].factors > kMostFactors || stored[0].weighting > Weighting::logarithmic ||
        !sane(stored[0].alpha) || !sane(stored[0].regularization) || !sane(stored[0].scaling))
        return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "options"}});
    return stored[0];
}

Result<void> Als::load(const Archive& archive) {
    Als read;
    ADSCOPE_ASSIGN(options, options_of(archive));
    ADSCOPE_ASSIGN(users, unpack_keys(archive, "users"));
    ADSCOPE_ASSIGN(ads, unpack_keys(archive, "ads"));
    ADSCOPE_ASSIGN(user_factors, archive.get_array<float>("user_factors"));
    ADSCOPE_ASSIGN(ad_factors, archive.get_array<float>("ad_factors"));
    const auto finite = [](const std::vector<float>& values) {
        return std::ranges::all_of(values, [](float x) { return std::isfinite(x); });
    };
    if (user_factors.size() != users.size() * options.factors || !finite(user_factors))
        return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "user_factors"}});
    if (ad_factors.size() != ads.size() * options.factors || !finite(ad_factors))
        return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "ad_factors"}});
    read.options_ = options;
    read.user_keys_ = std::move(users);
    read.ad_keys_ = std::move(ads);
    read.user_factors_ = std::move(user_factors);
    read.ad_factors_ = std::move(ad_factors);
    read.prepare_scores();
    *this = std::move(read);
    return {};
}

Result<void> Als::resume(const Archive& archive) {
    ADSCOPE_ASSIGN(options, options_of(archive));
    ADSCOPE_ASSIGN(user_factors, archive.get_array<float>("user_factors"));
    ADSCOPE_ASSIGN(ad_factors, archive.get_array<float>("ad_factors"));
    ADSCOPE_ASSIGN(at, archive.get_array<Position>("position"));
    const bool fits = data_ && options.factors == options_.factors && user_factors.size() == user_factors_.size() &&
                      ad_factors.size() == ad_factors_.size() && at.size() == 1 && at[0].half <= kUsers &&
                      at[0].row < (at[0].half == kAds ? by_ad_ : by_user_).rows();
    if (!fits) return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "position"}});
    user_factors_ = std::move(user_factors);
    ad_factors_ = std::move(ad_factors);
    position_ = at[0];
    gram_.clear();
    prepare_scores();
    return {};
}

ModelInfo als_info() {
    using Type = Parameter::Type;
    ModelInfo info;
    info.name = "als";
    info.family = "factorisation";
    info.tasks = {Task::ranking};
    info.parameters = {
        {.name = "factors", .type = Type::integer, .otherwise = "4", .minimum = 1, .maximum = kMostFactors, .logarithmic = true},
        {.name = "iterations", .type = Type::integer, .otherwise = "15", .minimum = 1, .maximum = 1000, .logarithmic = true},
        {.name = "regularization", .type = Type::real, .otherwise = "1", .minimum = 1e-6, .maximum = 1e6, .logarithmic = true},
        {.name = "scaling", .type = Type::real, .otherwise = "0", .minimum = 0, .maximum = 1},
        {.name = "alpha", .type = Type::real, .otherwise = "10", .minimum = 1e-3, .maximum = 1e4, .logarithmic = true},
        {.name = "weighting", .type = Type::choice, .otherwise = "linear", .choices = {"linear", "log"}},
        {.name = "solver", .type = Type::choice, .otherwise = "cholesky", .choices = {"cholesky", "conjugate-gradient"}},
    };
    info.make = []() -> Result<std::unique_ptr<Model>> { return std::unique_ptr<Model>(std::make_unique<Als>()); };
    return info;
}

}  // namespace adscope
