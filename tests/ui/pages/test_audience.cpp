// The Audience page on a small workspace: facets leave out their own condition, the table sorts and finds, a lasso drawn by the mouse
// becomes a segment that the slice bar of every page uses.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QPlainTextEdit>

#include "tests/support/window.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/audience/audience_page.h"
#include "ui/pages/performance/performance_page.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestAudience : public QObject {
    Q_OBJECT
    adscope::testing::Desk desk_;
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;

    static bool settle(Page& page) {
        return QTest::qWaitFor([&] { return page.settled(); }, 30'000);
    }
    static const Facet* facet(const AudiencePage& page, const QString& field) {
        for (const auto& f : page.data()->facets)
            if (f.field == field) return &f;
        return nullptr;
    }
    // A closed way around the whole plot, from the keyboard's focus on.
    static void drawAround(UserMap* map) {
        const QRect r = map->rect().adjusted(10, 34, -10, -10);
        QTest::mousePress(map, Qt::LeftButton, {}, r.topLeft());
        for (const QPoint& p : {r.topRight(), r.bottomRight(), r.bottomLeft(), r.topLeft() + QPoint(0, 4)}) {
            QMouseEvent move(QEvent::MouseMove, p, map->mapToGlobal(p), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(map, &move);
        }
        QTest::mouseRelease(map, Qt::LeftButton, {}, r.topLeft());
    }

private slots:
    void initTestCase() {
        QVERIFY(fixture_.make(true));
        state_ = std::make_unique<AppState>(&jobs_);
    }

    void nothingYetWithoutAWorkspace() {
        AudiencePage page(state_.get());
        page.refresh();
        QVERIFY(page.settled());
        QVERIFY(!page.data() && page.details() == nullptr);
    }

    void tableSortsAndFinds() {
        QVERIFY(fixture_.open(*state_));
        AudiencePage page(state_.get());
        QAbstractItemModelTester tester(page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester segments(page.segmentsTab()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.resize(1200, 760);
        page.show();
        page.refresh();
        QVERIFY(!page.settled());
        QVERIFY(settle(page));
        const auto* m = page.model();
        QCOMPARE(m->rowCount(), 40);
        std::int64_t impressions = 0;
        for (const auto u : page.data()->users) impressions += page.data()->impressions[u];
        QCOMPARE(impressions, std::int64_t{4000});
        for (int r = 1; r < m->rowCount(); ++r) QVERIFY(page.data()->clicks[m->user(r - 1)] >= page.data()->clicks[m->user(r)]);
        const auto u = m->user(0);
        const Metric again = wilson(page.data()->clicks[u], page.data()->impressions[u]);
        QCOMPARE(m->index(0, m->barColumn()).data(AudienceModel::MetricRole).value<Metric>().low, again.low);
        auto* find = page.findChild<QLineEdit*>("findUser");
        QTest::keyClicks(find, "U1");
        QVERIFY(settle(page));
        QCOMPARE(m->rowCount(), 10);
        find->setText("sports");  // what they clicked on most
        QVERIFY(settle(page));
        QVERIFY(m->rowCount() > 0 && m->rowCount() < 40);
        find->clear();
        page.findChild<QTableView*>("usersTable")->horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
        QVERIFY(settle(page));
        QCOMPARE(m->index(0, 0).data().toString(), QString("u00"));
    }

    void aFacetLeavesOutItsOwnCondition() {
        AudiencePage page(state_.get());
        page.resize(1200, 760);
        page.show();
        page.refresh();
        QVERIFY(settle(page));
        const auto* device = facet(page, "device");
        QVERIFY(device && device->values.size() == 2);
        const auto all = device->values;
        auto* box = page.findChild<QAbstractButton*>("facet.device.phone");
        QVERIFY(box);
        QTest::mouseClick(box, Qt::LeftButton);
        QTRY_COMPARE(state_->slice().size(), 1);
        QCOMPARE(state_->slice()[0].condition, std::string("device = 'phone'"));
        QVERIFY(QTest::qWaitFor([&] { return state_->jobs()->idle() && state_->sliceRows(); }));
        page.refresh();
        QVERIFY(settle(page));
        device = facet(page, "device");
        for (std::size_t i = 0; i < 2; ++i) QCOMPARE(device->values[i].users, all[i].users);  // as without the condition
        QVERIFY(page.findChild<QAbstractButton*>("facet.device.phone")->isChecked());
        std::int64_t impressions = 0;
        for (const auto u : page.data()->users) impressions += page.data()->impressions[u];
        QCOMPARE(impressions, std::int64_t{2000});
        const ChipEdit off = toggled({state_->slice()[0].condition}, *device, device->values[0].on ? 0 : 1);
        QVERIFY(off.remove);
        const ChipEdit both = toggled({state_->slice()[0].condition}, *device, device->values[0].on ? 1 : 0);
        QCOMPARE(both.index, 0);
        QVERIFY(both.condition.find("in (") != std::string::npos);
        state_->setSlice({});
        QVERIFY(QTest::qWaitFor([&] { return state_->jobs()->idle(); }));
    }

    void theMapStandsByBehaviourOrByAModel() {
        AudiencePage page(state_.get());
        page.resize(1200, 760);
        page.show();
        page.refresh();
        QVERIFY(settle(page));
        QVERIFY(page.map()->legend().contains("sports"));
        const QPointF before = page.map()->placeOf(page.data()->users[0]);
        QVERIFY(!before.isNull());
        QTest::keyClick(page.map(), Qt::Key_Right);
        QVERIFY(page.map()->placeOf(page.data()->users[0]) != before);
        QTest::keyClick(page.map(), Qt::Key_0);
        QCOMPARE(page.map()->placeOf(page.data()->users[0]), before);
        auto* source = page.findChild<QComboBox*>("mapSource");
        QCOMPARE(source->count(), 2);  // behaviour, and the factor model
        source->setCurrentIndex(1);
        emit source->activated(1);
        QVERIFY(settle(page));
        QVERIFY(page.map()->placeOf(page.data()->users[0]) != before);
        // A click on a point opens the user.
        page.map()->setTool(UserMap::Tool::pick);
        QTest::mouseClick(page.map(), Qt::LeftButton, {}, page.map()->placeOf(page.data()->users[3]).toPoint());
        QVERIFY(state_->picked().user != 0);
        QVERIFY(settle(page));
        QVERIFY(page.details() && page.pane()->profile());
        for (const char* word : {"What is used about this user, and why", "Interests and evidence", "Funnel"}) {
            bool there = false;
            for (const auto* l : page.pane()->findChildren<QLabel*>()) there |= l->text() == word;
            QVERIFY2(there, word);
        }
        auto* tabs = page.pane()->findChild<SegmentedControl*>();
        for (int t = 1; t < 4; ++t) {
            QTest::mouseClick(tabs->button(t), Qt::LeftButton);
            QVERIFY(settle(page));
        }
    }

    void theRuleEditorCountsAsOneWrites() {
        AudiencePage page(state_.get());
        page.resize(1200, 760);
        page.show();
        page.refresh();
        page.openPart("segments");
        QVERIFY(settle(page));
        auto* rule = page.findChild<QPlainTextEdit*>("segmentRule");
        auto* check = page.findChild<QLabel*>("ruleCheck");
        auto* save = page.findChild<QPushButton*>("saveRule");
        page.findChild<QLineEdit*>("segmentName")->setText("phones of u0");
        rule->setPlainText("device = ");
        QTRY_VERIFY(check->text().contains("found the end"));
        QVERIFY(!save->isEnabled());
        rule->setPlainText("device = phone and user in (u01, u02)");
        QTRY_VERIFY(check->text().contains("2 of 40 users"));
        QVERIFY(save->isEnabled());
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(settle(page));
        QCOMPARE(page.segmentsTab()->rows().size(), std::size_t{1});
        QCOMPARE(page.segmentsTab()->rows()[0].figures.users, std::int64_t{2});
        QTest::mouseClick(page.findChild<QPushButton*>("removeSegment"), Qt::LeftButton);
        QVERIFY(settle(page));
        QVERIFY(page.segmentsTab()->rows().empty());
    }

    void aLassoBecomesASegmentOfTheSliceBar() {
        adscope::testing::Desktop desktop;
        desktop.show();
        QVERIFY(desktop.open(QString::fromStdString(fixture_.at("w.adscope"))));
        desktop.window.showPage("audience");
        QVERIFY(desktop.settle());
        auto* page = qobject_cast<AudiencePage*>(desktop.window.page("audience"));
        QVERIFY(page);
        drawAround(page->map());
        QVERIFY(desktop.settle());
        QVERIFY(page->lasso()->data());
        QCOMPARE(page->lasso()->data()->keys.size(), std::size_t{40});
        // A smaller one: around the first user alone.
        const auto first = page->data()->users[0];
        const QPoint at = page->map()->placeOf(first).toPoint();
        QTest::mousePress(page->map(), Qt::LeftButton, {}, at + QPoint(-25, -25));
        for (const QPoint& p : {QPoint(25, -25), QPoint(25, 25), QPoint(-25, 25)}) {
            QMouseEvent move(QEvent::MouseMove, at + p, page->map()->mapToGlobal(at + p), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(page->map(), &move);
        }
        QTest::mouseRelease(page->map(), Qt::LeftButton, {}, at + QPoint(-25, 25));
        QVERIFY(desktop.settle());
        const auto kept = page->lasso()->data()->keys;
        QVERIFY(!kept.empty() && kept.size() < 40);
        const auto figures = page->lasso()->data()->figures;
        QVERIFY(figures.lift.has_interval());
        QTest::keyClicks(page->findChild<QLineEdit*>("lassoName"), "around one");
        adscope::testing::click(page, "saveLasso");
        QVERIFY(desktop.settle());
        QCOMPARE(page->segmentsTab()->rows().size(), std::size_t{1});
        QCOMPARE(page->segmentsTab()->rows()[0].segment.members, kept);
        adscope::testing::click(page, "onlySegment");
        QVERIFY(desktop.settle());
        QCOMPARE(desktop.state.slice().size(), 1);
        QVERIFY(desktop.state.slice()[0].text.contains("around one"));
        desktop.window.showPage("performance");
        QVERIFY(desktop.settle());
        const auto* performance = qobject_cast<PerformancePage*>(desktop.window.page("performance"));
        QCOMPARE(performance->data()->now.totals.impressions, figures.impressions);
        QCOMPARE(performance->data()->now.totals.clicks, figures.clicks);
        // It is kept in the file: another window has it too.
        const auto stored = segments_repository::list(*Workspace::open(fixture_.at("w.adscope")));
        QCOMPARE(stored->size(), std::size_t{1});
        desktop.window.showPage("audience/compare");
        QVERIFY(desktop.settle());
        QVERIFY(page->compareTab()->comparison());
        QCOMPARE(page->compareTab()->comparison()->a.users, static_cast<std::int64_t>(kept.size()));
    }

    void wordsInBothLanguagesFit() {
        state_->setLanguage(Language::zh);
        AudiencePage page(state_.get());
        page.resize(1000, 560);
        page.show();
        page.refresh();
        QVERIFY(settle(page));
        QVERIFY(page.pageTitle() != "Audience");
        state_->setLanguage(Language::en);
        page.retranslate();
        QCOMPARE(page.pageTitle(), QString("Audience"));
    }
};

ADSCOPE_TEST(TestAudience);
#include "test_audience.moc"
