#include "core/models/baseline/popularity.h"

#include "tests/support/testing.h"

using namespace adscope;

class TestPopularity : public QObject {
    Q_OBJECT

    // Ads 1 and 2 of a table; ad 2 is shown four times (weight 2 once) and clicked once; ad 3 is never shown.
    static std::shared_ptr<Dataset> data_of(Task task) {
        auto table = std::make_shared<EventTable>();
        table->ads.count = 3;
        table->ads.keys = {"", "a", "b", "c"};
        const std::vector<std::uint32_t> ads{1, 1, 2, 2, 2};
        table->rows = ads.size();
        table->ad = CodeArray(ads.size(), 3);
        for (std::size_t i = 0; i < ads.size(); ++i) table->ad.set(i, ads[i]);
        auto data = std::make_shared<Dataset>();
        data->task = task;
        data->table = table;
        data->train.rows = {0, 1, 2, 3, 4};
        data->train.labels = {1, 1, 0, 1, 0};
        data->train.weights = {1, 1, 2, 1, 1};
        data->interactions = {{"u", "v"}, {"a", "b"}, {0, 2, 3}, {0, 1, 0}, {1, 1, 1}};
        return data;
    }
    static std::unique_ptr<Model> trained(Task task, std::map<std::string, std::string> settings = {}) {
        auto model = *popularity_info().make();
        if (!model->begin({data_of(task), *Settings::make(popularity_info().parameters, settings), 1, "cpu"})) return nullptr;
        const auto report = model->step({});
        return report && report->finished ? std::move(model) : nullptr;
    }
    static std::vector<float> scores(const Model& model) {
        FeatureBatch batch;
        batch.rows = 3;
        batch.user = {0, FeatureBatch::kUnknown, 1};
        batch.ad = {0, 1, FeatureBatch::kUnknown};
        std::vector<float> out(3);
        if (!model.score(batch, out)) return {};
        return out;
    }

private slots:
    void ranksByPositives() {
        const auto model = trained(Task::ranking);
        QVERIFY(model);
        QCOMPARE(scores(*model), (std::vector<float>{2, 1, 0}));
        const auto& ranking = dynamic_cast<const RankingModel&>(*model);
        const std::vector<std::uint32_t> users{0, 1, FeatureBatch::kUnknown};
        const auto top = ranking.top(users, 2, &data_of(Task::ranking)->interactions, {});
        QVERIFY_OK(top);
        QCOMPARE((*top)[0].ad, FeatureBatch::kUnknown);  // has seen both
        QCOMPARE((*top)[2].ad, 1u);                      // has seen the first
        QCOMPARE((*top)[3].ad, FeatureBatch::kUnknown);
        QCOMPARE((*top)[4].ad, 0u);
    }
    void clicksAreSmoothedRates() {
        const auto model = trained(Task::click, {{"smoothing", "2"}});
        QVERIFY(model);
        const double base = 3.0 / 6;
        const auto found = scores(*model);
        QCOMPARE(found[0], static_cast<float>((2 + 2 * base) / (2 + 2)));
        QCOMPARE(found[1], static_cast<float>((1 + 2 * base) / (4 + 2)));
        QCOMPARE(found[2], static_cast<float>(base));
    }
    void savedAndLoadedIsTheSame() {
        for (const Task task : {Task::ranking, Task::click}) {
            const auto model = trained(task);
            Archive archive;
            QVERIFY_OK(model->save(archive, false));
            const auto again = *popularity_info().make();
            QVERIFY_OK(again->load(archive));
            QCOMPARE(scores(*again), scores(*model));
        }
    }
    void damagedArchivesAreRefused() {
        Archive archive;
        QVERIFY_OK(trained(Task::ranking)->save(archive, false));
        for (const auto& [name, bytes] : archive.parts()) {
            Archive cut = archive;
            cut.put(name, bytes.substr(0, bytes.size() - 1));
            const auto loaded = (*popularity_info().make())->load(cut);
            QVERIFY2(!loaded, name.c_str());
            QCOMPARE(loaded.error().code, ErrorCode::corrupt);
        }
    }
};

ADSCOPE_TEST(TestPopularity);
#include "test_popularity.moc"
