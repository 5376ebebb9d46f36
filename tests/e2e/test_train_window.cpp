// From the Training page to a model that other pages use, and out of a long training by the status bar, on the real window.
#include "tests/support/window.h"
#include "ui/pages/explain/explain_page.h"
#include "ui/pages/home/home_page.h"
#include "ui/pages/performance/performance_page.h"
#include "ui/pages/training/training_page.h"

using namespace adscope;
using namespace adscope::ui;

class TestTrainWindow : public QObject {
    Q_OBJECT
    testing::Desk desk_;
    static void type(QWidget* where, const QString& field, const QString& text) {
        auto* edit = where->findChild<QLineEdit*>(field);
        QVERIFY2(edit && edit->isEnabled(), qPrintable(field));
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    // The Training page with logistic regression chosen by the keys.
    static TrainingPage* training(testing::Desktop& d) {
        testing::click(&d.window, "rail.training");
        auto* page = qobject_cast<TrainingPage*>(d.window.page("training"));
        auto* list = page->findChild<QListWidget*>("modelList");
        list->setFocus();
        for (int i = 0; i < list->count() && page->request().model != "logistic"; ++i) QTest::keyClick(list, Qt::Key_Down);
        return page;
    }
    static QString cell(const TrainingPage* page, int row, int column) {
        return page->findChild<QTableView*>("leaderboard")->model()->index(row, column).data().toString();
    }

private slots:
    void aTrainedModelIsOnEveryPage() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(desk_.campaign("train.adscope")));
        auto* page = training(d);
        QCOMPARE(page->request().model, std::string("logistic"));
        type(page, "parameter.epochs", "5");
        testing::click(page, "startTraining");
        QVERIFY(page->queue()->live().running);
        QVERIFY(QTest::qWaitFor([&] { return !page->queue()->live().running && d.window.settled(); }, 20000));
        QCOMPARE(d.window.notice(), QString());
        QCOMPARE(d.state.models().size(), std::size_t(1));
        const StoredModel model = d.state.models().front();
        QCOMPARE(cell(page, 0, LeaderboardModel::Run), QString::number(model.id));
        QCOMPARE(cell(page, 0, LeaderboardModel::State), QString("done"));
        QVERIFY(test_metric(model, "auc").has_value());
        QCOMPARE(cell(page, 0, LeaderboardModel::Auc), QString::number(test_metric(model, "auc").value, 'f', 4));
        // Its row opens its card.
        page->findChild<QTableView*>("leaderboard")->selectRow(0);
        QVERIFY(page->details());

        testing::click(&d.window, "rail.explain");
        QVERIFY(d.settle());
        auto* explain = qobject_cast<ExplainPage*>(d.window.page("explain"));
        QVERIFY(explain->data());
        QCOMPARE(explain->findChild<QComboBox*>("model")->currentData().toLongLong(), model.id);
        QVERIFY(explain->data()->holds());
        QVERIFY(!explain->findChild<ChartCard*>()->series().traces.empty());

        testing::click(&d.window, "rail.performance");
        QVERIFY(d.settle());
        auto* performance = qobject_cast<PerformancePage*>(d.window.page("performance"));
        QCOMPARE(performance->data()->now.totals.impressions, d.state.totalCount());
        testing::click(&d.window, "rail.home");
        QVERIFY(d.settle());
        QCOMPARE(qobject_cast<HomePage*>(d.window.page("home"))->health(HomePage::Best)->value(), QString::fromStdString(model.name));
    }

    void theStatusBarCancelsATraining() {
        const QString path = desk_.campaign("cancel.adscope");
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(path));
        const auto events = d.state.totalCount();
        auto* page = training(d);
        type(page, "parameter.epochs", "1000");
        type(page, "parameter.patience", "1000");
        testing::click(page, "startTraining");
        const auto& live = page->queue()->live();
        QTRY_VERIFY_WITH_TIMEOUT(live.progress.epoch >= 2, 20000);
        auto* title = d.window.findChild<ElidedLabel*>("jobTitle");
        QTRY_VERIFY(title->isVisible() && title->fullText().contains("Training"));
        testing::click(&d.window, "cancelJob");
        QTRY_VERIFY_WITH_TIMEOUT(!live.running, 10000);
        QVERIFY(d.settle());
        QVERIFY(live.progress.epoch < 1000);
        QCOMPARE(cell(page, 0, LeaderboardModel::State), QString("cancelled"));
        QVERIFY(page->findChild<RunCard*>()->subtitle().contains("cancelled"));
        QCOMPARE(d.window.notice(), QString());  // cancelled is no failure

        // Nothing half-made: no model's bytes, no checkpoint, a whole file.
        auto workspace = Workspace::open(path.toStdString(), Database::Access::read_only);
        QVERIFY_OK(workspace);
        const auto runs = models_repository::list(*workspace);
        QVERIFY_OK(runs);
        QCOMPARE(runs->size(), std::size_t(1));
        QCOMPARE(runs->front().state, std::string("cancelled"));
        const auto parts = models_repository::artefacts(*workspace, runs->front().id);
        QVERIFY(!parts || parts->empty());
        for (const auto& name : QFileInfo(path).dir().entryList(QDir::Files)) QVERIFY2(!name.contains("checkpoint"), qPrintable(name));
        auto check = workspace->database().prepare("PRAGMA integrity_check");
        QVERIFY_OK(check);
        QVERIFY_OK(check->step());
        QCOMPARE(std::string(check->text(0)), std::string("ok"));
        QVERIFY(d.open(path));
        QCOMPARE(d.state.totalCount(), events);
    }
};

ADSCOPE_TEST(TestTrainWindow);
#include "test_train_window.moc"
