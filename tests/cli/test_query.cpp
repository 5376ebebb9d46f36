// `adscope query` on a workspace whose every row is known.

#include "tests/support/documents.h"
#include "tests/support/small_workspace.h"

using namespace adscope::testing;

class TestQuery : public QObject {
    Q_OBJECT
    SixEvents log_;
    std::string path_ = log_.path;

private slots:
    void keys() {
        const auto o = run_json({"query", path_, "SELECT id, click FROM events ORDER BY id", "--limit", "4"});
        QCOMPARE(o["columns"].toArray(), (QJsonArray{"id", "click"}));
        QCOMPARE(o["rows"].toArray().size(), 4);
        QCOMPARE(o["rows"].toArray()[1].toArray()[1].toInt(), 0);
        QVERIFY(o["truncated"].toBool());
        QVERIFY(o.contains("seconds"));
        QVERIFY(!run_json({"query", path_, "SELECT 1"})["truncated"].toBool());
    }
    void theLimitIsSaid() {
        const Run run = run_adscope({"query", path_, "SELECT id FROM events", "--limit", "2"});
        QCOMPARE(run.exit_code, 0);
        QVERIFY2(run.err.find("--limit") != std::string::npos, run.err.c_str());
        QVERIFY(run.out.find("3") == std::string::npos);
    }
    void writingIsRefused() {
        const auto before = read_file(path_);
        for (const char* sql : {"DELETE FROM events", "CREATE TABLE x(a)", "ATTACH 'x.db' AS x", "PRAGMA journal_mode = DELETE"}) {
            const Run run = run_adscope({"query", path_, sql});
            QCOMPARE(run.exit_code, 1);
            QVERIFY2(run.err.find("only reads") != std::string::npos, run.err.c_str());
            QVERIFY(run.out.empty());
        }
        QCOMPARE(read_file(path_), before);
    }
    void wrongUsageIsTwo() {
        QCOMPARE(run_adscope({"query", path_}).exit_code, 2);
        QCOMPARE(run_adscope({"query", path_, "SELECT 1", "--limit", "0"}).exit_code, 2);
    }
};

ADSCOPE_TEST(TestQuery);
#include "test_query.moc"
