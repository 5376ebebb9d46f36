#include <numeric>

#include "core/base/parallel.h"
#include "core/models/model.h"
#include "core/models/neural/embedding_table.h"
#include "tests/support/small_campaign.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestDeepfm : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::shared_ptr<const Dataset> data_;

    FitContext context(std::map<std::string, std::string> given = {}) const {
        given.try_emplace("epochs", "3");
        given.try_emplace("batch_size", "256");
        given.try_emplace("learning_rate", "0.01");
        auto settings = Settings::make((*find_model("deepfm"))->parameters, given);
        if (!settings) throw std::runtime_error("settings");
        return {data_, *settings, 7, "cpu"};
    }
    static std::unique_ptr<Model> made() {
        auto model = (*find_model("deepfm"))->make();
        if (!model) throw std::runtime_error(render(model.error().message, Language::en));
        return std::move(model).value();
    }
    static Result<void> run_epochs(Model& model, int epochs) {
        while (epochs > 0) {
            ADSCOPE_ASSIGN(report, model.step({}));
            if (report.epoch_finished) --epochs;
            if (report.finished) break;
        }
        return {};
    }
    std::vector<float> scores(const Model& model) const {
        std::vector<float> out(data_->test.features.rows);
        const auto scored = model.score(data_->test.features, out);
        if (!scored) throw std::runtime_error(render(scored.error().message, Language::en));
        return out;
    }

private slots:
    void initTestCase() {
        const auto path = folder_.filePath("w.adscope").toStdString();
        make_small_campaign(path);
        auto table = EventTable::read(path);
        QVERIFY_OK(table);
        DatasetRequest request;
        request.recipe.features = {{"user", "category", "user", {}},        {"ad", "category", "ad", {}},
                                   {"taste", "category", "user.taste", {}}, {"topic", "category", "ad.topic", {}},
                                   {"device", "category", "device", {}},    {"hour", "hour", "time", {}}};
        auto data = make_dataset(*table, request);
        QVERIFY_OK(data);
        data_ = *data;
    }
    void learnsAnInteraction() {
        auto model = made();
        QVERIFY_OK(model->begin(context({{"epochs", "8"}})));
        QVERIFY_OK(run_epochs(*model, 8));
        const auto p = scores(*model);
        // Taste and topic agree or not: the two rates are .7 and .15, so that a model which found it separates well.
        double right = 0, pairs = 0;
        const auto& y = data_->test.labels;
        for (std::size_t i = 0; i < p.size(); ++i)
            for (std::size_t j = 0; j < p.size(); ++j)
                if (y[i] > y[j]) ++pairs, right += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
        QVERIFY2(right / pairs > 0.72, qPrintable(QString::number(right / pairs)));
        for (const float v : p) QVERIFY(v > 0 && v < 1);
    }
    void sameSeedSameBits() {
        auto a = made(), b = made(), c = made();
        QVERIFY_OK(a->begin(context()));
        QVERIFY_OK(b->begin(context()));
        auto other = context();
        other.seed = 8;
        QVERIFY_OK(c->begin(other));
        QVERIFY_OK(run_epochs(*a, 2));
        QVERIFY_OK(run_epochs(*b, 2));
        QVERIFY_OK(run_epochs(*c, 2));
        QCOMPARE(scores(*a), scores(*b));
        QVERIFY(scores(*a) != scores(*c));
    }
    // Batches are cut into parts of a fixed size whose gradients are added in order: the number of threads has no say.
    void sameBitsForAnyNumberOfThreads() {
        const int threads = thread_count();
        std::vector<std::vector<float>> all;
        for (const int count : {1, 2, 2, 3}) {
            set_thread_count(count);
            auto model = made();
            QVERIFY_OK(model->begin(context({{"batch_size", "2048"}, {"dropout", "0.2"}})));
            QVERIFY_OK(run_epochs(*model, 2));
            all.push_back(scores(*model));
        }
        set_thread_count(threads);
        for (const auto& one : all) QVERIFY(one == all[0]);
    }
    // Where a model is worked out is a value that goes with it, not something built in.
    void aDeviceIsAValue() {
        auto named = context();
        named.device = "cpu:0";
        auto plain = made(), other = made();
        QVERIFY_OK(plain->begin(context()));
        QVERIFY_OK(other->begin(named));
        QVERIFY_OK(run_epochs(*plain, 1));
        QVERIFY_OK(run_epochs(*other, 1));
        QCOMPARE(scores(*other), scores(*plain));
        // LibTorch's device without numbers takes the whole step, up to where they are asked for.
        auto shapes = context();
        shapes.device = "meta";
        QVERIFY_OK(other->begin(shapes));
        const auto stepped = other->step({});
        QVERIFY(!stepped.ok());
        QCOMPARE(stepped.error().message.id(), std::string("neural.failed"));
        QVERIFY2(QString::fromStdString(render(stepped.error().message, Language::en)).contains("meta", Qt::CaseInsensitive),
                 render(stepped.error().message, Language::en).c_str());
        QVERIFY_OK(other->begin(context()));
        QVERIFY_OK(run_epochs(*other, 1));
        QCOMPARE(scores(*other), scores(*plain));
        for (const auto& device : list_devices()) {
            auto there = context();
            there.device = device.id;
            auto model = made();
            QVERIFY_OK(model->begin(there));
            QVERIFY_OK(run_epochs(*model, 1));
            const auto found = scores(*model), expected = scores(*plain);
            for (std::size_t i = 0; i < found.size(); ++i) QVERIFY(std::abs(found[i] - expected[i]) < 1e-3f);
        }
    }
    void goesOnWithTheSameBits() {
        auto whole = made(), first = made(), second = made();
        QVERIFY_OK(whole->begin(context()));
        QVERIFY_OK(run_epochs(*whole, 3));
        QVERIFY_OK(first->begin(context()));
        QVERIFY_OK(run_epochs(*first, 1));
        Archive archive;
        QVERIFY_OK(first->save(archive, true));
        QVERIFY_OK(second->begin(context()));
        QVERIFY_OK(second->resume(archive));
        QVERIFY_OK(run_epochs(*second, 2));
        QCOMPARE(scores(*second), scores(*whole));
    }
    void savedAndLoadedScoresTheSame() {
        auto model = made(), loaded = made();
        QVERIFY_OK(model->begin(context()));
        QVERIFY_OK(run_epochs(*model, 1));
        Archive archive;
        QVERIFY_OK(model->save(archive, false));
        QVERIFY_OK(loaded->load(archive));
        QCOMPARE(scores(*loaded), scores(*model));
    }
    void damagedArchivesAreRefused() {
        auto model = made();
        QVERIFY_OK(model->begin(context()));
        Archive good;
        QVERIFY_OK(model->save(good, true));
        for (const auto& [name, bytes] : good.parts()) {
            if (name.starts_with("adam") || name == "progress") continue;
            for (const std::string& wrong : {std::string(), bytes.substr(0, bytes.size() / 2), bytes + "xxxx"}) {
                if (bytes.empty() && wrong.empty()) continue;
                Archive bad = good;
                bad.put(name, wrong);
                const auto loaded = made()->load(bad);
                QVERIFY2(!loaded.ok(), name.c_str());
                QCOMPARE(loaded.error().code, ErrorCode::corrupt);
            }
        }
        Archive huge = good;
        huge.put(
            "layout",
            R"({"version":1,"size":8,"coded":1,"multi":0,"dense":0,"hidden":[64],"fields":[{"multi":false,"slot":0,"cardinality":4294967295}]})");
        QCOMPARE(made()->load(huge).error().code, ErrorCode::corrupt);
        Archive cut = good;
        cut.put("progress", "12345678");
        QCOMPARE(model->resume(cut).error().code, ErrorCode::corrupt);
    }
    void unknownCodesAndWrongBatches() {
        auto model = made();
        QVERIFY_OK(model->begin(context()));
        const std::vector<std::uint32_t> one{0};
        FeatureBatch batch = data_->test.features.pick(one);
        for (auto& code : batch.coded) code = 4'000'000'000u;
        std::vector<float> out(1);
        QVERIFY_OK(model->score(batch, out));
        QVERIFY(std::isfinite(out[0]));
        batch.coded.pop_back();
        QCOMPARE(model->score(batch, out).error().message.id(), std::string("neural.schema"));
    }
    void aLossOutOfBoundsIsAnError() {
        auto model = made();
        auto data = std::make_shared<Dataset>(*data_);
        data->train.labels[0] = std::numeric_limits<float>::quiet_NaN();
        auto wrong = context();
        wrong.data = data;
        QVERIFY_OK(model->begin(wrong));
        const auto ended = run_epochs(*model, 1);
        QVERIFY(!ended.ok());
        QCOMPARE(ended.error().message.id(), std::string("neural.diverged"));
        QVERIFY(QString::fromStdString(render(ended.error().message, Language::en)).contains("learning_rate"));
    }
    void cancelledBetweenBatches() {
        auto model = made();
        QVERIFY_OK(model->begin(context()));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(model->step(JobContext(stop.get_token(), {})).error().is_cancelled());
    }
    void tableUpdatesMatchADenseGradientStep() {
        // First Adam step moves each touched number by the learning rate against its gradient's sign, and no other.
        FeatureSchema schema;
        schema.features = {{"a", "category", FeatureInfo::Form::coded, 0, 3}, {"t", "tags", FeatureInfo::Form::multi, 0, 4}};
        schema.coded = schema.multi = 1;
        EmbeddingTable table(EmbeddingLayout::of(schema, 2), 3);
        FeatureBatch batch;
        batch.rows = 2;
        batch.coded = {1, 1};
        batch.multi.push_back({{0, 2, 2}, {1, 3}});
        const std::vector<std::uint32_t> picked{0, 1};
        std::vector<float> first(2), vectors(8);
        table.look_up(batch, picked, first, vectors);
        const auto& v = table.values();
        const auto at = [&](std::size_t row, std::size_t i) { return v[row * 3 + i]; };
        QCOMPARE(vectors[0], at(1, 1));
        QCOMPARE(vectors[2], 0.5f * at(3 + 1, 1) + 0.5f * at(3 + 3, 1));
        QCOMPARE(vectors[6], 0.0f);
        const auto before = v;
        const std::vector<float> first_gradient{1, 1}, vector_gradient{1, -1, 1, 1, 1, -1, 1, 1}, share{0.5f, 0.5f};
        table.update(batch, picked, first_gradient, vector_gradient, share, {0.1, 0});
        for (std::size_t i = 0; i < v.size(); ++i) {
            const std::size_t row = i / 3;
            const bool touched = row == 1 || row == 4 || row == 6;
            const float direction = row == 1 && i % 3 == 2 ? 1.0f : -1.0f;
            QVERIFY(std::abs(v[i] - before[i] - (touched ? 0.1f * direction : 0.0f)) < 1e-5f);
        }
    }
    void dropoutKeepsItsShare() {
        std::vector<float> mask(100'003), part(100'003);
        fill_dropout_mask(mask, 0.7, 5);
        const double kept =
            static_cast<double>(std::ranges::count_if(mask, [](float m) { return m > 0; })) / static_cast<double>(mask.size());
        QVERIFY(std::abs(kept - 0.7) < 0.01);
        const int threads = thread_count();
        set_thread_count(1);
        fill_dropout_mask(part, 0.7, 5);
        set_thread_count(threads);
        QCOMPARE(part, mask);
    }
};

ADSCOPE_TEST(TestDeepfm);
#include "test_deepfm.moc"
