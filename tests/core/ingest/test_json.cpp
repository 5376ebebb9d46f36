// JSON as a table, and what is no JSON.
#include <QDir>

#include "core/ingest/import.h"
#include "core/ingest/reader/json_text.h"
#include "core/workspace/workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::read_file;
using adscope::testing::shared_path;
using adscope::testing::write_file;

class TestJson : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string file(const char* name, std::string_view bytes) {
        const auto path = folder_.filePath(name).toStdString();
        write_file(path, bytes);
        return path;
    }
    static Result<std::string> as_csv(const std::string& path) {
        PreviewRequest request;
        request.path = path;
        request.rows = std::numeric_limits<std::size_t>::max();
        std::string out;
        ADSCOPE_TRY(convert_to_csv(
            request, [&](std::string_view t) { out += t; }, [](std::string_view) {}));
        return out;
    }

private slots:
    void suite_data() {
        QTest::addColumn<QString>("path");
        const QDir folder(QString::fromStdString(shared_path("data/json-suite/test_parsing")));
        const auto files = folder.entryList({"*.json"});
        QVERIFY(files.size() > 300);
        for (const auto& f : files) QTest::addRow("%s", qPrintable(f)) << folder.filePath(f);
    }
    void suite() {
        QFETCH(QString, path);
        const auto name = QFileInfo(path).fileName();
        const auto done = as_csv(path.toStdString());
        if (name.startsWith("y_")) QVERIFY_OK(done);
        if (!name.startsWith("n_")) return;
        QVERIFY(!done);
        const auto text = render(done.error().message, Language::en);
        QVERIFY2(text.find("line ") != std::string::npos && text.find("column ") != std::string::npos, text.c_str());
        QVERIFY(json_fault_of(path));
    }
    static bool json_fault_of(const QString& path) { return ingest::json_fault(read_file(path.toStdString())).has_value(); }
    void tables_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("csv");
        QTest::addRow("array of objects") << QByteArray("[{\"a\":1.0,\"b\":\"x\"},{\"b\":\"y\",\"c\":true}]")
                                          << "a,b,c\r\n1.0,x,\r\n,y,true\r\n";
        QTest::addRow("nested")
            << QByteArray("[{\"u\":{\"id\":7,\"geo\":{\"city\":\"Ulm\"}},\"tags\":[\"p\",\"q\"],\"l\":[{\"k\":1}],\"n\":null}]")
            << "u.id,u.geo.city,tags,l,n\r\n7,Ulm,p|q,\"[{\"\"k\"\":1}]\",\r\n";
        QTest::addRow("lines") << QByteArray("{\"a\":\"007\"}\n\n{\"a\":\"x,y\",\"b\":1e5}\n") << "a,b\r\n007,\r\n\"x,y\",1e5\r\n";
        QTest::addRow("lines with CRLF") << QByteArray("{\"a\":1}\r\n{\"a\":2}\r\n") << "a\r\n1\r\n2\r\n";
        QTest::addRow("one object over lines") << QByteArray("{\n \"a\": 1,\n \"b\": {\"c\": 2}\n}\n") << "a,b.c\r\n1,2\r\n";
        QTest::addRow("lists") << QByteArray("[[1,\"a\"],[2]]") << "1,a\r\n2,\r\n";
        QTest::addRow("escapes") << QByteArray("[{\"t\":\"a\\\"b\\u4e2d\\n\",\"k\\u0041\":1}]")
                                 << QString::fromUtf8("t,kA\r\n\"a\"\"b中\n\",1\r\n");
        QTest::addRow("half a pair stays as written") << QByteArray("[{\"t\":\"x\\ud800y\"}]") << "t\r\nx\\ud800y\r\n";
        QTest::addRow("scalar") << QByteArray("\"hi\"") << "hi\r\n";
        QTest::addRow("large number") << QByteArray("[{\"id\":123456789012345678901234567890}]")
                                      << "id\r\n123456789012345678901234567890\r\n";
    }
    void tables() {
        QFETCH(QByteArray, text);
        QFETCH(QString, csv);
        const auto done = as_csv(file("t.json", {text.constData(), static_cast<std::size_t>(text.size())}));
        QVERIFY_OK(done);
        QCOMPARE(QString::fromStdString(*done), csv);
    }
    void braceInDelimitedText() {
        QCOMPARE(QString::fromStdString(*as_csv(file("brace.csv", "{a},b\n1,2\n[3],4\n"))), "{a},b\r\n1,2\r\n[3],4\r\n");
    }
    void faultsNameTheirPlace() {
        const auto done = as_csv(file("broken.json", "[{\"a\": 1},\n {\"a\": 01}]\n"));
        QVERIFY(!done);
        const auto text = render(done.error().message, Language::en);
        QVERIFY2(text.find("line 2, column 9") != std::string::npos, text.c_str());
    }
    void imports() {
        ImportRequest request;
        request.workspace = folder_.filePath("w.adscope").toStdString();
        request.files = {file("log.jsonl",
                              "{\"time\":\"2026-03-01T10:00:00Z\",\"user\":{\"id\":\"u1\"},\"ad\":\"a1\",\"click\":true}\n"
                              "{\"time\":\"2026-03-01T11:00:00Z\",\"user\":{\"id\":\"u2\"},\"ad\":\"a1\",\"click\":false}\n"
                              "{\"time\": broken\n")};
        request.users_file = file(
            "users.json", "[{\"id\":\"u1\",\"age\":30,\"interests\":[\"tea\",\"tools\"]},{\"id\":\"u2\",\"age\":41,\"interests\":[]}]");
        request.user_key = "id";
        request.roles = {{"user", "user.id"}};
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->read, 3u);
        QCOMPARE(r->accepted, 2u);
        QCOMPARE(r->rejected, 1u);
        QCOMPARE(r->clicks, 1u);
        QCOMPARE(r->users, 2u);
        QCOMPARE(QString::fromStdString(r->dialect.format), "json_lines");
        QCOMPARE(list_sources(request.workspace)->at(0).bytes,
                 static_cast<std::uint64_t>(QFileInfo(QString::fromStdString(request.files[0])).size()));
        const auto rejected = list_rejected(request.workspace, r->sources[0], "", 10, 0);
        QVERIFY_OK(rejected);
        QCOMPARE(rejected->at(0).line, 3u);
        QCOMPARE(QString::fromStdString(rejected->at(0).reason), "bad_json");
        QCOMPARE(QString::fromStdString(rejected->at(0).raw), "{\"time\": broken");
    }
    // Rows have the place where they stand in the file, and all columns, also those that come up late.
    void placesAndLateColumns() {
        const auto row = [](int i, const char* more) {
            return "{\"time\":\"2026-03-01T10:00:00Z\",\"user\":\"u" + std::to_string(i) +
                   "\",\"ad\":\"a1\",\"click\":" + (i % 1000 == 7 ? "\"maybe\"" : "1") + more + "}";
        };
        std::string lines, array = "[\n", flat = "[";
        for (int i = 1; i <= 7000; ++i) {
            const auto text = row(i, i > 6000 ? ",\"late\":\"x\"" : "");
            lines += text + (i % 3 == 0 ? "\n\n" : "\n");
            array += text + (i < 7000 ? ",\n" : "\n]");
            flat += text + (i < 7000 ? "," : "]");
        }
        const std::vector<std::pair<std::string, std::uint64_t>> files = {
            {file("places.jsonl", lines), 1007 + 1007 / 3}, {file("places.json", array), 1008}, {file("flat.json", flat), 1007}};
        for (const auto& [path, line] : files) {
            ImportRequest request;
            request.workspace = path + ".adscope";
            request.files = {path};
            const auto r = import_files(request);
            QVERIFY_OK(r);
            QCOMPARE(r->read, 7000u);
            QCOMPARE(r->rejected, 7u);
            const auto mapping = list_sources(request.workspace)->at(0).mapping;
            QVERIFY(std::any_of(mapping.begin(), mapping.end(), [](const auto& m) { return m.second == "late"; }));
            QCOMPARE(list_rejected(request.workspace, 1, "", 10, 0)->at(1).line, line);
        }
    }
    void rowsWithAndWithoutNames() {
        QCOMPARE(QString::fromStdString(*as_csv(file("mixed.json", "[{\"a\":1}, 7, [1,2], {}]"))), "a,value\r\n1,\r\n,7\r\n,1|2\r\n,\r\n");
        QCOMPARE(QString::fromStdString(*as_csv(file("mixed2.json", "[7, {\"a\":1}]"))), "value,a\r\n7,\r\n,1\r\n");
    }
};

ADSCOPE_TEST(TestJson);
#include "test_json.moc"
