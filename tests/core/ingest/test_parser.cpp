// Records of delimited texts in every dialect, at every place where a block of the file may end.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::ingest;
using adscope::testing::read_file;
using adscope::testing::shared_path;

class TestParser : public QObject {
    Q_OBJECT

    // Cells joined by '|', rows by '/'. The text is fed in two pieces, cut at `cut`.
    static QString parse(const QByteArray& text, const Dialect& dialect, qsizetype cut, std::vector<std::uint64_t>* lines = nullptr) {
        RecordParser parser(dialect);
        QStringList rows;
        Record record;
        std::string buffer = text.left(cut).toStdString();
        std::size_t size = buffer.size();
        buffer.resize(size + Scanner::kPadding);
        const auto take = [&] {
            while (parser.next(record)) {
                QStringList cells;
                for (const auto c : record.cells) cells << QString::fromUtf8(c.data(), static_cast<qsizetype>(c.size()));
                rows << cells.join('|') + (record.unterminated ? "!" : "");
                if (lines) lines->push_back(record.line);
                parser.forget();
            }
        };
        parser.feed(buffer.data(), size, false);
        take();
        std::string rest = buffer.substr(parser.consumed(), size - parser.consumed()) + text.mid(cut).toStdString();
        size = rest.size();
        rest.resize(size + Scanner::kPadding);
        parser.feed(rest.data(), size, true);
        take();
        return rows.join('/');
    }

private slots:
    void dialects_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("quote");
        QTest::addColumn<QString>("escape");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char* name, const char* text, const char* rows, const char* quote = "\"", const char* escape = "") {
            QTest::addRow("%s", name) << QByteArray(text) << QString(quote) << QString(escape) << QString(rows);
        };
        row("plain", "a,b,c\n1,2,3\n", "a|b|c/1|2|3");
        row("no line end at the end", "a,b\n1,2", "a|b/1|2");
        row("CRLF", "a,b\r\n1,2\r\n", "a|b/1|2");
        row("CR", "a,b\r1,2\r", "a|b/1|2");
        row("empty cells", ",\n,x,\n", "|/|x|");
        row("quoted", "\"a\",\"b,c\"\n\"d\ne\",f\n", "a|b,c/d\ne|f");
        row("quoted CRLF inside", "\"d\r\ne\",f\r\n", "d\r\ne|f");
        row("doubled quotes", "\"he said \"\"no\"\"\",x\n\"\"\"\",\"\"\n", "he said \"no\"|x/\"|");
        row("backslash escapes", "\"a\\\"b\",\"c\\\\d\"\nx\\,y,z\n", "a\"b|c\\d/x,y|z", "\"", "\\");
        row("other quote", "'a,b','it''s'\n", "a,b|it's", "'");
        row("no quote", "\"a\",b\"\n", "\"a\"|b\"", "");
        row("empty lines", "a,b\n\n1,2\n\r\n3,4\n\n", "a|b/1|2/3|4");
        row("stray quote in a plain cell", "5\" screen,x\n", "5\" screen|x");
        row("stray quotes in a quoted cell", "\"a \"b\" c\",x\n1,2\n", "a \"b\" c|x/1|2");
        row("text behind the closing quote", "\"a\"b,x\n1,2\n", "\"a\"b|x/1|2");
        row("blanks behind the closing quote", "\"a\"  ,x\n", "a|x");
        row("a quote that never closes", "a,b\n\"c,d\ne,f\n", "a|b/\"c|d!/e|f");
        row("one column", "a\nb\n", "a/b");
    }
    void dialects() {
        QFETCH(QByteArray, text);
        QFETCH(QString, quote);
        QFETCH(QString, escape);
        QFETCH(QString, rows);
        Dialect dialect;
        dialect.quote = quote.isEmpty() ? '\0' : quote[0].toLatin1();
        dialect.escape = escape.isEmpty() ? '\0' : escape[0].toLatin1();
        for (qsizetype cut = 0; cut <= text.size(); ++cut) QCOMPARE(parse(text, dialect, cut), rows);
    }
    void longRowsCrossTheScannersBlocks() {
        QByteArray text;
        QStringList want;
        for (int i = 0; i < 40; ++i) {
            QStringList cells;
            QByteArray line;
            for (int c = 0; c <= i; ++c) {
                const QString cell = QString("x").repeated((i * 7 + c * 13) % 70);
                cells << cell;
                line += (c ? "," : "") + (c % 3 == 1 ? '"' + cell.toUtf8() + '"' : cell.toUtf8());
            }
            if (line.isEmpty()) line = "z", cells = QStringList{"z"};
            text += line + '\n';
            want << cells.join('|');
        }
        for (qsizetype cut : {0, 63, 64, 65, 1000, 4096}) QCOMPARE(parse(text, {}, cut), want.join('/'));
    }
    void linesArePhysical() {
        std::vector<std::uint64_t> lines;
        parse("a\n\n\"b\nc\r\nd\"\ne\r\n\r\nf\n", {}, 3, &lines);
        QCOMPARE(lines, (std::vector<std::uint64_t>{1, 3, 6, 8}));
    }
    void sniffs_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("delimiter");
        QTest::addColumn<char>("quote");
        QTest::addColumn<char>("escape");
        QTest::addColumn<bool>("header");
        QTest::addColumn<int>("skipped");
        QTest::addRow("comma") << QByteArray("id,name\n1,x\n2,y\n") << ',' << '"' << '\0' << true << 0;
        QTest::addRow("tab") << QByteArray("id\tname\n1\tx, y\n2\ty, z\n") << '\t' << '"' << '\0' << true << 0;
        QTest::addRow("semicolon with decimal commas") << QByteArray("id;value\n1;3,5\n2;4,5\n3;7\n") << ';' << '"' << '\0' << true << 0;
        QTest::addRow("pipe") << QByteArray("a|b|c\n1|2|3\n") << '|' << '"' << '\0' << true << 0;
        QTest::addRow("single quotes") << QByteArray("a,b\n'x,1','y'\n'z','w,2'\n'q','r'\n") << ',' << '\'' << '\0' << true << 0;
        QTest::addRow("escapes") << QByteArray("a,b\n\"x \\\"1\\\"\",\"y\"\n") << ',' << '"' << '\\' << true << 0;
        QTest::addRow("no header") << QByteArray("1,2026-01-01,x\n2,2026-01-02,y\n") << ',' << '"' << '\0' << false << 0;
        QTest::addRow("preamble") << QByteArray("# made by a tool\nReport of March\n\nid,clicks,cost\n1,2,3\n4,5,6\n") << ',' << '"' << '\0'
                                  << true << 3;
        QTest::addRow("times of day") << QByteArray("time,user\n10:00:00,u1\n11:00:00,u2\n") << ',' << '"' << '\0' << true << 0;
        QTest::addRow("Chinese names") << QByteArray("时间,用户,点击\n2026-03-01 10:00:00,甲,1\n") << ',' << '"' << '\0' << true << 0;
    }
    void sniffs() {
        QFETCH(QByteArray, text);
        const auto dialect = sniff({text.constData(), static_cast<std::size_t>(text.size())}, true, {});
        QVERIFY_OK(dialect);
        QTEST(dialect->delimiter, "delimiter");
        QTEST(dialect->quote, "quote");
        QTEST(dialect->escape, "escape");
        QTEST(dialect->header, "header");
        QTEST(dialect->skipped_lines, "skipped");
    }
    void givenPartsWinAndWrongOnesAreRefused() {
        QCOMPARE(sniff("a,b;c\n1,2;3\n", true, {{"delimiter", ";"}})->delimiter, ';');
        QCOMPARE(sniff("a\tb\n", true, {{"delimiter", "tab"}})->delimiter, '\t');
        QCOMPARE(sniff("1,2\n", true, {{"header", "yes"}})->header, true);
        QCOMPARE(sniff("a,b\n", true, {{"delimiter", "ab"}}).error().code, ErrorCode::usage);
        QCOMPARE(sniff("a,b\n", true, {{"colour", "red"}}).error().code, ErrorCode::usage);
    }
    void headersOverSeveralRows() {
        QCOMPARE(header_rows({{"a", "b"}, {"1", "2"}, {"3", "4"}}), std::size_t{1});
        QCOMPARE(header_rows({{"1", "2"}, {"3", "4"}}), std::size_t{0});
        QCOMPARE(header_rows({{"", "cost", ""}, {"day", "phone", "desktop"}, {"2026-01-01", "1", "2"}, {"2026-01-02", "3", "4"}}),
                 std::size_t{2});
        QCOMPARE(join_header({{"", "cost", ""}, {"day", "phone", "desktop"}}, 2), (Cells{"day", "cost phone", "desktop"}));
        QCOMPARE(header_rows({{"name", "age"}, {"Ann", "unknown"}, {"Bob", "30"}, {"Eve", "31"}}), std::size_t{1});
        QCOMPARE(header_rows({{"name", "city"}, {"Ann", "Rome"}, {"Bob", "Paris"}}), std::size_t{1});
    }
    void csvSpectrum_data() {
        QTest::addColumn<QString>("name");
        const QDir folder(QString::fromStdString(shared_path("data/csv-spectrum/csvs")));
        for (const auto& file : folder.entryList({"*.csv"})) QTest::addRow("%s", qPrintable(file)) << file.chopped(4);
        QVERIFY(folder.entryList({"*.csv"}).size() >= 12);
    }
    void csvSpectrum() {
        QFETCH(QString, name);
        const std::string text = read_file(shared_path("data/csv-spectrum/csvs/" + name.toStdString() + ".csv"));
        const auto document = QJsonDocument::fromJson(
            QByteArray::fromStdString(read_file(shared_path("data/csv-spectrum/json/" + name.toStdString() + ".json"))));
        const auto json = document.isArray() ? document.array() : QJsonArray{document.object()};
        const auto dialect = sniff(text, true, {});
        QVERIFY_OK(dialect);
        const auto rows = parse_sample(text, *dialect, true, 1000);
        QCOMPARE(static_cast<qsizetype>(rows.size()), json.size() + 1);
        for (qsizetype r = 0; r < json.size(); ++r) {
            const auto object = json[r].toObject();
            QCOMPARE(static_cast<qsizetype>(rows[0].size()), object.size());
            // The file of coordinates and its JSON were made from different rows upstream: its keys are what can be compared.
            for (std::size_t c = 0; c < rows[0].size(); ++c) {
                const auto key = QString::fromStdString(rows[0][c]);
                QVERIFY2(object.contains(key), qPrintable(key));
                if (name == "location_coordinates" && key != "Cities" && key != "Counties") continue;
                // Copies of the files whose line ends were made LF on the way have them so inside cells too.
                auto want = object[key].toString();
                if (text.find('\r') == std::string::npos) want.replace("\r\n", "\n");
                QCOMPARE(QString::fromStdString(rows[static_cast<std::size_t>(r) + 1][c]), want);
            }
        }
    }
};

ADSCOPE_TEST(TestParser);
#include "test_parser.moc"
