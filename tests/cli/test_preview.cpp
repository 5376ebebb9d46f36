// adscope preview through the executable.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/testing.h"

#include <QTemporaryDir>

using namespace adscope::testing;

class TestPreview : public QObject {
    Q_OBJECT

private slots:
    void theDocument() {
        const auto run = run_adscope({"preview", shared_path("data/kuairand/user_features_pure.csv.gz"), "--rows", "4", "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto o = QJsonDocument::fromJson(QByteArray::fromStdString(run.out)).object();
        for (const char* key : {"columns", "dialect", "rows"}) QVERIFY2(o.contains(key), key);
        QCOMPARE(o["rows"].toArray().size(), 4);
        QCOMPARE(o["columns"].toArray().size(), 31);
        const auto first = o["columns"].toArray()[0].toObject();
        for (const char* key : {"name", "type", "role", "missing", "distinct", "examples"}) QVERIFY2(first.contains(key), key);
        QCOMPARE(first["role"].toString(), "user");
    }
    void wholeFilesAsCsv() {
        const auto run = run_adscope({"preview", shared_path("data/csv-spectrum/csvs/newlines.csv"), "--all", "--csv"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QCOMPARE(QString::fromStdString(run.out), "a,b,c\r\n1,2,3\r\n\"Once upon \na time\",5,6\r\n7,8,9\r\n");
        const auto empty = run_adscope({"preview", "-", "--all", "--csv"}, "");
        QCOMPARE(empty.exit_code, 0);
        QVERIFY(empty.out.empty());
        const auto notes = run_adscope({"preview", "-", "--all", "--csv"}, "# a note\na,b\n1,2\n");
        QCOMPARE(QString::fromStdString(notes.out), "a,b\r\n1,2\r\n");
        QCOMPARE(QString::fromStdString(notes.err), "# a note\n");
    }
    void severalFiles() {
        QTemporaryDir folder;
        const auto place = [&](const char* name) { return folder.filePath(name).toStdString(); };
        write_file(place("a.csv"), "id,n\n1,2\n");
        write_file(place("b.csv"), "id,n\n3,4\n");
        const std::string expected = "id,n\r\n1,2\r\n3,4\r\n";
        for (const auto& name : {folder.path().toStdString(), place("*.csv")}) {
            const auto run = run_adscope({"preview", name, "--all", "--csv"});
            QVERIFY2(run.exit_code == 0, run.err.c_str());
            QCOMPARE(QString::fromStdString(run.out), QString::fromStdString(expected));
        }
        write_file(place("c.csv"), "id;other\n3;4\n");
        const auto run = run_adscope({"preview", folder.path().toStdString(), "--all", "--csv"});
        QCOMPARE(run.exit_code, 1);
        QVERIFY2(run.err.find("c.csv") != std::string::npos, run.err.c_str());
        QCOMPARE(run_adscope({"preview", place("*.tsv")}).exit_code, 1);
    }
    void tablesAndFailures() {
        for (const char* language : {"en", "zh"}) {
            const auto run =
                run_adscope({"preview", shared_path("data/kuairand/log_0425_0430.csv.gz"), "--preset", "kuairand", "--language", language});
            QVERIFY2(run.exit_code == 0, run.err.c_str());
            QVERIFY2(run.out.find("is_click") != std::string::npos, run.out.c_str());
        }
        QCOMPARE(run_adscope({"preview", "/no/such/file.csv"}).exit_code, 1);
        QCOMPARE(run_adscope({"preview", "/no/such/file.csv", "--all", "--csv"}).exit_code, 1);
        QCOMPARE(run_adscope({"preview", "-", "--dialect", "colour=red"}, "a,b\n1,2\n").exit_code, 2);
    }
};

ADSCOPE_TEST(TestPreview);
#include "test_preview.moc"
