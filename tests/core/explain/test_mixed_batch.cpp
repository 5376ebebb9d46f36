// The interventional game on feature batches: mixing of every form of feature, and linear models explained in closed form.
#include "core/base/random.h"
#include "core/explain/mixed_batch.h"
#include "tests/support/testing.h"

using namespace adscope;

namespace {

// A linear model over all three forms: codes weigh by themselves, a multi-valued feature by the mean over its codes.
class LinearModel : public Model {
public:
    explicit LinearModel(const FeatureSchema& schema) : schema_(schema) {}
    Result<void> begin(const FitContext&) override { return {}; }
    Result<StepReport> step(const JobContext&) override { return StepReport{}; }
    Result<void> score(const FeatureBatch& batch, std::span<float> out) const override {
        for (std::size_t r = 0; r < batch.rows; ++r) {
            double z = 0;
            for (std::size_t f = 0; f < schema_.size(); ++f) z += part(batch, r, f);
            out[r] = static_cast<float>(z);
        }
        return {};
    }
    double part(const FeatureBatch& batch, std::size_t row, std::size_t feature) const {
        const auto& info = schema_.features[feature];
        if (info.form == FeatureInfo::Form::coded) return 0.25 * batch.coded[row * schema_.coded + info.slot] * (feature + 1.0);
        if (info.form == FeatureInfo::Form::dense) return 2.0 * batch.dense[row * schema_.dense + info.slot];
        const auto& m = batch.multi[info.slot];
        double sum = 0;
        for (auto i = m.offsets[row]; i < m.offsets[row + 1]; ++i) sum += m.codes[i];
        return 0.5 * sum / (m.offsets[row + 1] - m.offsets[row]);
    }
    Result<void> save(Archive&, bool) const override { return {}; }
    Result<void> load(const Archive&) override { return {}; }
    Result<void> resume(const Archive&) override { return {}; }

private:
    const FeatureSchema& schema_;
};

FeatureSchema schema() {
    using Form = FeatureInfo::Form;
    return {{{"a", "category", Form::coded, 0, 9},
             {"tags", "tags", Form::multi, 0, 9},
             {"b", "category", Form::coded, 1, 9},
             {"x", "number", Form::dense, 0, 0}},
            2,
            1,
            1};
}

FeatureBatch batch(std::size_t rows, std::uint64_t seed) {
    Random random(seed);
    FeatureBatch b;
    b.rows = rows;
    b.multi.resize(1);
    for (std::size_t r = 0; r < rows; ++r) {
        b.coded.push_back(static_cast<std::uint32_t>(random.below(9)));
        b.coded.push_back(static_cast<std::uint32_t>(random.below(9)));
        b.dense.push_back(static_cast<float>(random.normal()));
        for (std::uint64_t n = 1 + random.below(3); n > 0; --n) b.multi[0].codes.push_back(static_cast<std::uint32_t>(random.below(9)));
        b.multi[0].offsets.push_back(static_cast<std::uint32_t>(b.multi[0].codes.size()));
    }
    return b;
}

}  // namespace

class TestMixedBatch : public QObject {
    Q_OBJECT

private slots:
    void mixesEveryForm() {
        const auto s = schema();
        const LinearModel model(s);
        const auto x = batch(1, 1), b = batch(5, 2);
        const MixedBatch game(model, s, x, b, false);
        const std::uint64_t sets[] = {0b0000, 0b1111, 0b0110};
        const auto mixed = game.mix(sets);
        QCOMPARE(mixed.rows, std::size_t(15));
        for (std::size_t r = 0; r < 5; ++r)
            for (std::size_t f = 0; f < 4; ++f) {
                QCOMPARE(model.part(mixed, r, f), model.part(b, r, f));
                QCOMPARE(model.part(mixed, 5 + r, f), model.part(x, 0, f));
                QCOMPARE(model.part(mixed, 10 + r, f), f == 1 || f == 2 ? model.part(x, 0, f) : model.part(b, r, f));
            }
    }
    // Of a linear model, a feature's SHAP value is its part less the mean of its part over the background.
    void linearModelsAreExplainedInClosedForm() {
        const auto s = schema();
        const LinearModel model(s);
        const auto x = batch(1, 3), b = batch(200, 4);
        for (const bool parallel : {false, true}) {
            MixedBatch game(model, s, x, b, parallel);
            const auto a = exact_shapley(game);
            QVERIFY_OK(a);
            for (std::size_t f = 0; f < 4; ++f) {
                double mean = 0;
                for (std::size_t r = 0; r < b.rows; ++r) mean += model.part(b, r, f) / static_cast<double>(b.rows);
                QVERIFY(std::abs(a->phi[f] - (model.part(x, 0, f) - mean)) < 1e-5);
            }
            QVERIFY(a->additivity_error < 1e-9);
        }
    }
    void cancelStops() {
        const auto s = schema();
        const LinearModel model(s);
        std::stop_source stop;
        stop.request_stop();
        MixedBatch game(model, s, batch(1, 3), batch(20, 4), true, JobContext(stop.get_token(), {}));
        const std::uint64_t sets[] = {0, 1};
        double values[2];
        QVERIFY(game.evaluate(sets, values).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestMixedBatch);
#include "test_mixed_batch.moc"
