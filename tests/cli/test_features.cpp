// What features tell, kinds, stored recipes and training by their name, through the executable.
#include <cmath>

#include "tests/support/documents.h"
#include "tests/support/small_campaign.h"

using namespace adscope;
using namespace adscope::testing;

class TestFeatures : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string workspace_, recipe_;

    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }
    static QJsonObject named(const QJsonArray& features, const QString& name) {
        for (const auto& f : features)
            if (f.toObject()["name"] == name) return f.toObject();
        return {};
    }

private slots:
    void initTestCase() {
        workspace_ = at("small.adscope");
        make_small_campaign(workspace_);
        recipe_ = at("recipe.json");
        write_file(recipe_, R"({"features": [{"name": "taste", "kind": "category", "source": "user.taste"},
            {"name": "match", "kind": "cross", "source": "user.taste", "settings": {"with": "ad.topic"}},
            {"name": "device", "kind": "category", "source": "device"},
            {"name": "rate", "kind": "past_rate", "settings": {"by": "ad", "window": "1d"}}]})");
    }
    void listsWhatTheLogOffers() {
        const auto document = run_json({"features", workspace_, "--list"});
        const auto features = document["features"].toArray();
        QVERIFY(features.size() >= 6);
        for (const auto& f : features)
            for (const char* key : {"name", "kind", "source", "coverage", "mutual_information", "drift", "warning"})
                QVERIFY2(f.toObject().contains(key), key);
        QCOMPARE(named(features, "taste")["coverage"].toDouble(), 1.0);
        QCOMPARE(named(features, "taste")["cardinality"].toInt(), 2);
    }
    void aRecipeIsDiagnosedAndTheCrossTellsWhatItsSidesDoNot() {
        const auto document = run_json({"features", workspace_, "--recipe", recipe_, "--redundancy"});
        const auto features = document["features"].toArray();
        QCOMPARE(features.size(), 4);
        QVERIFY(named(features, "match")["mutual_information"].toDouble() > 0.15);
        QVERIFY(named(features, "taste")["mutual_information"].toDouble() < 0.01);
        QVERIFY(named(features, "device")["mutual_information"].toDouble() < 0.01);
        QVERIFY(named(features, "match")["warning"].isNull());
        QCOMPARE(document["redundancy"].toObject()["values"].toArray().size(), 4);
        QCOMPARE(document["train_rows"].toInt(), 3200);
        const auto slice = run_json({"features", workspace_, "--recipe", recipe_, "--where", "device = phone"});
        QVERIFY(slice["train_rows"].toInt() < 2000);
    }
    void readableWithoutJson() {
        const auto run = run_adscope({"features", workspace_, "--recipe", recipe_, "--language", "zh"});
        QCOMPARE(run.exit_code, 0);
        for (const char* words : {"特征", "交叉", "match", "100"}) QVERIFY2(run.out.find(words) != std::string::npos, words);
    }
    void kindsAreDescribed() {
        const auto kinds = run_json({"features", workspace_, "--kinds"})["kinds"].toArray();
        QVERIFY(kinds.size() >= 16);
        for (const auto& k : kinds) QVERIFY(!k.toObject()["help"].toString().isEmpty());
        QVERIFY(run_adscope({"features", workspace_, "--kinds"}).out.find("quantile, width, log, custom") != std::string::npos);
    }
    void versionsAreKeptAndTrainedByName() {
        const auto first = run_json({"features", workspace_, "--recipe", recipe_, "--save", "base"});
        QCOMPARE(first["recipe"].toString(), QString("base@1"));
        QCOMPARE(run_json({"features", workspace_, "--recipe", recipe_, "--save", "base"})["recipe"].toString(), QString("base@1"));
        write_file(at("second.json"),
                   R"({"features": [{"name": "match", "kind": "cross", "source": "user.taste", "settings": {"with": "ad.topic"}}]})");
        QCOMPARE(run_json({"features", workspace_, "--recipe", at("second.json"), "--save", "base"})["recipe"].toString(),
                 QString("base@2"));
        const auto stored = run_json({"features", workspace_, "--stored"})["recipes"].toArray();
        QCOMPARE(stored.size(), 2);
        QCOMPARE(stored[0].toObject()["version"].toInt(), 2);
        QCOMPARE(stored[1].toObject()["hash"].toString(), first["hash"].toString());
        QCOMPARE(run_json({"features", workspace_, "--recipe", "base@1"})["features"].toArray().size(), 4);
        QCOMPARE(run_json({"features", workspace_, "--recipe", "base"})["features"].toArray().size(), 1);
        const auto by_name = run_json({"train", workspace_, "--model", "logistic", "--recipe", "base@1", "--seed", "2"}),
                   by_file = run_json({"train", workspace_, "--model", "logistic", "--recipe", recipe_, "--seed", "2"});
        QVERIFY(by_name["metrics"].toObject()["test"].toObject()["auc"].toDouble() > 0.7);
        QCOMPARE(by_name["data_hash"], by_file["data_hash"]);
        QCOMPARE(by_name["metrics"], by_file["metrics"]);
    }
    void mistakesAreExplained_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing asked") << QStringList{} << 2 << "--list";
        QTest::newRow("both asked") << QStringList{"--list", "--recipe", "base"} << 2 << "--list";
        QTest::newRow("no such recipe") << QStringList{"--recipe", "bass"} << 1 << "There is no stored recipe \"bass\"";
        QTest::newRow("no such version") << QStringList{"--recipe", "base@9"} << 1 << "base@9";
        QTest::newRow("no such file") << QStringList{"--recipe", "/nowhere/r.json"} << 1 << "/nowhere/r.json";
        QTest::newRow("a list is no recipe") << QStringList{"--list", "--save", "x"} << 2 << "--recipe";
        QTest::newRow("split") << QStringList{"--list", "--split", "halves"} << 2 << "leave-one-out";
    }
    void mistakesAreExplained() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        std::vector<std::string> all{"features", workspace_};
        for (const auto& a : arguments) all.push_back(a.toStdString());
        const auto run = run_adscope(all);
        QVERIFY2(run.exit_code == code, (std::to_string(run.exit_code) + run.err).c_str());
        QVERIFY2(QString::fromStdString(run.err).contains(words), run.err.c_str());
        QVERIFY(run.out.empty());
    }
    void aNameMustBeOne() {
        const auto run = run_adscope({"features", workspace_, "--recipe", recipe_, "--save", "a@b"});
        QCOMPARE(run.exit_code, 2);
        QVERIFY(run.err.find("a@b") != std::string::npos);
    }
    void aBadRecipeNamesItsPlace() {
        write_file(at("bad.json"), R"({"features": [{"name": "x", "kind": "number", "source": "device", "settings": {"scale": "big"}}]})");
        const auto run = run_adscope({"features", workspace_, "--recipe", at("bad.json")});
        QCOMPARE(run.exit_code, 1);
        QVERIFY2(run.err.find("standard, minmax, robust, log1p, none") != std::string::npos, run.err.c_str());
    }
    // Every kind on a real log, trained, and scored again from what was stored.
    void everyKindOnKuaiRand() {
        const auto data = [](const char* f) { return shared_path(std::string("data/kuairand/") + f); };
        const std::string w = at("kuairand.adscope");
        const auto imported = run_json({"import", data("log_0425_0430.csv.gz"), "--users", data("user_features_pure.csv.gz"), "--user-key",
                                        "user_id", "--ads", data("video_features_basic_pure.csv.gz"), "--ad-key", "video_id", "--preset",
                                        "kuairand", "--on-duplicate", "keep", "--into", w});
        QVERIFY(imported["accepted"].toInt() > 50000);
        write_file(at("every.json"), R"({"features": [
            {"name": "user", "kind": "category", "source": "user", "settings": {"min_count": 2}},
            {"name": "ad", "kind": "hash", "source": "ad", "settings": {"buckets": 4096}},
            {"name": "length", "kind": "number", "source": "ad.video_duration", "settings": {"scale": "robust"}},
            {"name": "length range", "kind": "bucket", "source": "ad.video_duration", "settings": {"method": "log", "bins": 12}},
            {"name": "tags", "kind": "tags", "source": "ad.tag"},
            {"name": "tab and hour", "kind": "cross", "source": "tab", "settings": {"with": "hour"}},
            {"name": "hour", "kind": "hour"}, {"name": "weekday", "kind": "weekday"},
            {"name": "round the clock", "kind": "cyclic", "settings": {"period": "day"}},
            {"name": "seen", "kind": "past_count", "settings": {"by": "user", "window": "1d"}},
            {"name": "ad rate", "kind": "past_rate", "settings": {"by": "ad"}},
            {"name": "since click", "kind": "past_gap", "settings": {"by": "user", "what": "click"}},
            {"name": "clicked", "kind": "sequence", "source": "ad.tag", "settings": {"last": 10}},
            {"name": "tag words", "kind": "tfidf", "source": "ad", "settings": {"buckets": 1024, "min_documents": 1}},
            {"name": "key style", "kind": "style", "source": "ad"},
            {"name": "key topics", "kind": "topics", "source": "tab", "settings": {"topics": 2, "min_documents": 1}}]})");
        const auto document = run_json({"features", w, "--recipe", at("every.json")});
        const auto features = document["features"].toArray();
        QCOMPARE(features.size(), 16);
        for (const auto& f : features) {
            QVERIFY2(f.toObject()["level"] != "refused", qPrintable(f.toObject()["name"].toString() + f.toObject()["warning"].toString()));
            QVERIFY(f.toObject()["coverage"].toDouble() > 0);
        }
        QVERIFY(named(features, "ad rate")["mutual_information"].toDouble() > 0.01);
        const auto trained = run_json({"train", w, "--model", "logistic", "--recipe", at("every.json"), "--set", "epochs=3"});
        const double auc = trained["metrics"].toObject()["test"].toObject()["auc"].toDouble();
        QVERIFY2(auc > 0.6, qPrintable(QString::number(auc)));
        const auto scored =
            run_json({"score", w, "--model", std::to_string(trained["model"].toInt()), "--split", "test", "--out", at("scores.csv")});
        QVERIFY(scored["rows"].toInt() > 1000);
    }
};

ADSCOPE_TEST(TestFeatures);
#include "test_features.moc"
