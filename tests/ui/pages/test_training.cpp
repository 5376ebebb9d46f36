// The Training page on a small workspace: the form is the model's description, a run goes its way through the page,
// what is stored is on the leaderboard and its curves come back.
#include <QAbstractItemModelTester>

#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/training/training_page.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestTraining : public QObject {
    Q_OBJECT
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;

    static QAbstractButton* button(TrainingPage& page, const char* name) { return page.findChild<QAbstractButton*>(name); }
    static void type(TrainingPage& page, const char* field, const QString& text) {
        auto* edit = page.findChild<QLineEdit*>(field);
        QVERIFY2(edit, field);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    static std::size_t curvePoints(const TrainingPage& page) {
        std::size_t n = 0;
        for (auto* card : page.findChildren<ChartCard*>())
            if (!card->isHidden())
                for (const auto& t : card->series().traces) n += t.points.size();
        return n;
    }
    static QString title(const TrainingPage& page) { return page.findChild<RunCard*>()->title(); }
    static bool waitForEnd(TrainingPage& page) {
        return QTest::qWaitFor([&] { return !page.queue()->live().running; }, 30'000);
    }
    const StoredModel* newest() const { return state_->models().empty() ? nullptr : &state_->models().front(); }
    // A run that would last minutes.
    static void startLong(TrainingPage& page) {
        page.chooseModel("logistic");
        type(page, "parameter.epochs", "1000");
        type(page, "parameter.patience", "1000");
        button(page, "startTraining")->click();
    }

private slots:
    void initTestCase() {
        QVERIFY(fixture_.make(false));
        state_ = std::make_unique<AppState>(&jobs_);
    }

    void withoutAWorkspaceStartLeadsToData() {
        TrainingPage page(state_.get());
        page.refresh();
        QVERIFY(page.settled());
        QSignalSpy away(&page, &Page::navigate);
        button(page, "startTraining")->click();
        QCOMPARE(away.size(), 1);
        QCOMPARE(away[0][0].toString(), QString("data"));
        QVERIFY(!page.queue()->live().running);
        QVERIFY(page.details() == nullptr);
    }

    void theFormIsTheModelsDescription_data() {
        QTest::addColumn<int>("at");
        for (std::size_t i = 0; i < model_registry().size(); ++i) QTest::newRow(model_registry()[i].name.c_str()) << static_cast<int>(i);
    }
    void theFormIsTheModelsDescription() {
        QFETCH(int, at);
        const ModelInfo& info = model_registry()[static_cast<std::size_t>(at)];
        TrainingPage page(state_.get());
        page.chooseModel(info.name);
        for (const auto& p : info.parameters) {
            auto* editor = page.findChild<QWidget*>("parameter." + QString::fromStdString(p.name));
            QVERIFY2(editor, p.name.c_str());
            QVERIFY(!editor->accessibleName().isEmpty() && !editor->accessibleName().contains("parameter."));
            QVERIFY(!editor->accessibleDescription().isEmpty() && !editor->accessibleDescription().contains("parameter."));
        }
        QCOMPARE(page.findChildren<QWidget*>(QRegularExpression("^parameter\\.")).size(), static_cast<qsizetype>(info.parameters.size()));
        QCOMPARE(page.findChild<QComboBox*>("task")->count(), static_cast<int>(info.tasks.size()));
        const TrainRequest r = page.request();
        QCOMPARE(r.model, info.name);
        QVERIFY(r.settings.empty());  // defaults are not sent
        QCOMPARE(r.seed, std::uint64_t(1));
    }

    void onlyWhatWasChangedIsSent() {
        TrainingPage page(state_.get());
        page.chooseModel("logistic");
        type(page, "parameter.epochs", "7");
        type(page, "seed", "42");
        QCOMPARE(page.request().settings, (std::map<std::string, std::string>{{"epochs", "7"}}));
        QCOMPARE(page.request().seed, std::uint64_t(42));
    }

    void anImpossibleSettingIsSaidAndNothingStarts() {
        QVERIFY(fixture_.open(*state_));
        TrainingPage page(state_.get());
        page.refresh();
        page.chooseModel("logistic");
        auto* error = page.findChild<QLabel*>("trainingError");
        QVERIFY(error->isHidden());
        type(page, "parameter.epochs", "0");
        button(page, "startTraining")->click();
        QVERIFY(!error->isHidden());
        QVERIFY2(error->text().contains("epochs") && error->text().contains("\"0\"") && error->text().contains("1000"),
                 qPrintable(error->text()));
        QVERIFY(!page.queue()->live().running);
        type(page, "parameter.epochs", "3");
        QVERIFY(error->isHidden());
        type(page, "seed", "x");
        button(page, "startTraining")->click();
        QVERIFY2(error->text().contains("\"x\""), qPrintable(error->text()));
        QVERIFY(!page.queue()->live().running);
        QVERIFY(state_->models().empty());
    }

    void anImpossibleSplitIsSaidBesideIt() {
        TrainingPage page(state_.get());
        page.refresh();
        QVERIFY(QTest::qWaitFor([&] { return page.settled(); }));
        auto* error = page.findChild<QLabel*>("splitError");
        QVERIFY(error->isHidden());
        page.findChild<QComboBox*>("split")->setEditText("time:0.8,0.8,0.8");
        QTRY_VERIFY(!error->isHidden());
        QVERIFY2(error->text().contains("0.8,0.8,0.8"), qPrintable(error->text()));
        page.findChild<QComboBox*>("split")->setEditText("random:0.6,0.2,0.2");
        QTRY_VERIFY(error->isHidden());
    }

    void withoutARunTheCardSaysWhatComes() {
        TrainingPage page(state_.get());
        page.refresh();
        QVERIFY(QTest::qWaitFor([&] { return page.settled(); }));
        QCOMPARE(page.findChild<QTableView*>("leaderboard")->model()->rowCount(), 0);
        QCOMPARE(curvePoints(page), std::size_t(0));
        QVERIFY(!page.findChild<EmptyState*>()->accessibleName().isEmpty());
        QVERIFY(button(page, "pauseTraining")->isHidden());
    }

    void aRunDrawsItsCurvesAndIsStored() {
        TrainingPage page(state_.get());
        page.refresh();
        page.chooseModel("logistic");
        type(page, "parameter.epochs", "4");
        type(page, "parameter.patience", "4");
        QSignalSpy done(page.queue(), &TrainingQueue::succeeded);
        button(page, "startTraining")->click();
        QVERIFY(page.queue()->live().running);
        QVERIFY(!button(page, "pauseTraining")->isHidden());
        QVERIFY(waitForEnd(page));
        QCOMPARE(done.size(), 1);
        QTRY_COMPARE(state_->models().size(), std::size_t(1));
        QCOMPARE(newest()->state, std::string("done"));
        QCOMPARE(newest()->settings.at("epochs"), std::string("4"));
        // Loss and AUC of the validation part, one point an epoch.
        const auto& curves = page.queue()->live().curves;
        QCOMPARE(curves.at("valid.log_loss").size(), std::size_t(4));
        QCOMPARE(curves.at("valid.auc").size(), std::size_t(4));
        QVERIFY(curvePoints(page) >= 8);
        QVERIFY2(title(page).contains("epoch 4 of 4"), qPrintable(title(page)));
        auto* table = page.findChild<QTableView*>("leaderboard");
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, LeaderboardModel::State).data().toString(), QString("done"));
        QVERIFY(table->model()->index(0, LeaderboardModel::Auc).data().toDouble() > 0.5);
        QVERIFY(table->model()->index(0, LeaderboardModel::Interval).data(LeaderboardModel::IntervalRole).value<Metric>().has_interval());
    }

    void theLatestRunComesBackWithItsCurves() {
        TrainingPage page(state_.get());
        page.refresh();
        QVERIFY(QTest::qWaitFor([&] { return page.settled() && curvePoints(page) > 0; }));
        QVERIFY2(title(page).contains("run 1"), qPrintable(title(page)));
        QVERIFY(curvePoints(page) >= 8);
        QVERIFY(button(page, "pauseTraining")->isHidden());
        // The best epoch of the stored curves is the one whose state was kept.
        const auto curves = read_curves(state_->workspacePath().toStdString(), 1);
        QVERIFY_OK(curves);
        const TrainProgress p = stored_progress(*newest(), *curves);
        QCOMPARE(p.watched, std::string("valid.auc"));
        for (const auto& point : curves->at("valid.auc")) QVERIFY(point.value <= p.best_value);
        auto* table = page.findChild<QTableView*>("leaderboard");
        table->selectRow(0);
        const std::unique_ptr<QWidget> details(page.details());
        QVERIFY(details);
        QCOMPARE(state_->picked().model, std::int64_t(1));
        QVERIFY(page.findChild<RunCard*>()->subtitle().contains("chosen"));
    }

    void aRunIsPausedAndContinuesAndIsCancelled() {
        TrainingPage page(state_.get());
        page.refresh();
        startLong(page);
        const auto& live = page.queue()->live();
        QTRY_VERIFY_WITH_TIMEOUT(live.progress.epoch >= 2, 20'000);
        button(page, "pauseTraining")->click();
        QVERIFY(live.paused);
        QCOMPARE(button(page, "pauseTraining")->text(), QString("Resume"));
        // The step under way ends first; then nothing moves.
        int epoch = -1;
        QVERIFY(QTest::qWaitFor(
            [&] {
                const bool still = epoch == live.progress.epoch;
                epoch = live.progress.epoch;
                QTest::qWait(150);
                return still && epoch == live.progress.epoch;
            },
            10'000));
        button(page, "pauseTraining")->click();
        QVERIFY(!live.paused);
        QTRY_VERIFY_WITH_TIMEOUT(live.progress.epoch > epoch, 20'000);
        button(page, "cancelTraining")->click();
        QVERIFY(waitForEnd(page));
        QVERIFY(live.failure && live.failure->is_cancelled());
        QVERIFY(page.findChild<RunCard*>()->subtitle().contains("cancelled"));
        QTRY_COMPARE(state_->models().size(), std::size_t(2));
        QCOMPARE(newest()->state, std::string("cancelled"));
        QVERIFY(page.findChild<QLabel*>("trainingError")->isHidden());  // cancelled is no failure
        const auto workspace = Workspace::open(state_->workspacePath().toStdString(), Database::Access::read_only);
        QVERIFY_OK(workspace);
        const auto parts = models_repository::artefacts(*workspace, newest()->id);
        QVERIFY(!parts || parts->empty());
    }

    void aSecondRunWaitsAndCanBeTakenBack() {
        TrainingPage page(state_.get());
        page.refresh();
        startLong(page);
        button(page, "startTraining")->click();
        QCOMPARE(page.queue()->waiting(), 1);
        auto* waiting = button(page, "emptyQueue");
        QVERIFY(!waiting->isHidden() && waiting->text().contains("1"));
        waiting->click();
        QCOMPARE(page.queue()->waiting(), 0);
        QVERIFY(waiting->isHidden());
        page.queue()->cancel();
        QVERIFY(waitForEnd(page));
    }

    void aQueueDoesNotOutliveItsWorkspace() {
        TrainingPage page(state_.get());
        page.refresh();
        startLong(page);
        button(page, "startTraining")->click();
        QTRY_VERIFY_WITH_TIMEOUT(page.queue()->live().progress.epoch >= 1, 20'000);
        state_->closeWorkspace();
        QCOMPARE(page.queue()->waiting(), 0);
        QVERIFY(page.queue()->live().running);  // it goes on in the file where it began
        page.queue()->cancel();
        QVERIFY(waitForEnd(page));
        QVERIFY(page.queue()->live().curves.empty());
        QCOMPARE(curvePoints(page), std::size_t(0));
        QVERIFY(fixture_.open(*state_));
        QCOMPARE(newest()->state, std::string("cancelled"));
    }

    void theLeaderboardIsAModel() {
        LeaderboardModel model(state_.get());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), static_cast<int>(state_->models().size()));
        QVERIFY(model.rowCount() >= 2);
        QSignalSpy chosen(&model, &LeaderboardModel::chosenChanged);
        for (int r = 0; r < 2; ++r) QVERIFY(model.setData(model.index(r, LeaderboardModel::Chosen), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.chosen().size(), 2);
        QVERIFY(!model.setData(model.index(0, LeaderboardModel::Run), 5, Qt::EditRole));
        model.reload();
        QCOMPARE(model.chosen().size(), 2);
        QVERIFY(chosen.size() >= 3);
        model.retranslate();
        // Finished runs with a result stand before those without.
        QCOMPARE(model.index(0, LeaderboardModel::Run).data(LeaderboardModel::StateRole).toString(), QString("done"));
        for (int c = 1; c < LeaderboardModel::ColumnCount; ++c)
            QVERIFY(!model.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

    void whatIsRemovedIsGone() {
        const auto before = state_->models().size();
        LeaderboardCard card(state_.get());
        card.remove(newest()->id);
        QTRY_COMPARE(state_->models().size(), before - 1);
    }
};

ADSCOPE_TEST(TestTraining);
#include "test_training.moc"
