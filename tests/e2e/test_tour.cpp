// `adscope tour` through the real executable: a picture of every page in the size that was asked for, and a report.
#include <QImage>

#include "tests/support/documents.h"
#include "tests/support/small_log.h"
#include "tests/support/window.h"

using namespace adscope;

class TestTour : public QObject {
    Q_OBJECT
    testing::Desk desk_;

private slots:
    void everyPageHasAPictureAndAReportIsThere() {
        const std::string workspace = desk_.campaign().toStdString();
        testing::small_model(workspace, "als");
        const auto o = testing::run_json(
            {"tour", workspace, "--out", desk_.path("tour").toStdString(), "--language", "zh", "--theme", "dark", "--size", "1280x720"});
        const auto pages = o["pages"].toArray();
        QStringList names;
        for (const auto& page : pages) {
            names << page.toObject()["name"].toString();
            const QString picture = page.toObject()["picture"].toString();
            QVERIFY2(picture.contains(".zh.dark."), qPrintable(picture));
            QCOMPARE(QImage(picture).size(), QSize(1280, 720));
        }
        for (const char* name : {"home", "data", "data-sources", "ads", "training", "performance", "diversity", "explain", "recommend",
                                 "presenter", "reports"})
            QVERIFY2(names.contains(name), name);
        const QString report = o["report"].toString();
        QVERIFY2(report.endsWith("report.html"), qPrintable(report));
        QFile file(report);
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(file.readAll().contains("4,000"));
    }
    void aWrongSizeIsWrongUsage() {
        const auto r = testing::run_adscope(
            {"tour", desk_.path("none.adscope").toStdString(), "--out", desk_.path("out").toStdString(), "--size", "big"});
        QCOMPARE(r.exit_code, 2);
        QVERIFY(!QFileInfo::exists(desk_.path("out")));
    }
};

ADSCOPE_TEST(TestTour);
#include "test_tour.moc"
