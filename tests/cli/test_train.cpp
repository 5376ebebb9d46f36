#include <QProcess>
#include <csignal>

#include "core/training/checkpoint.h"
#include "tests/support/documents.h"
#include "tests/support/small_campaign.h"

using namespace adscope;
using namespace adscope::testing;

class TestTrain : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string workspace_;

    static QString state_of(const QJsonArray& models, int id) {
        for (const auto& m : models)
            if (m.toObject()["id"].toInt() == id) return m.toObject()["state"].toString();
        return "none";
    }

private slots:
    void init() {
        workspace_ = folder_.filePath(QString(QTest::currentTestFunction()) + QTest::currentDataTag() + ".adscope").toStdString();
        make_small_campaign(workspace_);
    }
    void writesTheDocument_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("metric");
        QTest::newRow("als") << "als"
                             << "ranking"
                             << "ndcg@10";
        QTest::newRow("logistic") << "logistic"
                                  << "click"
                                  << "auc";
        QTest::newRow("deepfm") << "deepfm"
                                << "click"
                                << "auc";
    }
    void writesTheDocument() {
        QFETCH(QString, model);
        QFETCH(QString, task);
        QFETCH(QString, metric);
        const auto run =
            run_adscope({"train", workspace_, "--model", model.toStdString(), "--seed", "3", "--json", "--name", "Spring <b>"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto document = document_of(run);
        for (const char* key :
             {"model", "name", "task", "settings", "seed", "device", "data_hash", "epochs", "seconds", "samples_per_second", "metrics"})
            QVERIFY2(document.contains(key), key);
        QCOMPARE(document["model"].toInt(), 1);
        QCOMPARE(document["name"].toString(), QString("Spring <b>"));
        QCOMPARE(document["task"].toString(), task);
        QCOMPARE(document["seed"].toInt(), 3);
        QCOMPARE(document["device"].toString(), QString("cpu"));
        for (const char* part : {"train", "valid", "test"})
            QVERIFY2(document["metrics"].toObject()[part].toObject()[metric].isDouble(), part);
        const auto models = document_of(run_adscope({"models", workspace_, "--json"}))["models"].toArray();
        QCOMPARE(models.size(), 1);
        QCOMPARE(models[0]["state"].toString(), QString("done"));
    }
    void readableWithoutJson() {
        const auto run = run_adscope({"train", workspace_, "--model", "logistic", "--language", "zh"});
        QCOMPARE(run.exit_code, 0);
        QVERIFY(run.out.find("已训练 logistic 1") != std::string::npos && run.out.find("auc") != std::string::npos);
        const auto list = run_adscope({"models", workspace_});
        QVERIFY(list.out.find("logistic 1") != std::string::npos && list.out.find("done") != std::string::npos);
    }
    void mistakesAreExplained_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown model") << QStringList{"--model", "deepfn"} << 2 << "popularity, als, logistic, deepfm";
        QTest::newRow("no model") << QStringList{} << 2 << "--model";
        QTest::newRow("impossible setting") << QStringList{"--model", "deepfm", "--set", "dropout=1.5"} << 2 << "0 – 0.9";
        QTest::newRow("unknown setting") << QStringList{"--model", "deepfm", "--set", "drop=0.5"} << 2 << "dropout";
        QTest::newRow("setting without value") << QStringList{"--model", "deepfm", "--set", "dropout"} << 2 << "name=value";
        QTest::newRow("unknown task") << QStringList{"--model", "deepfm", "--task", "clicks"} << 2 << "ranking";
        QTest::newRow("unknown split") << QStringList{"--model", "deepfm", "--split", "halves"} << 2 << "leave-one-out";
        QTest::newRow("unknown device") << QStringList{"--model", "deepfm", "--device", "gpu"} << 2 << "cuda";
        QTest::newRow("no recipe file") << QStringList{"--model", "deepfm", "--recipe", "/nowhere/recipe.json"} << 1
                                        << "/nowhere/recipe.json";
        QTest::newRow("resume and model") << QStringList{"--model", "deepfm", "--resume", "1"} << 2 << "--resume";
        QTest::newRow("resume of none") << QStringList{"--resume", "9"} << 1 << "9";
    }
    void mistakesAreExplained() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        std::vector<std::string> list{"train", workspace_};
        for (const auto& a : arguments) list.push_back(a.toStdString());
        const auto run = run_adscope(list);
        QVERIFY2(run.exit_code == code, (std::to_string(run.exit_code) + run.err).c_str());
        QVERIFY2(QString::fromStdString(run.err).contains(words), run.err.c_str());
        QVERIFY(run.out.empty());
        QVERIFY(document_of(run_adscope({"models", workspace_, "--json"}))["models"].toArray().isEmpty());
    }
    void cudaWithoutAGpu() {
        if (QFile::exists("/dev/nvidiactl")) QSKIP("the machine has a GPU");
        const auto run = run_adscope({"train", workspace_, "--model", "deepfm", "--device", "cuda"});
        QCOMPARE(run.exit_code, 1);
        QVERIFY2(run.err.find("--device cpu") != std::string::npos, run.err.c_str());
    }
    void describesSettings() {
        const auto run = run_adscope({"models", workspace_, "--describe", "deepfm", "--json"});
        QCOMPARE(run.exit_code, 0);
        const auto parameters = document_of(run)["parameters"].toArray();
        QVERIFY(parameters.size() >= 9);
        for (const auto& p : parameters)
            for (const char* key : {"name", "type", "range", "default", "help"}) QVERIFY2(!p.toObject()[key].toString().isEmpty(), key);
        QCOMPARE(run_adscope({"models", "--describe", "deepfn"}).exit_code, 2);
        QCOMPARE(run_adscope({"models"}).exit_code, 2);
    }
    void aKilledRunIsContinued() {
        QCOMPARE(run_adscope({"train", workspace_, "--model", "logistic"}).exit_code, 0);
        QProcess process;
        process.start(QString::fromStdString(adscope_executable()), {"train", QString::fromStdString(workspace_), "--model", "deepfm",
                                                                     "--set", "epochs=6", "--set", "patience=0", "--set", "batch_size=8"});
        QVERIFY(process.waitForStarted());
        const auto checkpoint = CheckpointFile::path_of(workspace_, 2);
        const auto models_now = [&] { return document_of(run_adscope({"models", workspace_, "--json"}))["models"].toArray(); };
        QTRY_COMPARE_WITH_TIMEOUT(models_now().size(), 2, 60000);
        QVERIFY(CheckpointFile::exists(checkpoint));
        process.kill();
        QVERIFY(process.waitForFinished());
        const auto models = models_now();
        QCOMPARE(models.size(), 2);
        QCOMPARE(state_of(models, 1), QString("done"));
        QCOMPARE(state_of(models, 2), QString("interrupted"));
        const auto run = run_adscope({"train", workspace_, "--resume", "2", "--json"}, {}, 240000);
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QCOMPARE(document_of(run)["epochs"].toInt(), 6);
        QVERIFY(!CheckpointFile::exists(checkpoint));
    }
    void interruptMarksTheRun() {
        QProcess process;
        process.start(QString::fromStdString(adscope_executable()),
                      {"train", QString::fromStdString(workspace_), "--model", "deepfm", "--set", "epochs=1000", "--set", "patience=0",
                       "--set", "batch_size=16"});
        QVERIFY(process.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(document_of(run_adscope({"models", workspace_, "--json"}))["models"].toArray().size(), 1, 60000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(document_of(run_adscope({"models", workspace_, "--json"}))["models"][0]["state"].toString(), QString("cancelled"));
        QVERIFY(!CheckpointFile::exists(CheckpointFile::path_of(workspace_, 1)));
    }
};

ADSCOPE_TEST(TestTrain);
#include "test_train.moc"
