// Imports into workspaces: what is accepted, what is put aside and why, duplicates, joins, second imports.
#include <QDir>
#include <QFileInfo>

#include "core/ingest/import.h"
#include "core/workspace/event_table.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::shared_path;
using adscope::testing::write_file;

class TestImport : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    int workspaces_ = 0;

    std::string at(const std::string& name) { return folder_.filePath(QString::fromStdString(name)).toStdString(); }
    std::string fresh() { return at("w" + std::to_string(++workspaces_) + ".adscope"); }
    std::string file(const std::string& name, std::string_view text) {
        write_file(at(name), text);
        return at(name);
    }
    static ImportRequest into(const std::string& workspace, std::vector<std::string> files) {
        ImportRequest r;
        r.files = std::move(files);
        r.workspace = workspace;
        return r;
    }
    static std::string text(const std::string& workspace, const std::string& sql) {
        auto opened = Workspace::open(workspace, Database::Access::read_only);
        return opened ? opened->database().text(sql).value() : "cannot open";
    }
    // Rows of a query: cells joined by '|', rows by '/'.
    static std::string rows(const std::string& workspace, const std::string& sql) {
        auto opened = Workspace::open(workspace, Database::Access::read_only);
        auto select = std::move(*opened->database().prepare(sql));
        std::string out;
        while (*select.step()) {
            if (!out.empty()) out += '/';
            for (int c = 0; c < select.columns(); ++c) out += (c ? "|" : "") + std::string(select.text(c));
        }
        return out;
    }
    static bool has_notice(const ImportResult& r, const std::string& id) {
        return std::any_of(r.notices.begin(), r.notices.end(), [&](const Message& m) { return m.id() == id; });
    }
    std::string log() {
        return file("log.csv",
                    "time,user_id,ad_id,click,cost,device,age\n"
                    "2026-03-01T10:00:00Z,u1,a1,1,0.25,phone,30\n"
                    "2026-03-01T11:00:00Z,u2,a1,0,0,desktop,41\n"
                    "2026-03-02T10:00:00Z,u1,a2,0,0.1,phone,\n");
    }

private slots:
    void valuesArriveAsTheyAre() {
        const auto w = fresh();
        const auto r = import_files(into(w, {log()}));
        QVERIFY_OK(r);
        QCOMPARE(r->read, 3u);
        QCOMPARE(r->accepted, 3u);
        QCOMPARE(r->clicks, 1u);
        QCOMPARE(r->users, 2u);
        QCOMPARE(r->ads, 2u);
        QCOMPARE(r->mapping.at("time"), std::string("time"));
        QCOMPARE(r->mapping.at("context.device"), std::string("device"));
        QCOMPARE(rows(w, "SELECT line, time, user, ad, click, cost FROM events"),
                 std::string("2|1772359200000|1|1|1|250000/3|1772362800000|2|1|0|0/4|1772445600000|1|2|0|100000"));
        QCOMPARE(rows(w, "SELECT id, key, c_1 FROM users"), std::string("1|u1|30.0/2|u2|41.0"));
        const auto table = EventTable::read(w);
        QVERIFY_OK(table);
        QCOMPARE((*table)->rows, std::size_t{3});
        const auto device = (*table)->find("device");
        QVERIFY(device);
        QCOMPARE(device->column->category()->names, (std::vector<std::string>{"", "phone", "desktop"}));
        QCOMPARE(text(w, "PRAGMA integrity_check"), std::string("ok"));
    }
    void formsOfAFile_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("CRLF") << QByteArray("time,user,ad,click\r\n2026-03-01,u1,a1,1\r\n2026-03-01,u2,a2,0\r\n");
        QTest::addRow("CR") << QByteArray("time,user,ad,click\r2026-03-01,u1,a1,1\r2026-03-01,u2,a2,0\r");
        QTest::addRow("mark") << QByteArray("\xef\xbb\xbftime,user,ad,click\n2026-03-01,u1,a1,1\n2026-03-01,u2,a2,0\n");
        QTest::addRow("TSV") << QByteArray("time\tuser\tad\tclick\n2026-03-01\tu1\ta1\t1\n2026-03-01\tu2\ta2\t0\n");
        QTest::addRow("quotes") << QByteArray(
            "\"time\",\"user\",\"ad\",\"click\"\n\"2026-03-01\",\"u1\",\"a1\",\"1\"\n\"2026-03-01\",\"u2\",\"a2\",\"0\"\n");
        // One frame of one raw block: descriptor (single segment, size in one byte), size, block header (last, raw, size).
        const QByteArray plain = "time,user,ad,click\n2026-03-01,u1,a1,1\n2026-03-01,u2,a2,0\n";
        const int block = static_cast<int>(plain.size()) << 3 | 1;
        QByteArray zstd("\x28\xb5\x2f\xfd\x20", 5);
        zstd += static_cast<char>(plain.size());
        for (int shift : {0, 8, 16}) zstd += static_cast<char>(block >> shift & 255);
        QTest::addRow("zstd") << zstd + plain;
        QTest::addRow("zstd in two frames") << QByteArray("\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00", 9) + zstd + plain;
        QTest::addRow("no last line end") << QByteArray("time,user,ad,click\n2026-03-01,u1,a1,1\n2026-03-01,u2,a2,0");
        QTest::addRow("preamble") << QByteArray("# a log\n\ntime,user,ad,click\n2026-03-01,u1,a1,1\n2026-03-01,u2,a2,0\n");
        QTest::addRow("order of columns") << QByteArray("click,ad,user,time\n1,a1,u1,2026-03-01\n0,a2,u2,2026-03-01\n");
        const QString wide = "time,user,ad,click\n2026-03-01,u1,a1,1\n2026-03-01,u2,a2,0\n";
        QTest::addRow("UTF-16") << QByteArray("\xff\xfe") + QByteArray(reinterpret_cast<const char*>(wide.utf16()), wide.size() * 2);
    }
    void formsOfAFile() {
        QFETCH(QByteArray, text);
        const auto w = fresh();
        const auto r = import_files(into(w, {file("form.csv", {text.constData(), static_cast<std::size_t>(text.size())})}));
        QVERIFY_OK(r);
        QCOMPARE(rows(w, "SELECT time, user, ad, click FROM events"), std::string("1772323200000|1|1|1/1772323200000|2|2|0"));
        QCOMPARE(rows(w, "SELECT key FROM users"), std::string("u1/u2"));
    }
    void otherEncodings() {
        auto request = into(fresh(), {file("gb.csv", "time,user,ad,click\n2026-03-01,\xbc\xd7,a1,1\n")});
        request.dialect["encoding"] = "GB18030";
        QVERIFY_OK(import_files(request));
        QCOMPARE(rows(request.workspace, "SELECT key FROM users"), std::string("甲"));
        request.dialect["encoding"] = "Klingon-8";
        QCOMPARE(import_files(request).error().code, ErrorCode::usage);
    }
    void rejectedRowsAreAccountedFor() {
        const auto path = file("dirty.csv",
                               "time,user_id,ad_id,click,cost\n"
                               "2026-03-01,u1,甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥,1,0.5\n"
                               "yesterday,u1,a1,1,0.5\n"       // 3
                               "2026-03-01,,a1,1,0.5\n"        // 4
                               "2026-03-01,u1,a1,maybe,0.5\n"  // 5
                               "2026-03-01,u1,a1,1,-1\n"       // 6
                               "2026-03-01,u1,a1,1,0.5,x,y\n"  // 7
                               "2026-03-01,u1,a1,1,free\n"     // 8
                               ",u1,a1,1,0.5\n"                // 9
                               "2026-03-01,u1,,1,0.5\n"        // 10
                               "2026-03-01,\xff,a1,1,0.5\n"    // 11
                               "2026-03-01,u2,a2,,\n"          // missing click and cost are no fault
                               "2026-03-01,u3,a2,0,0.1\n2026-03-02,u3,a2,0,0.1\n2026-03-03,u3,a2,0,0.1\n2026-03-04,u3,a2,0,0.1\n2026-03-05,"
                               "u3,a2,0,0.1\n2026-03-06,u3,a2,0,0.1\n"
                               "2026-03-07,u3,a2,0,0.1\n2026-03-08,u3,a2,0,0.1\n2026-03-09,u3,a2,0,0.1\n2026-03-10,u3,a2,0,0.1\n2026-03-11,"
                               "u3,a2,0,0.1\n2026-03-12,u3,a2,0,0.1\n"
                               "2026-03-07,u4,a2,0,0.1\n2026-03-08,u4,a2,0,0.1\n2026-03-09,u4,a2,0,0.1\n2026-03-10,u4,a2,0,0.1\n2026-03-11,"
                               "u4,a2,0,0.1\n2026-03-12,u4,a2,0,0.1\n"
                               "2026-03-12,\"u9,a2,0,0.1\n");
        const auto w = fresh();
        auto request = into(w, {path});
        request.roles = {{"click", "click"}, {"cost", "cost"}, {"time", "time"}};
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->read, r->accepted + r->rejected);
        const std::map<std::string, std::uint64_t> want{{"bad_time", 1},   {"missing_user", 1}, {"bad_flag", 1},     {"negative_cost", 1},
                                                        {"cell_count", 1}, {"bad_money", 1},    {"missing_time", 1}, {"missing_ad", 1},
                                                        {"not_utf8", 1},   {"open_quote", 1}};
        QCOMPARE(r->reasons, want);
        QCOMPARE(r->rejected, 10u);
        QCOMPARE(r->accepted, 20u);
        const auto list = list_rejected(w, 0, "", 100, 0);
        QVERIFY_OK(list);
        QCOMPARE(list->size(), std::size_t{10});
        for (const auto& row : *list)
            for (const auto language : {Language::en, Language::zh})
                QVERIFY2(has_message(row.message.id(), language), row.message.id().c_str());
        QCOMPARE((*list)[0].line, 3u);
        QCOMPARE((*list)[0].raw, std::string("yesterday,u1,a1,1,0.5"));
        QVERIFY(render((*list)[0].message, Language::en).find("yesterday") != std::string::npos);
        QCOMPARE((*list)[9].line, 31u);
        QCOMPARE(list_rejected(w, 1, "bad_flag", 10, 0)->size(), std::size_t{1});
        QCOMPARE(list_rejected(w, 0, "", 3, 8)->size(), std::size_t{2});
        // What was put aside left nothing in the dictionaries.
        QCOMPARE(rows(w, "SELECT key FROM users"), std::string("u1/u2/u3/u4"));
        const auto sources = list_sources(w);
        QVERIFY_OK(sources);
        QCOMPARE(sources->at(0).rejected, 10u);
        QCOMPARE(sources->at(0).reasons, want);
    }
    void timesAheadOfTheClock() {
        const auto day = [](int ahead) { return QDateTime::currentDateTimeUtc().addDays(ahead).toString(Qt::ISODate).toStdString(); };
        const auto w = fresh();
        const auto r = import_files(
            into(w, {file("ahead.csv", "time,user,ad,click\n2026-03-01,u1,a1,1\n" + day(30) + ",u1,a1,0\n" + day(600) + ",u1,a1,0\n")}));
        QVERIFY_OK(r);
        QCOMPARE(r->accepted, 2u);
        QCOMPARE(r->reasons, (std::map<std::string, std::uint64_t>{{"future_time", 1}}));
        QVERIFY(std::any_of(r->notices.begin(), r->notices.end(), [](const Message& m) { return m.id() == "ingest.times_ahead"; }));
    }
    void duplicates_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("accepted");
        QTest::addColumn<int>("marked");
        QTest::addRow("mark") << static_cast<int>(OnDuplicate::mark) << 4 << 2;
        QTest::addRow("keep") << static_cast<int>(OnDuplicate::keep) << 4 << 0;
        QTest::addRow("reject") << static_cast<int>(OnDuplicate::reject) << 2 << 0;
    }
    void duplicates() {
        QFETCH(int, what);
        QFETCH(int, accepted);
        QFETCH(int, marked);
        const auto w = fresh();
        auto request = into(w, {file("dup.csv",
                                     "time,user,ad,click,tab\n2026-03-01,u1,a1,1,x\n2026-03-01,u1,a1,1,y\n2026-03-01,u1,a1,1,x\n2026-03-"
                                     "01T00:00:00,u1,a1,true,x\n")});
        request.on_duplicate = static_cast<OnDuplicate>(what);
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(static_cast<int>(r->accepted), accepted);
        QCOMPARE(r->accepted + r->rejected, r->read);
        const auto table = EventTable::read(w);
        QVERIFY_OK(table);
        QCOMPARE(static_cast<int>((*table)->marked.count()), marked);
        QCOMPARE(text(w, "SELECT count(*) FROM steps WHERE name = 'duplicates' AND marked = 2"), std::string(marked ? "1" : "0"));
        // The same file again: every row was there before.
        const auto again = import_files(request);
        if (what == static_cast<int>(OnDuplicate::reject)) {
            QCOMPARE(again.error().message.id(), std::string("ingest.nothing_accepted"));
        } else {
            QVERIFY_OK(again);
            QVERIFY(has_notice(*again, "ingest.seen_before"));
            QCOMPARE(again->duplicates, what == static_cast<int>(OnDuplicate::mark) ? 4u : 0u);
        }
    }
    void usersAndAdsAreJoined() {
        const auto w = fresh();
        auto request = into(w, {log()});
        request.users_file = file("users.csv", "uid,gender,interests\nu2,f,sport|travel\nu9,m,\nu1,f,travel\nu1,m,music\n,f,x\n");
        request.user_key = "uid";
        request.ads_file = file("ads.tsv", "ad_id\ttitle\tprice\na1\tBig sale\t9.5\n");
        request.ad_key = "ad_id";
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->users, 3u);
        QCOMPARE(r->read, 3u);
        QVERIFY(has_notice(*r, "ingest.ads_without_row"));
        QVERIFY(has_notice(*r, "ingest.user_value_kept"));
        QVERIFY(has_notice(*r, "ingest.rejected_rows_of_file"));
        const auto table = EventTable::read(w);
        QVERIFY_OK(table);
        const auto& users = (*table)->users;
        QCOMPARE(users.keys, (std::vector<std::string>{"", "u1", "u2", "u9"}));
        const auto* gender = users.column("gender")->category();
        QCOMPARE(gender->names[gender->codes[1]], std::string("f"));
        QCOMPARE(gender->names[gender->codes[3]], std::string("m"));
        const auto* tags = users.column("interests")->tags();
        QCOMPARE(tags->row(2).size(), std::size_t{2});
        QCOMPARE(tags->names[tags->row(1)[0]], std::string("travel"));
        QCOMPARE((*table)->ads.column("price")->number()->values[1], 9.5);
        QVERIFY(std::isnan((*table)->ads.column("price")->number()->values[2]));
        // A key that is in no log, and one that is no column.
        request.workspace = fresh();
        request.users_file = file("strangers.csv", "uid,age\nx1,3\n");
        QVERIFY(has_notice(*import_files(request), "ingest.no_match"));
        request.user_key = "nope";
        QCOMPARE(import_files(request).error().code, ErrorCode::usage);
    }
    void aSecondImportAppends() {
        const auto w = fresh();
        QVERIFY_OK(import_files(into(w, {log()})));
        const auto r = import_files(into(w, {file("more.csv",
                                                  "ad_id,user_id,time,click,device,age,mood\na3,u3,2026-03-05,1,tv,50,good\na1,u1,2026-03-"
                                                  "05,0,phone,31,bad\na2,u1,2026-03-06,0,phone,30,bad\n")}));
        QVERIFY_OK(r);
        QCOMPARE(rows(w, "SELECT id, key FROM users"), std::string("1|u1/2|u2/3|u3"));
        QCOMPARE(rows(w, "SELECT d.code, d.value FROM dictionary d JOIN fields f ON f.id = d.field WHERE f.name = 'device'"),
                 std::string("1|phone/2|desktop/3|tv"));
        QCOMPARE(rows(w, "SELECT name, role, kind, source FROM fields WHERE name = 'mood'"), std::string("mood|kept|category|2"));
        QVERIFY(has_notice(*r, "ingest.user_value_kept"));  // u1 was 30 before
        QCOMPARE(text(w, "SELECT c_1 FROM users WHERE id = 1"), std::string("30.0"));
        const auto table = EventTable::read(w);
        QVERIFY_OK(table);
        QCOMPARE((*table)->rows, std::size_t{6});
        QCOMPARE((*table)->cost[3], 0);
        QCOMPARE(list_sources(w)->at(1).batch, 2);
    }
    void mapOverridesPresetAndGuess() {
        const auto path = file("map.csv", "ts,uid,item_id,label,notes\n1772323200,u1,i1,1,hello\n1772323201,u2,i2,0,\n");
        auto request = into(fresh(), {path});
        request.roles = {{"click", "label"}, {"context.place:category", "notes"}, {"user", "uid"}, {"outcome.again:flag", "label"}};
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->mapping.at("click"), std::string("label"));
        QCOMPARE(r->mapping.at("outcome.again"), std::string("label"));
        QCOMPARE(r->mapping.at("context.place"), std::string("notes"));
        QCOMPARE(r->mapping.at("ad"), std::string("item_id"));
        request.workspace = fresh();
        request.roles = {{"click", "nope"}};
        QCOMPARE(import_files(request).error().code, ErrorCode::usage);
        request.roles = {{"context.x", "notes"}, {"outcome.x", "label"}};
        QCOMPARE(import_files(request).error().message.id(), std::string("ingest.role_twice"));
        request.roles = {{"ignore", "notes"}};
        QVERIFY_OK(import_files(request));
        QCOMPARE(text(request.workspace, "SELECT count(*) FROM fields WHERE name = 'notes'"), std::string("0"));
    }
    void aGuessThatFailsLaterIsMended() {
        std::string csv = "time,user,ad,click,measure\n";
        for (int i = 0; i < 30000; ++i)
            csv += "2026-03-01,u" + std::to_string(i) + ",a1,0," + (i < 20000 ? std::to_string(i) : "x" + std::to_string(i)) + "\n";
        const auto w = fresh();
        const auto r = import_files(into(w, {file("turns.csv", csv)}));
        QVERIFY_OK(r);
        QCOMPARE(r->accepted, 30000u);
        QCOMPARE(text(w, "SELECT kind FROM fields WHERE name = 'measure'"), std::string("category"));
        // One that fails seldom puts the rows aside.
        std::string rare = "time,user,ad,click,measure\n";
        for (int i = 0; i < 30000; ++i)
            rare += "2026-03-01,u" + std::to_string(i) + ",a1,0," + (i == 29000 ? "many" : std::to_string(i)) + "\n";
        const auto few = import_files(into(fresh(), {file("rare.csv", rare)}));
        QVERIFY_OK(few);
        QCOMPARE(few->rejected, 1u);
        QCOMPARE(few->reasons.at("bad_number"), 1u);
    }
    void sequencesKeepTheirOrder() {
        const auto w = fresh();
        auto request = into(w, {file("seq.csv", "time,user,ad,click,past\n2026-03-01,u1,a1,1,a3 a2 a3\n2026-03-01,u2,a1,0,\n")});
        request.roles = {{"sequence", "past"}};
        QVERIFY_OK(import_files(request));
        const auto table = EventTable::read(w);
        QVERIFY_OK(table);
        const auto* past = (*table)->find("past")->column->tags();
        QCOMPARE(past->row(0).size(), std::size_t{3});
        QCOMPARE(past->names[past->row(0)[1]], std::string("a2"));
        QCOMPARE(past->row(0)[0], past->row(0)[2]);
    }
    void weightsCount() {
        auto request = into(fresh(), {file("weights.csv", "time,user,ad,click,weight\n2026-03-01,u1,a1,1,3\n2026-03-01,u1,a1,0,97\n")});
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->clicks, 3u);
    }
    void dryRunWritesNothing() {
        auto request = into(fresh(), {log()});
        request.dry_run = true;
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->accepted, 3u);
        QCOMPARE(r->users, 2u);
        QVERIFY(!QFileInfo::exists(QString::fromStdString(request.workspace)));
        request.dry_run = false;
        QVERIFY_OK(import_files(request));
        const auto before = adscope::testing::read_file(request.workspace);
        request.dry_run = true;
        const auto again = import_files(request);
        QVERIFY_OK(again);
        QCOMPARE(again->duplicates, 3u);
        QCOMPARE(adscope::testing::read_file(request.workspace), before);
    }
    void zonesOfAWorkspace() {
        auto request = into(fresh(), {file("zone.csv", "time,user,ad,click\n2026-03-01 08:00:00,u1,a1,1\n")});
        request.time_zone = "Asia/Shanghai";
        QVERIFY_OK(import_files(request));
        QCOMPARE(text(request.workspace, "SELECT time FROM events"), std::string("1772323200000"));
        request.time_zone = "Europe/Berlin";
        QVERIFY(has_notice(*import_files(request), "ingest.zone_kept"));
        request.time_zone = "Nowhere/At_All";
        QCOMPARE(import_files(request).error().code, ErrorCode::usage);
    }
    void badFilesLeaveNothing_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addRow("missing") << "none.csv" << QByteArray() << static_cast<int>(ErrorCode::not_found);
        QTest::addRow("empty") << "e.csv" << QByteArray("") << static_cast<int>(ErrorCode::invalid_input);
        QTest::addRow("header only") << "h.csv" << QByteArray("time,user,ad,click\n") << static_cast<int>(ErrorCode::invalid_input);
        QTest::addRow("binary") << "b.csv"
                                << QByteArray(
                                       "\x7f"
                                       "ELF\0\0\1\2",
                                       8)
                                << static_cast<int>(ErrorCode::invalid_input);
        QTest::addRow("folder") << "." << QByteArray() << static_cast<int>(ErrorCode::invalid_input);
        QTest::addRow("no gzip inside") << "g.csv.gz" << QByteArray("\x1f\x8b\x08\x00garbage garbage", 19)
                                        << static_cast<int>(ErrorCode::corrupt);
        QTest::addRow("no zstd inside") << "s.csv.zst" << QByteArray("\x28\xb5\x2f\xfd\xff\xff\xff\xff", 8)
                                        << static_cast<int>(ErrorCode::corrupt);
        QTest::addRow("no roles") << "n.csv" << QByteArray("alpha,beta\nx,y\n") << static_cast<int>(ErrorCode::invalid_input);
        QTest::addRow("nothing accepted") << "z.csv" << QByteArray("time,user,ad,click\n2026-03-01,,a1,1\n")
                                          << static_cast<int>(ErrorCode::invalid_input);
    }
    void badFilesLeaveNothing() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        if (name != "." && name != "none.csv")
            write_file(at(name.toStdString()), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
        const auto w = fresh();
        const auto r = import_files(into(w, {name == "." ? folder_.path().toStdString() : at(name.toStdString())}));
        QVERIFY(!r);
        QCOMPARE(static_cast<int>(r.error().code), code);
        for (const auto language : {Language::en, Language::zh}) QVERIFY(has_message(r.error().message.id(), language));
        QVERIFY(QDir(folder_.path()).entryList({QFileInfo(QString::fromStdString(w)).fileName() + "*"}).isEmpty());
    }
    void cutGzip() {
        const auto whole = adscope::testing::read_file(shared_path("data/kuairand/log_0425_0430.csv.gz"));
        const auto w = fresh();
        auto request = into(w, {file("cut.csv.gz", std::string_view(whole).substr(0, whole.size() / 2))});
        request.preset = "kuairand";
        const auto r = import_files(request);
        QCOMPARE(r.error().message.id(), std::string("ingest.truncated"));
        QVERIFY(!QFileInfo::exists(QString::fromStdString(w)));
    }
    void cancelLeavesNothing() {
        std::stop_source stop;
        const auto w = fresh();
        auto request = into(w, {shared_path("data/kuairand/log_0501_0508.csv.gz")});
        request.preset = "kuairand";
        JobContext job(stop.get_token(), [&](const Progress& p) {
            if (p.fraction > 0.2) stop.request_stop();
        });
        const auto r = import_files(request, job);
        QVERIFY(!r && r.error().is_cancelled());
        QVERIFY(QDir(folder_.path()).entryList({QFileInfo(QString::fromStdString(w)).fileName() + "*"}).isEmpty());
        // In a workspace that was there, nothing changes.
        QVERIFY_OK(import_files(into(w, {log()})));
        const auto hash = (*EventTable::read(w))->state_hash;
        std::stop_source other;
        JobContext second(other.get_token(), [&](const Progress& p) {
            if (p.fraction > 0.2) other.request_stop();
        });
        QVERIFY(import_files(request, second).error().is_cancelled());
        QCOMPARE((*EventTable::read(w))->state_hash, hash);
    }
    void progressGrows() {
        double last = 0;
        bool grew = true, finished = false;
        JobContext job({}, [&](const Progress& p) {
            grew = grew && p.fraction >= last;
            last = p.fraction;
            finished = finished || p.finishing;
        });
        auto request = into(fresh(), {shared_path("data/kuairand/log_0425_0430.csv.gz")});
        request.preset = "kuairand";
        const auto r = import_files(request, job);
        QVERIFY_OK(r);
        QCOMPARE(r->accepted, 94784u);
        QVERIFY(grew);
        QVERIFY(finished);
        QCOMPARE(last, 1.0);
        QCOMPARE(rows(request.workspace, "SELECT DISTINCT c_16 * 100 <= c_2 AND c_2 < c_16 * 100 + 100 FROM events"),
                 std::string("1"));  // hour = hourmin / 100
    }
};

ADSCOPE_TEST(TestImport);
#include "test_import.moc"
