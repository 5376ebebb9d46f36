// Texts as values: times, money, flags, numbers, tags, UTF-8; kinds of cells.
#include "core/ingest/values.h"

#include "core/ingest/reader/cell_kind.h"
#include "core/ingest/writer/interner.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::ingest;

class TestValues : public QObject {
    Q_OBJECT
    static constexpr qint64 kNone = std::numeric_limits<qint64>::min();

private slots:
    void times_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("utc");
        const auto row = [](const char* text, qint64 want) { QTest::addRow("%s", text) << QString(text) << want; };
        const qint64 day = 1772323200000;  // 2026-03-01T00:00:00Z
        row("2026-03-01T00:00:00", day);
        row("2026-03-01T00:00:00Z", day);
        row("2026-03-01 10:30:05", day + 37805000);
        row("2026-03-01T10:30:05.123Z", day + 37805123);
        row("2026-03-01T10:30:05.123456+08:00", day + 9005123);
        row("2026-03-01T10:30:05+0800", day + 9005000);
        row("2026-03-01 10:30:05 -08", day + 66605000);
        row("2026-03-01T10:30", day + 37800000);
        row("2026-03-01", day);
        row("2026/3/1", day);
        row("2026/03/01 1:02:03", day + 3723000);
        row("2026年3月1日", day);
        row("2026年3月1日 10:00", day + 36000000);
        row("20260301", day);
        row("1772323200", day);
        row("1772323200.5", day + 500);
        row("1772323200123", day + 123);
        row("1772323200123456", day + 123);
        row("1772323200123456789", day + 123);
        row("0", 0);
        row("2024-02-29", 1709164800000);
        row("1969-12-31T23:59:59Z", -1000);
        for (const char* bad : {"", "yesterday", "2026-13-45T25:61:00", "2026-02-30", "2026-03-01T24:00:00", "2026-03-01T10:00:00+99:00",
                                "2026-03-01x", "2026-03", "10:00:00", "1.2.3", "--5"})
            row(bad, kNone);
    }
    void times() {
        QFETCH(QString, text);
        QFETCH(qint64, utc);
        auto parser = std::move(*TimeParser::make("UTC"));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(static_cast<qint64>(parser.parse(text.toStdString()).value_or(kNone)),
                     utc);  // the second time from the memory of the day
    }
    void zonesOfTimesWithoutOne() {
        auto berlin = std::move(*TimeParser::make("Europe/Berlin"));
        QCOMPARE(berlin.parse("2026-03-01 01:00:00").value(), 1772323200000);
        QCOMPARE(berlin.parse("2026-07-01 02:00:00").value(), 1782864000000);   // summer time
        QCOMPARE(berlin.parse("2026-03-01T00:00:00Z").value(), 1772323200000);  // one that is given stands
        QCOMPARE(berlin.parse("1772323200").value(), 1772323200000);
        QCOMPARE(TimeParser::make("Mars/Olympus").error().code, ErrorCode::usage);
    }
    void money_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("micros");
        const auto row = [](const char* text, qint64 want) { QTest::addRow("%s", text) << QString(text) << want; };
        row("0", 0), row("1", 1000000), row("0.25", 250000), row("0.1", 100000), row("0.000001", 1),
            row("123456789.123456", 123456789123456);
        row("1.", 1000000), row(".5", 500000), row("-2.5", -2500000), row("+2.5", 2500000);
        row("0.0000005", 0), row("0.0000015", 2), row("0.00000051", 1), row("0.0000004999", 0), row("0.2427", 242700);
        row("1e-05", 10), row("2.5E+2", 250000000), row("1e-9", 0);
        row("¥3.20", 3200000), row("$1,234.50", 1234500000), row("3.2元", 3200000), row("-$5", -5000000), row("1,234,567", 1234567000000);
        for (const char* bad : {"", "abc", "1.2.3", "1,2", "1e", "--1", "0x10", "1e999", "99999999999999999999", "NaN"}) row(bad, kNone);
    }
    void money() {
        QFETCH(QString, text);
        QFETCH(qint64, micros);
        QCOMPARE(static_cast<qint64>(parse_micros(text.toStdString()).value_or(kNone)), micros);
    }
    void flags() {
        for (const char* on : {"1", "true", "TRUE", "Yes", "y", "t", "是", "1.0", " 1 "}) QCOMPARE(parse_flag(on).value_or(-1), 1);
        for (const char* off : {"0", "false", "No", "n", "F", "否", "0.0"}) QCOMPARE(parse_flag(off).value_or(-1), 0);
        for (const char* bad : {"", "2", "maybe", "01", "-1"}) QVERIFY(!parse_flag(bad));
    }
    void numbers() {
        QCOMPARE(parse_integer("12").value(), 12);
        QCOMPARE(parse_integer("-12").value(), -12);
        QCOMPARE(parse_integer("12.0").value(), 12);
        QCOMPARE(parse_integer("9223372036854775807").value(), std::numeric_limits<std::int64_t>::max());
        for (const char* bad : {"", "1.5", "x", "9223372036854775808", "1e3", "."}) QVERIFY2(!parse_integer(bad), bad);
        QCOMPARE(parse_real("0.1").value(), 0.1);
        QCOMPARE(parse_real("-1e-3").value(), -0.001);
        for (const char* bad : {"", "nan", "inf", "1e999", "1,5", "1x"}) QVERIFY2(!parse_real(bad), bad);
        for (const char* missing : {"", "NULL", "null", "\\N", "NaN", "None", "N/A"}) QVERIFY(is_missing(missing));
        for (const char* there : {"0", "nil", "-", "NA", "none at all"}) QVERIFY(!is_missing(there));
    }
    void kinds_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* cell, CellKind kind) { QTest::addRow("%s", cell) << QString(cell) << static_cast<int>(kind); };
        for (const char* month : {"Jan", "May", "Sept", "November", "December"}) {
            row(qPrintable(QString("5 %1 2024").arg(month)), CellKind::time);
            row(qPrintable(QString("%1 5, 2024 10:30").arg(month)), CellKind::time);
        }
        row("Mon, 5 Feb 2024", CellKind::time), row("2024-12-05T10:30:00Z", CellKind::time), row("12 apples", CellKind::text);
        row("-1,234.5", CellKind::number), row("(12)", CellKind::number), row("a@b.example", CellKind::link), row("", CellKind::empty);
    }
    void kinds() {
        QFETCH(QString, cell);
        QTEST(static_cast<int>(cell_kind(cell.toStdString())), "kind");
    }
    void splits() {
        QCOMPARE(parse_split("train").value(), 1);
        QCOMPARE(parse_split("Validation").value(), 2);
        QCOMPARE(parse_split("测试集").value(), 3);
        QVERIFY(!parse_split("other"));
    }
    void tags() {
        using Tags = std::vector<std::string_view>;
        QCOMPARE(split_tags("39,68", false), (Tags{"39", "68"}));
        QCOMPARE(split_tags("a|b, c|d", false), (Tags{"a", "b, c", "d"}));
        QCOMPARE(split_tags("运动、旅行", false), (Tags{"运动", "旅行"}));
        QCOMPARE(split_tags("[\"a\", 'b']", false), (Tags{"a", "b"}));
        QCOMPARE(split_tags("new york", false), (Tags{"new york"}));
        QCOMPARE(split_tags("1 2 2", true), (Tags{"1", "2", "2"}));
        QCOMPARE(split_tags(",,", false), Tags{});
    }
    void utf8() {
        for (const char* good : {"", "abc", "点击", "é", "😀", "long enough for a word 点"}) QVERIFY(is_utf8(good));
        for (const char* bad : {"\xff", "\xc3", "a\xc3(", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "plain text\x80"})
            QVERIFY(!is_utf8(bad));
        QCOMPARE(clean_text("a\xff"
                            "b"),
                 std::string("a\xef\xbf\xbd"
                             "b"));
        QCOMPARE(clean_text("点击率", 6), std::string("点击…"));
    }
    void codesComeInOrder() {
        Interner codes;
        std::vector<std::string> texts;
        for (int i = 0; i < 20000; ++i) texts.push_back((i % 3 ? "k" : "a rather long key number ") + std::to_string(i));
        texts.emplace_back();
        for (std::size_t i = 0; i < texts.size(); ++i) QCOMPARE(codes.code(texts[i]), static_cast<std::uint32_t>(i + 1));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QCOMPARE(codes.code(texts[i]), static_cast<std::uint32_t>(i + 1));
            QCOMPARE(codes.find(texts[i]), static_cast<std::uint32_t>(i + 1));
            QCOMPARE(codes.text(static_cast<std::uint32_t>(i + 1)), std::string_view(texts[i]));
        }
        // Texts that share their first eight bytes, or differ only by zeros behind.
        QCOMPARE(codes.find("a rather"), 0u);
        QVERIFY(codes.code(std::string_view("k\0", 2)) != codes.code("k"));
    }
};

ADSCOPE_TEST(TestValues);
#include "test_values.moc"
