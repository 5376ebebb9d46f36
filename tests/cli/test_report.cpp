// adscope report: keys, both languages, errors, and a report that is killed.
#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include "tests/support/documents.h"
#include "tests/support/small_campaign.h"

using namespace adscope::testing;

class TestReport : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string workspace_;
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }

private slots:
    void initTestCase() {
        workspace_ = at("w.adscope");
        make_small_campaign(workspace_);
        const Run r = run_adscope({"train", workspace_, "--model", "logistic", "--json"});
        QVERIFY2(r.exit_code == 0, r.err.c_str());
    }
    void keysInBothLanguages() {
        for (const char* language : {"en", "zh"}) {
            const Run r = run_adscope({"report", workspace_, "--out", at(language), "--format", "html,xlsx,csv", "--language", language,
                                       "--title", "March <b>", "--advertiser", "Northwind", "--json"});
            QVERIFY2(r.exit_code == 0, r.err.c_str());
            const auto o = document_of(r);
            QVERIFY(o["seconds"].toDouble() > 0);
            QStringList sections;
            for (const auto& s : o["sections"].toArray()) sections << s.toString();
            for (const char* s :
                 {"summary", "data", "performance", "model", "diversity", "explanation", "recommendations", "method", "provenance"})
                QVERIFY2(sections.contains(s), s);
            for (const auto& f : o["files"].toArray()) QVERIFY2(QFileInfo(f.toString()).size() > 0, qPrintable(f.toString()));
            const std::string html = read_file(at(language) + "/report.html");
            QVERIFY(html.find("March &lt;b&gt;") != std::string::npos && html.find("Northwind") != std::string::npos);
            QVERIFY(html.find(language[0] == 'z' ? "点击率" : "Performance") != std::string::npos);
        }
    }
    // With the window built in PDF is printed, without it the message says what to do.
    void pdfIsPrintedOrExplained() {
        const Run r = run_adscope({"report", workspace_, "--out", at("pdf"), "--format", "pdf", "--sections", "summary"});
        if (r.exit_code == 0) {
            QVERIFY(read_file(at("pdf") + "/report.pdf").starts_with("%PDF"));
        } else {
            QCOMPARE(r.exit_code, 1);
            QVERIFY2(r.err.find("window") != std::string::npos, r.err.c_str());
            QVERIFY(!QFileInfo::exists(folder_.filePath("pdf")));
        }
    }
    void readableWithoutJson() {
        const Run r = run_adscope({"report", workspace_, "--out", at("plain"), "--format", "html", "--sections", "summary,method"});
        QVERIFY2(r.exit_code == 0, r.err.c_str());
        QVERIFY(r.out.find("report.html") != std::string::npos);
    }
    // What stands there after a kill is whole: the report before it, or the new one.
    void aKilledReportLeavesWholeFiles() {
        const QString out = folder_.filePath("killed");
        QVERIFY(run_adscope({"report", workspace_, "--out", out.toStdString(), "--format", "html", "--title", "before"}).exit_code == 0);
        for (int wait : {20, 60, 120, 200, 320}) {
            QProcess process;
            process.start(QString::fromStdString(adscope_executable()),
                          {"report", QString::fromStdString(workspace_), "--out", out, "--format", "html,csv", "--title", "after"});
            QVERIFY(process.waitForStarted());
            process.waitForFinished(wait);
            process.kill();
            process.waitForFinished();
            const std::string html = read_file((out + "/report.html").toStdString());
            QVERIFY(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
            QVERIFY(html.find("before</h1>") != std::string::npos || html.find("after</h1>") != std::string::npos);
            const Run check = run_adscope({"info", workspace_, "--check"});
            QVERIFY2(check.exit_code == 0, check.err.c_str());
        }
        QVERIFY(run_adscope({"report", workspace_, "--out", out.toStdString(), "--format", "html"}).exit_code == 0);
        QCOMPARE(QDir(out).entryList({".adscope*"}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }
    void errors_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("no folder") << QStringList{} << 2 << "--out";
        QTest::newRow("format") << QStringList{"--out", "X", "--format", "docx"} << 2 << "html, pdf, xlsx, csv";
        QTest::newRow("template") << QStringList{"--out", "X", "--template", "none"} << 2 << "advertiser";
        QTest::newRow("privacy") << QStringList{"--out", "X", "--privacy", "none"} << 2 << "pseudonymous";
        QTest::newRow("where") << QStringList{"--out", "X", "--where", "moon = full"} << 2 << "moon";
        QTest::newRow("model") << QStringList{"--out", "X", "--model", "77"} << 1 << "77";
        QTest::newRow("no place") << QStringList{"--out", "/proc/nothing"} << 1 << "/proc/nothing";
    }
    void errors() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        std::vector<std::string> given{"report", workspace_};
        for (const auto& a : arguments) given.push_back(a == "X" ? at("x") : a.toStdString());
        const Run r = run_adscope(given);
        QVERIFY2(r.exit_code == code, r.err.c_str());
        QVERIFY2(QString::fromStdString(r.err).contains(words), r.err.c_str());
        QVERIFY(!QFileInfo::exists(folder_.filePath("x")));
    }
    void noWorkspace() {
        QCOMPARE(run_adscope({"report", at("missing.adscope"), "--out", at("x")}).exit_code, 1);
        QVERIFY(!QFileInfo::exists(folder_.filePath("x")));
    }
};

ADSCOPE_TEST(TestReport);
#include "test_report.moc"
