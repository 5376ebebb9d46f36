// `adscope ctr` on a workspace whose every row is known.

#include "tests/support/documents.h"
#include "tests/support/small_workspace.h"

using namespace adscope::testing;

class TestCtr : public QObject {
    Q_OBJECT
    SixEvents log_;
    std::string path_ = log_.path;

private slots:
    void keys() {
        const auto o = run_json({"ctr", path_, "--by", "device"});
        QVERIFY(o.contains("total") && o.contains("seconds"));
        const auto rows = o["rows"].toArray();
        QCOMPARE(rows.size(), 3);
        for (const auto& r : rows)
            for (const char* key : {"key", "impressions", "clicks", "value", "low", "high"}) QVERIFY2(r.toObject().contains(key), key);
        QCOMPARE(rows[0].toObject()["key"].toString(), QString("phone"));
        QCOMPARE(rows[0].toObject()["impressions"].toInt(), 3);
        QCOMPARE(rows[0].toObject()["clicks"].toInt(), 3);
        QCOMPARE(rows[0].toObject()["value"].toDouble(), 1.0);
        QVERIFY(rows[0].toObject()["small_cell"].toBool());
        QCOMPARE(o["total"].toObject()["impressions"].toInt(), 5);
        QVERIFY(o["rows"].toArray()[1].toObject()["key"].isString() || o["rows"].toArray()[2].toObject()["key"].isString());
    }
    void marksOfTheSliceAreCounted() {
        QCOMPARE(run_json({"ctr", path_, "--by", "device"})["marked_left_out"].toInt(), 1);
        QCOMPARE(run_json({"ctr", path_, "--by", "device", "--where", "age > 40"})["marked_left_out"].toInt(), 1);
        QCOMPARE(run_json({"ctr", path_, "--by", "device", "--where", "age < 40"})["marked_left_out"].toInt(), 0);
    }
    void severalDimensionsHaveListsAsKeys() {
        const auto rows = run_json({"ctr", path_, "--by", "device,slot"})["rows"].toArray();
        QCOMPARE(rows[0].toObject()["key"].toArray(), (QJsonArray{"phone", "1"}));
        QCOMPARE(rows[0].toObject()["impressions"].toInt(), 3);
    }
    void conditionsAndMeasures() {
        auto o = run_json({"ctr", path_, "--by", "user", "--where", "device = phone and time < 2026-03-02", "--metric", "cpc"});
        QCOMPARE(o["total"].toObject()["impressions"].toInt(), 2);
        QCOMPARE(o["total"].toObject()["value"].toDouble(), 0.375);
        o = run_json({"ctr", path_, "--by", "ad", "--min-impressions", "2"});
        QCOMPARE(o["rows"].toArray().size(), 1);
        o = run_json({"ctr", path_, "--by", "ad", "--metric", "cvr", "--interval", "wider"});
        QVERIFY(o["rows"].toArray()[1].toObject()["value"].isNull());
    }
    void wrongUsageIsTwo() {
        QCOMPARE(run_adscope({"ctr", path_}).exit_code, 2);
        QCOMPARE(run_adscope({"ctr", path_, "--by", "nope"}).exit_code, 2);
        QCOMPARE(run_adscope({"ctr", path_, "--by", "ad", "--metric", "nope"}).exit_code, 2);
        const Run run = run_adscope({"ctr", path_, "--by", "ad", "--where", "device ="});
        QCOMPARE(run.exit_code, 2);
        QVERIFY2(run.err.find("character 9") != std::string::npos, run.err.c_str());
    }
    void readableTable() {
        const Run run = run_adscope({"ctr", path_, "--by", "device", "--language", "zh"});
        QCOMPARE(run.exit_code, 0);
        QVERIFY(run.out.find("合计") != std::string::npos);
        QVERIFY(run.err.find("1") != std::string::npos);  // one event is marked
    }
};

ADSCOPE_TEST(TestCtr);
#include "test_ctr.moc"
