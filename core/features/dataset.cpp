#include "core/features/data_hash.h"

#include <algorithm>
#include <cmath>

#include "core/base/hash.h"
#include "core/features/leakage_error.h"

namespace adscope {
namespace {

bool is_positive(const EventTable& table, Task task, std::uint32_t row) {
    if (task == Task::rating) return !std::isnan(table.rating[row]);
    return !table.has_click || table.click[row] != 0;
}

Result<void> check_task(const EventTable& table, Task task, bool needs_features) {
    if (task == Task::click && !table.has_click) return Error(ErrorCode::usage, "features.task_no_click");
    if (task == Task::rating && table.rating.empty()) return Error(ErrorCode::usage, "features.task_no_rating");
    if (!needs_features && !(table.has_user && table.has_ad)) return Error(ErrorCode::invalid_input, "features.task_no_keys");
    return {};
}

Part make_part(const EventTable& table, Task task, const std::vector<std::uint32_t>& rows) {
    Part part;
    for (const auto row : rows) {
        if (task == Task::rating && std::isnan(table.rating[row])) continue;
        part.rows.push_back(row);
        part.labels.push_back(task == Task::rating ? table.rating[row] : is_positive(table, task, row) ? 1.0f : 0.0f);
        part.weights.push_back(static_cast<float>(table.weight_of(row)));
    }
    return part;
}

// A click model learns nothing from one class.
Result<void> check_labels(const Part& train, Task task, const std::string& split) {
    if (train.rows.empty()) return Error(ErrorCode::invalid_input, "features.no_training_rows", {{"split", split}});
    if (task != Task::click) return {};
    const auto clicks = std::count(train.labels.begin(), train.labels.end(), 1.0f);
    if (clicks == 0 || clicks == static_cast<std::ptrdiff_t>(train.labels.size()))
        return Error(ErrorCode::invalid_input, "features.one_class", {{"split", split}, {"rows", train.labels.size()}, {"clicks", clicks}});
    return {};
}

struct Codes {
    std::vector<std::uint32_t> index;  // by table code; kUnknown where there is none
    std::vector<std::string> keys;

    Codes(const EntityTable& entities, const std::vector<std::uint8_t>& there) : index(entities.count + 1, FeatureBatch::kUnknown) {
        for (std::size_t code = 1; code < there.size(); ++code) {
            if (!there[code]) continue;
            index[code] = static_cast<std::uint32_t>(keys.size());
            keys.push_back(entities.keys[code]);
        }
    }
};

// Training positives as sparse rows; `users` and `ads` are the indices of those that have one.
Interactions make_interactions(const EventTable& table, const Part& train, const std::vector<std::uint32_t>& positives, Codes& users,
                               Codes& ads) {
    Interactions out;
    std::vector<std::uint64_t> next(users.keys.size() + 1, 0);
    for (const auto i : positives) ++next[users.index[table.user[train.rows[i]]] + 1];
    for (std::size_t u = 0; u + 1 < next.size(); ++u) next[u + 1] += next[u];
    std::vector<std::pair<std::uint32_t, float>> pairs(positives.size());
    const std::vector<std::uint64_t> begin = next;
    for (const auto i : positives) {
        const auto row = train.rows[i];
        pairs[next[users.index[table.user[row]]]++] = {ads.index[table.ad[row]], train.weights[i]};
    }
    out.offsets.push_back(0);
    for (std::size_t u = 0; u < users.keys.size(); ++u) {
        const auto first = pairs.begin() + static_cast<std::ptrdiff_t>(begin[u]),
                   last = pairs.begin() + static_cast<std::ptrdiff_t>(begin[u + 1]);
        std::sort(first, last);
        for (auto it = first; it != last; ++it) {
            if (it != first && it->first == (it - 1)->first) {
                out.weights.back() += it->second;
                continue;
            }
            out.ads.push_back(it->first);
            out.weights.push_back(it->second);
        }
        out.offsets.push_back(out.ads.size());
    }
    out.user_keys = std::move(users.keys);
    out.ad_keys = std::move(ads.keys);
    return out;
}

void fill_indices(const EventTable& table, const Codes& users, const Codes& ads, Part& part) {
    part.features.rows = part.rows.size();
    for (const auto row : part.rows) {
        part.features.user.push_back(users.index[table.user[row]]);
        part.features.ad.push_back(ads.index[table.ad[row]]);
    }
}

// Interactions of the training part, and every part's indices into them.
void add_interactions(const EventTable& table, Dataset& data) {
    std::vector<std::uint8_t> user_there(table.users.count + 1, 0), ad_there(table.ads.count + 1, 0);
    std::vector<std::uint32_t> positives;
    for (std::uint32_t i = 0; i < data.train.rows.size(); ++i) {
        const auto row = data.train.rows[i];
        if (!is_positive(table, data.task, row) || data.train.weights[i] <= 0 || table.user[row] == 0 || table.ad[row] == 0) continue;
        user_there[table.user[row]] = ad_there[table.ad[row]] = 1;
        positives.push_back(i);
    }
    Codes users(table.users, user_there), ads(table.ads, ad_there);
    data.interactions = make_interactions(table, data.train, positives, users, ads);
    for (Part* part : {&data.train, &data.valid, &data.test}) fill_indices(table, users, ads, *part);
}

Result<void> add_features(const EventTable& table, const DatasetRequest& request, Dataset& data, const JobContext& job) {
    if (!request.allow_leakage) {
        job.report(Message("features.checking"), 0);
        const auto leaks = find_leakage(request.recipe, table, data.train.rows);
        if (!leaks.empty()) return leakage_error(leaks);
    }
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_ASSIGN(fitted, FittedRecipe::fit(request.recipe, table, data.train.rows, job.part(0.2, 0.5)));
    double done = 0.5;
    for (Part* part : {&data.train, &data.valid, &data.test}) {
        job.report(Message("features.encoding"), done);
        ADSCOPE_ASSIGN(batch, fitted.encode(table, part->rows, job));
        batch.user = std::move(part->features.user);
        batch.ad = std::move(part->features.ad);
        part->features = std::move(batch);
        done += 0.15;
    }
    data.recipe = std::make_shared<const FittedRecipe>(std::move(fitted));
    return {};
}

}  // namespace

std::string data_hash(const EventTable& table, const DatasetRequest& request) {
    Sha256 hash;
    hash.update(table.state_hash + "\n" + (request.needs_features ? request.recipe.hash() : std::string("keys")) + "\n" + request.split +
                "\n" + std::to_string(request.seed) + "\n" + std::to_string(static_cast<int>(request.task)) + "\n");
    if (request.within) hash.update(request.within->words().data(), request.within->words().size() * sizeof(std::uint64_t));
    return hash.hex();
}

Result<std::shared_ptr<const Dataset>> make_dataset(EventTablePtr table, const DatasetRequest& request, const JobContext& job) {
    ADSCOPE_TRY(check_task(*table, request.task, request.needs_features));
    auto data = std::make_shared<Dataset>();
    data->task = request.task;
    data->table = table;
    ADSCOPE_ASSIGN(split, Split::make(request.split, *table, request.seed, request.within.get()));
    data->split = std::move(split);
    data->train = make_part(*table, request.task, data->split.train);
    data->valid = make_part(*table, request.task, data->split.valid);
    data->test = make_part(*table, request.task, data->split.test);
    ADSCOPE_TRY(check_labels(data->train, request.task, request.split));
    if (table->has_user && table->has_ad) add_interactions(*table, *data);
    if (!request.needs_features && data->interactions.items() == 0)
        return Error(ErrorCode::invalid_input, "features.no_positives", {{"split", request.split}});
    if (request.needs_features) ADSCOPE_TRY(add_features(*table, request, *data, job));
    data->data_hash = adscope::data_hash(*table, request);
    return std::shared_ptr<const Dataset>(std::move(data));
}

}  // namespace adscope
