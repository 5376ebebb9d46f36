// Queries of a person: what they may read, what they may not do; the readable views; the checks of a file.
#include <thread>

#include "core/workspace/check.h"
#include "core/workspace/saved_queries.h"
#include "core/workspace/sql.h"
#include "core/workspace/views.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestSql : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string path_;

    static std::string text(const DataTable::Cell& c) {
        return std::holds_alternative<std::string>(c) ? std::get<std::string>(c) : std::string("?");
    }

private slots:
    void initTestCase() {
        path_ = folder_.filePath("w.adscope").toStdString();
        make_six_events(path_);
        QVERIFY_OK(rebuild_views(take(Workspace::open(path_))));
    }
    void reads() {
        const auto r = take(run_sql(path_, "SELECT count(*) AS n, avg(click) AS rate, 'x' AS t, NULL AS gone FROM events; ", 10));
        QCOMPARE(r.columns, (std::vector<std::string>{"n", "rate", "t", "gone"}));
        QCOMPARE(r.rows.size(), std::size_t{1});
        QCOMPARE(std::get<std::int64_t>(r.rows[0][0]), std::int64_t{6});
        QCOMPARE(std::get<double>(r.rows[0][1]), 4.0 / 6);
        QVERIFY(std::holds_alternative<std::monostate>(r.rows[0][3]));
        QVERIFY(!r.truncated);
    }
    void theLimitSaysWhenItBites() {
        QVERIFY(!take(run_sql(path_, "SELECT id FROM events", 6)).truncated);
        const auto r = take(run_sql(path_, "SELECT id FROM events", 5));
        QVERIFY(r.truncated);
        QCOMPARE(r.rows.size(), std::size_t{5});
    }
    void aTimeLimitEndsAQuery() {
        SqlOptions options(10);
        options.seconds = 0.2;
        const auto r = run_sql(path_, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", options);
        QVERIFY(!r);
        QCOMPARE(r.error().message.id(), std::string("sql.too_slow"));
    }
    void slicedIsTheSlice() {
        const auto count = [&](const SqlOptions& o) {
            return std::get<std::int64_t>(take(run_sql(path_, "SELECT count(*) FROM sliced", o)).rows[0][0]);
        };
        SqlOptions options(10);
        QCOMPARE(count(options), std::int64_t{5});  // one of six is marked
        options.table = take(EventTable::read(path_));
        auto slice = std::make_shared<Selection>(options.table->rows);
        slice->set(1);
        slice->set(4);
        options.slice = slice;
        QCOMPARE(count(options), std::int64_t{2});
        const auto r = take(run_sql(path_, "SELECT event FROM sliced ORDER BY event", options));
        QCOMPARE(std::get<std::int64_t>(r.rows[1][0]), options.table->id[4]);
    }
    void savedQueriesAreViews() {
        QVERIFY_OK(saved_queries::save(path_, "by_ad", "SELECT ad, count(*) AS n FROM sliced GROUP BY ad;"));
        QVERIFY_OK(saved_queries::save(path_, "most", "SELECT max(n) AS most FROM by_ad"));
        const auto all = take(run_sql(path_, "SELECT sum(n) FROM by_ad", 10));
        QCOMPARE(std::get<std::int64_t>(all.rows[0][0]), std::int64_t{5});
        QCOMPARE(take(run_sql(path_, "SELECT most FROM most", 10)).rows.size(), std::size_t{1});
        const auto names = take(sql_tables(path_));
        const auto has = [&](const char* name) {
            return std::any_of(names.begin(), names.end(), [&](const SqlTable& t) { return t.name == name; });
        };
        QVERIFY(has("v_events") && has("sliced") && has("by_ad") && has("events"));
        const auto workspace = take(Workspace::open(path_));
        QVERIFY_OK(saved_queries::remove(workspace, "by_ad"));
        QCOMPARE(take(saved_queries::list(workspace)).size(), std::size_t{1});
        // The one that read it fails where it is used, and nothing else does.
        QVERIFY(!run_sql(path_, "SELECT most FROM most", 10));
        QCOMPARE(take(run_sql(path_, "SELECT 1", 10)).rows.size(), std::size_t{1});
        QVERIFY_OK(saved_queries::remove(workspace, "most"));
    }
    void savingIsRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("id");
        QTest::newRow("name") << "two words"
                              << "SELECT 1"
                              << "sql.bad_name";
        QTest::newRow("no name") << ""
                                 << "SELECT 1"
                                 << "sql.bad_name";
        QTest::newRow("digit") << "1a"
                               << "SELECT 1"
                               << "sql.bad_name";
        QTest::newRow("taken") << "Events"
                               << "SELECT 1"
                               << "sql.name_taken";
        QTest::newRow("writes") << "a"
                                << "DELETE FROM events"
                                << "sql.read_only";
        QTest::newRow("several") << "a"
                                 << "SELECT 1; SELECT 2"
                                 << "sql.several";
        QTest::newRow("wrong") << "a"
                               << "SELECT nothing FROM nowhere"
                               << "sql.wrong";
    }
    void savingIsRefused() {
        QFETCH(QString, name);
        QFETCH(QString, sql);
        QFETCH(QString, id);
        const auto r = saved_queries::save(path_, name.toStdString(), sql.toStdString());
        QVERIFY(!r);
        QVERIFY2(r.error().message.id().starts_with(id.toStdString()), r.error().message.id().c_str());
        QVERIFY(take(saved_queries::list(take(Workspace::open(path_)))).empty());
    }
    void writingIsRefused_data() {
        QTest::addColumn<QString>("sql");
        for (const char* sql :
             {"DELETE FROM events", "INSERT INTO meta VALUES('a', 'b')", "INSERT INTO meta VALUES('a', 'b') RETURNING key",
              "UPDATE events SET click = 0", "CREATE TABLE x(a)", "CREATE TEMP TABLE x(a)", "DROP TABLE events", "ATTACH 'other.db' AS o",
              "VACUUM", "VACUUM INTO 'copy.db'", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = OFF", "PRAGMA writable_schema = ON",
              "BEGIN", "SAVEPOINT s", "REINDEX", "ANALYZE", "SELECT load_extension('x')", "ALTER TABLE events ADD COLUMN x"})
            QTest::newRow(sql) << sql;
    }
    void writingIsRefused() {
        QFETCH(QString, sql);
        const auto before = read_file(path_);
        const auto r = run_sql(path_, sql.toStdString(), 10);
        QVERIFY(!r);
        QVERIFY(r.error().code == ErrorCode::refused);
        QCOMPARE(r.error().message.id(), std::string("sql.read_only"));
        QVERIFY(render(r.error().message, Language::en).find("SELECT") != std::string::npos);
        QCOMPARE(read_file(path_), before);
        QVERIFY(!QFile::exists("other.db") && !QFile::exists("copy.db"));
    }
    void mistakesAreExplained() {
        auto r = run_sql(path_, "SELECT nope FROM events", 10);
        QVERIFY(!r);
        QCOMPARE(r.error().message.id(), std::string("sql.wrong_at"));
        QVERIFY(render(r.error().message, Language::en).find("character 8") != std::string::npos);
        r = run_sql(path_, "SELECT 1; SELECT 2", 10);
        QVERIFY(!r);
        QCOMPARE(r.error().message.id(), std::string("sql.several"));
        r = run_sql(path_, "  -- nothing", 10);
        QVERIFY(!r);
        QCOMPARE(r.error().message.id(), std::string("sql.empty"));
    }
    void cancelInterrupts() {
        std::stop_source stop;
        std::thread canceller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            stop.request_stop();
        });
        const auto r = run_sql(path_, "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r", 10,
                               JobContext(stop.get_token(), {}));
        canceller.join();
        QVERIFY(!r && r.error().is_cancelled());
    }
    void viewsSpeakInNames() {
        const auto events = take(run_sql(path_, "SELECT user, ad, device, cost, marked, split, time_utc FROM v_events ORDER BY event", 10));
        QCOMPARE(text(events.rows[1][0]), std::string("u1"));
        QCOMPARE(text(events.rows[1][2]), std::string("desk \"top\""));
        QCOMPARE(std::get<double>(events.rows[0][3]), 0.5);
        QCOMPARE(std::get<std::int64_t>(events.rows[5][4]), std::int64_t{1});
        QCOMPARE(std::get<std::int64_t>(events.rows[0][4]), std::int64_t{0});
        QCOMPARE(text(events.rows[3][5]), std::string("valid"));
        QCOMPARE(text(events.rows[0][6]), std::string("2026-03-01 12:00:00"));
        const auto ads = take(run_sql(path_, "SELECT tags FROM v_ads WHERE ad = 'a1'", 10));
        QCOMPARE(text(ads.rows[0][0]), std::string("red|blue"));
        const auto users = take(run_sql(path_, "SELECT taste FROM v_users WHERE user = 'u2'", 10));
        QCOMPARE(text(users.rows[0][0]), std::string("音乐"));
    }
    void viewsTakeAnyName() {
        const auto path = folder_.filePath("odd.adscope").toStdString();
        SmallWorkspace w(path);
        w.field("event", "a\"b; DROP TABLE events; --", "number");
        w.field("event", "Click", "number");  // differs from the view's own column by case alone
        w.field("event", std::string("nul\0l", 5), "number");
        w.event({{}, 1, {}, {}, 1, {}, {}, {}, {}, {}, {}, {1, 2, 3}});
        QVERIFY_OK(rebuild_views(w.workspace()));
        const auto r = take(run_sql(path, "SELECT \"a\"\"b; DROP TABLE events; --\", Click_2 FROM v_events", 10));
        QCOMPARE(std::get<double>(r.rows[0][0]), 1.0);
        QCOMPARE(std::get<double>(r.rows[0][1]), 2.0);
        QVERIFY_OK(rebuild_views(w.workspace()));
        QVERIFY_OK(drop_views(w.workspace().database()));
        w.sql("ALTER TABLE events DROP COLUMN c_2");
    }
    void aGoodFilePassesItsChecks() {
        const auto problems = check_workspace(path_);
        QVERIFY_OK(problems);
        QVERIFY(problems->empty());
    }
    void codesWithoutANameAreFound() {
        const auto path = folder_.filePath("broken.adscope").toStdString();
        make_six_events(path);
        {
            auto w = take(Workspace::open(path));
            ensure(w.database().execute(
                "UPDATE events SET c_1 = 9 WHERE id <= 2; UPDATE events SET user = 77 WHERE id = 3; UPDATE ads SET c_1 = 5 WHERE id = 1"));
        }
        const auto problems = take(check_workspace(path));
        QCOMPARE(problems.size(), std::size_t{3});
        std::string all;
        for (const auto& p : problems) all += render(p, Language::en) + "\n";
        QVERIFY2(all.find("2 values of event.device") != std::string::npos, all.c_str());
        QVERIFY2(all.find("events.user") != std::string::npos, all.c_str());
        QVERIFY2(all.find("ad.tags") != std::string::npos, all.c_str());
    }
};

ADSCOPE_TEST(TestSql);
#include "test_sql.moc"
