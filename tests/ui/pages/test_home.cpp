#include "tests/support/small_log.h"
#include "tests/support/window.h"
#include "ui/pages/home/home_page.h"

using namespace adscope;
using namespace adscope::ui;

class TestHome : public QObject {
    Q_OBJECT
    testing::Desk desk_;

    static HomePage* home(testing::Desktop& d) { return qobject_cast<HomePage*>(d.window.page("home")); }

private slots:
    void withoutAWorkspaceItSaysHowToBegin() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.settle());
        QVERIFY(d.window.findChild<QPushButton*>("emptySample")->isVisible());
        QVERIFY(!home(d)->health(HomePage::Events)->isVisible());
        QTest::mouseClick(d.window.findChild<QPushButton*>("importLog"), Qt::LeftButton);
        QCOMPARE(d.window.currentId(), QString("data"));
    }
    void numbersAreThoseOfTheEvents() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(desk_.campaign()));
        const auto& table = *d.state.table();
        std::int64_t clicks = 0;
        for (std::size_t i = 0; i < table.rows; ++i) clicks += table.click[i];
        const auto* page = home(d);
        QCOMPARE(page->health(HomePage::Events)->value(), QString("4,000"));
        QCOMPARE(page->figures().head.totals.clicks, clicks);
        QCOMPARE(page->health(HomePage::Users)->value(), QString("60"));
        QCOMPARE(page->health(HomePage::Ads)->value(), QString("20"));
        QCOMPARE(page->health(HomePage::Ctr)->value(), QString::number(static_cast<double>(clicks) / 4000 * 100, 'f', 2));
        QCOMPARE(page->health(HomePage::Best)->value(), QString::fromUtf8("—"));
        QCOMPARE(page->figures().sources.size(), std::size_t{1});
        QCOMPARE(page->findChild<StepsCard*>()->steps()[0].state, WorkStep::State::done);
        QCOMPARE(page->findChild<StepsCard*>()->steps()[2].state, WorkStep::State::next);
        QCOMPARE(page->findChild<StepsCard*>()->steps()[4].state, WorkStep::State::later);
    }
    void theSliceCountsHereToo() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(desk_.campaign("slice.adscope")));
        d.state.addChip({"device = phone", "device = 'phone'"});
        QVERIFY(d.settle());
        QCOMPARE(home(d)->figures().head.totals.impressions, d.state.sliceCount());
    }
    // Names of the models that Home says saw other data.
    static QString staleModels(const QString& path) {
        testing::Desktop d;
        d.show();
        if (!d.open(path)) return "not opened";
        for (const auto& w : home(d)->figures().warnings)
            if (w.kind == HomeWarning::Kind::stale_models) return QString::fromStdString(w.name);
        return {};
    }
    void aModelOfOtherDataIsNamed() {
        QTemporaryDir folder;
        const std::string path = testing::small_workspace(folder);
        const QString file = QString::fromStdString(path);
        testing::small_model(path, "logistic");
        QCOMPARE(staleModels(file), QString());
        ImportRequest more;
        more.files = {folder.filePath("more.csv").toStdString()};
        testing::write_file(more.files[0], testing::small_log(2, 800));
        more.workspace = path;
        more.roles = testing::small_roles();
        more.on_duplicate = OnDuplicate::keep;
        QVERIFY_OK(import_files(more));
        QCOMPARE(staleModels(file), QString("logistic 1"));
        testing::small_model(path, "popularity");
        QCOMPARE(staleModels(file), QString("logistic 1"));
        // The import is taken back: the first model's data are there again, the second's are gone.
        const auto sources = list_sources(path);
        QVERIFY_OK(sources);
        std::int64_t latest = 0;
        for (const auto& s : *sources) latest = std::max(latest, s.batch);
        QVERIFY_OK(remove_import(path, latest));
        QCOMPARE(staleModels(file), QString("popularity 2"));
    }
    void recentWorkspacesOpenAgain() {
        const QString first = desk_.campaign("first.adscope"), second = desk_.campaign("second.adscope", {10, 5, 100, 2});
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(first));
        d.state.openWorkspace(second);
        QTRY_COMPARE(d.state.workspacePath(), second);
        QVERIFY(d.settle());
        QCOMPARE(d.state.recentWorkspaces().mid(0, 2), QStringList({second, first}));
        auto* table = d.window.findChild<QTableView*>("recents");
        QVERIFY(table->model()->rowCount() >= 2);
        emit table->activated(table->model()->index(1, 0));
        QTRY_COMPARE(d.state.workspacePath(), first);
        QVERIFY(d.settle());
    }
    void buttonsOfTheStepsLead() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(desk_.campaign("steps.adscope")));
        QTest::mouseClick(d.window.findChild<QPushButton*>("step.1"), Qt::LeftButton);
        QCOMPARE(d.window.currentId(), QString("data"));
        QVERIFY(d.settle());
    }
    void theSampleIsMadeOnceAndOpened() {
        testing::Desktop d;
        d.show();
        QVERIFY(!QFileInfo::exists(AppState::samplePath()));
        QTest::mouseClick(d.window.findChild<QPushButton*>("openSample"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return d.state.table() && d.window.settled(); }, 400000));
        QCOMPARE(d.state.workspacePath(), QFileInfo(AppState::samplePath()).absoluteFilePath());
        QVERIFY(d.state.totalCount() > 100000);
        QVERIFY(d.state.table()->has_click);
    }
};

ADSCOPE_TEST(TestHome);
#include "test_home.moc"
