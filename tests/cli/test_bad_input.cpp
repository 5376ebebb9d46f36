// Bad input: the right exit code, one message that helps, nothing half made.
#include <QDir>
#include <QFileInfo>

#include "tests/support/testing.h"

using namespace adscope::testing;

class TestBadInput : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }

private slots:
    void initTestCase() {
        write_file(at("good.csv"),
                   "time,user_id,ad_id,click\n2026-03-01T10:00:00Z,u1,a1,1\n2026-03-01T11:00:00Z,u2,a1,0\n2026-03-02T10:00:00Z,u1,a2,"
                   "0\n2026-03-03T10:00:00Z,u2,a2,1\n");
        write_file(at("empty.csv"), "");
        write_file(at("binary.csv"), std::string("\x7f"
                                                 "ELF\0\0\1\2\3",
                                                 9) +
                                         std::string(5000, '\0'));
        write_file(at("text.adscope"), std::string(2000, 'x'));
        QCOMPARE(run_adscope({"import", at("good.csv"), "--into", at("w.adscope")}).exit_code, 0);
    }
    void failures_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit_code");
        QTest::addColumn<QString>("says");
        const auto q = [this](const char* n) { return QString::fromStdString(at(n)); };
        QTest::addRow("no command") << QStringList{"nonsense"} << 2 << "";
        QTest::addRow("unknown option") << QStringList{"info", q("w.adscope"), "--nonsense"} << 2 << "nonsense";
        QTest::addRow("missing file") << QStringList{"import", q("none.csv"), "--into", q("x.adscope")} << 1 << "none.csv";
        QTest::addRow("empty file") << QStringList{"import", q("empty.csv"), "--into", q("x.adscope")} << 1 << "empty.csv";
        QTest::addRow("binary file") << QStringList{"import", q("binary.csv"), "--into", q("x.adscope")} << 1 << "binary.csv";
        QTest::addRow("a folder as a log") << QStringList{"import", folder_.path(), "--into", q("x.adscope")} << 1 << "";
        QTest::addRow("unknown preset") << QStringList{"import", q("good.csv"), "--into", q("x.adscope"), "--preset", "nope"} << 2
                                        << "nope";
        QTest::addRow("unknown role") << QStringList{"import", q("good.csv"), "--into", q("x.adscope"), "--map", "nonsense=click"} << 2
                                      << "nonsense";
        QTest::addRow("unknown column") << QStringList{"import", q("good.csv"), "--into", q("x.adscope"), "--map", "click=nope"} << 2
                                        << "nope";
        QTest::addRow("missing workspace") << QStringList{"info", q("none.adscope")} << 1 << "none.adscope";
        QTest::addRow("wrong workspace") << QStringList{"info", q("text.adscope")} << 1 << "text.adscope";
        QTest::addRow("log as workspace") << QStringList{"ctr", q("good.csv"), "--by", "click"} << 1 << "good.csv";
        QTest::addRow("unknown dimension") << QStringList{"ctr", q("w.adscope"), "--by", "nope"} << 2 << "nope";
        QTest::addRow("broken condition") << QStringList{"ctr", q("w.adscope"), "--by", "ad", "--where", "click ="} << 2 << "";
        QTest::addRow("unknown model") << QStringList{"train", q("w.adscope"), "--model", "nope"} << 2 << "popularity";
        QTest::addRow("impossible setting") << QStringList{"train", q("w.adscope"), "--model", "als", "--set", "factors=-3"} << 2
                                            << "factors";
        QTest::addRow("unknown setting") << QStringList{"train", q("w.adscope"), "--model", "als", "--set", "nope=1"} << 2 << "nope";
        QTest::addRow("unknown split") << QStringList{"train", q("w.adscope"), "--model", "als", "--split", "nope:1"} << 2 << "nope";
        QTest::addRow("a GPU that is not there")
            << QStringList{"train", q("w.adscope"), "--model", "deepfm", "--device", "cuda:7"} << 1 << "cuda";
        QTest::addRow("model id that is not there") << QStringList{"evaluate", q("w.adscope"), "--model", "99"} << 1 << "99";
        QTest::addRow("writing SQL") << QStringList{"query", q("w.adscope"), "DELETE FROM events"} << 1 << "";
        QTest::addRow("attached SQL") << QStringList{"query", q("w.adscope"), "ATTACH 'x.db' AS x"} << 1 << "";
        QTest::addRow("wrong SQL") << QStringList{"query", q("w.adscope"), "SELEC 1"} << 1 << "SELEC";
        QTest::addRow("report into a file") << QStringList{"report", q("w.adscope"), "--out", q("good.csv")} << 1 << "good.csv";
        QTest::addRow("generate over a folder") << QStringList{"generate", folder_.path()} << 1 << "";
        QTest::addRow("generate nothing") << QStringList{"generate", q("g"), "--events", "0"} << 2 << "events";
    }
    void failures() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exit_code);
        QFETCH(QString, says);
        const std::string before = read_file(at("w.adscope"));
        for (const char* language : {"en", "zh"}) {
            std::vector<std::string> list;
            for (const auto& a : arguments) list.push_back(a.toStdString());
            if (arguments.size() > 1) {
                list.push_back("--language");
                list.push_back(language);
            }
            const Run run = run_adscope(list);
            QVERIFY2(run.exit_code == exit_code,
                     qPrintable(QString("exit %1: %2").arg(run.exit_code).arg(QString::fromStdString(run.err))));
            QVERIFY2(!run.err.empty(), "no message");
            QVERIFY2(QString::fromStdString(run.err).contains(says), run.err.c_str());
        }
        QVERIFY(!QFileInfo::exists(QString::fromStdString(at("x.adscope"))));
        QVERIFY(!QFileInfo::exists(QString::fromStdString(at("g"))));
        QVERIFY2(read_file(at("w.adscope")) == before, "a failure changed the workspace");
        for (const auto& name : QDir(folder_.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
            QVERIFY2(name.startsWith("good") || name.startsWith("empty") || name.startsWith("binary") || name.startsWith("text") ||
                         name.startsWith("w.adscope"),
                     qPrintable(name + " was left behind"));
    }
};

ADSCOPE_TEST(TestBadInput);
#include "test_bad_input.moc"
