// evaluate, score and diversity through the executable.
#include <QDir>

#include "tests/support/documents.h"
#include "tests/support/small_log.h"

using namespace adscope::testing;

class TestEvaluateCommand : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string workspace_, als_, logistic_, popularity_;

    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }

private slots:
    void initTestCase() {
        workspace_ = small_workspace(folder_);
        als_ = std::to_string(small_model(workspace_, "als", {}, {{"iterations", "5"}}));
        logistic_ = std::to_string(small_model(workspace_, "logistic"));
        popularity_ = std::to_string(small_model(workspace_, "popularity", adscope::Task::click));
    }
    void evaluate() {
        const auto o = run_json({"evaluate", workspace_, "--model", logistic_, "--by", "slot", "--beyond", "--users", "10", "--compare",
                                 popularity_, "--bootstrap", "50"});
        const auto auc = o["metrics"].toObject()["auc"].toObject();
        QVERIFY(auc["low"].toDouble() < auc["value"].toDouble() && auc["value"].toDouble() < auc["high"].toDouble() &&
                auc["n"].toInt() > 0);
        QCOMPARE(o["by"].toArray().size(), 2);
        for (const char* key : {"coverage", "gini", "ild", "novelty", "serendipity"}) QVERIFY2(o[key].isDouble(), key);
        QVERIFY(o["compare"].toObject()["difference"].toObject()["low"].isDouble());
        const auto ranking = run_json({"evaluate", workspace_, "--model", als_, "--at", "5"});
        QVERIFY(ranking["metrics"].toObject().contains("ndcg@5"));
    }
    void evaluateInWords() {
        for (const char* language : {"en", "zh"}) {
            const Run run = run_adscope(
                {"evaluate", workspace_, "--model", als_, "--beyond", "--by", "ad.category", "--language", language, "--bootstrap", "20"});
            QCOMPARE(run.exit_code, 0);
            QVERIFY(run.out.find("ndcg@10") != std::string::npos);
            QVERIFY2(run.out.find("evaluation.") == std::string::npos && run.err.find("evaluation.") == std::string::npos, run.err.c_str());
        }
    }
    void score() {
        const auto o = run_json({"score", workspace_, "--model", als_, "--split", "all", "--out", at("all.csv")});
        QCOMPARE(o["rows"].toInt(), 6000);
        QVERIFY(o["rows_per_second"].toDouble() > 0);
        write_file(at("new.csv"), small_log(3, 50));
        const auto file = run_json({"score", workspace_, at("new.csv"), "--model", logistic_, "--out", at("new_out.csv")});
        QCOMPARE(file["rows"].toInt(), 50);
    }
    void diversity() {
        const auto o = run_json({"diversity", workspace_, "--model", als_, "-k", "5", "--rerank", "mmr", "--lambda", "0.5"});
        for (const char* key : {"catalogue", "coverage", "gini", "ild", "novelty", "serendipity", "entropy", "arp", "accuracy"})
            QVERIFY2(o[key].isDouble(), key);
        QVERIFY(o["lorenz"].toArray().size() > 2);
        const Run run = run_adscope({"diversity", workspace_, "--model", als_, "--language", "zh"});
        QCOMPARE(run.exit_code, 0);
        QVERIFY2((run.out + run.err).find("diversity.") == std::string::npos, run.out.c_str());
    }
    void wrongUse_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit_code");
        QTest::addRow("no model") << QStringList{"evaluate", "W"} << 2;
        QTest::addRow("unknown model") << QStringList{"evaluate", "W", "--model", "77"} << 1;
        QTest::addRow("no such part") << QStringList{"evaluate", "W", "--model", "1", "--split", "tests"} << 2;
        QTest::addRow("lengths") << QStringList{"evaluate", "W", "--model", "1", "--at", "10;20"} << 2;
        QTest::addRow("score nothing") << QStringList{"score", "W", "--model", "1", "--out", "x.csv"} << 2;
        QTest::addRow("score into nowhere") << QStringList{"score", "W", "--model", "1", "--split", "test", "--out", "/no/such/x.csv"} << 1;
        QTest::addRow("score a missing file") << QStringList{"score", "W", "missing.csv", "--model", "1", "--out", "x.csv"} << 1;
        QTest::addRow("re-ranking") << QStringList{"diversity", "W", "--model", "1", "--rerank", "best"} << 2;
        QTest::addRow("missing workspace") << QStringList{"diversity", "/no/such.adscope", "--model", "1"} << 1;
    }
    void wrongUse() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exit_code);
        std::vector<std::string> list;
        for (const auto& a : arguments) list.push_back(a == "W" ? workspace_ : a.toStdString());
        const Run run = run_adscope(list);
        QCOMPARE(run.exit_code, exit_code);
        QVERIFY(!run.err.empty() && run.out.empty());
        QVERIFY(!QFileInfo::exists("x.csv"));
    }
};

ADSCOPE_TEST(TestEvaluateCommand);
#include "test_evaluate.moc"
