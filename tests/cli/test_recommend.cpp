// adscope recommend and feedback: keys, the file of --all, what feedback stores and changes, errors.
#include <QFileInfo>

#include "tests/support/documents.h"
#include "tests/support/small_campaign.h"

using namespace adscope::testing;

class TestRecommend : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string workspace_;
    std::map<std::string, std::string> models_;

    Run run(const char* command, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {command, workspace_});
        return run_adscope(arguments);
    }
    QJsonObject json(const char* command, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {command, workspace_});
        return run_json(std::move(arguments));
    }

private slots:
    void initTestCase() {
        workspace_ = folder_.filePath("w.adscope").toStdString();
        make_small_campaign(workspace_);
        models_ = train_models(workspace_, {"logistic", "als", "popularity"});
        for (const auto& [name, number] : models_) QVERIFY2(number != "0", name.c_str());
    }
    void keys_data() {
        QTest::addColumn<QStringList>("who");
        QTest::newRow("known") << QStringList{"--user", "u2"};
        QTest::newRow("new") << QStringList{"--new-user", "taste=sport"};
        QTest::newRow("new without attributes") << QStringList{"--new-user", ""};
        QTest::newRow("diverse") << QStringList{"--user", "u2", "--diversity", "0.5"};
        QTest::newRow("context") << QStringList{"--user", "u2", "--context", "device=desk"};
    }
    void keys() {
        QFETCH(QStringList, who);
        for (const char* model : {"logistic", "als", "popularity"}) {
            std::vector<std::string> arguments{"--model", models_[model], "-k", "4"};
            for (const auto& w : who) arguments.push_back(w.toStdString());
            const auto items = json("recommend", arguments)["items"].toArray();
            QCOMPARE(items.size(), 4);
            for (const auto& i : items) {
                const auto o = i.toObject();
                for (const char* key : {"ad", "score", "ctr", "rank", "reason", "evidence"}) QVERIFY2(o.contains(key), key);
                QVERIFY(!o["reason"].toString().isEmpty());
                const auto ctr = o["ctr"].toObject();
                QVERIFY(ctr["low"].toDouble() <= ctr["value"].toDouble() && ctr["value"].toDouble() <= ctr["high"].toDouble());
            }
        }
    }
    void allGoesToAFile() {
        const std::string out = folder_.filePath("all.csv").toStdString();
        const auto o = json("recommend", {"--model", models_["als"], "--all", "--out", out, "-k", "2", "--exclude-seen"});
        QCOMPARE(o["users"].toInt(), 60);
        const auto lines = QString::fromStdString(read_file(out)).split("\r\n", Qt::SkipEmptyParts);
        QCOMPARE(lines[0], QString("user,rank,ad,score,ctr"));
        QCOMPARE(lines.size(), o["rows"].toInt() + 1);
    }
    void feedbackChangesTheNextList() {
        const auto list = [&] { return json("recommend", {"--model", models_["als"], "--user", "u2", "-k", "20"})["items"].toArray(); };
        const auto first = list();
        const std::string last = first[19].toObject()["ad"].toString().toStdString();
        const auto o = json("feedback", {"--model", models_["als"], "--user", "u2", "--ad", last, "--outcome", "click", "-k", "20"});
        for (const char* key : {"updated", "before", "after", "divergence"}) QVERIFY2(o.contains(key), key);
        QVERIFY(o["updated"].toBool());
        QCOMPARE(o["before"].toArray()[0].toObject()["ad"], first[0].toObject()["ad"]);
        // What was stored counts for the next list too.
        const auto second = list();
        for (int i = 0; i < 20; ++i) QCOMPARE(second[i].toObject()["ad"], o["after"].toArray()[i].toObject()["ad"]);
        QCOMPARE(json("query", {"SELECT count(*) FROM events WHERE source = (SELECT id FROM sources WHERE content = 'feedback')"})["rows"]
                     .toArray()[0]
                     .toArray()[0]
                     .toInt(),
                 1);
        const auto later = json("feedback", {"--model", models_["popularity"], "--user", "u3", "--ad", "a1", "--outcome", "skip"});
        QVERIFY(!later["updated"].toBool(true));
        QVERIFY2(run("info", {"--check"}).exit_code == 0, run("info", {"--check"}).err.c_str());
    }
    void feedbackIsLearnedAtOnce() {
        const auto score = [](const QJsonArray& items, const QString& ad) {
            for (const auto& item : items)
                if (item.toObject()["ad"].toString() == ad) return item.toObject()["score"].toDouble();
            return -1.0;
        };
        const auto list = [&] {
            return json("recommend", {"--model", models_["logistic"], "--user", "u4", "-k", "20"})["items"].toArray();
        };
        std::vector<double> next{score(list(), "a7")};
        for (const auto& [outcome, sign] : {std::pair("click", 1), std::pair("skip", -1)}) {
            const auto o =
                json("feedback", {"--model", models_["logistic"], "--user", "u4", "--ad", "a7", "--outcome", outcome, "-k", "20"});
            QVERIFY(o["updated"].toBool());
            const double before = score(o["before"].toArray(), "a7"), after = score(o["after"].toArray(), "a7");
            QVERIFY2(sign * (after - before) > 0, outcome);
            next.push_back(score(list(), "a7"));
        }
        QVERIFY(next[0] > 0 && next[1] != next[0] && next[2] < next[1]);
        QVERIFY2(run("info", {"--check"}).exit_code == 0, run("info", {"--check"}).err.c_str());
    }
    void errors_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* command, const QStringList& arguments, int code, const char* words) {
            QTest::newRow(name) << QString(command) << arguments << code << QString(words);
        };
        row("no model", "recommend", {"--user", "u2"}, 2, "--model");
        row("nobody named", "recommend", {"--model", "ALS"}, 2, "--user");
        row("unknown user", "recommend", {"--model", "ALS", "--user", "nobody"}, 1, "--new-user");
        row("unknown attribute", "recommend", {"--model", "ALS", "--new-user", "shoe=44"}, 2, "taste");
        row("attribute without a value", "recommend", {"--model", "ALS", "--new-user", "taste"}, 2, "attribute=value");
        row("no file", "recommend", {"--model", "ALS", "--all"}, 2, "--out");
        row("long list", "recommend", {"--model", "ALS", "--user", "u2", "-k", "5000"}, 2, "1,000");
        row("diversity", "recommend", {"--model", "ALS", "--user", "u2", "--diversity", "7"}, 2, "0");
        row("folder missing", "recommend", {"--model", "ALS", "--all", "--out", "/nowhere/x.csv"}, 1, "/nowhere/x.csv");
        row("unknown outcome", "feedback", {"--model", "ALS", "--user", "u2", "--ad", "a1", "--outcome", "like"}, 2,
            "click, skip, convert");
        row("feedback of nobody", "feedback", {"--model", "ALS", "--user", "nobody", "--ad", "a1", "--outcome", "click"}, 1, "nobody");
        row("feedback on nothing", "feedback", {"--model", "ALS", "--user", "u2", "--ad", "none", "--outcome", "click"}, 1, "none");
    }
    void errors() {
        QFETCH(QString, command);
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        std::vector<std::string> given;
        for (const auto& a : arguments) given.push_back(a == "ALS" ? models_["als"] : a.toStdString());
        const Run r = run(command.toStdString().c_str(), given);
        QVERIFY2(r.exit_code == code, r.err.c_str());
        QVERIFY2(QString::fromStdString(r.err).contains(words), r.err.c_str());
    }
};

ADSCOPE_TEST(TestRecommend);
#include "test_recommend.moc"
