// adscope explain: keys, tables, errors.

#include "tests/support/documents.h"
#include "tests/support/small_campaign.h"

using namespace adscope::testing;

class TestExplain : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string workspace_;
    std::map<std::string, std::string> models_;

    Run run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"explain", workspace_});
        return run_adscope(arguments);
    }

private slots:
    void initTestCase() {
        workspace_ = folder_.filePath("w.adscope").toStdString();
        make_small_campaign(workspace_);
        models_ = train_models(workspace_, {"logistic", "als", "popularity"});
        for (const auto& [name, number] : models_) QVERIFY2(number != "0", name.c_str());
    }
    void keys() {
        for (const char* model : {"logistic", "als"}) {
            const Run r = run({"--model", models_[model], "--user", "u2", "--ad", "a4", "--json"});
            QVERIFY2(r.exit_code == 0, r.err.c_str());
            const auto o = document_of(r);
            for (const char* key : {"base", "prediction", "attributions", "additivity_error", "seconds", "method", "background", "scale"})
                QVERIFY2(o.contains(key), key);
            double sum = o["base"].toDouble();
            for (const auto& a : o["attributions"].toArray()) {
                QVERIFY(a.toObject().contains("feature") && a.toObject().contains("value"));
                sum += a.toObject()["attribution"].toDouble();
            }
            QVERIFY(std::abs(sum - o["prediction"].toDouble()) <= o["additivity_error"].toDouble() + 1e-9);
        }
    }
    void contextChangesThePrediction() {
        const auto of = [&](const char* device) {
            return document_of(run(
                {"--model", models_["logistic"], "--user", "u2", "--ad", "a4", "--context", std::string("device=") + device, "--json"}));
        };
        const auto phone = of("phone"), desk = of("desk");
        const auto value = [](const QJsonObject& o) {
            for (const auto& a : o["attributions"].toArray())
                if (a.toObject()["feature"].toString() == "device") return a.toObject()["value"].toString();
            return QString();
        };
        QCOMPARE(value(phone), QString("phone"));
        QCOMPARE(value(desk), QString("desk"));
    }
    void readableInBothLanguages() {
        QVERIFY(run({"--model", models_["logistic"], "--user", "u2", "--ad", "a4"}).out.find("The predicted CTR is") != std::string::npos);
        QVERIFY(run({"--model", models_["logistic"], "--user", "u2", "--ad", "a4", "--language", "zh"}).out.find("预测点击率") !=
                std::string::npos);
    }
    void errors_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("no model") << QStringList{"--user", "u2", "--ad", "a4"} << 2 << "--model";
        QTest::newRow("unknown model") << QStringList{"--model", "99", "--user", "u2", "--ad", "a4"} << 1 << "99";
        QTest::newRow("unknown user") << QStringList{"--model", "LOGISTIC", "--user", "nobody", "--ad", "a4"} << 1 << "nobody";
        QTest::newRow("unknown ad") << QStringList{"--model", "LOGISTIC", "--user", "u2", "--ad", "none"} << 1 << "none";
        QTest::newRow("counts") << QStringList{"--model", "POPULARITY", "--user", "u2", "--ad", "a4"} << 1 << "logistic";
        QTest::newRow("method") << QStringList{"--model", "LOGISTIC", "--user", "u2", "--ad", "a4", "--method", "lime"} << 2
                                << "kernel-shap";
        QTest::newRow("background") << QStringList{"--model", "LOGISTIC", "--user", "u2", "--ad", "a4", "--background", "0"} << 2
                                    << "background";
        QTest::newRow("context") << QStringList{"--model", "LOGISTIC", "--user", "u2", "--ad", "a4", "--context", "moon=full"} << 2
                                 << "device";
        QTest::newRow("context without a value")
            << QStringList{"--model", "LOGISTIC", "--user", "u2", "--ad", "a4", "--context", "device"} << 2 << "field=value";
    }
    void errors() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        std::vector<std::string> given;
        for (const auto& a : arguments)
            given.push_back(a == "LOGISTIC" ? models_["logistic"] : a == "POPULARITY" ? models_["popularity"] : a.toStdString());
        const Run r = run(given);
        QCOMPARE(r.exit_code, code);
        QVERIFY2(QString::fromStdString(r.err).contains(words), r.err.c_str());
        QVERIFY(r.out.empty());
    }
};

ADSCOPE_TEST(TestExplain);
#include "test_explain.moc"
