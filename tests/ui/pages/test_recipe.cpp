// The feature recipe tab on a small workspace: the table says what the diagnosis says, every step can be undone, a kept version is offered
// for training, the form is the description of the kinds.
#include <QAbstractItemModelTester>
#include <QInputDialog>
#include <QStandardItemModel>

#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/ads/feature_dialog.h"
#include "ui/pages/ads/preview_dialog.h"
#include "ui/pages/ads/recipe_tab.h"
#include "ui/pages/training/train_form.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestRecipe : public QObject {
    Q_OBJECT
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;

    static bool settle(RecipeTab& tab) {
        return QTest::qWaitFor([&] { return tab.settled() && tab.session()->diagnostics().has_value(); }, 60'000);
    }
    static std::optional<std::size_t> row_of(const RecipeSession& session, const std::string& name) {
        for (std::size_t i = 0; i < session.entries().size(); ++i)
            if (session.entries()[i].spec.name == name) return i;
        return {};
    }
    static QModelIndex cell(RecipeModel& model, const RecipeSession& session, const std::string& name, int column) {
        return model.index(static_cast<int>(*row_of(session, name)), column);
    }

private slots:
    void initTestCase() {
        QVERIFY(fixture_.make(false));
        state_ = std::make_unique<AppState>(&jobs_);
    }
    void nothingYetLeadsToAnImport() {
        RecipeTab tab(state_.get());
        tab.refresh();
        QVERIFY(tab.settled());
        QCOMPARE(tab.findChild<StatefulArea*>()->state(), StatefulArea::State::empty);
        QSignalSpy wanted(&tab, &RecipeTab::importRequested);
        for (auto* button : tab.findChildren<QPushButton*>())
            if (button->text() == "Import a log") button->click();
        QCOMPARE(wanted.size(), 1);
    }
    void showsWhatTheDiagnosisSays() {
        QVERIFY(fixture_.open(*state_));
        RecipeTab tab(state_.get());
        tab.refresh();
        QVERIFY(settle(tab));
        QCOMPARE(tab.findChild<StatefulArea*>()->state(), StatefulArea::State::done);
        auto& session = *tab.session();
        auto* model = tab.findChild<RecipeModel*>();
        const auto row = row_of(session, "device");
        QVERIFY(row.has_value());
        QVERIFY(session.diagnosis(*row)->mutual_information > 0);
        QCOMPARE(cell(*model, session, "device", RecipeModel::Coverage).data().toString(), QString("100.0 %"));
        QCOMPARE(cell(*model, session, "device", RecipeModel::Kind).data().toString(), QString("category"));
        QCOMPARE(cell(*model, session, "device", RecipeModel::Information).data(RecipeModel::InformationRole).toDouble(),
                 session.diagnosis(*row)->mutual_information);
        QVERIFY(tab.findChild<ChartCard*>()->series().traces.size() == session.entries().size());
    }
    void itemModelIsSound() {
        RecipeSession session(state_.get());
        RecipeModel model(state_.get(), &session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        session.refresh();
        QVERIFY(QTest::qWaitFor([&] { return session.diagnostics().has_value(); }, 60'000));
        session.setUsed(0, false);
        QVERIFY_OK(session.put({"when", "cyclic", "time", {}}));
        session.remove(session.entries().size() - 1);
        for (int i = 0; i < 3; ++i) state_->undo();
        QVERIFY(session.entries()[0].used);
        QVERIFY(QTest::qWaitFor([&] { return session.job() == 0; }, 60'000));
    }
    void stepsAreUndoneAndRedone() {
        RecipeTab tab(state_.get());
        tab.refresh();
        QVERIFY(settle(tab));
        auto& session = *tab.session();
        const auto before = session.recipe().to_json();
        auto* model = tab.findChild<RecipeModel*>();
        const auto used = cell(*model, session, "device", RecipeModel::Used);
        QVERIFY(model->setData(used, Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(session.changed());
        QCOMPARE(used.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QVERIFY_OK(session.put({"user rate", "past_rate", "", {{"by", "user"}}}));
        QVERIFY(settle(tab));
        QVERIFY(session.diagnosis(*row_of(session, "user rate")));
        state_->undo();
        QVERIFY(!row_of(session, "user rate"));
        state_->undo();
        QCOMPARE(session.recipe().to_json(), before);
        QVERIFY(!session.changed());
        state_->redo();
        QVERIFY(session.changed());
        state_->undo();
        QVERIFY(settle(tab));
    }
    void wrongFeaturesAreNotTaken() {
        RecipeSession session(state_.get());
        QVERIFY(!session.put({"device", "category", "device", {}}).ok());  // the name is taken
        QVERIFY(!session.put({"new", "number", "device", {{"scale", "big"}}}).ok());
        QVERIFY(!session.put({"new", "category", "shop", {}}).ok());
    }
    void theFormIsTheDescriptionOfTheKinds() {
        RecipeSession session(state_.get());
        FeatureDialog dialog(state_.get(), &session);
        auto* kinds = dialog.findChild<QComboBox*>("featureKind");
        QVERIFY(kinds->count() >= 12);
        for (int i = 0; i < kinds->count(); ++i) {
            kinds->setCurrentIndex(i);
            const auto* kind = find_feature_kind(kinds->currentData().toString().toStdString());
            QVERIFY(kind);
            for (const auto& s : kind->settings) {
                auto* editor = dialog.findChild<QWidget*>("setting." + QString::fromStdString(s.parameter.name));
                QVERIFY2(editor, s.parameter.name.c_str());
                QVERIFY(!editor->accessibleName().isEmpty() && !editor->accessibleName().contains("feature."));
            }
            QVERIFY(!dialog.findChild<QLineEdit*>("featureName")->text().isEmpty());
            QCOMPARE(dialog.spec().kind, kind->name);
        }
    }
    void aFeatureIsAddedByTheForm() {
        RecipeSession session(state_.get());
        FeatureDialog dialog(state_.get(), &session);
        auto* kinds = dialog.findChild<QComboBox*>("featureKind");
        kinds->setCurrentIndex(kinds->findData("past_count"));
        auto* window = dialog.findChild<QLineEdit*>("setting.window");
        window->clear();
        QTest::keyClicks(window, "7x");
        QVERIFY(!dialog.findChild<QPushButton*>("featureOk")->isEnabled());
        QVERIFY(dialog.findChild<QLabel*>("featureMistake")->text().contains("30m"));
        window->clear();
        QTest::keyClicks(window, "7d");
        auto* ok = dialog.findChild<QPushButton*>("featureOk");
        QVERIFY(ok->isEnabled());
        ok->click();
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
        const auto& added = session.entries().back();
        QCOMPARE(added.spec.kind, std::string("past_count"));
        QCOMPARE(added.spec.settings.at("window"), std::string("7d"));
        QVERIFY(added.used);
        FeatureDialog change(state_.get(), &session, session.entries().size() - 1);
        QCOMPARE(change.spec().settings.at("window"), std::string("7d"));
        QCOMPARE(change.spec().name, added.spec.name);
        state_->undo();
    }
    void aPreviewShowsRawAndEncoded() {
        RecipeTab tab(state_.get());
        tab.refresh();
        QVERIFY(settle(tab));
        tab.findChild<QPushButton*>("previewRecipe")->click();
        QVERIFY(QTest::qWaitFor([&] { return tab.findChild<PreviewDialog*>() != nullptr; }, 60'000));
        auto* table = tab.findChild<PreviewDialog*>()->findChild<QTableView*>("previewTable");
        QCOMPARE(table->model()->columnCount(), 6);
        QCOMPARE(table->model()->rowCount(), static_cast<int>(tab.session()->used()));
        QCOMPARE(preview_cell({"25", "18 – 30"}), QString::fromUtf8("25 → 18 – 30"));
        QCOMPARE(preview_cell({"phone", "phone"}), QString("phone"));
        tab.findChild<PreviewDialog*>()->close();
    }
    void aKeptVersionIsOfferedForTraining() {
        RecipeTab tab(state_.get());
        tab.refresh();
        QVERIFY(settle(tab));
        TrainForm form(state_.get());
        const auto* logistic = *find_model("logistic");
        form.setModel(logistic);
        auto& session = *tab.session();
        session.setUsed(*row_of(session, "topic"), false);
        const std::string kept = session.recipe().to_json();
        tab.findChild<QPushButton*>("saveRecipe")->click();
        auto* dialog = tab.findChild<QInputDialog*>("saveDialog");
        QVERIFY(dialog);
        dialog->setTextValue("mine");
        dialog->accept();
        QVERIFY(QTest::qWaitFor([&] { return state_->recipes().size() == 1; }, 30'000));
        QCOMPARE(session.label(), QString("mine@1"));
        QVERIFY(!session.changed());
        auto* choice = form.findChild<QComboBox*>("recipe");
        QCOMPARE(choice->count(), 2);
        QVERIFY(!form.request().recipe.has_value());
        choice->setCurrentIndex(1);
        QVERIFY(form.request().recipe.has_value());
        QCOMPARE(form.request().recipe->to_json(), kept);
        // Taken back and done again.
        state_->undo();
        QVERIFY(QTest::qWaitFor([&] { return state_->recipes().empty(); }, 30'000));
        state_->redo();
        QVERIFY(QTest::qWaitFor([&] { return state_->recipes().size() == 1 && jobs_.idle(); }, 30'000));
        QCOMPARE(state_->recipes()[0].label(), std::string("mine@1"));
        // Another recipe and back.
        session.load(nullptr);
        QVERIFY(row_of(session, "topic") && session.entries()[*row_of(session, "topic")].used);
        session.load(&state_->recipes()[0]);
        QVERIFY(!session.entries()[*row_of(session, "topic")].used);
        QVERIFY(settle(tab));
    }
    void speaksChinese() {
        RecipeTab tab(state_.get());
        tab.refresh();
        QVERIFY(settle(tab));
        state_->setLanguage(Language::zh);
        tab.retranslate();
        auto* model = tab.findChild<RecipeModel*>();
        QCOMPARE(cell(*model, *tab.session(), "device", RecipeModel::Kind).data().toString(), QString::fromUtf8("类别"));
        state_->setLanguage(Language::en);
    }
    void fitsTheSmallestWindow() {
        RecipeTab tab(state_.get());
        tab.refresh();
        QVERIFY(settle(tab));
        QVERIFY2(tab.minimumSizeHint().width() <= 1152, qPrintable(QString::number(tab.minimumSizeHint().width())));
    }
};

ADSCOPE_TEST(TestRecipe);
#include "test_recipe.moc"
