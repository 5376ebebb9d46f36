#include "core/base/series.h"
#include "tests/support/testing.h"

using namespace adscope;

class TestSeries : public QObject {
    Q_OBJECT

    static Series example() {
        Series s;
        s.id = "ctr_by_tab";
        s.title = Message("series.value");
        s.subtitle = Message("series.low", {{"name", Message::verbatim("95 %")}});
        s.kind = ChartKind::bar;
        s.x = {Message::verbatim("tab"), Axis::Scale::category, NumberFormat::number, {"a", "b"}};
        s.y = {Message::verbatim("CTR"), Axis::Scale::linear, NumberFormat::percent, {}, 0.0};
        Trace t{Message::verbatim("now"), TraceRole::current, Trace::Style::bar, {}};
        t.points.push_back({.x = 0, .y = 0.5, .low = 0.4, .high = 0.6, .numerator = 5, .denominator = 10, .small_cell = true});
        t.points.push_back({.x = 1, .label = "<b>"});
        s.traces.push_back(t);
        s.markers.push_back({.x = 1, .text = Message("series.x")});
        s.condition = "tab";
        return s;
    }

private slots:
    void numbers_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("en");
        QTest::addColumn<QString>("zh");
        const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
        const auto add = [](double v, NumberFormat f, const char* en, const char* zh) {
            QTest::addRow("%d %g %s", static_cast<int>(f), v, en)
                << v << static_cast<int>(f) << QString(en).replace('_', QChar(0xa0)) << QString(zh).replace('_', QChar(0xa0));
        };
        using F = NumberFormat;
        add(nan, F::percent, "—", "—");
        add(inf, F::number, "∞", "∞");
        add(-inf, F::number, "−∞", "−∞");
        add(228329, F::integer, "228,329", "228,329");
        add(-1234567.6, F::integer, "−1,234,568", "−1,234,568");
        add(999, F::integer, "999", "999");
        add(-0.2, F::integer, "0", "0");
        add(0.44191, F::percent, "44.19_%", "44.19%");
        add(-0.0162, F::percent, "−1.62_%", "−1.62%");
        add(0.000034, F::percent, "0.0034_%", "0.0034%");
        add(0, F::percent, "0.00_%", "0.00%");
        add(12.5, F::percent, "1,250.00_%", "1,250.00%");
        add(0.7324449, F::number, "0.7324", "0.7324");
        add(0.02351, F::number, "0.0235", "0.0235");
        add(0.00012345, F::number, "0.000123", "0.000123");
        add(1234.56, F::number, "1,234.6", "1,234.6");
        add(1234, F::number, "1,234", "1,234");
        add(-0.5, F::number, "−0.5000", "−0.5000");
        add(0.00000123, F::number, "1.23e−6", "1.23e−6");
        add(1e300, F::number, "1.00e300", "1.00e300");
        add(1234.5, F::money, "1,234.50", "1,234.50");
        add(0.01234, F::money, "0.0123", "0.0123");
        add(0.0042, F::seconds, "4.20_ms", "4.20毫秒");
        add(1.234, F::seconds, "1.23_s", "1.23秒");
        add(125, F::seconds, "2_min_5_s", "2分_5秒");
        add(3725, F::seconds, "1_h_2_min", "1小时_2分");
        add(0, F::date, "1970-01-01", "1970-01-01");
        add(1651795199999.0, F::date, "2022-05-05", "2022-05-05");
        add(-1, F::date, "1969-12-31", "1969-12-31");
        add(1709208000000.0, F::date_hour, "2024-02-29 12:00", "2024-02-29 12:00");
    }
    void numbers() {
        QFETCH(double, value);
        QFETCH(int, format);
        QFETCH(QString, en);
        QFETCH(QString, zh);
        QCOMPARE(QString::fromStdString(format_number(value, static_cast<NumberFormat>(format), Language::en)), en);
        QCOMPARE(QString::fromStdString(format_number(value, static_cast<NumberFormat>(format), Language::zh)), zh);
    }
    void moneyNamesItsCurrency() {
        QCOMPARE(format_number(0.74, NumberFormat::money, Language::en, "CNY"), std::string("¥\u00a00.740"));
        QCOMPARE(format_number(12, NumberFormat::money, Language::en, "SEK"), std::string("SEK\u00a012.00"));
    }
    void jsonKeepsEverything() {
        const std::string text = to_json(example());
        const auto back = series_from_json(text);
        QVERIFY(back.has_value());
        QCOMPARE(to_json(*back), text);
        QVERIFY(std::isnan(back->traces[0].points[1].y));
        QVERIFY(back->traces[0].points[0].small_cell);
        QCOMPARE(back->y.minimum, std::optional<double>(0.0));
        QCOMPARE(render(back->subtitle, Language::en), render(example().subtitle, Language::en));
        DataTable table = table_of(example());
        table.rows.push_back({std::string("x"), 2.0, {}, Message("series.x"), std::int64_t(3), {}});
        const auto table_back = table_from_json(to_json(table));
        QVERIFY(table_back.has_value());
        QCOMPARE(to_json(*table_back), to_json(table));
        QVERIFY(std::holds_alternative<double>(table_back->rows.back()[1]));
    }
    void jsonRefusesWhatItDoesNotKnow_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("kind") << "\"bar\",\"markers\""
                              << "\"pie\",\"markers\"";
        QTest::newRow("index beyond the categories") << "\"x\":1.0,\"y\":null}]"
                                                     << "\"x\":2.0,\"y\":null}]";
        QTest::newRow("negative index") << "\"x\":1.0,\"y\":null}]"
                                        << "\"x\":-1,\"y\":null}]";
        QTest::newRow("text for a number") << "\"y\":0.5"
                                           << "\"y\":\"0.5\"";
        QTest::newRow("unknown key") << "\"condition\""
                                     << "\"script\"";
        QTest::newRow("message without id") << "{\"args\":{},\"id\":\"series.value\"}"
                                            << "{\"args\":{}}";
        QTest::newRow("cut off") << "\"condition\":\"tab\","
                                 << "\"condition\":";
        QTest::newRow("no place") << "\"x\":1.0,\"y\":null}]"
                                  << "\"y\":null}]";
    }
    void jsonRefusesWhatItDoesNotKnow() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        const QString text = QString::fromStdString(to_json(example()));
        QVERIFY2(text.contains(from), qPrintable(text));
        QString changed = text;
        changed.replace(from, to);
        QVERIFY(!series_from_json(changed.toStdString()).has_value());
    }
    void jsonOfOtherThingsIsRefused() {
        for (const char* text : {"", "null", "[]", "{}", "{\"kind\":3}", "\xff", "{\"columns\":[{\"format\":\"number\"}],\"rows\":[[]]}"}) {
            QVERIFY(!series_from_json(text).has_value());
            QVERIFY(QByteArray(text) == "{}" || !table_from_json(text).has_value());
        }
        QVERIFY(!table_from_json(R"({"columns":[{"format":"number"}],"rows":[[1,2]]})").has_value());
        std::string deep = R"("x")";
        for (int i = 0; i < 20; ++i) deep = R"({"id":"a","args":{"a":)" + deep + "}}";
        QVERIFY(!table_from_json(R"({"title":)" + deep + "}").has_value());
    }
    void tableHasOneRowAPlace() {
        Series s = example();
        s.traces.push_back({Message::verbatim("before"), TraceRole::other, Trace::Style::bar, {{.x = 1, .y = 0.25}}});
        const DataTable t = table_of(s);
        QCOMPARE(t.rows.size(), std::size_t(2));
        QCOMPARE(t.columns.size(), std::size_t(1 + 5 + 1));
        QVERIFY(t.columns[0].text);
        QCOMPARE(std::get<std::string>(t.rows[0][0]), std::string("a"));
        QCOMPARE(std::get<std::int64_t>(t.rows[0][5]), std::int64_t(10));
        QVERIFY(std::holds_alternative<std::monostate>(t.rows[0][6]));
        QCOMPARE(std::get<double>(t.rows[1][6]), 0.25);
        QVERIFY(std::holds_alternative<std::monostate>(t.rows[1][1]));
        for (const auto& row : t.rows) QCOMPARE(row.size(), t.columns.size());
    }
    void tableOfManyCurvesHasOneRowAPoint() {
        Series s;
        s.kind = ChartKind::lorenz;
        for (const char* name : {"als", "equal"})
            s.traces.push_back({Message::verbatim(name), TraceRole::current, Trace::Style::line, {{.x = 0, .y = 0}, {.x = 1, .y = 1}}});
        const DataTable t = table_of(s);
        QCOMPARE(t.rows.size(), std::size_t(4));
        QCOMPARE(t.columns.size(), std::size_t(3));
        QCOMPARE(render(std::get<Message>(t.rows[2][0]), Language::en), std::string("equal"));
        QVERIFY(table_of(Series()).rows.empty());
    }
};

ADSCOPE_TEST(TestSeries);
#include "test_series.moc"
