#include "core/models/baseline/popularity.h"

#include <algorithm>
#include <cmath>

#include "core/models/keys.h"

namespace adscope {
namespace {

constexpr std::size_t kRowsPerLook = 1 << 16;

}  // namespace

Result<void> Popularity::begin(const FitContext& context) {
    if (context.data->train.rows.empty() && context.data->interactions.ads.empty())
        return Error(ErrorCode::invalid_input, "cf.no_positives");
    data_ = context.data;
    smoothing_ = context.settings.real("smoothing");
    user_keys_ = data_->interactions.user_keys;
    ad_keys_ = data_->interactions.ad_keys;
    scores_.assign(ad_keys_.size(), 0.0f);
    unknown_ = 0;
    fitted_ = false;
    return {};
}

Result<double> Popularity::count_positives(const JobContext& job) {
    const auto& in = data_->interactions;
    std::vector<double> sums(ad_keys_.size(), 0.0);
    for (std::size_t p = 0; p < in.ads.size(); ++p) {
        if (p % kRowsPerLook == 0 && job.cancelled()) return Error::cancelled();
        sums[in.ads[p]] += static_cast<double>(in.weights[p]);
    }
    scores_.assign(sums.begin(), sums.end());
    return kMissing;  // there is no loss to speak of
}

// Every ad that was shown counts here, also one without a click. Returns the log loss of the training rows.
Result<double> Popularity::count_clicks(const JobContext& job) {
    const auto& table = *data_->table;
    const auto& train = data_->train;
    std::vector<double> shown(table.ads.count + 1, 0.0), clicked(table.ads.count + 1, 0.0);
    double all = 0, clicks = 0;
    for (std::size_t i = 0; i < train.rows.size(); ++i) {
        if (i % kRowsPerLook == 0 && job.cancelled()) return Error::cancelled();
        const double w = static_cast<double>(train.weights[i]), c = w * static_cast<double>(train.labels[i]);
        const auto ad = table.ad[train.rows[i]];
        shown[ad] += w, clicked[ad] += c;
        all += w, clicks += c;
    }
    const double base = all > 0 ? clicks / all : 0;
    double loss = 0;
    const auto term = [](double n, double p) { return n > 0 ? -n * std::log(std::clamp(p, 1e-7, 1.0)) : 0.0; };
    ad_keys_.clear();
    scores_.clear();
    for (std::size_t ad = 0; ad < shown.size(); ++ad) {
        if (shown[ad] <= 0) continue;
        const double rate = ad == 0 ? base : (clicked[ad] + smoothing_ * base) / (shown[ad] + smoothing_);
        loss += term(clicked[ad], rate) + term(shown[ad] - clicked[ad], 1 - rate);
        if (ad == 0) continue;
        ad_keys_.push_back(table.ads.keys[ad]);
        scores_.push_back(static_cast<float>(rate));
    }
    unknown_ = static_cast<float>(base);
    return all > 0 ? loss / all : kMissing;
}

Result<StepReport> Popularity::step(const JobContext& job) {
    if (!data_) return Error(ErrorCode::internal, "base.internal", {{"detail", "step before begin"}});
    StepReport report;
    report.epoch = 1;
    report.finished = true;
    if (fitted_) return report;
    const bool clicks = data_->task == Task::click;
    ADSCOPE_ASSIGN(loss, clicks ? count_clicks(job) : count_positives(job));
    report.loss = loss;
    report.samples = clicks ? data_->train.rows.size() : data_->interactions.ads.size();
    report.epoch_finished = true;
    fitted_ = true;
    return report;
}

Result<void> Popularity::score(const FeatureBatch& batch, std::span<float> out) const {
    if (batch.ad.size() != batch.rows || out.size() != batch.rows) return Error(ErrorCode::invalid_input, "cf.no_keys");
    for (std::size_t i = 0; i < batch.rows; ++i) out[i] = batch.ad[i] < scores_.size() ? scores_[batch.ad[i]] : unknown_;
    return {};
}

Result<void> Popularity::score_all(std::uint32_t, std::span<float> out) const {
    std::ranges::copy(scores_, out.begin());
    return {};
}

Result<void> Popularity::save(Archive& archive, bool with_training_state) const {
    archive.put("users", pack_keys(user_keys_));
    archive.put("ads", pack_keys(ad_keys_));
    archive.put_array<float>("scores", scores_);
    archive.put_array<float>("unknown", std::span(&unknown_, 1));
    if (with_training_state) archive.put("fitted", fitted_ ? "1" : "0");
    return {};
}

Result<void> Popularity::load(const Archive& archive) {
    ADSCOPE_ASSIGN(users, unpack_keys(archive, "users"));
    ADSCOPE_ASSIGN(ads, unpack_keys(archive, "ads"));
    ADSCOPE_ASSIGN(scores, archive.get_array<float>("scores"));
    ADSCOPE_ASSIGN(unknown, archive.get_array<float>("unknown"));
    const auto finite = [](float x) { return std::isfinite(x); };
    if (scores.size() != ads.size() || !std::ranges::all_of(scores, finite))
        return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "scores"}});
    if (unknown.size() != 1 || !finite(unknown[0])) return Error(ErrorCode::corrupt, "models.archive_shape", {{"part", "unknown"}});
    user_keys_ = std::move(users);
    ad_keys_ = std::move(ads);
    scores_ = std::move(scores);
    unknown_ = unknown[0];
    fitted_ = true;
    data_.reset();
    return {};
}

Result<void> Popularity::resume(const Archive& archive) {
    if (!data_ || !archive.has("fitted")) return Error(ErrorCode::corrupt, "models.archive_part", {{"part", "fitted"}});
    const bool fitted = archive.get("fitted") == "1";
    const auto data = data_;
    ADSCOPE_TRY(load(archive));
    data_ = data;
    fitted_ = fitted;
    return {};
}

ModelInfo popularity_info() {
    ModelInfo info;
    info.name = "popularity";
    info.family = "baseline";
    info.tasks = {Task::ranking, Task::click};
    info.parameters = {
        {.name = "smoothing", .type = Parameter::Type::real, .otherwise = "20", .minimum = 0, .maximum = 1e6, .logarithmic = true}};
    info.make = []() -> Result<std::unique_ptr<Model>> { return std::unique_ptr<Model>(std::make_unique<Popularity>()); };
    return info;
}

}  // namespace adscope
