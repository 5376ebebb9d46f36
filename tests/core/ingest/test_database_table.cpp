// Tables of SQLite files as input.
#include "core/ingest/import.h"
#include "core/workspace/database.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::read_file;
using adscope::testing::write_file;

class TestDatabaseTable : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string place(const char* name) const { return folder_.filePath(name).toStdString(); }
    static Result<std::string> as_csv(const std::string& path, std::map<std::string, std::string> parts = {}) {
        PreviewRequest request;
        request.path = path;
        request.rows = std::numeric_limits<std::size_t>::max();
        request.dialect_parts = std::move(parts);
        std::string out;
        ADSCOPE_TRY(convert_to_csv(
            request, [&](std::string_view t) { out += t; }, [](std::string_view) {}));
        return out;
    }
    static std::string message(const std::string& path, std::map<std::string, std::string> parts = {}) {
        const auto done = as_csv(path, std::move(parts));
        return done ? "no error" : render(done.error().message, Language::en);
    }
    std::string database() const {
        const auto path = place("shop.sqlite");
        std::filesystem::remove(path);
        auto d = Database::open(path, Database::Access::create);
        if (!d) return "";
        const char* script[] = {
            "CREATE TABLE small(a)",
            "INSERT INTO small VALUES (1)",
            "CREATE TABLE \"the \"\"log\"\"\"(id INTEGER PRIMARY KEY, paid REAL, name TEXT, extra BLOB)",
            "INSERT INTO \"the \"\"log\"\"\" VALUES (7, 1.0, 'a,b', NULL), (8, 0.1, '夏季', x'00ff'), (900719925474099, 1e300, '', 'x')",
            "CREATE VIEW heavy AS SELECT name FROM \"the \"\"log\"\"\" WHERE paid > 0.5",
            "CREATE VIEW forever AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
            "CREATE TRIGGER t AFTER INSERT ON small BEGIN DELETE FROM small; END"};
        for (const char* sql : script)
            if (!(*d)->execute(sql)) return sql;
        return path;
    }

private slots:
    void tables() {
        const auto path = database();
        const auto csv = as_csv(path);
        QVERIFY_OK(csv);
        QCOMPARE(QString::fromStdString(*csv),
                 QString::fromUtf8("id,paid,name,extra\r\n7,1.0,\"a,b\",\r\n8,0.1,夏季,X'00FF'\r\n900719925474099,1e+300,,x\r\n"));
        QCOMPARE(QString::fromStdString(*as_csv(path, {{"table", "small"}})), "a\r\n1\r\n");
        QCOMPARE(QString::fromStdString(*as_csv(path, {{"table", "heavy"}})), "name\r\n\"a,b\"\r\n\"\"\r\n");
        QVERIFY(message(path, {{"table", "none"}}).find("small, the \"log\", forever, heavy") != std::string::npos);
        PreviewRequest request;
        request.path = path;
        request.dialect_parts = {{"table", "forever"}};
        const auto p = preview(request);
        QVERIFY_OK(p);
        QCOMPARE(p->rows.size(), 20u);
        QCOMPARE(p->sheets.size(), 4u);
        QCOMPARE(QString::fromStdString(p->dialect.format), "sqlite");
    }
    void theFileIsLeftAlone() {
        const auto path = database();
        const auto before = read_file(path);
        QVERIFY_OK(as_csv(path));
        QVERIFY(read_file(path) == before);
        QCOMPARE(QDir(folder_.path()).entryList({"shop.sqlite*"}, QDir::Files).size(), 1);
    }
    void whatCannotBeRead() {
        const auto whole = read_file(database());
        write_file(place("cut.sqlite"), whole.substr(0, 5000));
        QVERIFY(message(place("cut.sqlite")).find("SQLite database") != std::string::npos);
        write_file(place("plain.csv"), "a,b\n1,2\n");
        QVERIFY(message(place("plain.csv"), {{"table", "x"}}).find("no SQLite database") != std::string::npos);
        for (std::size_t n = 16; n < whole.size(); n += 131) {
            auto changed = whole;
            changed[n] = static_cast<char>(changed[n] ^ 0x55);
            write_file(place("changed.sqlite"), changed);
            (void)as_csv(place("changed.sqlite"), {{"table", "small"}});
        }
    }
    void imports() {
        const auto path = place("log.sqlite");
        {
            auto d = Database::open(path, Database::Access::create);
            QVERIFY_OK(d);
            QVERIFY_OK((*d)->execute("CREATE TABLE log(time TEXT, user TEXT, ad TEXT, click INTEGER)"));
            QVERIFY_OK(
                (*d)->execute("INSERT INTO log VALUES ('2026-03-01 10:00:00', 'u1', 'a1', 1), ('2026-03-01 10:01:00', 'u2', 'a1', 0), "
                              "('never', 'u3', 'a1', 0)"));
        }
        ImportRequest request;
        request.files = {path};
        request.workspace = place("w.adscope");
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->accepted, 2u);
        QCOMPARE(list_rejected(request.workspace, 1, "", 10, 0)->at(0).line, 3u);
    }
};

ADSCOPE_TEST(TestDatabaseTable);
#include "test_database_table.moc"
