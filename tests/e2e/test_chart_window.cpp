// A condition made in the slice bar changes what Performance counts, and goes again by its cross; on the real window.
#include "tests/support/window.h"
#include "ui/pages/performance/performance_page.h"
#include "ui/shell/filter_dialog.h"
#include "ui/shell/slice_bar.h"

using namespace adscope;
using namespace adscope::ui;

class TestChartWindow : public QObject {
    Q_OBJECT
    testing::Desk desk_;

private slots:
    void theSliceBarChangesTheHeadlineNumbers() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(desk_.campaign()));
        testing::click(&d.window, "rail.performance");
        QVERIFY(d.settle());
        auto* page = qobject_cast<PerformancePage*>(d.window.page("performance"));
        const auto cards = page->findChildren<FigureCard*>();
        const auto charts = page->findChildren<ChartCard*>();
        const QString impressions = cards[0]->figure().value, clicks = cards[1]->figure().value, rate = cards[2]->figure().value;
        QCOMPARE(impressions, QString("4,000"));
        for (auto* c : charts) QVERIFY(!c->series().traces.empty());

        testing::click(&d.window, "addFilter");
        auto* dialog = d.window.findChild<FilterDialog*>("filterDialog");
        QVERIFY(dialog);
        dialog->chooseField("user.taste");
        auto* values = dialog->findChild<QTableView*>("filterValues");
        QTRY_COMPARE(values->model()->rowCount(), 2);
        values->model()->setData(values->model()->index(0, 0), Qt::Checked, Qt::CheckStateRole);
        testing::click(dialog, "applyFilter");
        QTRY_COMPARE(d.state.slice().size(), 1);
        QVERIFY(d.settle());
        const auto& sliced = page->data()->now.totals;
        QCOMPARE(sliced.impressions, d.state.sliceCount());
        QVERIFY(sliced.impressions > 0 && sliced.impressions < 4000);
        QCOMPARE(cards[0]->figure().value, QLocale().toString(static_cast<qlonglong>(sliced.impressions)));
        QCOMPARE(cards[1]->figure().value, QLocale().toString(static_cast<qlonglong>(sliced.clicks)));
        QVERIFY(cards[1]->figure().value != clicks);

        auto* chip = d.window.findChild<Chip*>("chip.0");
        QVERIFY(chip);
        QTest::mouseClick(chip, Qt::LeftButton, {}, chip->cross().center());
        QTRY_VERIFY(d.state.slice().isEmpty());
        QVERIFY(d.settle());
        QCOMPARE(cards[0]->figure().value, impressions);
        QCOMPARE(cards[2]->figure().value, rate);
    }

    void aBarsMenuMakesTheSlice() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(desk_.campaign("bars.adscope")));
        testing::click(&d.window, "rail.performance");
        QVERIFY(d.settle());
        auto* page = qobject_cast<PerformancePage*>(d.window.page("performance"));
        ChartCard* bars = nullptr;
        for (auto* c : page->findChildren<ChartCard*>())
            if (c->series().kind == ChartKind::bar) bars = c;
        QVERIFY(bars);
        // The keys reach a bar; Return opens it in the details pane.
        bars->view()->setFocus();
        QTest::keyClick(bars->view(), Qt::Key_Right);
        QTest::keyClick(bars->view(), Qt::Key_Return);
        QVERIFY(page->details());
        auto only = page->details()->findChildren<QPushButton*>("only_this");
        QVERIFY(!only.isEmpty());
        QTest::mouseClick(only.last(), Qt::LeftButton);
        QTRY_COMPARE(d.state.slice().size(), 1);
        QVERIFY(d.settle());
        QCOMPARE(page->data()->now.totals.impressions, d.state.sliceCount());
        QVERIFY(d.state.sliceCount() < d.state.totalCount());
    }
};

ADSCOPE_TEST(TestChartWindow);
#include "test_chart_window.moc"
