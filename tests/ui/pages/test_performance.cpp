// The Performance page on a small workspace: its numbers are those of the breakdown, a click makes a slice, the change
// against the period before has its interval.
#include <QAbstractItemModelTester>

#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/performance/performance_page.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestPerformance : public QObject {
    Q_OBJECT
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;

    static bool settle(Page& page) {
        return QTest::qWaitFor([&] { return page.settled(); }, 30'000);
    }

private slots:
    void initTestCase() {
        QVERIFY(fixture_.make(false));
        state_ = std::make_unique<AppState>(&jobs_);
    }

    void nothingYetWithoutAWorkspace() {
        PerformancePage page(state_.get());
        page.resize(1100, 640);
        page.refresh();
        QVERIFY(page.settled());
        QVERIFY(!page.data());
        QVERIFY(page.details() == nullptr);
    }

    void showsTheNumbersOfTheLog() {
        QVERIFY(fixture_.open(*state_));
        PerformancePage page(state_.get());
        page.resize(1100, 640);
        page.refresh();
        QVERIFY(!page.settled());
        QVERIFY(settle(page));
        QVERIFY(page.data());
        const auto& d = *page.data();
        QCOMPARE(d.now.totals.impressions, std::int64_t(4000));
        const auto cards = page.findChildren<FigureCard*>();
        QCOMPARE(cards.size(), 6);
        QCOMPARE(cards[0]->figure().value, QString("4,000"));
        QCOMPARE(cards[2]->figure().unit, QString("%"));
        // No cost and no revenue in this log: no value, never 0.
        QCOMPARE(cards[5]->figure().value, QString::fromUtf8("—"));
        QCOMPARE(d.dimension, std::string("device"));
        QCOMPARE(d.bars.traces.at(0).points.size(), std::size_t(2));
        QCOMPARE(d.over_time.traces.at(0).points.size(), std::size_t(14));
        QCOMPARE(d.heat.traces.size(), std::size_t(7));
        const double phone = d.by_dimension.rows.at(0).metric.value;
        const Metric again = wilson(d.by_dimension.rows.at(0).totals.clicks, d.by_dimension.rows.at(0).totals.impressions);
        QCOMPARE(phone, again.value);
        for (auto* card : page.findChildren<ChartCard*>()) QVERIFY(!card->series().traces.empty());
    }

    void aBarOffersTheThreeSlices() {
        PerformancePage page(state_.get());
        page.resize(1100, 640);
        page.refresh();
        QVERIFY(settle(page));
        QSignalSpy details(&page, &Page::detailsChanged);
        const auto cards = page.findChildren<ChartCard*>();
        ChartCard* bars = nullptr;
        for (auto* card : cards)
            if (card->series().kind == ChartKind::bar) bars = card;
        QVERIFY(bars);
        emit bars->categoryActivated("tablet", QPoint());  // the page is hidden: no menu
        QCOMPARE(details.size(), 1);
        QWidget* pane = page.details();
        QVERIFY(pane);
        pane->findChild<QPushButton*>("compare")->click();
        QStringList texts;
        for (auto* label : pane->findChildren<QLabel*>())
            if (!label->isHidden()) texts << label->text();
        QVERIFY2(texts.join('|').contains("more than noise"), qPrintable(texts.join('|')));
        pane->findChildren<QPushButton*>("leave_out").last()->click();
        QCOMPARE(state_->slice().size(), 1);
        QTRY_COMPARE(state_->sliceCount(), std::int64_t(2000));
        page.refresh();
        QVERIFY(settle(page));
        QCOMPARE(page.data()->now.totals.impressions, std::int64_t(2000));
        state_->setSlice({});
        QTRY_VERIFY(state_->sliceRows() == nullptr && jobs_.idle());
    }

    void aDayIsComparedWithTheDaysBefore() {
        state_->setSlice({{"week 2", "time >= '2026-03-08' and time < '2026-03-15'"}});
        QTRY_VERIFY(state_->sliceRows() != nullptr && jobs_.idle());
        PerformancePage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        const auto& d = *page.data();
        QVERIFY(d.before.has_value());
        QCOMPARE(d.now.totals.impressions + d.before->totals.impressions, std::int64_t(4000));
        const Change& change = d.changes.at(Measure::ctr);
        QVERIFY(change.low < change.difference && change.difference < change.high);
        const auto cards = page.findChildren<FigureCard*>();
        QVERIFY(!cards[4]->figure().change);  // no cost in this log: no change of it either
        QVERIFY(render(d.table.subtitle, Language::en).find("week 2") != std::string::npos);
        QVERIFY(cards[2]->changeText().contains(change.certain() ? "vs previous" : "within noise"));
        state_->setSlice({});
        QTRY_VERIFY(state_->sliceRows() == nullptr && jobs_.idle());
    }

    void newcombeIsNewcombe() {
        // Newcombe 1998, table II (a): 56/70 and 48/80, method 10: 0.0524 to 0.3339.
        const Change c = difference(wilson(56, 70), wilson(48, 80));
        QCOMPARE(std::round(c.difference * 1e4), 2000.0);
        QCOMPARE(std::round(c.low * 1e4), 524.0);
        QCOMPARE(std::round(c.high * 1e4), 3339.0);
        QVERIFY(c.certain());
        QVERIFY(!difference(wilson(3, 10), wilson(2, 10)).certain());
        QVERIFY(!difference(wilson(0, 0), wilson(1, 2)).has_value());
    }

    void conditionsNameValuesSafely() {
        QCOMPARE(value_condition("device", "phone"), quote_field("device") + " = " + quote_value("phone"));
        QVERIFY(value_condition("odd name", "it's").find(" = ") != std::string::npos);
        QVERIFY(value_condition("device", "").find("is-missing") != std::string::npos);
        QVERIFY(is_time_condition(*state_->table(), "time >= '2026-03-08'"));
        QVERIFY(is_time_condition(*state_->table(), "(day = '2026-03-08')"));
        QVERIFY(!is_time_condition(*state_->table(), "device = 'time'"));
    }

    void tableKeepsTheTotalLast() {
        PerformancePage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        BreakdownTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setBreakdown(page.data()->by_dimension, {});
        QCOMPARE(model.rowCount(), 3);
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder})
            for (int c = 0; c < model.columnCount(); ++c) {
                model.sort(c, order);
                QVERIFY(model.index(2, 0).data(BreakdownTableModel::TotalRole).toBool());
            }
        model.sort(BreakdownTableModel::Rate, Qt::DescendingOrder);
        QCOMPARE(model.index(0, 0).data().toString(), QString("phone"));
        QCOMPARE(model.index(2, BreakdownTableModel::Impressions).data().toString(), QString("4,000"));
    }
};

ADSCOPE_TEST(TestPerformance);
#include "test_performance.moc"
