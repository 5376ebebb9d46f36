#include "core/scoring/scorer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/training/runs.h"

namespace adscope {
namespace {

constexpr std::size_t kChunk = 16384;

// Model index by table code.
std::vector<std::uint32_t> index_by_code(const EntityTable& entities, const std::vector<std::string>& keys) {
    std::vector<std::uint32_t> index(entities.count + 1, FeatureBatch::kUnknown);
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (const auto code = entities.code(keys[i]); code != 0) index[code] = static_cast<std::uint32_t>(i);
    return index;
}

bool is_positive(const EventTable& table, Task task, std::uint32_t row) {
    if (task == Task::rating) return !table.rating.empty() && !std::isnan(table.rating[row]);
    return !table.has_click || table.click[row] != 0;
}

// Positives of some rows as sparse rows by user code, each ad once with its weight.
void collect(const EventTable& table, Task task, std::span<const std::uint32_t> rows, std::vector<std::uint64_t>& offsets,
             std::vector<std::pair<std::uint32_t, float>>& ads) {
    std::vector<std::uint64_t> next(table.users.count + 2, 0);
    const auto counts = [&](std::uint32_t row) {
        return is_positive(table, task, row) && table.weight_of(row) > 0 && table.user[row] != 0 && table.ad[row] != 0;
    };
    for (const auto row : rows)
        if (counts(row)) ++next[table.user[row] + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    const std::vector<std::uint64_t> begin = next;
    std::vector<std::pair<std::uint32_t, float>> all(begin.back());
    for (const auto row : rows)
        if (counts(row)) all[next[table.user[row]]++] = {table.ad[row], static_cast<float>(table.weight_of(row))};
    offsets.assign(1, 0);
    for (std::size_t user = 0; user + 1 < begin.size(); ++user) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin[user]),
                   last = all.begin() + static_cast<std::ptrdiff_t>(begin[user + 1]);
        std::sort(first, last);
        for (auto it = first; it != last; ++it) {
            if (it != first && it->first == (it - 1)->first) ads.back().second += it->second;
            else ads.push_back(*it);
        }
        offsets.push_back(ads.size());
    }
}

}  // namespace

Result<std::shared_ptr<const Scorer>> Scorer::load(const std::string& workspace_path, std::int64_t model_id, EventTablePtr table) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path, Database::Access::read_only));
    ADSCOPE_ASSIGN(stored, models_repository::get(workspace, model_id));
    if (stored.state != "done") {
        const auto status = run_status(workspace_path, stored);
        return Error(ErrorCode::invalid_input, "scoring.not_finished",
                     {{"id", model_id}, {"name", stored.name}, {"state", run_status_words(status)}});
    }
    ADSCOPE_ASSIGN(parts, models_repository::artefacts(workspace, model_id));
    std::shared_ptr<Scorer> scorer(new Scorer());
    scorer->stored_ = std::move(stored);
    scorer->table_ = std::move(table);
    ADSCOPE_TRY(scorer->load_model(parts));
    return std::shared_ptr<const Scorer>(std::move(scorer));
}

Result<void> Scorer::load_model(const std::map<std::string, std::string>& parts) {
    ADSCOPE_ASSIGN(info, find_model(stored_.model));
    ADSCOPE_ASSIGN(task, parse_task(stored_.task));
    task_ = task;
    ADSCOPE_ASSIGN(model, info->make());
    ADSCOPE_TRY(model->load(model_archive(parts)));
    model_ = std::move(model);
    if (const auto last = parts.find(kLastEventPart); last != parts.end()) last_event_ = std::strtoll(last->second.c_str(), nullptr, 10);
    if (info->uses_features) {
        const auto recipe = parts.find(kRecipePart);
        if (recipe == parts.end()) return Error(ErrorCode::corrupt, "models.archive_part", {{"part", kRecipePart}});
        ADSCOPE_ASSIGN(fitted, FittedRecipe::load(recipe->second));
        recipe_ = std::move(fitted);
    }
    if (const auto* keyed = ranking()) {
        user_index_ = index_by_code(table_->users, keyed->user_keys());
        ad_index_ = index_by_code(table_->ads, keyed->ad_keys());
        ad_code_.assign(keyed->ad_keys().size(), 0);
        for (std::uint32_t code = 1; code < ad_index_.size(); ++code)
            if (ad_index_[code] != FeatureBatch::kUnknown) ad_code_[ad_index_[code]] = code;
        for (std::uint32_t code = 1; code < ad_index_.size(); ++code)
            if (ad_index_[code] != FeatureBatch::kUnknown) candidates_.push_back(code);
    } else {
        candidates_.resize(table_->ads.count);
        std::iota(candidates_.begin(), candidates_.end(), 1u);
    }
    return {};
}

Result<std::shared_ptr<const Scorer>> Scorer::after(const FeatureBatch& batch, std::span<const float> labels) const {
    const auto* model = online();
    if (!model) return Error(ErrorCode::refused, "linear.cannot_learn");
    ADSCOPE_ASSIGN(learned, model->learned(batch, labels));
    std::shared_ptr<Scorer> next(new Scorer());
    next->stored_ = stored_;
    next->task_ = task_;
    next->last_event_ = last_event_;
    next->model_ = std::move(learned);
    next->recipe_ = recipe_;
    next->table_ = table_;
    next->candidates_ = candidates_;
    return std::shared_ptr<const Scorer>(std::move(next));
}

FeatureBatch Scorer::keys(std::span<const std::uint32_t> users, std::span<const std::uint32_t> ads) const {
    FeatureBatch batch;
    batch.rows = users.size();
    batch.user.reserve(users.size());
    batch.ad.reserve(ads.size());
    for (const auto user : users) batch.user.push_back(model_user(user));
    for (const auto ad : ads) batch.ad.push_back(model_ad(ad));
    return batch;
}

Result<FeatureBatch> Scorer::batch_rows(std::span<const std::uint32_t> rows, const JobContext& job) const {
    for (const auto row : rows)
        if (row >= table_->rows) return Error(ErrorCode::invalid_input, "scoring.no_row", {{"row", row}, {"rows", table_->rows}});
    if (recipe_) return recipe_->encode(*table_, rows, job);
    std::vector<std::uint32_t> users(rows.size(), 0), ads(rows.size(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (table_->has_user) users[i] = table_->user[rows[i]];
        if (table_->has_ad) ads[i] = table_->ad[rows[i]];
    }
    return keys(users, ads);
}

Result<std::vector<float>> Scorer::score_rows(std::span<const std::uint32_t> rows, const JobContext& job) const {
    std::vector<float> out(rows.size());
    for (std::size_t begin = 0; begin < rows.size(); begin += kChunk) {
        if (job.cancelled()) return Error::cancelled();
        job.report(Message("scoring.stage"), static_cast<double>(begin) / static_cast<double>(rows.size()));
        const auto chunk = rows.subspan(begin, std::min(kChunk, rows.size() - begin));
        // The encoder's own progress is of the chunk, not of the job.
        ADSCOPE_ASSIGN(batch, batch_rows(chunk, JobContext(job.stop_token(), {})));
        ADSCOPE_TRY(model_->score(batch, std::span(out).subspan(begin, chunk.size())));
    }
    return out;
}

Result<FeatureBatch> Scorer::batch(std::uint32_t user, std::span<const std::uint32_t> ads, const Context& context) const {
    if (user > table_->users.count)
        return Error(ErrorCode::invalid_input, "scoring.no_user", {{"user", user}, {"users", table_->users.count}});
    for (const auto ad : ads)
        if (ad > table_->ads.count) return Error(ErrorCode::invalid_input, "scoring.no_ad", {{"ad", ad}, {"ads", table_->ads.count}});
    if (recipe_) return recipe_->encode(*table_, user, ads, context);
    return keys(std::vector<std::uint32_t>(ads.size(), user), ads);
}

Result<std::vector<float>> Scorer::score_ads(std::uint32_t user, std::span<const std::uint32_t> ads, const Context& context) const {
    ADSCOPE_ASSIGN(features, batch(user, ads, context));
    std::vector<float> out(ads.size());
    ADSCOPE_TRY(model_->score(features, out));
    return out;
}

Result<Split> Scorer::split() const { return Split::make(stored_.split, *table_, stored_.seed); }

const Scorer::Positives& Scorer::positives() const {
    std::call_once(positives_made_, [&] {
        const auto made = split();
        collect(*table_, task_, made ? made->train : table_->usable().rows(), positives_.offsets, positives_.ads);
    });
    return positives_;
}

std::vector<std::pair<std::uint32_t, float>> Scorer::training_history(std::uint32_t user) const {
    const auto& all = positives();
    if (user == 0 || user + 1 >= all.offsets.size()) return {};
    return {all.ads.begin() + static_cast<std::ptrdiff_t>(all.offsets[user]),
            all.ads.begin() + static_cast<std::ptrdiff_t>(all.offsets[user + 1])};
}

std::vector<std::uint32_t> Scorer::training_positives(std::uint32_t user) const {
    std::vector<std::uint32_t> out;
    for (const auto& [ad, weight] : training_history(user)) out.push_back(ad);
    return out;
}

const Interactions& Scorer::seen() const {
    std::call_once(seen_made_, [&] {
        const auto* keyed = ranking();
        seen_.offsets.push_back(0);
        if (!keyed) return;
        seen_.user_keys = keyed->user_keys();
        seen_.ad_keys = keyed->ad_keys();
        for (const auto& key : seen_.user_keys) {
            std::vector<std::pair<std::uint32_t, float>> own;
            for (const auto& [ad, weight] : training_history(table_->users.code(key)))
                if (const auto index = model_ad(ad); index != FeatureBatch::kUnknown) own.emplace_back(index, weight);
            std::ranges::sort(own);
            for (const auto& [ad, weight] : own) seen_.ads.push_back(ad), seen_.weights.push_back(weight);
            seen_.offsets.push_back(seen_.ads.size());
        }
    });
    return seen_;
}

std::vector<double> Scorer::training_popularity() const {
    std::vector<double> out(table_->ads.count + 1, 0.0);
    for (const auto& [ad, weight] : positives().ads) out[ad] += static_cast<double>(weight);
    return out;
}

}  // namespace adscope
