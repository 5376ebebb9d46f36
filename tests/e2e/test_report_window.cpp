// From the Reports page to files in a folder that is chosen in the dialog; on the real window.
#include <QFileDialog>

#include "tests/support/small_log.h"
#include "tests/support/window.h"
#include "ui/pages/reports/reports_page.h"

using namespace adscope;
using namespace adscope::ui;

class TestReportWindow : public QObject {
    Q_OBJECT
    testing::Desk desk_;

private slots:
    void theChosenFolderHoldsTheReport() {
        const QString path = desk_.campaign(), folder = desk_.path("out");
        testing::small_model(path.toStdString(), "logistic");
        QVERIFY(QDir().mkpath(folder));
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(path));
        testing::click(&d.window, "rail.reports");
        QVERIFY(d.settle());
        auto* page = qobject_cast<ReportsPage*>(d.window.page("reports"));
        QVERIFY(page->document());
        auto* preview = page->findChild<QTextBrowser*>("reportPreview");
        QVERIFY(preview->toPlainText().contains("4,000"));

        QTimer answer;
        connect(&answer, &QTimer::timeout, page, [&] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog) return;
            answer.stop();
            dialog->findChild<QLineEdit*>("fileNameEdit")->setText(folder);
            QMetaObject::invokeMethod(dialog, "accept");
        });
        answer.start(50);
        testing::click(page, "exportReport");
        QVERIFY(!answer.isActive());
        QVERIFY(d.settle());
        QCOMPARE(d.window.notice(), QString());
        const QDir out(folder);
        const auto html = out.entryList({"*.html"}), xlsx = out.entryList({"*.xlsx"}), pdf = out.entryList({"*.pdf"});
        QCOMPARE(html.size(), 1);
        QCOMPARE(xlsx.size(), 1);
        QCOMPARE(pdf.size(), 1);
        const QString text = QString::fromStdString(testing::read_file(out.filePath(html[0]).toStdString()));
        QVERIFY(text.contains("4,000"));
        std::int64_t clicks = 0;
        for (const auto c : d.state.table()->click) clicks += c;
        QVERIFY2(text.contains(QLocale(QLocale::English).toString(static_cast<qlonglong>(clicks))), "clicks");
        QVERIFY(testing::read_file(out.filePath(xlsx[0]).toStdString()).starts_with("PK"));
        // What was written is in the log of exports, on the page and in the file.
        auto workspace = Workspace::open(path.toStdString(), Database::Access::read_only);
        QVERIFY_OK(workspace);
        auto count = workspace->database().prepare("SELECT count(*) FROM exports");
        QVERIFY_OK(count);
        QVERIFY_OK(count->step());
        QCOMPARE(count->integer(0), std::int64_t(3));
    }
};

ADSCOPE_TEST(TestReportWindow);
#include "test_report_window.moc"
