#include "core/recommend/audience.h"

#include <algorithm>
#include <charconv>

namespace adscope {
namespace {

constexpr std::size_t kEnoughAlike = 20;  // users of the same attributes whose mean says something

std::string attribute_names(const EventTable& table) {
    std::string out;
    for (const auto& c : table.users.columns) out += (out.empty() ? "" : ", ") + c.field.name;
    return out;
}

const Column* attribute(const EventTable& table, const std::string& name) {
    return table.users.column(name.starts_with("user.") ? name.substr(5) : name);
}

std::optional<double> number_of(const std::string& text) {
    double v = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(v) : std::nullopt;
}

// How far a user's attribute is from what is asked for: 0 the same; categories are the same or not.
double distance(const Column& column, std::uint32_t user, const std::string& wanted) {
    if (const auto* c = column.category()) return c->names[c->codes[user]] == wanted ? 0 : kMissing;
    if (const auto* t = column.tags()) {
        const auto row = t->row(user);
        return std::any_of(row.begin(), row.end(), [&](auto code) { return t->names[code] == wanted; }) ? 0 : kMissing;
    }
    const auto target = number_of(wanted);
    return target && column.number() ? std::abs(column.number()->values[user] - *target) : kMissing;
}

// The user nearest in all the attributes named; 0 where none has the categories.
std::uint32_t nearest_user(const EventTable& table, const std::map<std::string, std::string>& attributes) {
    std::uint32_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t user = 1; user <= table.users.count; ++user) {
        double sum = 0;
        for (const auto& [name, value] : attributes) sum += distance(*attribute(table, name), user, value);
        if (sum < least) {
            least = sum;
            best = user;
        }
    }
    return best;
}

bool reads_attribute(const FeatureSpec& feature, const Column& column) {
    const auto is = [&](const std::string& source) { return source == "user." + column.field.name || source == column.field.name; };
    const auto with = feature.settings.find("with");
    return is(feature.source) || (with != feature.settings.end() && is(with->second));
}

// One feature of every row of `from` over the same of `to`.
void put_feature(const FeatureSchema& schema, std::size_t feature, const FeatureBatch& from, FeatureBatch& to) {
    const auto& info = schema.features[feature];
    if (info.form == FeatureInfo::Form::multi) {
        to.multi[info.slot] = from.multi[info.slot];
        return;
    }
    for (std::size_t r = 0; r < to.rows; ++r) {
        if (info.form == FeatureInfo::Form::coded) to.coded[r * schema.coded + info.slot] = from.coded[r * schema.coded + info.slot];
        else
            for (std::size_t at = r * schema.dense + info.slot, w = 0; w < info.width; ++w) to.dense[at + w] = from.dense[at + w];
    }
}

// What a new user's attributes make of the features that read them: the value that a known user of the same attribute has.
Result<void> put_attributes(const Scorer& scorer, const Audience& audience, std::span<const std::uint32_t> ads, FeatureBatch& batch) {
    const FittedRecipe& recipe = *scorer.recipe();
    const auto all = nearest_user(scorer.table(), audience.attributes);
    for (const auto& [name, value] : audience.attributes) {
        const Column& column = *attribute(scorer.table(), name);
        const auto like = all ? all : nearest_user(scorer.table(), {{name, value}});
        if (like == 0) continue;  // a value that the log does not have stays missing
        ADSCOPE_ASSIGN(alike, scorer.batch(like, ads, audience.context));
        for (std::size_t f = 0; f < recipe.schema().size(); ++f)
            if (const auto& feature = recipe.recipe().features[f];
                reads_attribute(feature, column) && feature.source != "user" && feature.source != "ad")
                put_feature(recipe.schema(), f, alike, batch);
    }
    return {};
}

// The mean factor of known users with these attributes; of all users where too few are alike.
void average_alike(const Scorer& scorer, const FoldInModel& model, Audience& audience) {
    const EventTable& table = scorer.table();
    std::vector<double> sum(model.factors());
    for (int pass = 0; pass < 2; ++pass) {
        std::fill(sum.begin(), sum.end(), 0);
        std::size_t count = 0;
        for (std::uint32_t user = 1; user <= table.users.count; ++user) {
            const auto index = scorer.model_user(user);
            if (index == FeatureBatch::kUnknown) continue;
            const bool alike = pass == 1 || std::all_of(audience.attributes.begin(), audience.attributes.end(), [&](const auto& a) {
                                   const Column& column = *attribute(table, a.first);
                                   const double d = distance(column, user, a.second),
                                                size = column.number() ? std::abs(column.number()->values[user]) : 0;
                                   return d <= 0.1 * size || d == 0;
                               });
            if (!alike) continue;
            const auto factor = model.user_factor(index);
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += factor[i];
            ++count;
        }
        if (count == 0 || (pass == 0 && (count < kEnoughAlike || audience.attributes.empty()))) continue;
        audience.like = pass == 0 ? static_cast<std::int64_t>(count) : 0;
        audience.factor.clear();
        for (const double v : sum) audience.factor.push_back(static_cast<float>(v / static_cast<double>(count)));
        return;
    }
    audience.factor.assign(model.factors(), 0);
}

Result<void> check_attributes(const Scorer& scorer, const RecommendRequest& request) {
    for (const auto& [name, value] : request.new_user) {
        const Column* column = attribute(scorer.table(), name);
        if (!column)
            return Error(ErrorCode::usage, "recommend.unknown_attribute", {{"found", name}, {"known", attribute_names(scorer.table())}});
        if (column->number() && !number_of(value))
            return Error(ErrorCode::usage, "recommend.attribute_number", {{"name", name}, {"found", value}});
    }
    return {};
}

// An action on an ad that the model knows, as its index; repeats add up.
void take_action(const Scorer& scorer, std::uint32_t ad, float weight, Audience& audience, std::vector<std::uint32_t>& ads,
                 std::vector<float>& weights) {
    const auto index = scorer.model_ad(ad);
    if (index == FeatureBatch::kUnknown) return;
    if (const auto at = std::find(audience.actions.begin(), audience.actions.end(), ad); at != audience.actions.end()) {
        weights[static_cast<std::size_t>(at - audience.actions.begin())] += weight;
        return;
    }
    audience.actions.push_back(ad);
    ads.push_back(index);
    weights.push_back(weight);
}

Result<std::vector<std::uint32_t>> codes_of(const Scorer& scorer, const std::vector<std::string>& keys) {
    std::vector<std::uint32_t> out;
    for (const auto& key : keys) {
        const auto code = scorer.table().ads.code(key);
        if (code == 0) return Error(ErrorCode::not_found, "explain.ad_unknown", {{"ad", key}});
        out.push_back(code);
    }
    return out;
}

Result<void> find_factor(const Scorer& scorer, const FoldInModel& model, const RecommendRequest& request, Audience& audience) {
    ADSCOPE_ASSIGN(acted, codes_of(scorer, request.acted));
    const auto index = audience.user ? scorer.model_user(audience.user) : FeatureBatch::kUnknown;
    std::vector<std::uint32_t> ads;
    std::vector<float> weights;
    if (index != FeatureBatch::kUnknown)
        for (const auto& [ad, weight] : scorer.training_history(audience.user)) take_action(scorer, ad, weight, audience, ads, weights);
    for (const auto ad : acted) take_action(scorer, ad, 1, audience, ads, weights);
    if (!ads.empty()) {
        auto parts = HistoryParts::make(model, ads, weights);
        if (parts) audience.history = std::move(*parts);
    }
    const bool as_trained = index != FeatureBatch::kUnknown && acted.empty();
    if (as_trained) {
        const auto factor = model.user_factor(index);
        audience.factor.assign(factor.begin(), factor.end());
    } else if (!ads.empty()) {
        ADSCOPE_ASSIGN(factor, model.fold_in(ads, weights));
        audience.factor = std::move(factor);
    } else {
        average_alike(scorer, model, audience);
    }
    return {};
}

}  // namespace

Result<Audience> find_audience(const Scorer& scorer, const RecommendRequest& request) {
    Audience out;
    if (!request.user.empty()) {
        out.user = scorer.table().users.code(request.user);
        if (out.user == 0) return Error(ErrorCode::not_found, "recommend.user_unknown", {{"user", request.user}});
    }
    ADSCOPE_TRY(check_attributes(scorer, request));
    ADSCOPE_TRY(codes_of(scorer, request.acted));
    if (out.user == 0) out.attributes = request.new_user;
    out.context = request.context ? *request.context : default_context(scorer.table(), out.user);
    if (const auto* model = scorer.fold_in()) ADSCOPE_TRY(find_factor(scorer, *model, request, out));
    return out;
}

Result<FeatureBatch> batch_for(const Scorer& scorer, const Audience& audience, std::span<const std::uint32_t> ads) {
    ADSCOPE_ASSIGN(batch, scorer.batch(audience.user, ads, audience.context));
    if (!audience.attributes.empty() && !ads.empty()) ADSCOPE_TRY(put_attributes(scorer, audience, ads, batch));
    return batch;
}

Result<std::vector<float>> score_for(const Scorer& scorer, const Audience& audience, std::span<const std::uint32_t> ads) {
    if (const auto* model = scorer.fold_in()) {
        std::vector<float> out;
        for (const auto ad : ads) {
            double sum = 0;
            if (const auto index = scorer.model_ad(ad); index != FeatureBatch::kUnknown) {
                const auto factor = model->ad_factor(index);
                for (std::size_t i = 0; i < factor.size(); ++i) sum += static_cast<double>(factor[i]) * audience.factor[i];
            }
            out.push_back(static_cast<float>(sum));
        }
        return out;
    }
    if (audience.attributes.empty() || !scorer.recipe()) return scorer.score_ads(audience.user, ads, audience.context);
    ADSCOPE_ASSIGN(batch, batch_for(scorer, audience, ads));
    std::vector<float> out(batch.rows);
    ADSCOPE_TRY(scorer.model().score(batch, out));
    return out;
}

}  // namespace adscope
