// Documents as SVG, HTML, CSV and workbooks: well-formed, safe against hostile names, the same bytes each time.
#include <QCryptographicHash>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include "core/report/export.h"
#include "core/report/markup.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::read_file;

namespace {

const std::string kHostile = "<script>alert(\"1\")</script>&'\x01\xff=SUM(A1)";

Series chart(ChartKind kind) {
    Series s;
    s.id = "chart";
    s.title = Message::verbatim("Title " + kHostile);
    s.subtitle = Message::verbatim(kHostile);
    s.kind = kind;
    s.x.title = Message::verbatim(kHostile);
    s.y.title = Message::verbatim("CTR, %");
    s.y.format = NumberFormat::percent;
    s.x.scale =
        kind == ChartKind::bar || kind == ChartKind::waterfall || kind == ChartKind::heat_map ? Axis::Scale::category : Axis::Scale::linear;
    for (int t = 0; t < (kind == ChartKind::waterfall ? 1 : 2); ++t) {
        Trace trace{Message::verbatim("trace " + std::to_string(t) + kHostile),
                    t ? TraceRole::contrast : TraceRole::current,
                    Trace::Style::line,
                    {}};
        for (int i = 0; i < 6; ++i) {
            SeriesPoint p{.x = static_cast<double>(i),
                          .y = 0.03 + 0.01 * i - 0.02 * t,
                          .low = 0.01 * i,
                          .high = 0.05 + 0.01 * i,
                          .label = "label " + std::to_string(i) + kHostile};
            if (i == 3) p.y = p.low = p.high = std::numeric_limits<double>::quiet_NaN();
            trace.points.push_back(p);
        }
        s.traces.push_back(trace);
    }
    if (s.x.scale == Axis::Scale::category)
        for (int i = 0; i < 6; ++i) s.x.categories.push_back("c" + std::to_string(i) + kHostile);
    s.markers = {{.x = 2, .text = Message::verbatim(kHostile)}, {.x = 4, .y = 0.04, .text = Message::verbatim(kHostile)}};
    return s;
}

DataTable table() {
    DataTable t;
    t.id = "a b/c[d]";
    t.title = Message::verbatim(kHostile);
    t.columns = {{Message::verbatim("name"), NumberFormat::number, true},
                 {Message::verbatim("=cmd"), NumberFormat::percent},
                 {Message::verbatim("day"), NumberFormat::date}};
    t.rows = {{std::string("=HYPERLINK(\"x\")"), -0.5, std::int64_t{0}},
              {std::string("a,\"b\"\nc"), std::monostate{}, 86400000.0},
              {kHostile, 0.25, std::int64_t{0}}};
    return t;
}

ReportDocument document() {
    ReportDocument d{.title = "R " + kHostile, .advertiser = kHostile, .language = Language::en};
    d.sections.push_back(
        {"summary", Message("report.section_summary"), {{Message::verbatim(kHostile)}, {chart(ChartKind::line)}, {table()}, {table()}}});
    d.provenance = Message::verbatim(kHostile);
    d.newest = 1'650'000'000'000;
    return d;
}

QString parse_error(const std::string& xml) {
    QXmlStreamReader reader(QByteArray::fromStdString(xml));
    while (!reader.atEnd()) reader.readNext();
    return reader.hasError() ? reader.errorString() : QString();
}

}  // namespace

class TestExport : public QObject {
    Q_OBJECT

private slots:
    void markupIsSafe() {
        const auto safe = QString::fromStdString(escape_markup(kHostile));
        QCOMPARE(safe, QString("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;\ufffd\ufffd=SUM(A1)"));
        QCOMPARE(escape_markup("点击率 ≥ 5 %"), std::string("点击率 ≥ 5 %"));
        QCOMPARE(fit_text("点击率点击率", 4), std::string("点击率…"));
        QCOMPARE(fit_text("CTR", 4), std::string("CTR"));
    }
    void everyKindOfChartIsWellFormedSvg_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 6; ++kind) QTest::addRow("%d", kind) << kind;
    }
    void everyKindOfChartIsWellFormedSvg() {
        QFETCH(int, kind);
        const Series s = chart(static_cast<ChartKind>(kind));
        const std::string svg = to_svg(s, Language::en, "CNY");
        QVERIFY2(parse_error(svg).isEmpty(), qPrintable(parse_error(svg)));
        QVERIFY(svg.find("<script") == std::string::npos && svg.find(" style=") == std::string::npos &&
                svg.find("href") == std::string::npos);
        QVERIFY(svg.find("nan") == std::string::npos && svg.find("inf") == std::string::npos);
        QCOMPARE(to_svg(s, Language::en, "CNY"), svg);
    }
    void degenerateChartsAreDrawn() {
        Series one;
        one.traces.push_back({Message::verbatim("t"), TraceRole::current, Trace::Style::line, {{.x = 5, .y = 5}}});
        Series none;
        Series missing;
        missing.kind = ChartKind::bar;
        missing.traces.push_back({Message::verbatim("t"), TraceRole::current, Trace::Style::bar, {{.x = 0}}});
        for (const auto& s : {one, none, missing}) {
            const std::string svg = to_svg(s, Language::zh, {});
            QVERIFY2(parse_error(svg).isEmpty(), svg.c_str());
            QVERIFY(svg.find("nan") == std::string::npos);
        }
    }
    void timeAxisSpeaksTheLanguage() {
        Series s;
        s.x.scale = Axis::Scale::time;
        s.traces.push_back({Message::verbatim("t"), TraceRole::current, Trace::Style::line, {}});
        for (int day = 0; day < 14; ++day)
            s.traces[0].points.push_back({.x = 1.7723232e12 + 86400000.0 * day, .y = day * 0.5});  // 2026-03-01
        QVERIFY(to_svg(s, Language::en, {}).find(">Mar 1<") != std::string::npos);
        QVERIFY(to_svg(s, Language::zh, {}).find(">3月1日<") != std::string::npos);
    }
    void theHtmlFetchesAndRunsNothing() {
        const std::string html = to_html(document());
        const auto text = QString::fromStdString(html);
        QVERIFY(!text.contains("<script"));
        QVERIFY(text.contains("default-src 'none'; style-src 'sha256-"));
        QVERIFY(!text.contains(QRegularExpression("(src|href)=\"(?!#)")));
        QVERIFY(!text.contains(QRegularExpression("https?://(?!www\\.w3\\.org/2000/svg)")));
        QVERIFY(!text.contains(QRegularExpression("<[a-z]+[^>]* style=")));
        QVERIFY(text.contains("<details>"));
        QCOMPARE(to_html(document()), html);
        // The policy's hash is that of the style sheet as it stands in the page.
        const auto begin = html.find("<style>") + 7, end = html.find("</style>");
        const auto hash =
            QCryptographicHash::hash(QByteArray::fromStdString(html.substr(begin, end - begin)), QCryptographicHash::Sha256).toBase64();
        QVERIFY(text.contains("'sha256-" + QString::fromLatin1(hash) + "'"));
    }
    void csvRunsNoFormulas() {
        const std::string csv = to_csv(table(), Language::en);
        QCOMPARE(
            QString::fromStdString(csv.substr(3)),
            QString::fromStdString("name,'=cmd,day\r\n\"'=HYPERLINK(\"\"x\"\")\",-0.5,1970-01-01\r\n\"a,\"\"b\"\"\nc\",,1970-01-02\r\n\"" +
                                   std::string("<script>alert(\"\"1\"\")</script>&'\x01\xff=SUM(A1)") + "\",0.25,1970-01-01\r\n"));
        for (const char* start : {"=", "+", "-", "@", "\t", "\r", "\uff1d"}) {
            DataTable t = table();
            t.rows = {{std::string(start) + "1", std::monostate{}, std::monostate{}}};
            QVERIFY2(to_csv(t, Language::en).find(std::string("'") + start + "1") != std::string::npos, start);
        }
    }
    void tablesHaveUniqueNames() {
        const auto tables = tables_of(document());
        QCOMPARE(tables.size(), std::size_t(3));
        QCOMPARE(tables[1].name, std::string("a_b_c_d_"));
        QCOMPARE(tables[2].name, std::string("a_b_c_d__2"));
    }
    void theWorkbookIsTheSameEachTime() {
        QTemporaryDir folder;
        const auto a = folder.filePath("a.xlsx").toStdString(), b = folder.filePath("b.xlsx").toStdString();
        QVERIFY_OK(write_xlsx(document(), a, document().newest));
        QTest::qSleep(1100);
        QVERIFY_OK(write_xlsx(document(), b, document().newest));
        const std::string bytes = read_file(a);
        QVERIFY(bytes == read_file(b));
        QVERIFY(bytes.starts_with("PK"));
        QVERIFY(bytes.find("xl/worksheets/sheet4.xml") != std::string::npos);  // text, chart, two tables
        QVERIFY(!write_xlsx(document(), folder.filePath("none/c.xlsx").toStdString(), 0).ok());
    }
};

ADSCOPE_TEST(TestExport);
#include "test_export.moc"
