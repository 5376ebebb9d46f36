// Logs with a row for each action, histories of searches, ratings, and the shipped presets, through the executable.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/workspace/event_table.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestLongLogs : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string at(const std::string& name) { return folder_.filePath(QString::fromStdString(name)).toStdString(); }
    static QJsonObject object(const Run& run) { return QJsonDocument::fromJson(QByteArray::fromStdString(run.out)).object(); }
    QJsonObject import(const std::vector<std::string>& arguments) {
        std::vector<std::string> all{"import", "--json"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto run = run_adscope(all);
        if (run.exit_code != 0) QTest::qFail(run.err.c_str(), __FILE__, __LINE__);
        return object(run);
    }
    // Rows of a query as text: cells with commas, rows with semicolons between.
    std::string query(const std::string& workspace, const std::string& sql) {
        const auto run = run_adscope({"query", workspace, sql, "--json"});
        if (run.exit_code != 0) return run.err;
        std::string out;
        for (const auto& row : object(run)["rows"].toArray()) {
            std::string line;
            for (const auto& cell : row.toArray())
                line += (line.empty() ? "" : ",") + (cell.isNull() ? std::string("-") : cell.toVariant().toString().toStdString());
            out += (out.empty() ? "" : ";") + line;
        }
        return out;
    }

private slots:
    void actionsJoinWhatWasShown() {
        // Out of order, in Chinese and English; a click too late, one of another user, a purchase days after its click.
        write_file(at("long.csv"),
                   "时间,用户编号,广告编号,行为,金额\n"
                   "2026-03-01 10:00:00,u1,a1,曝光,\n"
                   "2026-03-01 10:05:00,u1,a1,点击,\n"
                   "2026-03-01 09:00:00,u1,a1,show,\n"
                   "2026-03-03 10:00:00,u1,a1,购买,12.5\n"
                   "2026-03-01 10:00:00,u2,a1,show,\n"
                   "2026-03-01 11:00:00,u2,a1,click,\n"
                   "2026-03-01 10:00:00,u3,a2,show,\n"
                   "2026-03-01 10:01:00,u3,a2,收藏,\n"
                   "2026-03-01 10:01:00,u4,a2,click,\n"
                   "2026-03-01 10:02:00,u3,a2,nonsense,\n");
        auto o = import({at("long.csv"), "--into", at("l.adscope"), "--map", "revenue=金额"});
        QCOMPARE(o["mapping"].toObject()["action"].toString(), "行为");
        QCOMPARE(o["read"].toInt(), 10);
        QCOMPARE(o["accepted"].toInt(), 7);
        QCOMPARE(o["rejected"].toInt(), 3);
        QCOMPARE(o["events"].toInt(), 4);
        QCOMPARE(o["joined"].toInt(), 3);
        QCOMPARE(o["clicks"].toInt(), 1);
        QCOMPARE(o["reasons"].toObject()["no_show"].toInt(), 2);
        QCOMPARE(o["reasons"].toObject()["unknown_action"].toInt(), 1);
        QCOMPARE(query(at("l.adscope"), "SELECT user, ad, click, conversion, revenue FROM events ORDER BY time, user"),
                 std::string("1,1,0,0,-;1,1,1,1,12500000;2,1,0,0,-;3,2,0,0,-"));
        const auto table = EventTable::read(at("l.adscope"));
        QVERIFY_OK(table);
        QVERIFY((*table)->find("outcome.favourite"));
        // A wider window takes the late click; a word of one's own has the meaning that is given.
        o = import({at("long.csv"), "--into", at("w.adscope"), "--window", "2h", "--actions", "nonsense=click"});
        QCOMPARE(o["clicks"].toInt(), 3);
        QCOMPARE(o["rejected"].toInt(), 1);
        QCOMPARE(run_adscope({"import", at("long.csv"), "--into", at("x.adscope"), "--window", "soon"}).exit_code, 2);
        // Again: every show was there before, whatever came of it.
        o = import({at("long.csv"), "--into", at("w.adscope"), "--window", "2h", "--actions", "nonsense=click"});
        QCOMPARE(o["duplicates"].toInt(), 4);
    }
    void withoutShowsTheFirstActionBegins() {
        write_file(
            at("buy.csv"),
            "ts,user_id,item_id,action\n2026-03-01 10:00:00,u1,a1,click\n2026-03-01 10:10:00,u1,a1,buy\n2026-03-01 10:00:00,u2,a1,click\n");
        const auto o = import({at("buy.csv"), "--into", at("buy.adscope")});
        QCOMPARE(o["events"].toInt(), 2);
        QCOMPARE(o["clicks"].toInt(), 2);
        QCOMPARE(query(at("buy.adscope"), "SELECT click, conversion FROM events ORDER BY user"), std::string("1,1;1,0"));
    }
    // An event knows the terms from before it, never those of its own moment or later.
    void historyIsOfThePast() {
        write_file(at("log.csv"),
                   "time,user_id,ad_id,click\n2026-03-01 10:00:00,u1,a1,0\n2026-03-01 12:00:00,u1,a1,1\n2026-03-01 12:00:00,u2,a1,0\n");
        write_file(at("h.csv"),
                   "uid,at,query\nu1,2026-03-01 09:00:00,running shoes\nu1,2026-03-01 10:00:00,tent\nu1,2026-03-01 12:00:00,boots\n"
                   "u1,never,rain\nu9,2026-03-01 09:00:00,hat\n");
        const auto o =
            import({at("log.csv"), "--history", at("h.csv"), "--history-key", "uid", "--map", "term=query", "--into", at("h.adscope")});
        QCOMPARE(o["accepted"].toInt(), 3);
        const auto table = EventTable::read(at("h.adscope"));
        QVERIFY_OK(table);
        const auto found = (*table)->find("history");
        QVERIFY(found);
        const auto* tags = found->column->tags();
        QVERIFY(tags);
        const auto names = [&](std::size_t row) {
            QStringList out;
            for (const auto code : tags->row(row)) out << QString::fromStdString(tags->names[code]);
            out.sort();
            return out.join(' ');
        };
        QCOMPARE(names(0), QString("running shoes"));
        QCOMPARE(names(1), QString("running shoes tent"));
        QCOMPARE(names(2), QString());
        const auto info = object(run_adscope({"info", at("h.adscope"), "--json"}));
        bool history = false;
        for (const auto& s : info["sources"].toArray())
            if (s.toObject()["content"] == "history") {
                history = true;
                QCOMPARE(s.toObject()["read"].toInt(), 5);
                QCOMPARE(s.toObject()["rejected"].toInt(), 1);
            }
        QVERIFY(history);
        QCOMPARE(run_adscope({"import", at("log.csv"), "--history", at("h.csv"), "--history-key", "nobody", "--into", at("y.adscope")})
                     .exit_code,
                 2);
    }
    void sequencesAndTags() {
        write_file(at("s.csv"),
                   "time,user_id,ad_id,click,history,interests\n2026-03-01,u1,a1,1,a3 a2 a3,sport|travel\n2026-03-02,u2,a2,0,,music\n");
        const auto o = import({at("s.csv"), "--into", at("s.adscope"), "--map", "sequence=history,user.interests:tags=interests"});
        QCOMPARE(o["accepted"].toInt(), 2);
        const auto table = EventTable::read(at("s.adscope"));
        QVERIFY_OK(table);
        const auto* sequence = (*table)->find("history")->column->tags();
        QCOMPARE(sequence->row(0).size(), std::size_t{3});  // order and repeats stay
        QCOMPARE(sequence->row(0)[0], sequence->row(0)[2]);
        QVERIFY((*table)->find("user.interests")->column->tags());
    }
    void movielens() {
        write_file(at("u.data"), "196\t242\t3\t881250949\n186\t302\t3\t891717742\n22\t377\t1\t878887116\n");
        write_file(at("ratings.csv"), "userId,movieId,rating,timestamp\n1,296,5.0,1147880044\n1,306,3.5,1147868817\n");
        write_file(at("movies.csv"),
                   "movieId,title,genres\n296,Pulp Fiction (1994),Comedy|Crime|Drama|Thriller\n306,Three Colors: Red (1994),Drama\n");
        auto o = import({at("u.data"), "--preset", "movielens", "--into", at("m1.adscope")});
        QCOMPARE(o["accepted"].toInt(), 3);
        QCOMPARE(query(at("m1.adscope"), "SELECT time, rating FROM events"), std::string("881250949000,3;891717742000,3;878887116000,1"));
        o = import(
            {at("ratings.csv"), "--preset", "movielens", "--ads", at("movies.csv"), "--ad-key", "movieId", "--into", at("m2.adscope")});
        QCOMPARE(o["accepted"].toInt(), 2);
        const auto table = EventTable::read(at("m2.adscope"));
        QVERIFY_OK(table);
        QCOMPARE((*table)->find("ad.genres")->column->tags()->row(1).size(), std::size_t{4});
    }
    void criteoAndAvazu() {
        std::string row = "1\t1\t1\t5\t0\t1382\t4\t15\t2\t181\t1\t2\t\t2";
        for (int i = 0; i < 26; ++i) row += "\t68fd1e6" + std::to_string(i);
        write_file(at("criteo.txt"), row + "\n0" + row.substr(1) + "\n");
        auto o = import({at("criteo.txt"), "--preset", "criteo", "--into", at("criteo.adscope")});
        QCOMPARE(o["accepted"].toInt(), 2);
        QCOMPARE(o["clicks"].toInt(), 1);
        QCOMPARE(o["mapping"].toObject()["context.I13"].toString(), "I13");
        QCOMPARE(o["mapping"].toObject()["context.C26"].toString(), "C26");
        write_file(
            at("avazu.csv"),
            "id,click,hour,C1,banner_pos,site_id,site_domain,site_category,app_id,app_domain,app_category,device_id,device_ip,device_model,"
            "device_type,device_conn_type,C14,C15,C16,C17,C18,C19,C20,C21\n1000009418151094273,0,14102100,1005,0,1fbe01fe,f3845767,"
            "28905ebd,"
            "ecad2386,7801e8d9,07d7df22,a99f214a,ddd2926e,44956a24,1,2,15706,320,50,1722,0,35,-1,79\n");
        o = import({at("avazu.csv"), "--preset", "avazu", "--into", at("avazu.adscope")});
        QCOMPARE(o["accepted"].toInt(), 1);
        QCOMPARE(query(at("avazu.adscope"), "SELECT time / 1000, position FROM events"), std::string("1413849600,0"));
    }
    void reportsOfAdNetworks_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("preset");
        QTest::newRow("facebook")
            << QByteArray(
                   "\"Reporting starts\",\"Reporting ends\",\"Ad name\",\"Campaign name\",\"Impressions\",\"Link clicks\",\"Clicks "
                   "(all)\",\"Amount spent (USD)\",\"Purchases\",\"Purchases conversion value\"\n"
                   "2026-03-01,2026-03-01,Spring,Sale,1000,20,31,12.34,2,99.5\n2026-03-02,2026-03-02,Summer,Sale,500,10,12,5.66,,\n")
            << "facebook-ads";
        QTest::newRow("facebook zh")
            << QByteArray(
                   "单日,广告名称,广告系列名称,覆盖人数,展示次数,链接点击量,点击量（全部）,已花费金额 (USD),购物次数,购物转化价值\n"
                   "2026-03-01,春季,促销,900,1000,20,31,12.34,2,99.5\n2026-03-02,夏季,促销,450,500,10,12,5.66,,\n")
            << "facebook-ads";
        QTest::newRow("google")
            << QByteArray(
                   "Campaign performance\n\"March 1, 2026 - March 2, 2026\"\nDay,Campaign,Ad group,Currency "
                   "code,Impr.,Clicks,CTR,Cost,Conversions,Conv. value\n2026-03-01,Sale,Spring,USD,\"1,000\",20,2.00%,12.34,2.00,99.50\n"
                   "2026-03-02,Sale,Summer,USD,500,10,2.00%,5.66,0.00,0.00\nTotal: Account,--,--,USD,\"1,500\",30,2.00%,18.00,2.00,99.50\n")
            << "google-ads";
        QTest::newRow("google zh")
            << QByteArray(
                   "广告系列效果报告\n\"2026年3月1日 - "
                   "2026年3月2日\"\n日期,广告系列,广告组,货币代码,展示次数,点击次数,点击率,费用,转化次数,转化价值\n"
                   "2026-03-01,促销,春季,USD,\"1,000\",20,2.00%,12.34,2.00,99.50\n2026-03-02,促销,夏季,USD,500,10,2.00%,5.66,0.00,0.00\n"
                   "总计：帐号,--,--,USD,\"1,500\",30,2.00%,18.00,2.00,99.50\n")
            << "google-ads";
    }
    void reportsOfAdNetworks() {
        QFETCH(QByteArray, text);
        QFETCH(QString, preset);
        const std::string name = QTest::currentDataTag();
        write_file(at(name + ".csv"), text.toStdString());
        const auto o = import({at(name + ".csv"), "--preset", preset.toStdString(), "--into", at(name + ".adscope")});
        QCOMPARE(o["accepted"].toInt(), 2);
        QCOMPARE(o["impressions"].toInt(), 1500);
        QCOMPARE(o["clicks"].toInt(), 30);
        QCOMPARE(o["ads"].toInt(), 2);
        QCOMPARE(query(at(name + ".adscope"), "SELECT sum(weight * cost), sum(weight * revenue), sum(weight * conversion) FROM events"),
                 std::string("18000000,99500000,2"));
    }
};

ADSCOPE_TEST(TestLongLogs);
#include "test_long_logs.moc"
