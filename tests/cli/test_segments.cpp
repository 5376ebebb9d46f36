// `adscope segments` and `profile --segment`: saved, listed, compared, removed, and usable in conditions.

#include "tests/support/documents.h"
#include "tests/support/small_campaign.h"
#include "tests/support/small_workspace.h"

using namespace adscope::testing;

class TestSegments : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string path_ = folder_.filePath("w.adscope").toStdString();

private slots:
    void initTestCase() { make_small_campaign(path_); }
    void aRuleIsSavedAndUsed() {
        const auto saved = run_json({"segments", path_, "--save", "sporty people", "--where", "user.taste = sport"})["segments"].toArray();
        QCOMPARE(saved.size(), 1);
        const auto s = saved[0].toObject();
        for (const char* key :
             {"name", "kind", "condition", "users", "impressions", "clicks", "share", "ctr", "rest", "lift", "difference"})
            QVERIFY2(s.contains(key), key);
        QCOMPARE(s["users"].toInt(), 30);
        QCOMPARE(s["share"].toDouble(), 0.5);
        const auto by = run_json({"ctr", path_, "--by", "user.taste", "--where", "segment('sporty people')"})["rows"].toArray();
        QCOMPARE(by.size(), 1);
        QCOMPARE(by[0].toObject()["impressions"].toInt(), s["impressions"].toInt());
        const Run nested =
            run_adscope({"segments", path_, "--save", "sporty phones", "--where", "segment('sporty people') and device = phone"});
        QCOMPARE(nested.exit_code, 0);
        const Run loop = run_adscope({"segments", path_, "--save", "sporty people", "--where", "segment('sporty phones')"});
        QCOMPARE(loop.exit_code, 2);
        QVERIFY2(loop.err.find("sporty people → sporty phones → sporty people") != std::string::npos, loop.err.c_str());
        QCOMPARE(run_adscope({"segments", path_, "--remove", "sporty people"}).exit_code, 1);  // it is used
    }
    void aListNamesUsers() {
        const auto s = run_json({"segments", path_, "--save", "three", "--users", "u1,u2,u3"})["segments"].toArray()[0].toObject();
        QCOMPARE(s["kind"].toString(), QString("list"));
        QCOMPARE(s["members"].toInt(), 3);
        QCOMPARE(s["users"].toInt(), 3);
        const Run unknown = run_adscope({"segments", path_, "--save", "four", "--users", "u1,nobody"});
        QCOMPARE(unknown.exit_code, 1);
        QVERIFY(unknown.err.find("nobody") != std::string::npos);
    }
    void clustersAreMadeAndTheSameAgain() {
        const std::vector<std::string> ask = {"segments", path_, "--cluster", "k=2", "name=Group", "features=user.taste,ad.topic"};
        const auto o = run_json(ask);
        QCOMPARE(o["k"].toInt(), 2);
        QVERIFY(o["silhouette"].toDouble() > 0.3);
        QCOMPARE(o["clusters"].toArray().size(), 2);
        QCOMPARE(run_json(ask), o);
        const auto rows = run_json({"ctr", path_, "--by", "user.taste", "--where", "segment('Group 2')"})["rows"].toArray();
        QCOMPARE(rows.size(), 1);  // tastes divide these users
        const Run wrong = run_adscope({"segments", path_, "--cluster", "k=1000"});
        QCOMPARE(wrong.exit_code, 2);
        QVERIFY(wrong.err.find("k=auto") != std::string::npos);
    }
    void twoAreCompared() {
        const auto o = run_json({"segments", path_, "--compare", "Group 1", "Group 2"});
        for (const char* key : {"a", "b", "ctr_difference", "ctr_ratio", "common_users", "shares"}) QVERIFY2(o.contains(key), key);
        const auto first = o["shares"].toArray()[0].toObject();
        for (const char* key : {"field", "value", "of", "a", "b", "difference", "p", "q"}) QVERIFY2(first.contains(key), key);
        QCOMPARE(first["field"].toString(), QString("user.taste"));
        QVERIFY(first["q"].toDouble() < 0.001);
        QVERIFY(run_adscope({"segments", path_, "--compare", "Group 1", "Group 2", "--language", "zh"}).out.find("差异") !=
                std::string::npos);
    }
    void profileOfASegment() {
        const auto o = run_json({"profile", path_, "--segment", "sporty people"});
        for (const char* key : {"attributes", "interests", "activity", "funnel", "ctr", "neighbours"}) QVERIFY2(o.contains(key), key);
        QCOMPARE(o["segment"].toString(), QString("sporty people"));
        QCOMPARE(o["attributes"].toObject()["taste"].toObject()["sport"].toDouble(), 1.0);
        QCOMPARE(run_adscope({"profile", path_, "--segment", "nothing"}).exit_code, 2);
    }
    void removedIsGone() {
        QCOMPARE(run_adscope({"segments", path_, "--remove", "three"}).exit_code, 0);
        const Run again = run_adscope({"segments", path_, "--remove", "three"});
        QCOMPARE(again.exit_code, 1);
        QVERIFY(again.err.find("Group 1") != std::string::npos);
        for (const auto& s : run_json({"segments", path_, "--list"})["segments"].toArray())
            QVERIFY(s.toObject()["name"] != QString("three"));
        QCOMPARE(run_adscope({"segments", path_}).exit_code, 2);
        QCOMPARE(run_adscope({"segments", path_, "--save", "x"}).exit_code, 2);
        QCOMPARE(run_adscope({"segments", path_, "--save", "x", "--where", "nope = 1"}).exit_code, 2);
    }
};

ADSCOPE_TEST(TestSegments);
#include "test_segments.moc"
