#include <QSignalSpy>
#include <QStandardItemModel>

#include "tests/support/window.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/interval_bar.h"
#include "ui/widgets/kpi_card.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/stateful_area.h"
#include "ui/widgets/table.h"

using namespace adscope;
using namespace adscope::ui;

namespace {

double luminance(const QColor& c) {
    const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
}
// WCAG 2: contrast of two colours.
double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

class TestWidgets : public QObject {
    Q_OBJECT
    testing::Desk desk_;

private slots:
    void textIsReadableInBothThemes() {
        for (const bool dark : {false, true}) {
            const Tokens& t = tokens(dark);
            const std::pair<QColor, QColor> pairs[] = {{t.text1, t.bg},           {t.text1, t.surface},         {t.text2, t.surface},
                                                       {t.text2, t.sunken},       {t.text3, t.surface},         {t.text3, t.bg},
                                                       {t.accentText, t.surface}, {t.accentText, t.accentWeak}, {t.goodText, t.goodWeak},
                                                       {t.warnText, t.warnWeak},  {t.onAccent, t.accent},       {t.text1, t.accentWeak}};
            for (const auto& [ink, ground] : pairs)
                QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + " on " + ground.name() + (dark ? " (dark)" : "") +
                                                                  QString(": %1").arg(contrast(ink, ground))));
        }
    }
    void everyIconOfThePagesIsThere() {
        for (const char* name : {"home", "data", "training", "performance", "diversity", "explain", "recommend", "reports", "search",
                                 "warning", "close", "plus"})
            QVERIFY2(!icon(name).isNull(), name);
        QVERIFY(icon("no-such-icon").isNull());
    }
    void iconsTakeTheColourOfTheTheme() {
        setDarkTokens(false);
        const QImage light = icon("home", Ink::text1).pixmap(20, 20).toImage();
        setDarkTokens(true);
        const QImage dark = icon("home", Ink::text1).pixmap(20, 20).toImage();
        setDarkTokens(false);
        QVERIFY(light != dark);
    }
    void segmentsAreExclusiveAndMoveByKeys() {
        SegmentedControl control;
        control.setTexts({"a", "b", "c"});
        control.show();
        QSignalSpy changed(&control, &SegmentedControl::changed);
        QCOMPARE(control.current(), 0);
        QTest::mouseClick(control.button(2), Qt::LeftButton);
        QCOMPARE(control.current(), 2);
        QCOMPARE(changed.count(), 1);
        QTest::keyClick(control.button(2), Qt::Key_Left);
        QCOMPARE(control.current(), 1);
        control.setTexts({"x", "y", "z"});
        QCOMPARE(control.current(), 1);
        control.setTexts({"x"});
        QCOMPARE(control.current(), 0);
    }
    void longLabelsAreCutAndShownWhole() {
        ElidedLabel label;
        label.setFullText("a name that is far too long for its place");
        label.resize(60, 20);
        label.show();
        QVERIFY(label.text().size() < label.fullText().size());
        QCOMPARE(label.toolTip(), label.fullText());
        label.resize(600, 20);
        QCOMPARE(label.text(), label.fullText());
    }
    void kpiCardsSayTheirNumber() {
        KpiCard card;
        card.setName("CTR");
        card.setValue("3.30", "%");
        card.setLine("95 % interval");
        QCOMPARE(card.accessibleName(), QString("CTR: 3.30 %"));
        card.resize(120, 118);
        QVERIFY(!card.grab().isNull());
    }
    void tablesAreCopiedAsTabSeparatedText() {
        QStandardItemModel model(2, 2);
        model.setHorizontalHeaderLabels({"a", "b"});
        for (int r = 0; r < 2; ++r)
            for (int c = 0; c < 2; ++c) model.setItem(r, c, new QStandardItem(QString("%1\t%2").arg(r).arg(c)));
        QTableView view;
        view.setModel(&model);
        set_up_table(&view);
        QCOMPARE(selection_as_tsv(&view), QString("a\tb\n0 0\t0 1\n1 0\t1 1\n"));
        view.setColumnHidden(0, true);
        view.selectRow(1);
        QCOMPARE(selection_as_tsv(&view), QString("b\n1 1\n"));
    }
    void scalesHoldWhatIsThere() {
        IntervalScale scale;
        QVERIFY(!scale.valid());
        scale.add(Metric());
        QVERIFY(!scale.valid());
        scale.add({0.5, 0.4, 0.6, 10});
        QVERIFY(scale.valid());
        QCOMPARE(scale.low, 0.4);
        QCOMPARE(scale.high, 0.6);
    }
    void anAreaHasFourStates() {
        JobRunner jobs;
        AppState state(&jobs);
        auto* content = new QLabel("content");
        auto* empty = new EmptyState("data");
        StatefulArea area(&state, content, empty);
        area.resize(600, 400);
        area.show();
        area.showEmpty();
        QVERIFY(empty->isVisible() && !content->isVisible());
        std::atomic<bool> go{false};
        const JobId id = jobs.run<int>(
            "work", &area,
            [&](const JobContext& job) -> Result<int> {
                while (!go && !job.cancelled()) QThread::msleep(1);
                return job.cancelled() ? Result<int>(Error::cancelled()) : Result<int>(1);
            },
            [](Result<int>) {});
        area.showWorking(id, "working", true);
        QCOMPARE(area.state(), StatefulArea::State::working);
        QVERIFY(content->isVisible());
        area.showFailed(Error(ErrorCode::io, "base.file_read", {{"path", "p.csv"}, {"cause", "gone"}}));
        QCOMPARE(area.state(), StatefulArea::State::failed);
        QVERIFY(area.failureText().contains("p.csv"));
        area.showFailed(Error::cancelled());
        QCOMPARE(area.state(), StatefulArea::State::done);
        go = true;
        QTRY_VERIFY(jobs.idle());
    }
};

ADSCOPE_TEST(TestWidgets);
#include "test_widgets.moc"
