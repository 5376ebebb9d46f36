// The SQL tab: what is typed is completed, run, drawn, saved, kept; what fails says so.
#include <QAbstractItemModelTester>
#include <QMenu>

#include "core/workspace/views.h"
#include "tests/support/window.h"
#include "ui/pages/data/data_page.h"

using namespace adscope;
using namespace adscope::ui;

class TestSqlTab : public QObject {
    Q_OBJECT
    testing::Desk desk_;

    SqlTab* open(testing::Desktop& d) {
        d.show();
        const QString path = desk_.campaign(QString(QTest::currentTestFunction()) + ".adscope");
        if (!rebuild_views(*Workspace::open(path.toStdString()))) return nullptr;
        d.state.openWorkspace(path);
        if (!QTest::qWaitFor([&] { return d.state.table() && d.window.settled(); }, 20000)) return nullptr;
        d.window.showPage("data/sql");
        auto* tab = qobject_cast<DataPage*>(d.window.page("data"))->sqlTab();
        return QTest::qWaitFor([&] { return tab->settled(); }, 20000) ? tab : nullptr;
    }
    static bool finish(SqlTab* tab) {
        return QTest::qWaitFor([&] { return tab->settled(); }, 20000);
    }

private slots:
    void aQueryIsTypedRunAndDrawn() {
        testing::Desktop d;
        auto* tab = open(d);
        QVERIFY(tab);
        auto* editor = tab->editor();
        editor->setFocus();
        QTest::keyClicks(editor, "select device, count(*) as n, avg(click) as ctr from v_ev");
        QVERIFY(editor->completer()->popup()->isVisible());
        QTest::keyClick(editor->completer()->popup(), Qt::Key_Return);
        QVERIFY2(editor->toPlainText().endsWith("from v_events"), qPrintable(editor->toPlainText()));
        QTest::keyClicks(editor, " group by 1 ");
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(finish(tab));
        QCOMPARE(tab->result().columns, (std::vector<std::string>{"device", "n", "ctr"}));
        const int rows = static_cast<int>(tab->result().rows.size());
        QVERIFY(rows > 1);
        auto* view = d.window.findChild<QTableView*>("sqlResult");
        QCOMPARE(view->model()->rowCount(), rows);
        QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        // The last number along the first column.
        QVERIFY(tab->chart()->isVisible());
        const Series& series = tab->chart()->series();
        QCOMPARE(static_cast<int>(series.traces.at(0).points.size()), rows);
        QCOMPARE(series.traces[0].points[1].y, std::get<double>(tab->result().rows[1][2]));
        QCOMPARE(series.kind, ChartKind::bar);
        auto* kind = d.window.findChild<QComboBox*>("sqlKind");
        kind->setCurrentIndex(static_cast<int>(SqlChart::points));
        emit kind->activated(kind->currentIndex());
        QCOMPARE(tab->chart()->series().kind, ChartKind::scatter);
        auto* history = d.window.findChild<QListWidget*>("sqlHistory");
        QVERIFY(history->item(0)->data(Qt::UserRole).toString().contains("v_events"));
    }
    void theSliceIsAView() {
        testing::Desktop d;
        auto* tab = open(d);
        QVERIFY(tab);
        d.state.addChip({"device = phone", "device = 'phone'"});
        QVERIFY(QTest::qWaitFor([&] { return d.state.sliceRows() != nullptr; }, 10000));
        tab->run("SELECT count(*) AS n, min(device) AS low, max(device) AS high FROM sliced");
        QVERIFY(finish(tab));
        QCOMPARE(std::get<std::int64_t>(tab->result().rows[0][0]), d.state.sliceCount());
        QCOMPARE(std::get<std::string>(tab->result().rows[0][1]), std::string("phone"));
        QCOMPARE(std::get<std::string>(tab->result().rows[0][2]), std::string("phone"));
    }
    void theLimitIsStatedAndTheExportHasAll() {
        testing::Desktop d;
        auto* tab = open(d);
        QVERIFY(tab);
        tab->run("SELECT event, '=1+1' AS formula FROM v_events");
        QVERIFY(finish(tab));
        QCOMPARE(tab->result().rows.size(), std::size_t{500});
        QVERIFY(d.window.findChild<QLabel*>("sqlCut")->text().contains("500"));
        const QString path = desk_.path("all.csv");
        tab->exportAll(path);
        QVERIFY(finish(tab));
        const QByteArray csv = QByteArray::fromStdString(testing::read_file(path.toStdString()));
        QCOMPARE(csv.count("'=1+1"), static_cast<int>(d.state.table()->rows));
    }
    void aQueryIsSavedReadAndRemoved() {
        testing::Desktop d;
        auto* tab = open(d);
        QVERIFY(tab);
        tab->editor()->setPlainText("SELECT ad, count(*) AS n FROM v_events GROUP BY ad");
        tab->save("ads_seen");
        QVERIFY(finish(tab));
        auto* saved = d.window.findChild<QListWidget*>("sqlSaved");
        QTRY_COMPARE(saved->count(), 1);
        tab->run("SELECT sum(n) FROM ads_seen");
        QVERIFY(finish(tab));
        QCOMPARE(std::get<std::int64_t>(tab->result().rows[0][0]), static_cast<std::int64_t>(d.state.table()->rows));
        saved->setCurrentRow(0);
        QTest::mouseClick(tab->findChild<QPushButton*>("sqlRemove"), Qt::LeftButton);
        QTRY_COMPARE(saved->count(), 0);
    }
    void whatFailsSaysWhy() {
        testing::Desktop d;
        auto* tab = open(d);
        QVERIFY(tab);
        auto* area = tab->findChild<StatefulArea*>();
        tab->run("DELETE FROM events");
        QVERIFY(finish(tab));
        QCOMPARE(area->state(), StatefulArea::State::failed);
        QVERIFY2(area->failureText().contains("only reads"), qPrintable(area->failureText()));
        tab->run("SELECT nothing_there FROM v_events");
        QVERIFY(finish(tab));
        QVERIFY2(area->failureText().contains("nothing_there"), qPrintable(area->failureText()));
        tab->run("SELECT count(*) FROM v_events");
        QVERIFY(finish(tab));
        QCOMPARE(area->state(), StatefulArea::State::done);
    }
    void columnsAreListedDrawnAndSliceTheRest() {
        testing::Desktop d;
        QVERIFY(open(d));
        d.window.showPage("data/columns");
        auto* tab = qobject_cast<DataPage*>(d.window.page("data"))->columnsTab();
        QVERIFY(QTest::qWaitFor([&] { return tab->settled() && !tab->columns().empty(); }, 20000));
        auto* list = d.window.findChild<QTableView*>("columns");
        QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list->model()->rowCount(), static_cast<int>(tab->columns().size()));
        tab->select("device");
        const Series& series = tab->chart()->series();
        QCOMPARE(series.x.categories.size(), std::size_t{2});
        QCOMPARE(series.traces[0].points[0].y + series.traces[0].points[1].y, static_cast<double>(d.state.totalCount()));
        // A value is chosen by the keyboard; the slice follows, and the columns after it.
        auto* values = d.window.findChild<QTableView*>("columnValues");
        const QString value = values->model()->index(0, 0).data().toString();
        emit values->activated(values->model()->index(0, 0));
        auto* menu = d.window.findChild<QMenu*>("columnMenu");
        QVERIFY(menu);
        menu->actions().at(1)->trigger();
        menu->close();
        QTRY_VERIFY(d.state.sliceRows() && d.state.sliceCount() < d.state.totalCount());
        QVERIFY(QTest::qWaitFor([&] { return tab->settled() && tab->columns().size() > 0 && d.window.settled(); }, 20000));
        tab->select("device");
        QTRY_COMPARE(tab->chart()->series().x.categories.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(tab->chart()->series().x.categories[0]), value);
    }
};

ADSCOPE_TEST(TestSqlTab);
#include "test_sql_tab.moc"
