// Any file as RFC 4180, and previews.
#include "core/ingest/import.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::shared_path;
using adscope::testing::write_file;

class TestConvert : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    std::string file(const char* name, const QByteArray& text) {
        const auto path = folder_.filePath(name).toStdString();
        write_file(path, {text.constData(), static_cast<std::size_t>(text.size())});
        return path;
    }

private slots:
    void convert_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("notes");
        const auto row = [](const char* name, const char* text, const char* csv, const char* notes = "") {
            QTest::addRow("%s", name) << QByteArray(text) << QByteArray(csv) << QByteArray(notes);
        };
        row("plain", "a,b\n1,2\n", "a,b\r\n1,2\r\n");
        row("semicolons", "a;b\n1,5;x\n2,5;y\n", "a,b\r\n\"1,5\",x\r\n\"2,5\",y\r\n");
        row("quotes come back", "a,b\n\"x \"\"y\"\"\",\"p\nq\"\n", "a,b\r\n\"x \"\"y\"\"\",\"p\nq\"\r\n");
        row("verbatim", "a,b\n 1 ,NULL\n01,\n", "a,b\r\n 1 ,NULL\r\n01,\r\n");
        row("no header", "1,2\n3,4\n", "1,2\r\n3,4\r\n");
        row("header over two rows", ",cost,\nday,phone,desktop\n2026-01-01,1,2\n2026-01-02,3,4\n",
            "day,cost phone,desktop\r\n2026-01-01,1,2\r\n2026-01-02,3,4\r\n");
        row("preamble", "Report of March\n# by a tool\n\nid,n,m\n1,2,3\n4,5,6\n", "id,n,m\r\n1,2,3\r\n4,5,6\r\n",
            "Report of March\n# by a tool\n");
        row("comments", "id,n\n1,2\n# half time\n3,4\n", "id,n\r\n1,2\r\n3,4\r\n", "# half time\n");
        row("two tables", "id,n\n1,2\n3,4\n\nCities\nname,size,land\nRome,3,IT\n", "id,n\r\n1,2\r\n3,4\r\n", "Cities: name,size,land\n");
        row("two tables of one width", "id,n\n1,2\n3,4\n\ncity,size\nRome,3\n", "id,n\r\n1,2\r\n3,4\r\n", "city,size\n");
        row("a footnote", "id,n\n1,2\n3,4\n\nSource: a tool\n", "id,n\r\n1,2\r\n3,4\r\n", "Source: a tool\n");
        row("an empty line inside", "id,n\n1,2\n\n3,4\n", "id,n\r\n1,2\r\n3,4\r\n");
        row("stray quote", "id,n\n1,5\" screen\n2,x\n", "id,n\r\n1,\"5\"\" screen\"\r\n2,x\r\n");
        row("ragged", "a,b,c\n1,2\n3,4,5\n6,7,8\n", "a,b,c\r\n1,2,\r\n3,4,5\r\n6,7,8\r\n");
        row("empty", "", "");
        row("empty lines", "\n\n", "");
    }
    void convert() {
        QFETCH(QByteArray, text);
        PreviewRequest request;
        request.path = file("t.csv", text);
        request.rows = 1000;
        QByteArray csv, notes;
        QVERIFY_OK(convert_to_csv(
            request, [&](std::string_view s) { csv.append(s.data(), static_cast<qsizetype>(s.size())); },
            [&](std::string_view s) { notes.append(s.data(), static_cast<qsizetype>(s.size())); }));
        QTEST(csv, "csv");
        QTEST(notes, "notes");
    }
    void longFilesStream() {
        QByteArray text = "id,name\n", want = "id,name\r\n";
        for (int i = 0; i < 200000; ++i) {
            const QByteArray row = QByteArray::number(i) + (i % 5 ? ",name of a thing" : ",\"a, b\"");
            text += row + '\n';
            want += row + "\r\n";
        }
        PreviewRequest request;
        request.path = file("long.csv", text);
        request.rows = std::numeric_limits<std::size_t>::max();
        QByteArray csv;
        const auto add = [&](std::string_view s) { csv.append(s.data(), static_cast<qsizetype>(s.size())); };
        QVERIFY_OK(convert_to_csv(request, add, [](std::string_view) {}));
        QVERIFY(csv == want);
        csv.clear();
        request.rows = 2;
        QVERIFY_OK(convert_to_csv(request, add, [](std::string_view) {}));
        QCOMPARE(csv, QByteArray("id,name\r\n0,\"a, b\"\r\n1,name of a thing\r\n"));
    }
    void previewOfARealLog() {
        PreviewRequest request;
        request.path = shared_path("data/kuairand/log_0425_0430.csv.gz");
        request.rows = 3;
        request.preset = "kuairand";
        const auto p = preview(request);
        QVERIFY_OK(p);
        QCOMPARE(p->columns.size(), std::size_t{19});
        QCOMPARE(p->rows.size(), std::size_t{3});
        QCOMPARE(p->columns[0].role.role, Role::user);
        QCOMPARE(p->columns[4].type, FieldKind::time);
        QCOMPARE(p->columns[5].role.role, Role::click);
        QCOMPARE(p->columns[12].role.role, Role::outcome);
        QVERIFY(!p->whole_file);
        QCOMPARE(p->sampled_rows, 5000u);
        // The same file without the preset: the main roles are found.
        request.preset = "generic";
        const auto g = preview(request);
        QVERIFY_OK(g);
        QCOMPARE(g->columns[0].role.role, Role::user);
        QCOMPARE(g->columns[1].role.role, Role::ad);
        QCOMPARE(g->columns[4].role.role, Role::time);
        QCOMPARE(g->columns[5].role.role, Role::click);
        QCOMPARE(g->columns[6].role.role, Role::outcome);
    }
    void previewShowsOddRows() {
        QByteArray text = "time,user,ad,click\n";
        for (int i = 0; i < 30; ++i)
            text += i == 10 ? "2026-03-01,u1,a1\n" : i == 20 ? "2026-03-01,u1,a1,perhaps\n" : "2026-03-01,u1,a1,1\n";
        PreviewRequest request;
        request.path = file("odd.csv", text);
        const auto p = preview(request);
        QVERIFY_OK(p);
        QCOMPARE(p->odd_rows, (std::vector<std::size_t>{12, 22}));
        QCOMPARE(p->odd_cells[1][3], std::string("perhaps"));
        QVERIFY(p->whole_file);
        QCOMPARE(p->rows.size(), std::size_t{20});
        QCOMPARE(p->columns[3].missing, std::size_t{1});
        request.dialect_parts = {{"delimiter", ";"}};
        QCOMPARE(preview(request)->columns.size(), std::size_t{1});
        request.path = file("none.csv", "");
        QCOMPARE(preview(request).error().code, ErrorCode::invalid_input);
        request.preset = "nope";
        QCOMPARE(preview(request).error().code, ErrorCode::usage);
    }
};

ADSCOPE_TEST(TestConvert);
#include "test_convert.moc"
