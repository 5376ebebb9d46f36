// Stored runs: everything there and back, artefacts of several chunks, what goes when a model goes.
#include "core/workspace/models_repository.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestModelsRepository : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    int made_ = 0;
    Workspace make() { return take(Workspace::create(folder_.filePath(QString("w%1.adscope").arg(++made_)).toStdString())); }

    static StoredModel sample() {
        StoredModel m;
        m.name = "第一个";
        m.model = "als";
        m.task = "ranking";
        m.state = "done";
        m.settings = {{"factors", "32"}, {"odd \"name\"", "x,y"}};
        m.recipe_json = "{\"features\": []}";
        m.split = "time:0.8,0.1,0.1";
        m.seed = 0xffffffffffffffffULL;
        m.device = "cpu";
        m.threads = 2;
        m.deterministic = false;
        m.data_hash = "abc";
        m.versions = {{"adscope", "0.1.0"}};
        m.metrics["test"]["auc"] = {0.73, 0.72, 0.74, 1000};
        m.metrics["test"]["gauc"] = {};  // no value
        m.epochs = 7;
        m.seconds = 1.5;
        m.samples_per_second = 2e6;
        m.notes = "note";
        m.created_at = 1'772'366'400'000;
        return m;
    }

private slots:
    void thereAndBack() {
        const auto w = make();
        const auto id = take(models_repository::insert(w, sample()));
        const auto m = take(models_repository::get(w, id));
        const auto expected = sample();
        QCOMPARE(m.id, id);
        QCOMPARE(m.name, expected.name);
        QCOMPARE(m.settings, expected.settings);
        QCOMPARE(m.versions, expected.versions);
        QCOMPARE(m.seed, expected.seed);
        QCOMPARE(m.deterministic, false);
        QCOMPARE(m.metrics.at("test").at("auc").high, 0.74);
        QCOMPARE(m.metrics.at("test").at("auc").n, std::int64_t{1000});
        QVERIFY(!m.metrics.at("test").at("gauc").has_value());
        QCOMPARE(m.samples_per_second, 2e6);
        QCOMPARE(m.created_at, expected.created_at);
    }
    void updateChangesOneAndListIsNewestFirst() {
        const auto w = make();
        const auto first = take(models_repository::insert(w, sample())), second = take(models_repository::insert(w, sample()));
        auto m = take(models_repository::get(w, first));
        m.state = "failed";
        m.epochs = 1;
        QVERIFY_OK(models_repository::update(w, m));
        const auto all = take(models_repository::list(w));
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].id, second);
        QCOMPARE(all[0].state, std::string("done"));
        QCOMPARE(all[1].state, std::string("failed"));
    }
    void artefactsOfSeveralChunks() {
        const auto w = make();
        const auto id = take(models_repository::insert(w, sample()));
        std::string large(9'000'001, '\0');
        for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 2654435761u >> 24);
        const std::map<std::string, std::string> parts = {{"empty", ""}, {"large", large}, {"small", std::string("a\0b", 3)}};
        QVERIFY_OK(models_repository::put_artefacts(w, id, parts));
        QCOMPARE(take(w.database().integer("SELECT count(*) FROM artefacts WHERE part = 'large'")), std::int64_t{3});
        QVERIFY(take(models_repository::artefacts(w, id)) == parts);
        QVERIFY_OK(models_repository::put_artefacts(w, id, {{"other", "x"}}));
        QCOMPARE(take(models_repository::artefacts(w, id)).size(), std::size_t{1});
    }
    void curvesKeepOnlyNumbers() {
        const auto w = make();
        const auto id = take(models_repository::insert(w, sample()));
        QVERIFY_OK(
            models_repository::put_curves(w, id, {{"train.log_loss", 1, 0.7}, {"train.log_loss", 2, 0.6}, {"valid.auc", 1, std::nan("")}}));
        QVERIFY_OK(models_repository::put_curves(w, id, {{"train.log_loss", 2, 0.5}}));
        const auto points = take(models_repository::curves(w, id));
        QCOMPARE(points.size(), std::size_t{2});
        QCOMPARE(points[1].value, 0.5);
    }
    void removeTakesEverythingAlong() {
        const auto w = make();
        const auto id = take(models_repository::insert(w, sample()));
        QVERIFY_OK(models_repository::put_artefacts(w, id, {{"a", "x"}}));
        QVERIFY_OK(models_repository::put_curves(w, id, {{"c", 1, 1}}));
        QVERIFY_OK(models_repository::remove(w, id));
        QCOMPARE(take(w.database().integer(
                     "SELECT (SELECT count(*) FROM models) + (SELECT count(*) FROM curves) + (SELECT count(*) FROM artefacts)")),
                 std::int64_t{0});
    }
    void aMissingModelListsWhatThereIs() {
        const auto w = make();
        auto missing = models_repository::get(w, 9);
        QVERIFY(!missing && missing.error().code == ErrorCode::not_found);
        QVERIFY(render(missing.error().message, Language::en).find("no models yet") != std::string::npos);
        (void)take(models_repository::insert(w, sample()));
        (void)take(models_repository::insert(w, sample()));
        missing = models_repository::get(w, 9);
        QVERIFY(render(missing.error().message, Language::en).find("1, 2") != std::string::npos);
        QVERIFY(!models_repository::remove(w, 9));
    }
};

ADSCOPE_TEST(TestModelsRepository);
#include "test_models_repository.moc"
