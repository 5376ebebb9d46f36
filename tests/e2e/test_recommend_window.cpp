// A user's list, the presenter on the screen, a click that changes the list; on the real window.
#include "tests/support/small_log.h"
#include "tests/support/window.h"
#include "ui/pages/recommend/presenter.h"
#include "ui/pages/recommend/recommend_page.h"

using namespace adscope;
using namespace adscope::ui;

class TestRecommendWindow : public QObject {
    Q_OBJECT
    testing::Desk desk_;
    static QStringList titles(const QWidget& window) {
        QStringList out;
        for (auto* c : window.findChildren<AdCard*>())
            if (c->isVisible()) out << c->content().title;
        return out;
    }

private slots:
    void aClickBeforeAnAudienceChangesTheList() {
        const QString path = desk_.campaign();
        testing::small_model(path.toStdString(), "als");
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(path));
        testing::click(&d.window, "rail.recommend");
        QVERIFY(d.settle());
        auto* page = qobject_cast<RecommendPage*>(d.window.page("recommend"));
        auto* user = page->findChild<QLineEdit*>("recommendUser");
        user->clear();
        QTest::keyClicks(user, "u7");
        QTest::keyClick(user, Qt::Key_Return);
        QVERIFY(d.settle());
        QCOMPARE(page->session()->user(), d.state.table()->users.code("u7"));
        QCOMPARE(titles(*page).size(), 5);

        testing::click(page, "present");
        Presenter* presenter = nullptr;
        for (auto* w : QApplication::topLevelWidgets())
            if (auto* p = qobject_cast<Presenter*>(w)) presenter = p;
        QVERIFY(presenter);
        const QPointer<Presenter> shown(presenter);
        QVERIFY(presenter->isFullScreen());
        QVERIFY(QTest::qWaitFor([&] { return presenter->settled() && titles(*presenter).size() == 5; }, 20000));
        QCOMPARE(presenter->session()->user(), page->session()->user());
        const QStringList before = titles(*presenter);
        QTest::mouseClick(presenter->findChild<AdCard*>("card2"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return presenter->settled(); }, 20000));
        const QStringList after = titles(*presenter);
        QCOMPARE(after.size(), 5);
        QVERIFY(!after.contains(before[1]));
        QVERIFY(presenter->findChild<RankChange*>()->isVisible());
        QTest::keyClick(presenter, Qt::Key_Escape);
        QTRY_VERIFY(!shown);
        QVERIFY(d.window.isVisible());
    }
};

ADSCOPE_TEST(TestRecommendWindow);
#include "test_recommend_window.moc"
