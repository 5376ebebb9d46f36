// From a file on the disk to numbers on the first page, by clicks and keys on the real window.
#include "tests/support/window.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/home/home_page.h"

using namespace adscope;
using namespace adscope::ui;

class TestImportWindow : public QObject {
    Q_OBJECT
    testing::Desk desk_;
    QString log(int rows) const {
        std::string text = "time,user_id,ad_id,click,device\n";
        for (int i = 0; i < rows; ++i)
            text += "2026-03-" + std::string(i % 14 < 9 ? "0" : "") + std::to_string(1 + i % 14) + "T10:00:00,u" + std::to_string(i % 97) +
                    ",a" + std::to_string(i % 13) + "," + (i % 9 == 0 ? "1" : "0") + "," + (i % 3 ? "phone" : "tablet") + "\n";
        testing::write_file(desk_.path("campaign.csv").toStdString(), text);
        return desk_.path("campaign.csv");
    }

private slots:
    void importLookSliceAndOpenAgain() {
        const QString file = log(5000);
        QString workspace;
        {
            testing::Desktop d;
            d.show();
            testing::click(&d.window, "importLog");
            d.window.takeFiles({file});
            auto* data = qobject_cast<DataPage*>(d.window.page("data"));
            QVERIFY(QTest::qWaitFor([&] { return data->settled() && data->session()->checked(); }, 20000));
            testing::click(&d.window, "runImport");
            QVERIFY(QTest::qWaitFor([&] { return d.state.table() && d.window.settled(); }, 20000));
            workspace = d.state.workspacePath();
            testing::click(&d.window, "rail.home");
            QVERIFY(d.settle());
            auto* home = qobject_cast<HomePage*>(d.window.page("home"));
            QCOMPARE(home->health(HomePage::Events)->value(), QString("5,000"));
            QCOMPARE(home->figures().head.totals.clicks, std::int64_t{556});
            d.state.addChip({"device = tablet", "device = 'tablet'"});
            QVERIFY(d.settle());
            QCOMPARE(home->figures().head.totals.impressions, std::int64_t{1667});
            testing::click(&d.window, "resetSlice");
            QVERIFY(d.settle());
            QCOMPARE(home->figures().head.totals.impressions, std::int64_t{5000});
        }
        testing::Desktop again;
        again.show();
        QCOMPARE(again.state.recentWorkspaces().value(0), workspace);
        QVERIFY(again.open(workspace));
        QCOMPARE(again.state.totalCount(), std::int64_t{5000});
    }
    void aCancelledImportLeavesNothing() {
        const QString file = log(300000);
        testing::Desktop d;
        d.show();
        d.window.takeFiles({file});
        auto* data = qobject_cast<DataPage*>(d.window.page("data"));
        QVERIFY(QTest::qWaitFor([&] { return data->session()->canImport(); }, 20000));
        const QString target = data->session()->target();
        data->session()->run();
        QVERIFY(data->session()->importing());
        QVERIFY(QTest::qWaitFor([&] { return d.window.findChild<QPushButton*>("cancelImport")->isVisible(); }, 5000));
        d.jobs.cancel(data->session()->importJob());
        QTRY_VERIFY_WITH_TIMEOUT(!data->session()->importing(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(d.window.settled(), 20000);
        QVERIFY(!QFileInfo::exists(target) || d.state.table());  // a cancel that came too late is an import that is whole
        QCOMPARE(d.window.notice(), QString());
    }
};

ADSCOPE_TEST(TestImportWindow);
#include "test_import_window.moc"
