// The main job on a real log, through the executable: import, ctr, train, evaluate, recommend, feedback, explain,
// diversity, report. The log is KuaiRand-Pure's standard policy part (../shared/data/kuairand).
#include <QDir>

#include "tests/support/documents.h"

using namespace adscope::testing;

class TestChain : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::map<std::string, int> models_;

    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }
    std::string workspace() { return at("k.adscope"); }

    static bool has(const QJsonObject& o, std::initializer_list<const char*> keys) {
        for (const char* k : keys)
            if (!o.contains(k)) {
                qWarning("the key %s is missing", k);
                return false;
            }
        return true;
    }

private slots:
    void initTestCase() {
        const auto data = [](const char* f) { return shared_path(std::string("data/kuairand/") + f); };
        const auto o =
            run_json({"import", data("log_0425_0430.csv.gz"), data("log_0501_0508.csv.gz"), "--users", data("user_features_pure.csv.gz"),
                      "--user-key", "user_id", "--ads", data("video_features_basic_pure.csv.gz"), "--ad-key", "video_id", "--preset",
                      "kuairand", "--on-duplicate", "keep", "--into", workspace()});
        QVERIFY(
            has(o, {"source", "read", "accepted", "rejected", "duplicates", "reasons", "users", "ads", "mapping", "dialect", "seconds"}));
        QCOMPARE(o["accepted"].toInt(), 228329);
        QCOMPARE(o["read"].toInt(), o["accepted"].toInt() + o["rejected"].toInt());
    }
    void info() {
        const auto o = run_json({"info", workspace(), "--check", "--hash"});
        QVERIFY(has(o, {"file", "version", "events", "users", "ads", "period", "clicks", "ctr", "sources", "models", "fields"}));
        QCOMPARE(o["events"].toInt(), 228329);
        QCOMPARE(o["clicks"].toInt(), 100900);
        const auto ctr = o["ctr"].toObject();
        QVERIFY(ctr["low"].toDouble() < ctr["value"].toDouble() && ctr["value"].toDouble() < ctr["high"].toDouble());
    }
    void ctr() {
        const auto o = run_json({"ctr", workspace(), "--by", "tab"});
        QVERIFY(has(o, {"rows", "total", "seconds"}));
        qint64 impressions = 0, clicks = 0;
        for (const auto& r : o["rows"].toArray()) {
            QVERIFY(has(r.toObject(), {"key", "impressions", "clicks", "value", "low", "high"}));
            impressions += r.toObject()["impressions"].toInteger();
            clicks += r.toObject()["clicks"].toInteger();
        }
        QCOMPARE(impressions, 228329);
        QCOMPARE(clicks, 100900);
    }
    void query() {
        const auto o = run_json({"query", workspace(), "SELECT count(*) AS n, sum(click) AS c FROM events"});
        QVERIFY(has(o, {"columns", "rows", "truncated", "seconds"}));
        QCOMPARE(o["rows"].toArray()[0].toArray()[1].toInt(), 100900);
    }
    void train_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("metric");
        QTest::addColumn<double>("at_least");
        QTest::addRow("popularity") << QStringList{"--task", "ranking"} << "ndcg@10" << 0.02;
        QTest::addRow("als") << QStringList{"--task", "ranking"} << "ndcg@10" << 0.02;
        QTest::addRow("logistic") << QStringList{} << "auc" << 0.725;
        QTest::addRow("deepfm") << QStringList{} << "auc" << 0.725;
    }
    void train() {
        QFETCH(QStringList, more);
        QFETCH(QString, metric);
        QFETCH(double, at_least);
        const std::string model = QTest::currentDataTag();
        std::vector<std::string> arguments{"train",  workspace(), "--model", model, "--split", "field:date:20220506,20220507",
                                           "--seed", "1"};
        for (const auto& m : more) arguments.push_back(m.toStdString());
        const auto o = run_json(arguments, 0, 600000);
        QVERIFY(has(
            o, {"model", "name", "task", "settings", "seed", "device", "data_hash", "epochs", "seconds", "samples_per_second", "metrics"}));
        models_[model] = o["model"].toInt();
        const auto test = o["metrics"].toObject()["test"].toObject()[metric];
        const double value = test.isObject() ? test.toObject()["value"].toDouble() : test.toDouble();
        QVERIFY2(value >= at_least, qPrintable(QString("%1 %2").arg(metric).arg(value)));
    }
    void everyColumnAsAFeatureIsStopped() {
        const std::map<QString, QString> kinds = {{"number", "bucket"}, {"flag", "bucket"}, {"time", "hour"}, {"tags", "tags"}};
        QJsonArray features{QJsonObject{{"name", "user"}, {"kind", "category"}, {"source", "user"}},
                            QJsonObject{{"name", "ad"}, {"kind", "category"}, {"source", "ad"}}};
        for (const auto& v : run_json({"info", workspace()})["fields"].toArray()) {
            const QJsonObject field = v.toObject();
            const auto kind = kinds.find(field["kind"].toString());
            const QString source = field["owner"].toString() + "." + field["name"].toString();
            features << QJsonObject{{"name", source}, {"kind", kind == kinds.end() ? "category" : kind->second}, {"source", source}};
        }
        QCOMPARE(features.size(), 59);
        write_file(at("leak.json"), QJsonDocument(QJsonObject{{"features", features}}).toJson().toStdString());
        const Run run = run_adscope(
            {"train", workspace(), "--model", "logistic", "--recipe", at("leak.json"), "--split", "field:date:20220506,20220507"});
        QCOMPARE(run.exit_code, 1);
        for (const char* said : {"event.play_time_ms: alone it separates clicks from non-clicks with an AUC of 0.98", "event.is_like"})
            QVERIFY2(run.err.find(said) != std::string::npos, run.err.c_str());
    }
    void evaluate() {
        const auto o = run_json({"evaluate", workspace(), "--model", std::to_string(models_["logistic"])});
        const auto auc = o["metrics"].toObject()["auc"].toObject();
        QVERIFY(has(auc, {"value", "low", "high", "n"}));
        QVERIFY(auc["low"].toDouble() < auc["value"].toDouble() && auc["value"].toDouble() < auc["high"].toDouble());
        const auto als = run_json({"evaluate", workspace(), "--model", std::to_string(models_["als"]), "--at", "10,20"});
        QVERIFY(has(als["metrics"].toObject(), {"ndcg@10", "recall@20"}));
    }
    void score() {
        const auto o =
            run_json({"score", workspace(), "--model", std::to_string(models_["deepfm"]), "--split", "test", "--out", at("scores.csv")});
        QVERIFY(has(o, {"rows", "seconds", "rows_per_second"}));
        const std::string csv = read_file(at("scores.csv"));
        QVERIFY(csv.starts_with("event,user,ad,label,prediction"));
        QCOMPARE(static_cast<int>(std::count(csv.begin(), csv.end(), '\n')), o["rows"].toInt() + 1);
    }
    void recommendAndFeedback() {
        const auto rows = run_json({"query", workspace(),
                                    "SELECT u.key, a.key FROM events e JOIN users u ON u.id = e.user JOIN ads a ON a.id = e.ad WHERE "
                                    "e.click = 1 ORDER BY e.id LIMIT 1"})["rows"]
                              .toArray();
        const std::string user = rows[0].toArray()[0].toString().toStdString(), ad = rows[0].toArray()[1].toString().toStdString();
        for (const char* model : {"als", "deepfm"}) {
            const auto o = run_json({"recommend", workspace(), "--model", std::to_string(models_[model]), "--user", user, "-k", "5"});
            const auto items = o["items"].toArray();
            QCOMPARE(items.size(), 5);
            for (const auto& i : items) {
                QVERIFY(has(i.toObject(), {"ad", "score", "ctr", "rank", "reason", "evidence"}));
                QVERIFY(!i.toObject()["reason"].toString().isEmpty());
            }
        }
        const auto stranger =
            run_json({"recommend", workspace(), "--model", std::to_string(models_["als"]), "--user", "nobody-known", "-k", "3"});
        Q_UNUSED(stranger);
        const auto o = run_json(
            {"feedback", workspace(), "--model", std::to_string(models_["als"]), "--user", user, "--ad", ad, "--outcome", "click"});
        QVERIFY(has(o, {"updated", "before", "after", "divergence"}));
        QVERIFY(o["updated"].toBool());
    }
    void explain() {
        const auto rows = run_json({"query", workspace(),
                                    "SELECT u.key, a.key FROM events e JOIN users u ON u.id = e.user JOIN ads a ON a.id = e.ad WHERE "
                                    "e.click = 1 ORDER BY e.id DESC LIMIT 1"})["rows"]
                              .toArray();
        const auto o = run_json({"explain", workspace(), "--model", std::to_string(models_["logistic"]), "--user",
                                 rows[0].toArray()[0].toString().toStdString(), "--ad", rows[0].toArray()[1].toString().toStdString()});
        QVERIFY(has(o, {"base", "prediction", "attributions", "additivity_error", "seconds"}));
        double sum = o["base"].toDouble();
        for (const auto& a : o["attributions"].toArray()) sum += a.toObject()["attribution"].toDouble();
        QVERIFY(std::abs(sum - o["prediction"].toDouble()) <= o["additivity_error"].toDouble() + 1e-6);
    }
    void diversity() {
        const auto o = run_json({"diversity", workspace(), "--model", std::to_string(models_["als"]), "-k", "10"});
        QVERIFY(has(o, {"catalogue", "coverage", "gini", "ild", "novelty", "serendipity", "entropy", "arp", "accuracy", "lorenz"}));
        QVERIFY(o["gini"].toDouble() > 0 && o["gini"].toDouble() <= 1);
    }
    void report() {
        for (const char* language : {"en", "zh"}) {
            const std::string out = at(language);
            const auto o = run_json({"report", workspace(), "--out", out, "--format", "html,xlsx,csv", "--language", language});
            QVERIFY(has(o, {"files", "sections", "seconds"}));
            for (const auto& f : o["files"].toArray()) QVERIFY2(QFileInfo(f.toString()).size() > 0, qPrintable(f.toString()));
        }
    }
};

ADSCOPE_TEST(TestChain);
#include "test_chain.moc"
