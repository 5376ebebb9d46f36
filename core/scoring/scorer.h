// Scorer = recipe + model: (user, ad, context) -> probability or score. Loaded from a workspace once, then
// shared between threads.
#pragma once

#include <mutex>

#include "core/models/model.h"
#include "core/workspace/models_repository.h"

namespace adscope {

class Scorer {
public:
    // Loads a stored model; not_found when there is none, invalid_input when its run was not finished.
    static Result<std::shared_ptr<const Scorer>> load(const std::string& workspace_path, std::int64_t model_id, EventTablePtr table);

    const StoredModel& stored() const { return stored_; }
    Task task() const { return task_; }
    const Model& model() const { return *model_; }
    const FittedRecipe* recipe() const { return recipe_ ? &*recipe_ : nullptr; }  // null for factor models
    const RankingModel* ranking() const { return dynamic_cast<const RankingModel*>(model_.get()); }
    const FoldInModel* fold_in() const { return dynamic_cast<const FoldInModel*>(model_.get()); }
    // Whether an action changes scores without a training: factor models fold it in, online models learn it.
    bool learns_at_once() const { return fold_in() || online(); }
    const OnlineModel* online() const {
        const auto* model = dynamic_cast<const OnlineModel*>(model_.get());
        return model && model->can_learn() ? model : nullptr;
    }
    // The scorer whose model has also learned these rows (see OnlineModel::learned); refused for other models.
    Result<std::shared_ptr<const Scorer>> after(const FeatureBatch& batch, std::span<const float> labels) const;
    // The largest event id of the workspace when the training began; 0 where that was not kept.
    std::int64_t last_event() const { return last_event_; }
    const EventTable& table() const { return *table_; }
    const EventTablePtr& table_ptr() const { return table_; }

    // Scores of events, in order.
    Result<std::vector<float>> score_rows(std::span<const std::uint32_t> rows, const JobContext& job = {}) const;
    // Scores of ads (table codes) for a user (table code, 0: unknown) in a context; factor models ignore the context.
    Result<std::vector<float>> score_ads(std::uint32_t user, std::span<const std::uint32_t> ads, const Context& context) const;
    // The batch behind score_ads, for explanations.
    Result<FeatureBatch> batch(std::uint32_t user, std::span<const std::uint32_t> ads, const Context& context) const;
    Result<FeatureBatch> batch_rows(std::span<const std::uint32_t> rows, const JobContext& job = {}) const;

    // Model index of a table code (kUnknown when the model never saw it), for ranking models.
    std::uint32_t model_user(std::uint32_t code) const { return code < user_index_.size() ? user_index_[code] : FeatureBatch::kUnknown; }
    std::uint32_t model_ad(std::uint32_t code) const { return code < ad_index_.size() ? ad_index_[code] : FeatureBatch::kUnknown; }
    // Table code of a model's ad index; 0 when the ad is no longer in the workspace.
    std::uint32_t table_ad(std::uint32_t index) const { return index < ad_code_.size() ? ad_code_[index] : 0; }
    // Ads that may be recommended (table codes): those with a training positive for ranking models, else all ads.
    const std::vector<std::uint32_t>& candidates() const { return candidates_; }
    // Training positives of a user (table codes, ascending, each once), to leave out what was seen. Where the split cannot be
    // made again (its field is gone), every positive of the user.
    std::vector<std::uint32_t> training_positives(std::uint32_t user) const;
    // The same with how often: what a factor model folds in.
    std::vector<std::pair<std::uint32_t, float>> training_history(std::uint32_t user) const;
    // Training positives in the ranking model's own indices, for RankingModel::top. Only for ranking models.
    const Interactions& seen() const;
    // Weight of the training positives of each ad, by table code.
    std::vector<double> training_popularity() const;
    // The split that the model was trained on, made again from its text and seed.
    Result<Split> split() const;

private:
    Scorer() = default;
    StoredModel stored_;
    Task task_ = Task::click;
    std::int64_t last_event_ = 0;
    std::shared_ptr<const Model> model_;
    std::optional<FittedRecipe> recipe_;
    EventTablePtr table_;
    std::vector<std::uint32_t> user_index_, ad_index_, ad_code_, candidates_;

    // Training positives by user code; made at first use, since scoring alone needs none.
    struct Positives {
        std::vector<std::uint64_t> offsets;
        std::vector<std::pair<std::uint32_t, float>> ads;
    };
    const Positives& positives() const;
    Result<void> load_model(const std::map<std::string, std::string>& parts);
    FeatureBatch keys(std::span<const std::uint32_t> users, std::span<const std::uint32_t> ads) const;
    mutable std::once_flag positives_made_, seen_made_;
    mutable Interactions seen_;
    mutable Positives positives_;
};

using ScorerPtr = std::shared_ptr<const Scorer>;

// The context a recommendation is made in when none is given: the user's last event's, else the most frequent values.
Context default_context(const EventTable& table, std::uint32_t user);
// The same for many users in one pass.
std::vector<Context> default_contexts(const EventTable& table, std::span<const std::uint32_t> users);

}  // namespace adscope
