// The Ads page through the window: the catalogue is found and sorted, a choice shows the ad, the slice changes the figures.
#include <QLineEdit>
#include <QListView>

#include "tests/support/window.h"
#include "ui/pages/ads/ads_page.h"
#include "ui/widgets/segmented.h"

using namespace adscope;
using namespace adscope::ui;

class TestAds : public QObject {
    Q_OBJECT
    testing::Desk desk_;

    AdsPage* open(testing::Desktop& d) {
        d.show();
        if (!d.open(desk_.campaign(QString(QTest::currentTestFunction()) + ".adscope"))) return nullptr;
        d.window.showPage("ads");
        return d.settle() ? qobject_cast<AdsPage*>(d.window.page("ads")) : nullptr;
    }

private slots:
    void nothingYet() {
        testing::Desktop d;
        d.show();
        d.window.showPage("ads");
        QCOMPARE(qobject_cast<AdsPage*>(d.window.page("ads"))->area()->state(), StatefulArea::State::empty);
    }
    void aChosenAdIsShownWithItsRates() {
        testing::Desktop d;
        auto* page = open(d);
        QVERIFY(page);
        auto* list = page->findChild<QListView*>("catalogue");
        QCOMPARE(list->model()->rowCount(), 20);
        QTest::keyClicks(page->findChild<QLineEdit*>("search"), "a17");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        const QRect row = list->visualRect(list->model()->index(0, 0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
        QTRY_COMPARE(page->shownAd(), 17u);
        QVERIFY(d.settle());
        QVERIFY(page->rates().has_value());
        QCOMPARE(d.state.picked().ad, 17u);
    }
    void theSliceChangesTheFigures() {
        testing::Desktop d;
        auto* page = open(d);
        QVERIFY(page);
        const QString before = page->catalogueModel()->index(0, 0).data(AdListModel::FigureRole).toString();
        d.state.addChip({"device = phone", "device = 'phone'"});
        QVERIFY(QTest::qWaitFor([&] { return d.state.sliceRows() && d.window.settled(); }, 20000));
        bool changed = false;
        for (int r = 0; r < 5; ++r)
            changed = changed || page->catalogueModel()->index(r, 0).data(AdListModel::FigureRole).toString() != before;
        QVERIFY(changed);
    }
    void everyTabShowsItself() {
        testing::Desktop d;
        auto* page = open(d);
        QVERIFY(page);
        auto* tabs = page->findChild<SegmentedControl*>("tabs");
        for (int i = 0; tabs->button(i); ++i) {
            QTest::mouseClick(tabs->button(i), Qt::LeftButton);
            QVERIFY(d.settle());
            QCOMPARE(tabs->current(), i);
        }
    }
};

ADSCOPE_TEST(TestAds);
#include "test_ads.moc"
