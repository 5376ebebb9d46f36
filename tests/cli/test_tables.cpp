// Tables of counts and presets through the executable.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>

#include "core/workspace/event_table.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestTables : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }
    static QJsonObject object(const Run& run) { return QJsonDocument::fromJson(QByteArray::fromStdString(run.out)).object(); }
    QJsonObject import(const std::vector<std::string>& arguments) {
        std::vector<std::string> all{"import", "--json"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto run = run_adscope(all);
        if (run.exit_code != 0) QTest::qFail(run.err.c_str(), __FILE__, __LINE__);
        return object(run);
    }
    QJsonObject info(const std::string& workspace) { return object(run_adscope({"info", workspace, "--hash", "--check", "--json"})); }
    // Sums over the events, by weight.
    std::array<std::int64_t, 5> sums(const std::string& workspace) {
        const auto run =
            run_adscope({"query", workspace,
                         "SELECT sum(w), sum(w * click), sum(w * coalesce(conversion, 0)), sum(w * coalesce(cost, 0)), sum(w * "
                         "coalesce(revenue, 0)) FROM (SELECT coalesce(weight, 1) AS w, * FROM events)",
                         "--json"});
        const auto row = object(run)["rows"].toArray().first().toArray();
        std::array<std::int64_t, 5> out{};
        for (int i = 0; i < 5; ++i) out[static_cast<std::size_t>(i)] = row.at(i).toInteger();
        return out;
    }

private slots:
    void upworthy() {
        const auto o =
            import({shared_path("data/upworthy/upworthy_exploratory.csv.gz"), "--preset", "upworthy", "--into", at("u.adscope")});
        QCOMPARE(o["read"].toInt(), 22666);
        QCOMPARE(o["accepted"].toInt(), 22666);
        QCOMPARE(o["impressions"].toInteger(), 81024151);
        QCOMPARE(o["clicks"].toInteger(), 1231208);
        const auto i = info(at("u.adscope"));
        QCOMPARE(i["ads"].toInt(), 22666);
        QCOMPARE(i["impressions"].toInteger(), 81024151);
        QCOMPARE(i["clicks"].toInteger(), 1231208);
        const auto run = run_adscope({"ctr", at("u.adscope"), "--by", "ad.campaign", "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QCOMPARE(object(run)["rows"].toArray().size(), 4873);
    }
    void openBandit_data() {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("campaign");
        QTest::addColumn<int>("clicks");
        QTest::newRow("random men") << "random"
                                    << "men" << 46;
        QTest::newRow("random women") << "random"
                                      << "women" << 46;
        QTest::newRow("bts men") << "bts"
                                 << "men" << 69;
        QTest::newRow("bts women") << "bts"
                                   << "women" << 46;
    }
    void openBandit() {
        QFETCH(QString, policy);
        QFETCH(QString, campaign);
        QFETCH(int, clicks);
        const auto folder = "data/obd/" + policy.toStdString() + "/" + campaign.toStdString() + "/";
        const auto workspace = at((policy + campaign + ".adscope").toUtf8());
        const auto o = import({shared_path(folder + campaign.toStdString() + ".csv.gz"), "--preset", "open-bandit", "--ads",
                               shared_path(folder + "item_context.csv"), "--ad-key", "item_id", "--into", workspace});
        QCOMPARE(o["accepted"].toInt(), 10000);
        QCOMPARE(o["rejected"].toInt(), 0);
        QCOMPARE(o["clicks"].toInt(), clicks);
        const auto table = EventTable::read(workspace);
        QVERIFY_OK(table);
        QVERIFY(!(*table)->propensity.empty());
        QVERIFY((*table)->propensity[0] > 0 && (*table)->propensity[0] < 1);
        QVERIFY((*table)->largest_position >= 2);
        QVERIFY((*table)->find("context.user_feature_2"));
        QVERIFY((*table)->find("ad.item_feature_3"));
    }
    // Conversions, cost and revenue of a table are kept to the last millionth.
    void sumsAreKept() {
        write_file(at("t.csv"),
                   "day,ad,impressions,clicks,conversions,cost,revenue\n"
                   "2026-03-01,a1,\"1,000\",7,3,10.000001,5\n"
                   "2026-03-01,a2,3,0,2,0.1,0.000005\n"
                   "2026-03-02,a1,5,5,0,,1\n"
                   "2026-03-02,a2,0,0,0,0.5,\n"
                   "2026-03-02,a3,4,5,0,0.5,\n"
                   "2026-03-03,a3,2,1,3,0.5,\n"
                   "Total,,1014,17,8,11.100001,6.000005\n");
        const auto o = import({at("t.csv"), "--into", at("t.adscope")});
        QCOMPARE(o["mapping"].toObject()["impressions"].toString(), "impressions");
        QCOMPARE(o["read"].toInt(), 7);
        QCOMPARE(o["accepted"].toInt(), 3);
        for (const char* reason : {"no_impressions", "more_clicks", "more_conversions", "totals_row"})
            QCOMPARE(o["reasons"].toObject()[reason].toInt(), 1);
        QCOMPARE(sums(at("t.adscope")), (std::array<std::int64_t, 5>{1008, 12, 5, 10'100'001, 6'000'005}));
        QVERIFY(info(at("t.adscope"))["problems"].toArray().isEmpty());
        // Again: every row was there before.
        const auto again = import({at("t.csv"), "--into", at("t.adscope")});
        QCOMPARE(again["duplicates"].toInt(), 3);
        QCOMPARE(again["accepted"].toInt(), 3);
    }
    void countsNeedEachOther() {
        write_file(at("n.csv"), "day,ad,shown,hits\n2026-03-01,a1,10,2\n");
        auto run = run_adscope({"import", at("n.csv"), "--into", at("n.adscope"), "--map", "impressions=shown"});
        QCOMPARE(run.exit_code, 2);
        QVERIFY2(run.err.find("clicks") != std::string::npos, run.err.c_str());
        run = run_adscope({"import", at("n.csv"), "--into", at("n.adscope"), "--map", "impressions=shown,clicks=hits"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        run = run_adscope({"import", at("n.csv"), "--into", at("m.adscope"), "--map", "impressions=shown,clicks=hits,weight=hits"});
        QCOMPARE(run.exit_code, 2);
    }
    void aPresetOfOnesOwn() {
        write_file(at("own.json"),
                   R"({"guesses": false, "dialect": {"delimiter": ";"}, "events": {"wann": "time", "w*r": "user", "was": "ad",
                                       "klick": "click", "klick2": "click|outcome.second:flag"}})");
        write_file(at("own.csv"), "wann;wer;was;klick2;klick\n2026-03-01;u1;a1;1;0\n");
        const auto o = import({at("own.csv"), "--preset", at("own.json"), "--into", at("own.adscope")});
        QCOMPARE(o["mapping"].toObject()["user"].toString(), "wer");
        QCOMPARE(o["mapping"].toObject()["click"].toString(), "klick");
        QCOMPARE(o["mapping"].toObject()["outcome.second"].toString(), "klick2");
        for (const char* bad : {"[]", "{", R"({"events": {"a": "nonsense"}})", R"({"events": {"a": {"role": "time", "as": "moon"}}})",
                                R"({"events": {"a": 3}})", R"({"events": []})", R"({"columns": 4})", R"({"dialect": {"sep": 1}})"}) {
            write_file(at("bad.json"), bad);
            const auto run = run_adscope({"import", at("own.csv"), "--preset", at("bad.json"), "--into", at("bad.adscope")});
            QCOMPARE(run.exit_code, 1);
            QVERIFY2(run.err.find("bad.json") != std::string::npos, run.err.c_str());
        }
        QCOMPARE(run_adscope({"import", at("own.csv"), "--preset", "nonsense", "--into", at("x.adscope")}).exit_code, 2);
    }
};

ADSCOPE_TEST(TestTables);
#include "test_tables.moc"
