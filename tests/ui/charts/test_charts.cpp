// Every kind of chart with no, one and many values; what it says; keys; zoom; the table view and the exports.
#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/support/testing.h"
#include "tests/ui/charts/sample_series.h"
#include "ui/charts/chart_card.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/data_table_model.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::sample_series;

Q_DECLARE_METATYPE(adscope::ChartKind)

namespace {

constexpr std::pair<const char*, ChartKind> kKinds[] = {{"line", ChartKind::line},           {"bar", ChartKind::bar},
                                                        {"scatter", ChartKind::scatter},     {"lorenz", ChartKind::lorenz},
                                                        {"waterfall", ChartKind::waterfall}, {"heat_map", ChartKind::heat_map}};

QImage picture(ChartView& view, QSize size) {
    view.resize(size);
    QImage image(size, QImage::Format_RGB32);
    image.fill(tokens().surface);
    view.render(&image);
    return image;
}

// Pixels that are not the ground, inside a rectangle.
int inked(const QImage& image, const QRect& where) {
    int n = 0;
    const QRgb ground = image.pixel(0, 0);  // of the widget: no style sheet is set here
    const QRect r = where.intersected(image.rect());
    for (int y = r.top(); y <= r.bottom(); ++y)
        for (int x = r.left(); x <= r.right(); ++x) n += image.pixel(x, y) != ground;
    return n;
}

}  // namespace

class TestCharts : public QObject {
    Q_OBJECT
private slots:
    void everyKindDraws_data() {
        QTest::addColumn<ChartKind>("kind");
        QTest::addColumn<int>("n");
        for (const auto& [name, kind] : kKinds)
            for (const int n : {0, 1, 2, 12, 60}) QTest::addRow("%s with %d", name, n) << kind << n;
    }
    void everyKindDraws() {
        QFETCH(ChartKind, kind);
        QFETCH(int, n);
        for (const bool dark : {false, true}) {
            setDarkTokens(dark);
            ChartView view;
            view.setSeries(sample_series(kind, n));
            for (const QSize size : {QSize(420, 260), QSize(900, 420), QSize(200, 140)}) {
                const QImage image = picture(view, size);
                QVERIFY(inked(image, image.rect()) > 40);
                QCOMPARE(view.canvas()->empty(), n == 0);
                if (n == 0) continue;
                const QRectF plot = view.canvas()->plot();
                QVERIFY2(QRectF(view.rect()).contains(plot.topLeft()), "the plot begins inside the widget");
                QVERIFY(inked(image, plot.toRect()) > 20);
                QCOMPARE(view.canvas()->hits().size(), static_cast<std::size_t>(n));
                const auto& boxes = view.canvas()->tickBoxes();
                for (std::size_t i = 0; i < boxes.size(); ++i)
                    for (std::size_t k = i + 1; k < boxes.size(); ++k) {
                        const QRectF both = boxes[i].intersected(boxes[k]);
                        QVERIFY2(both.width() <= 4 || both.height() <= 4, qPrintable(QString("labels %1 and %2 overlap").arg(i).arg(k)));
                    }
            }
        }
        setDarkTokens(false);
    }

    void noValuesDrawsNoPoints() {
        Series s = sample_series(ChartKind::bar, 3);
        s.traces[0].points[1].y = std::numeric_limits<double>::quiet_NaN();
        ChartView view;
        view.setSeries(s);
        picture(view, {420, 260});
        QVERIFY(view.tooltipText(1).contains(QString::fromUtf8("—")));
        for (auto& p : s.traces[0].points) p.y = std::numeric_limits<double>::quiet_NaN();
        view.setSeries(s);
        QVERIFY(view.canvas()->empty());
    }

    void tooltipTellsNumbersAndDenominator() {
        ChartView view;
        Series s = sample_series(ChartKind::bar, 3);
        s.traces[0].points[0] = {0, 370.0 / 12363, 0.0271, 0.0331, "phone", {}, 370, 12363, false};
        s.traces[0].points[2].small_cell = true;
        view.setSeries(s);
        picture(view, {420, 260});
        const QString text = view.tooltipText(0);
        QVERIFY2(text.startsWith("phone\n"), qPrintable(text));
        for (const char* part : {"2.99", "2.71", "3.31", "370", "12,363", "95 %"}) QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(!text.contains("small cell"));
        QVERIFY(view.tooltipText(2).contains("small cell"));
        QVERIFY(view.tooltipText(99).isEmpty());
    }

    void ticksAreRoundAndFew() {
        for (const auto& [low, high] :
             {std::pair(0.0, 1.0), {0.0254, 0.0431}, {0.0, 88.0}, {-3.0, 7.0}, {0.1249, 0.1501}, {1e6, 9e6}, {5.0, 5.0}}) {
            const Ticks t = number_ticks(low, high, 6, true, NumberFormat::number, false, Language::en);
            QVERIFY2(t.ticks.size() >= 3 && t.ticks.size() <= 8, qPrintable(QString::number(t.ticks.size())));
            QVERIFY(t.low <= low && t.high >= high);
            QSet<QString> texts;
            for (const auto& tick : t.ticks) texts.insert(tick.text);
            QCOMPARE(static_cast<std::size_t>(texts.size()), t.ticks.size());
        }
        QCOMPARE(tick_text(0.035, 0.005, NumberFormat::percent, true, Language::en), QString("3.5"));
        QCOMPARE(tick_text(-2, 1, NumberFormat::number, true, Language::en), QString::fromUtf8("−2"));
        constexpr double kDay = 86'400'000.0, kStart = 1'772'323'200'000.0;
        QCOMPARE(time_ticks(kStart, kStart + 13 * kDay, 7, Language::en).ticks.front().text, QString("Mar 1"));
        QCOMPARE(time_ticks(kStart, kStart + 13 * kDay, 7, Language::zh).ticks.front().text, QString("03-01"));
        for (const double span : {kDay / 4, kDay, 5 * kDay, 40 * kDay, 400 * kDay, 3000 * kDay}) {
            const auto t = time_ticks(kStart, kStart + span, 7, Language::en).ticks;
            QVERIFY2(t.size() >= 2 && t.size() <= 9, qPrintable(QString::number(t.size())));
        }
    }

    void barsBeginAtZeroAndLieWhenNamesAreLong() {
        Series s = sample_series(ChartKind::bar, 6);
        ChartView view;
        view.setSeries(s);
        picture(view, {640, 300});
        QCOMPARE(view.canvas()->yScale().low, 0.0);
        const double standing = view.canvas()->hits()[1].anchor.x() - view.canvas()->hits()[0].anchor.x();
        QVERIFY(standing > 30);
        for (auto& name : s.x.categories) name = "a very long name of a placement, " + name;
        view.setSeries(s);
        picture(view, {640, 300});
        QCOMPARE(view.canvas()->xScale().low, 0.0);
        QVERIFY(view.canvas()->hits()[1].anchor.y() > view.canvas()->hits()[0].anchor.y() + 14);
    }

    void arrowKeysMoveTheShownPoint() {
        ChartView view;
        view.setSeries(sample_series(ChartKind::bar, 4));
        picture(view, {420, 260});
        QSignalSpy picked(&view, &ChartView::pointPicked), sliced(&view, &ChartView::categoryActivated);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.picked(), 0);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.picked(), 1);
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.picked(), 3);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.picked(), 2);
        QCOMPARE(picked.size(), 4);
        QVERIFY(view.accessibleDescription().startsWith("value 2"));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(sliced.size(), 1);
        QCOMPARE(sliced[0][0].toString(), QString("value 2"));
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.picked(), -1);
        QCOMPARE(view.accessibleName(), QString("CTR of the sample"));
    }

    void aClickNamesTheCategory() {
        ChartView view;
        view.setSeries(sample_series(ChartKind::bar, 4));
        picture(view, {420, 260});
        QSignalSpy sliced(&view, &ChartView::categoryActivated);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.canvas()->hits()[1].area.center().toPoint());
        QCOMPARE(sliced.size(), 1);
        QCOMPARE(sliced[0][0].toString(), QString("value 1"));
    }

    void timeZoomsAndPans() {
        ChartView view;
        view.setSeries(sample_series(ChartKind::line, 60));
        picture(view, {640, 300});
        const Scale full = view.canvas()->xScale();
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.zoomed());
        Scale zoomed = view.canvas()->xScale();
        QVERIFY(zoomed.high - zoomed.low < 0.7 * (full.high - full.low));
        const QPoint middle = view.canvas()->plot().center().toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, middle);
        QTest::mouseMove(&view, middle + QPoint(-60, 0));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, middle + QPoint(-60, 0));
        QVERIFY(view.canvas()->xScale().low > zoomed.low);
        QTest::keyClick(&view, Qt::Key_0);
        QVERIFY(!view.zoomed());
        QCOMPARE(view.canvas()->xScale().low, full.low);
        // Bars have no time and do not zoom.
        view.setSeries(sample_series(ChartKind::bar, 5));
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(!view.zoomed());
    }

    void manyPointsBecomeADensityPicture() {
        Series s = sample_series(ChartKind::scatter, 1);
        for (int i = 0; i < 200'000; ++i) {
            SeriesPoint p;
            p.x = std::fmod(i * 0.61803, 1.0);
            p.y = std::fmod(i * 0.75488, 1.0) * p.x;
            s.traces[0].points.push_back(p);
        }
        ChartView inline_view;
        inline_view.setSeries(s);
        const QImage at_once = picture(inline_view, {420, 260});
        QVERIFY(inline_view.canvas()->wantsDensity());
        QVERIFY(inline_view.canvas()->hits().empty());
        const QRect plot = inline_view.canvas()->plot().toRect();
        const QRect dense(plot.center().x(), plot.bottom() - 40, 40, 30), bare(plot.left() + 20, plot.top() + 20, 40, 30);
        QVERIFY(inked(at_once, dense) > 2 * inked(at_once, bare));
        JobRunner jobs;
        ChartView view(&jobs);
        view.setSeries(s);
        view.resize(420, 260);
        QTRY_VERIFY_WITH_TIMEOUT(view.settled(), 20'000);
        QVERIFY(inked(picture(view, {420, 260}), dense) > 500);
    }

    void tableAndCsvEqualTheSeries() {
        for (const auto& [name, kind] : kKinds) {
            Series s = sample_series(kind, 9);
            auto& points = s.traces[0].points;
            std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
            const DataTable table = table_of(s);
            DataTableModel model;
            QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            const ChartWords w{Language::en, {}};
            model.setTable(table, w);
            QCOMPARE(model.rowCount(), 9);
            int value_column = -1;
            for (int c = 0; c < model.columnCount() && value_column < 0; ++c)
                if (std::abs(model.index(3, c).data(DataTableModel::SortRole).toDouble() - s.traces[0].points[3].y) < 1e-12 && c > 0)
                    value_column = c;
            QVERIFY2(value_column > 0, name);
            for (int r = 0; r < 9; ++r) {
                const double y = s.traces[0].points[static_cast<std::size_t>(r)].y;
                QCOMPARE(model.index(r, value_column).data(DataTableModel::SortRole).toDouble(), y);
                QCOMPARE(model.index(r, value_column).data().toString(), number_text(y, s.y.format, w));
            }
            model.sort(value_column, Qt::DescendingOrder);
            for (int r = 1; r < 9; ++r)
                QVERIFY(model.index(r - 1, value_column).data(DataTableModel::SortRole).toDouble() >=
                        model.index(r, value_column).data(DataTableModel::SortRole).toDouble());
            const QList<QByteArray> lines = table_as_csv(table, w).split('\n');
            QCOMPARE(lines.size(), 11);  // heading, nine rows, nothing after the last end of line
            for (int r = 0; r < 9; ++r) {
                const auto cells = lines[r + 1].trimmed().split(',');
                QCOMPARE(cells[value_column].toDouble(), s.traces[0].points[static_cast<std::size_t>(r)].y);
            }
        }
    }

    void csvQuotesWhatMustBe() {
        DataTable t;
        t.columns = {{Message::verbatim("a,b"), NumberFormat::number, true}, {Message::verbatim("n"), NumberFormat::number}};
        t.rows = {{std::string("say \"hi\", now"), 0.1}, {std::string("=1+1"), std::monostate()}};
        QCOMPARE(table_as_csv(t, {}), QByteArray("\"a,b\",n\r\n\"say \"\"hi\"\", now\",0.10000000000000001\r\n'=1+1,\r\n"));
        DataTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(t, {});
        QCOMPARE(model.index(1, 1).data().toString(), QString::fromUtf8("—"));
        QVERIFY(model.index(1, 1).data(DataTableModel::MissingRole).toBool());
        model.sort(1, Qt::DescendingOrder);
        QCOMPARE(model.sourceRow(1), 1);
        model.sort(1, Qt::AscendingOrder);
        QCOMPARE(model.sourceRow(1), 1);
    }

    void exportsCarryTitleAndPicture() {
        const auto series = std::make_shared<const Series>(sample_series(ChartKind::line, 14));
        const ChartStyle style{{Language::en, {}}, &tokens(false), false};
        const QImage png = QImage::fromData(png_bytes(chart_image(series, style, {640, 360})));
        QCOMPARE(png.size(), QSize(1280, 720));
        QVERIFY(inked(png, QRect(0, 0, 640, 60)) > 200);  // the title
        QVERIFY(inked(png, QRect(100, 150, 1000, 400)) > 2000);
        const QByteArray svg = chart_svg(series, style, {640, 360});
        QVERIFY(svg.contains("<svg") && svg.contains("CTR of the sample") && svg.contains("polyline"));
        QTemporaryDir folder;
        QVERIFY_OK(write_whole(folder.filePath("a.svg"), svg));
        QVERIFY(!write_whole(folder.filePath("none/a.svg"), svg).ok());
    }
};

ADSCOPE_TEST(TestCharts);
#include "test_charts.moc"
