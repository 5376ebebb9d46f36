// adscope import through the executable: its document, standard input, and kills in the middle.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include "core/workspace/event_table.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestImport : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }
    static QJsonObject object(const Run& run) { return QJsonDocument::fromJson(QByteArray::fromStdString(run.out)).object(); }
    QStringList left(const char* pattern) { return QDir(folder_.path()).entryList({pattern}, QDir::Files); }

    // A log that takes long enough to be killed in.
    std::string long_log() {
        const auto path = at("long.csv");
        if (QFile::exists(QString::fromStdString(path))) return path;
        std::string text = "time,user_id,ad_id,click,note\n";
        for (int i = 0; i < 400000; ++i)
            text += "2026-03-01T10:00:00Z,u" + std::to_string(i * 7919LL % 100003) + ",a" + std::to_string(i % 977) +
                    (i % 9 ? ",0,n" : ",1,n") + std::to_string(i) + "\n";
        write_file(path, text);
        return path;
    }

private slots:
    void initTestCase() {
        write_file(at("log.csv"),
                   "time,user_id,ad_id,click,tab\n2026-03-01T10:00:00Z,u1,a1,1,x\n2026-03-01T11:00:00Z,u2,a1,0,y\nnever,u2,a1,0,y\n2026-03-"
                   "01T10:00:00Z,u1,a1,1,x\n");
    }
    void theDocument() {
        const auto run = run_adscope({"import", at("log.csv"), "--into", at("w.adscope"), "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto o = object(run);
        for (const char* key :
             {"source", "read", "accepted", "rejected", "duplicates", "reasons", "users", "ads", "mapping", "dialect", "seconds"})
            QVERIFY2(o.contains(key), key);
        QCOMPARE(o["read"].toInt(), 4);
        QCOMPARE(o["accepted"].toInt(), 3);
        QCOMPARE(o["rejected"].toInt(), 1);
        QCOMPARE(o["duplicates"].toInt(), 1);
        QCOMPARE(o["reasons"].toObject()["bad_time"].toInt(), 1);
        QCOMPARE(o["mapping"].toObject()["user"].toString(), "user_id");
        for (const char* key : {"delimiter", "quote", "escape", "encoding", "header"}) QVERIFY2(o["dialect"].toObject().contains(key), key);
        QCOMPARE(o["dialect"].toObject()["delimiter"].toString(), ",");
    }
    void mapsAndDialects() {
        write_file(at("odd.csv"), "wann;wer;was;geklickt;a,b;extra\n2026-03-01;'u;1';x1;ja;1;2\n2026-03-02;'u;2';x2;0;3;4\n");
        auto run = run_adscope({"import", at("odd.csv"), "--into", at("odd.adscope"), "--json", "--dialect", "sep=;,quote='", "--map",
                                "time=wann,user=wer,ad=was", "--map", "click=geklickt", "--map", "context=extra,outcome.both:number=a,b"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto o = object(run);
        QCOMPARE(o["accepted"].toInt(), 1);  // "ja" is no flag that is known
        QCOMPARE(o["mapping"].toObject()["outcome.both"].toString(), "a,b");
        QCOMPARE(o["mapping"].toObject()["context.extra"].toString(), "extra");
        QCOMPARE(run_adscope({"import", at("log.csv"), "--into", at("x.adscope"), "--map", "click"}).exit_code, 2);
        QCOMPARE(run_adscope({"import", at("log.csv"), "--into", at("x.adscope"), "--dialect", "sep=ab"}).exit_code, 2);
        QCOMPARE(run_adscope({"import", at("log.csv")}).exit_code, 2);
        QCOMPARE(run_adscope({"import", at("log.csv"), "--into", at("x.adscope"), "--user-key", "user_id"}).exit_code, 2);
        QVERIFY(left("x.adscope*").isEmpty());
    }
    void standardInputAndTables() {
        auto run = run_adscope({"import", "-", "--into", at("in.adscope"), "--language", "zh"}, "time,user,ad,click\n2026-03-01,u1,a1,1\n");
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QVERIFY2(run.out.find("读取 1 行") != std::string::npos, run.out.c_str());
        run = run_adscope({"import", at("log.csv"), "--into", at("dry.adscope"), "--dry-run"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QVERIFY(left("dry.adscope*").isEmpty());
    }
    void placesThatCannotBeWritten() {
        auto run = run_adscope({"import", at("log.csv"), "--into", at("no/such/folder/w.adscope")});
        QCOMPARE(run.exit_code, 1);
        QVERIFY2(run.err.find("no/such/folder") != std::string::npos, run.err.c_str());
        write_file(at("text.adscope"), std::string(3000, 'x'));
        run = run_adscope({"import", at("log.csv"), "--into", at("text.adscope")});
        QCOMPARE(run.exit_code, 1);
        QCOMPARE(read_file(at("text.adscope")), std::string(3000, 'x'));
        run = run_adscope({"import", at("log.csv"), "--into", folder_.path().toStdString()});
        QCOMPARE(run.exit_code, 1);
    }
    // At every moment of an import that a kill meets, what was there is there, and nothing half.
    void kills() {
        const auto log = long_log();
        QCOMPARE(run_adscope({"import", at("log.csv"), "--into", at("k.adscope")}).exit_code, 0);
        const auto state = (*EventTable::read(at("k.adscope")))->state_hash;
        int killed = 0;
        for (const int after_ms : {20, 60, 120, 250, 400, 700}) {
            for (const char* workspace : {"k.adscope", "new.adscope"}) {
                QProcess process;
                process.start(QString::fromStdString(adscope_executable()),
                              {"import", QString::fromStdString(log), "--into", QString::fromStdString(at(workspace))});
                QVERIFY(process.waitForStarted());
                const bool ended = process.waitForFinished(after_ms);
                if (!ended) {
                    process.kill();
                    QVERIFY(process.waitForFinished());
                    ++killed;
                }
                if (ended) {
                    QCOMPARE(process.exitCode(), 0);
                    QCOMPARE((*EventTable::read(at(workspace)))->rows % 400000,
                             std::string(workspace) == "new.adscope" ? std::size_t{0} : std::size_t{3});
                    continue;
                }
                if (std::string(workspace) == "new.adscope" && !QFile::exists(QString::fromStdString(at(workspace)))) continue;
                auto opened = Workspace::open(at(workspace));
                QVERIFY_OK(opened);
                QCOMPARE(*opened->database().text("PRAGMA integrity_check"), std::string("ok"));
                const auto table = EventTable::read(at(workspace));
                QVERIFY_OK(table);
                if (std::string(workspace) == "k.adscope" && (*table)->rows == 3) QCOMPARE((*table)->state_hash, state);
                QCOMPARE((*table)->rows % 400000, std::string(workspace) == "new.adscope" ? std::size_t{0} : std::size_t{3});
            }
        }
        QVERIFY2(killed > 0, "no import was slow enough to be killed");
        // The next one takes away what a killed one left beside.
        QCOMPARE(run_adscope({"import", at("log.csv"), "--into", at("new.adscope")}).exit_code, 0);
        QVERIFY(left("new.adscope.making-*").isEmpty());
    }
};

ADSCOPE_TEST(TestImport);
#include "test_import.moc"
