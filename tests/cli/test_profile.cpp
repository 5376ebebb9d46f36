// `adscope profile` on a workspace whose every row is known.

#include "tests/support/documents.h"
#include "tests/support/small_workspace.h"

using namespace adscope::testing;

class TestProfile : public QObject {
    Q_OBJECT
    SixEvents log_;
    std::string path_ = log_.path;

private slots:
    void keys() {
        const auto o = run_json({"profile", path_, "--user", "u1"});
        for (const char* key : {"attributes", "interests", "activity", "funnel", "ctr", "neighbours"}) QVERIFY2(o.contains(key), key);
        QCOMPARE(o["attributes"].toObject()["taste"].toString(), QString("sport"));
        QCOMPARE(o["funnel"].toObject()["impressions"].toInt(), 2);
        QCOMPARE(o["ctr"].toObject()["value"].toDouble(), 0.5);
        QCOMPARE(o["activity"].toObject()["days"].toArray().size(), 1);
        for (const auto& i : o["interests"].toArray())
            for (const char* key : {"tag", "weight", "evidence"}) QVERIFY2(i.toObject().contains(key), key);
        QVERIFY(!o["interests"].toArray().isEmpty());
        QCOMPARE(o["neighbours"].toArray()[0].toObject()["key"].toString(), QString("u2"));
    }
    void whatAUserDid() {
        const auto o = run_json({"profile", path_, "--user", "u1"});
        for (const char* key : {"mix", "sequence", "fatigue", "rfm", "active_days", "days_a_week", "half_life_days", "data_use"})
            QVERIFY2(o.contains(key), key);
        QCOMPARE(o["sequence"].toArray().size(), 2);
        QCOMPARE(o["sequence"].toArray()[0].toObject()["ad"].toString(), QString("a2"));  // newest first
        QCOMPARE(o["rfm"].toObject()["money"].toDouble(), 2.0);
        QCOMPARE(o["rfm"].toObject()["fifths"].toObject()["money"].toInt(), 5);
        QCOMPARE(o["mix"].toArray()[0].toObject()["share"].toDouble(), 0.5);
        for (const auto& use : o["data_use"].toArray()) QVERIFY(!use.toObject()["used"].toBool());  // no model yet
    }
    void ads() {
        const auto o = run_json({"profile", path_, "--ad", "a1"});
        QCOMPARE(o["attributes"].toObject()["tags"].toArray(), (QJsonArray{"red", "blue"}));
        QCOMPARE(o["funnel"].toObject()["conversions"].toInt(), 2);
    }
    void adsHaveContentAndRates() {
        const auto o = run_json({"profile", path_, "--ad", "a1"});
        for (const char* key : {"text", "topics", "creative", "audience", "life", "positions", "fatigue", "similar", "near_duplicates"})
            QVERIFY2(o.contains(key), key);
        QVERIFY(!o["creative"].toObject()["problem"].toString().isEmpty());
        int impressions = 0;
        for (const auto& p : o["fatigue"].toArray()) impressions += p.toObject()["impressions"].toInt();
        QCOMPARE(impressions, o["funnel"].toObject()["impressions"].toInt());
        QVERIFY(!run_json({"profile", path_, "--user", "u1"}).contains("creative"));
        QVERIFY(run_adscope({"profile", path_, "--ad", "a1", "--language", "zh"}).out.find("看到次数") != std::string::npos);
    }
    void readableInBothLanguages() {
        QVERIFY(run_adscope({"profile", path_, "--user", "u2", "--language", "en"}).out.find("Conversions") != std::string::npos);
        QVERIFY(run_adscope({"profile", path_, "--user", "u2", "--language", "zh"}).out.find("音乐") != std::string::npos);
    }
    void mistakes() {
        const Run unknown = run_adscope({"profile", path_, "--user", "nobody"});
        QCOMPARE(unknown.exit_code, 1);
        QVERIFY(unknown.err.find("u1") != std::string::npos);
        QCOMPARE(run_adscope({"profile", path_}).exit_code, 2);
        QCOMPARE(run_adscope({"profile", path_, "--user", "u1", "--ad", "a1"}).exit_code, 2);
        const Run segment = run_adscope({"profile", path_, "--segment", "x"});
        QCOMPARE(segment.exit_code, 2);
        QVERIFY(segment.err.find("no segments") != std::string::npos);
        QCOMPARE(run_adscope({"profile", path_, "--user", "u1", "--half-life", "-1"}).exit_code, 2);
    }
};

ADSCOPE_TEST(TestProfile);
#include "test_profile.moc"
