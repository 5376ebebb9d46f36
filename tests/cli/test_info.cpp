// `adscope info` on a workspace whose every row is known.

#include "tests/support/documents.h"
#include "tests/support/small_workspace.h"

using namespace adscope::testing;

class TestInfo : public QObject {
    Q_OBJECT
    SixEvents log_;
    std::string path_ = log_.path;

private slots:
    void keys() {
        const auto o = run_json({"info", path_, "--check", "--hash"});
        for (const char* key :
             {"file", "version", "events", "users", "ads", "period", "clicks", "ctr", "sources", "models", "fields", "hash"})
            QVERIFY2(o.contains(key), key);
        QCOMPARE(o["events"].toInt(), 6);
        QCOMPARE(o["users"].toInt(), 3);
        QCOMPARE(o["ads"].toInt(), 3);
        QCOMPARE(o["marked"].toInt(), 1);
        QCOMPARE(o["clicks"].toInt(), 3);
        QCOMPARE(o["ctr"].toObject()["value"].toDouble(), 0.6);
        QVERIFY(o["ctr"].toObject()["low"].toDouble() < 0.6 && o["ctr"].toObject()["high"].toDouble() > 0.6);
        QCOMPARE(o["period"].toArray()[0].toString(), QString("2026-03-01T12:00:00Z"));
        QCOMPARE(o["period"].toArray()[1].toString(), QString("2026-03-03T00:00:00Z"));
        QCOMPARE(o["sources"].toArray().size(), 1);
        QCOMPARE(o["models"].toArray().size(), 0);
        QCOMPARE(o["fields"].toArray().size(), 4);
        QCOMPARE(o["hash"].toString().size(), 64);
        QCOMPARE(run_json({"info", path_, "--hash"})["hash"], o["hash"]);
    }
    void aDamagedFileEndsWithOne() {
        const auto good = path_;
        path_ = log_.folder.filePath("broken.adscope").toStdString();
        make_six_events(path_);
        {
            auto w = take(adscope::Workspace::open(path_));
            ensure(w.database().execute("UPDATE events SET c_1 = 9 WHERE id = 1"));
        }
        const auto o = run_json({"info", path_, "--check"}, 1);
        QCOMPARE(o["integrity"].toString(), QString("damaged"));
        QVERIFY(o["problems"].toArray()[0].toString().contains("device"));
        path_ = good;
    }
    void readableInBothLanguages() {
        const Run en = run_adscope({"info", path_, "--language", "en"}), zh = run_adscope({"info", path_, "--language", "zh"});
        QVERIFY(en.out.find("60.00") != std::string::npos);
        QVERIFY(zh.out.find("点击") != std::string::npos);
    }
};

ADSCOPE_TEST(TestInfo);
#include "test_info.moc"
