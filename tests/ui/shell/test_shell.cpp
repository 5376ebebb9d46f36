// The window's own parts: language, theme, slice, history, palette, failures.
#include "tests/support/window.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/filter_dialog.h"
#include "ui/shell/page_registry.h"
#include "ui/shell/rail.h"
#include "ui/shell/slice_bar.h"
#include "ui/shell/status_bar.h"
#include "ui/theme/tokens.h"

using namespace adscope;
using namespace adscope::ui;

class TestShell : public QObject {
    Q_OBJECT
    testing::Desk desk_;
    QString small_;

    static QString railText(const QWidget& window, const QString& page) {
        return window.findChild<QAbstractButton*>("rail." + page)->text();
    }

private slots:
    void initTestCase() { small_ = desk_.campaign(); }

    void languageChangesWithoutARestart() {
        testing::Desktop d;
        d.show();
        QCOMPARE(railText(d.window, "home"), QString("Home"));
        QSignalSpy changed(&d.state, &AppState::languageChanged);
        d.state.setLanguage(Language::zh);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(railText(d.window, "home"), QString::fromUtf8("首页"));
        QCOMPARE(d.window.findChild<QPushButton*>("addFilter")->text(), QString::fromUtf8("添加条件"));
        QCOMPARE(AppState(&d.jobs).language(), Language::zh);  // remembered
        d.state.setLanguage(Language::en);
        QCOMPARE(railText(d.window, "home"), QString("Home"));
    }
    void themeChangesWithoutARestart() {
        testing::Desktop d;
        d.show();
        const QImage light = d.window.grab().toImage();
        auto* button = d.window.findChild<QAbstractButton*>("themeButton");
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(d.state.dark());
        QCOMPARE(tokens().bg, tokens(true).bg);
        QVERIFY(d.window.grab().toImage().pixelColor(700, 600).lightness() < light.pixelColor(700, 600).lightness());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!d.state.dark());
    }
    void allPagesOpen() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(small_));
        for (const auto& entry : page_registry()) {
            QTest::mouseClick(d.window.findChild<QAbstractButton*>(QString("rail.") + entry.id), Qt::LeftButton);
            QCOMPARE(d.window.currentId(), QString(entry.id));
            QVERIFY2(d.settle(), entry.id);
        }
    }
    void nothingIsCutAtTheSmallestSize() {
        testing::Desktop d;
        d.show();
        d.window.resize(1280, 720);
        QVERIFY(d.open(small_));
        for (const Language l : {Language::zh, Language::en}) {
            d.state.setLanguage(l);
            for (const auto& entry : page_registry()) {
                d.window.showPage(entry.id);
                QVERIFY(d.settle());
                QCOMPARE(d.window.size(), QSize(1280, 720));
                for (auto* b : d.window.currentPage()->findChildren<QPushButton*>()) {
                    if (!b->isVisible() || b->text().isEmpty()) continue;
                    QVERIFY2(b->width() >= b->fontMetrics().horizontalAdvance(b->text()), qPrintable(QString(entry.id) + ": " + b->text()));
                }
            }
        }
        d.state.setLanguage(Language::en);
    }
    void chipsFilterAndCanBeTakenBack() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(small_));
        const auto all = d.state.totalCount();
        QCOMPARE(d.state.sliceCount(), all);
        d.state.addChip({"device = phone", "device = 'phone'"});
        QVERIFY(d.settle());
        QVERIFY(d.state.sliceRows() != nullptr);
        const auto phones = d.state.sliceCount();
        QVERIFY(phones > 0 && phones < all);
        auto* chip = d.window.findChild<Chip*>("chip.0");
        QVERIFY(chip);
        const QString count = d.window.findChild<QLabel*>("sliceCount")->text();
        QVERIFY2(count.contains(QLocale().toString(phones)) && count.contains(QLocale().toString(all)), qPrintable(count));
        QTest::keyClick(&d.window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(d.state.sliceCount(), all);
        QVERIFY(d.state.canRedo());
        d.state.redo();
        QVERIFY(d.settle());
        QCOMPARE(d.state.sliceCount(), phones);
        chip = d.window.findChild<Chip*>("chip.0");
        QTest::mouseClick(chip, Qt::LeftButton, {}, chip->cross().center());
        QTRY_VERIFY(d.state.slice().isEmpty());
        QVERIFY(d.settle());
        QCOMPARE(d.state.sliceCount(), all);
    }
    void aConditionThatMeansNothingIsSaid() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(small_));
        d.state.addChip({"nonsense", "no_such_field = 1"});
        QTRY_VERIFY(d.window.notice().contains("no_such_field"));
        QVERIFY(d.state.slice().isEmpty());
    }
    void backAndForwardWalkThroughPagesAndSlices() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(small_));
        d.window.showPage("data");
        d.state.addChip({"device = phone", "device = 'phone'"});
        d.window.showPage("home");
        d.window.back();
        QCOMPARE(d.window.currentId(), QString("data"));
        QCOMPARE(d.state.slice().size(), 1);
        d.window.back();
        QCOMPARE(d.state.slice().size(), 0);
        d.window.back();
        QCOMPARE(d.window.currentId(), QString("home"));
        d.window.forward();
        d.window.forward();
        QCOMPARE(d.state.slice().size(), 1);
        QVERIFY(d.settle());
    }
    void theFilterDialogMakesAChip() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(small_));
        QTest::mouseClick(d.window.findChild<QPushButton*>("addFilter"), Qt::LeftButton);
        auto* dialog = d.window.findChild<FilterDialog*>("filterDialog");
        QVERIFY(dialog);
        auto* apply = dialog->findChild<QPushButton*>("applyFilter");
        dialog->chooseField("event.device");
        QVERIFY(!apply->isEnabled());
        auto* values = dialog->findChild<QTableView*>("filterValues");
        QTRY_COMPARE(values->model()->rowCount(), 2);
        const QModelIndex first = values->model()->index(0, 0);
        values->model()->setData(first, Qt::Checked, Qt::CheckStateRole);
        QVERIFY(apply->isEnabled());
        const QString name = first.data().toString();  // the dialog goes with its click
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_COMPARE(d.state.slice().size(), 1);
        QCOMPARE(d.state.slice()[0].text, "device = " + name);
        QVERIFY(d.settle());
    }
    void thePaletteOpensByKeysAndLeads() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(small_));
        QTest::keyClick(&d.window, Qt::Key_K, Qt::ControlModifier);
        auto* palette = d.window.findChild<CommandPalette*>("commandPalette");
        QVERIFY(palette);
        QTest::keyClicks(palette->edit(), "dat");
        QTest::keyClick(palette->edit(), Qt::Key_Return);
        QCOMPARE(d.window.currentId(), QString("data"));
        QTRY_VERIFY(!d.window.findChild<CommandPalette*>("commandPalette"));
        d.window.openPalette();
        palette = d.window.findChild<CommandPalette*>("commandPalette");
        QSignalSpy all(palette->model(), &PaletteModel::searchedAll);
        QTest::keyClicks(palette->edit(), "u17");
        QTRY_VERIFY(palette->model()->firstEntry() >= 0 && palette->model()->at(palette->model()->firstEntry()).text == "u17");
        QTest::keyClick(palette->edit(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(d.state.slice().size(), 1);
        QCOMPARE(d.state.slice()[0].condition, std::string("user = 'u17'"));
        QVERIFY(d.settle());
    }
    void aFileThatIsNoWorkspaceIsSaid() {
        testing::Desktop d;
        d.show();
        testing::write_file(desk_.path("no.adscope").toStdString(), "this is no database");
        d.state.openWorkspace(desk_.path("no.adscope"));
        QTRY_VERIFY(d.window.notice().contains("no.adscope"));
        QVERIFY(!d.state.table());
        d.state.openWorkspace(desk_.path("missing.adscope"));
        QTRY_VERIFY(d.window.notice().contains("missing.adscope"));
    }
    void theStatusBarCancels() {
        testing::Desktop d;
        d.show();
        bool cancelled = false;
        d.jobs.run<int>(
            "long work", &d.window,
            [](const JobContext& job) -> Result<int> {
                while (!job.cancelled()) {
                    job.report(Message::verbatim("stage"), 0.25);
                    QThread::msleep(2);
                }
                return Error::cancelled();
            },
            [&](Result<int> r) { cancelled = r.error().is_cancelled(); });
        auto* cancel = d.window.findChild<QPushButton*>("cancelJob");
        QTRY_VERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY(cancelled);
        QTRY_VERIFY(!cancel->isVisible());
    }
    void timeLeftIsToldOnceItIsKnown() {
        JobInfo job;
        job.progress.fraction = 0.5;
        job.elapsed_ms = 1000;
        QVERIFY(time_left(job).isEmpty());
        job.elapsed_ms = 10000;
        QCOMPARE(time_left(job), QString("10 s left"));
        job.elapsed_ms = 252000;
        QCOMPARE(time_left(job), QString("4 min 12 s left"));
        job.progress.fraction = -1;
        QVERIFY(time_left(job).isEmpty());
    }
    void everyControlOfTheShellHasAName() {
        testing::Desktop d;
        d.show();
        QVERIFY(d.open(small_));
        for (const auto& entry : page_registry()) {
            d.window.showPage(entry.id);
            QVERIFY(d.settle());
        }
        for (auto* b : d.window.findChildren<QAbstractButton*>()) {
            if (!b->isVisible() || b->focusPolicy() == Qt::NoFocus || b->inherits("QTableCornerButton") ||
                b->objectName().startsWith("qt_"))
                continue;
            QVERIFY2(!b->text().isEmpty() || !b->accessibleName().isEmpty(),
                     qPrintable(QString("%1 %2").arg(b->metaObject()->className(), b->objectName())));
        }
    }
};

ADSCOPE_TEST(TestShell);
#include "test_shell.moc"
