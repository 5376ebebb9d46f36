#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "core/base/parallel.h"
#include "core/features/fit_feature.h"

namespace adscope {
namespace {

constexpr std::uint64_t kMagic = 0x3165706963657261ULL;  // "arecipe1"
constexpr std::size_t kBlock = 2048;

FeatureSchema make_schema(const Recipe& recipe, const std::vector<Encoder>& encoders) {
    FeatureSchema schema;
    for (std::size_t i = 0; i < encoders.size(); ++i) {
        FeatureInfo info{recipe.features[i].name, recipe.features[i].kind, encoders[i].form(), 0, encoders[i].cardinality()};
        if (info.form == FeatureInfo::Form::dense) info.width = encoders[i].width();
        std::size_t& count = info.form == FeatureInfo::Form::coded   ? schema.coded
                             : info.form == FeatureInfo::Form::multi ? schema.multi
                                                                     : schema.dense;
        info.slot = count;
        count += info.width;
        schema.features.push_back(std::move(info));
    }
    return schema;
}

// An empty batch of the right shape.
FeatureBatch make_batch(const FeatureSchema& schema, std::size_t rows) {
    FeatureBatch batch;
    batch.rows = rows;
    batch.coded.resize(rows * schema.coded);
    batch.dense.resize(rows * schema.dense);
    batch.multi.resize(schema.multi);
    return batch;
}

}  // namespace

struct FittedRecipe::Impl {
    Recipe recipe;
    std::vector<Encoder> encoders;
    FeatureSchema schema;

    // Translations for the last table, known again by the hash of its state.
    mutable std::mutex mutex;
    mutable std::string known_state;
    mutable std::vector<std::shared_ptr<const Translation>> known;

    Result<std::vector<BoundFeature>> bind(const EventTable& table) const;
    void fill(const std::vector<BoundFeature>& bound, const Impressions& of, std::size_t first, FeatureBatch& batch,
              std::vector<FeatureBatch::Multi>& block) const;
    Result<FeatureBatch> encode(const EventTable& table, const Impressions& all, const JobContext& job) const;
};

Result<std::vector<BoundFeature>> FittedRecipe::Impl::bind(const EventTable& table) const {
    std::vector<std::shared_ptr<const Translation>> before(encoders.size());
    {
        std::lock_guard lock(mutex);
        if (!table.state_hash.empty() && known_state == table.state_hash) before = known;
    }
    std::vector<std::optional<Result<BoundFeature>>> bound(encoders.size());
    parallel_for(encoders.size(), 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) bound[i] = BoundFeature::bind(encoders[i], recipe.features[i], table, before[i]);
    });
    std::vector<BoundFeature> out;
    std::vector<std::shared_ptr<const Translation>> made;
    for (auto& b : bound) {
        if (!b->ok()) return std::move(*b).error();
        made.push_back((*b)->translation());
        out.push_back(std::move(*b).value());
    }
    std::lock_guard lock(mutex);
    known_state = table.state_hash;
    known = std::move(made);
    return out;
}

void FittedRecipe::Impl::fill(const std::vector<BoundFeature>& bound, const Impressions& of, std::size_t first, FeatureBatch& batch,
                              std::vector<FeatureBatch::Multi>& block) const {
    std::vector<std::uint32_t> counts(of.size());
    for (std::size_t f = 0; f < bound.size(); ++f) {
        const auto& info = schema.features[f];
        switch (info.form) {
            case FeatureInfo::Form::coded: bound[f].codes(of, batch.coded.data() + first * schema.coded + info.slot, schema.coded); break;
            case FeatureInfo::Form::dense: bound[f].dense(of, batch.dense.data() + first * schema.dense + info.slot, schema.dense); break;
            case FeatureInfo::Form::multi:
                bound[f].multi(of, block[info.slot], counts.data());
                for (const auto n : counts) block[info.slot].offsets.push_back(block[info.slot].offsets.back() + n);
                break;
        }
    }
}

Result<FeatureBatch> FittedRecipe::Impl::encode(const EventTable& table, const Impressions& all, const JobContext& job) const {
    ADSCOPE_ASSIGN(bound, bind(table));
    const std::size_t n = all.size(), blocks = (n + kBlock - 1) / kBlock;
    FeatureBatch batch = make_batch(schema, n);
    std::vector<std::vector<FeatureBatch::Multi>> multi(blocks, std::vector<FeatureBatch::Multi>(schema.multi));
    parallel_for(blocks, 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t b = begin; b < end && !job.cancelled(); ++b) {
            const std::size_t first = b * kBlock, size = std::min(kBlock, n - first);
            Impressions part = all;
            if (!all.rows.empty()) part.rows = all.rows.subspan(first, size);
            part.users = all.users.subspan(first, size);
            part.ads = all.ads.subspan(first, size);
            fill(bound, part, first, batch, multi[b]);
        }
    });
    if (job.cancelled()) return Error::cancelled();
    for (std::size_t m = 0; m < schema.multi; ++m) {
        auto& to = batch.multi[m];
        to.offsets.reserve(n + 1);
        for (const auto& block : multi) {
            const auto base = static_cast<std::uint32_t>(to.codes.size());
            to.codes.insert(to.codes.end(), block[m].codes.begin(), block[m].codes.end());
            to.weights.insert(to.weights.end(), block[m].weights.begin(), block[m].weights.end());
            for (std::size_t i = 1; i < block[m].offsets.size(); ++i) to.offsets.push_back(base + block[m].offsets[i]);
        }
    }
    return batch;
}

Result<FittedRecipe> FittedRecipe::fit(const Recipe& recipe, const EventTable& table, std::span<const std::uint32_t> train_rows,
                                       const JobContext& job) {
    if (recipe.features.empty()) return Error(ErrorCode::invalid_input, "features.empty_recipe");
    auto impl = std::make_shared<Impl>();
    impl->recipe = recipe;
    std::vector<std::optional<Result<Encoder>>> fitted(recipe.features.size());
    std::atomic<std::size_t> done{0};
    parallel_for(fitted.size(), 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end && !job.cancelled(); ++i) {
            fitted[i] = fit_feature(recipe.features[i], table, train_rows, JobContext(job.stop_token(), {}));
            job.report(Message("features.fitting"), static_cast<double>(++done) / static_cast<double>(fitted.size()));
        }
    });
    if (job.cancelled()) return Error::cancelled();
    for (auto& f : fitted) {
        if (!f->ok()) return std::move(*f).error();
        impl->encoders.push_back(std::move(*f).value());
    }
    impl->schema = make_schema(recipe, impl->encoders);
    FittedRecipe out;
    out.impl_ = std::move(impl);
    return out;
}

const Recipe& FittedRecipe::recipe() const { return impl_->recipe; }
const FeatureSchema& FittedRecipe::schema() const { return impl_->schema; }

Result<FeatureBatch> FittedRecipe::encode(const EventTable& table, std::span<const std::uint32_t> rows, const JobContext& job,
                                          std::optional<std::int64_t> frozen_before) const {
    std::vector<std::uint32_t> users, ads;
    users.reserve(rows.size());
    ads.reserve(rows.size());
    Impressions all = event_impressions(table, rows, users, ads);
    if (frozen_before) all.frozen_before = *frozen_before;
    return impl_->encode(table, all, job);
}

Result<FeatureBatch> FittedRecipe::encode(const EventTable& table, std::uint32_t user, std::span<const std::uint32_t> ads,
                                          const Context& context) const {
    const auto known = [](std::uint32_t code, std::size_t count) { return code <= count ? code : 0; };
    const std::vector<std::uint32_t> users(ads.size(), known(user, table.users.count));
    std::vector<std::uint32_t> wanted(ads.begin(), ads.end());
    for (auto& ad : wanted) ad = known(ad, table.ads.count);
    Impressions all{{}, users, wanted};
    all.context = &context;
    return impl_->encode(table, all, {});
}

std::string FittedRecipe::describe_value(const FeatureBatch& batch, std::size_t row, std::size_t feature) const {
    const auto& info = impl_->schema.features[feature];
    const auto& encoder = impl_->encoders[feature];
    if (info.form == FeatureInfo::Form::coded) return encoder.text_of(batch.coded[row * impl_->schema.coded + info.slot]);
    if (info.form == FeatureInfo::Form::dense)
        return encoder.text_of(std::span(batch.dense).subspan(row * impl_->schema.dense + info.slot, info.width));
    const auto& multi = batch.multi[info.slot];
    std::string out;
    for (auto i = multi.offsets[row]; i < multi.offsets[row + 1]; ++i) out += (out.empty() ? "" : ", ") + encoder.text_of(multi.codes[i]);
    return out;
}

std::string FittedRecipe::describe(const FeatureBatch& batch, std::size_t row, std::size_t feature) const {
    const auto& info = impl_->schema.features[feature];
    const bool equals = info.form != FeatureInfo::Form::coded || info.kind != "bucket";
    return info.name + (equals ? " = " : " ") + describe_value(batch, row, feature);
}

std::string FittedRecipe::save() const {
    ByteWriter out;
    out.number(kMagic);
    out.text(impl_->recipe.to_json());
    for (const auto& encoder : impl_->encoders) encoder.save(out);
    return out.take();
}

Result<FittedRecipe> FittedRecipe::load(const std::string& bytes) {
    const Error corrupt(ErrorCode::corrupt, "features.corrupt_recipe");
    ByteReader in(bytes);
    if (in.number<std::uint64_t>() != kMagic) return corrupt;
    const std::string json = in.text();
    if (!in.ok()) return corrupt;
    auto recipe = Recipe::from_json(json);
    if (!recipe || recipe->features.empty()) return corrupt;
    auto impl = std::make_shared<Impl>();
    impl->recipe = std::move(*recipe);
    for (const auto& spec : impl->recipe.features) {
        auto options = EncoderOptions::make(spec);
        if (!options) return corrupt;
        impl->encoders.push_back(Encoder::load(*options, in));
        if (!in.ok()) return corrupt;
    }
    if (!in.at_end()) return corrupt;
    impl->schema = make_schema(impl->recipe, impl->encoders);
    FittedRecipe out;
    out.impl_ = std::move(impl);
    return out;
}

}  // namespace adscope
