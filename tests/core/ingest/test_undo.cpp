// Taking imports away exactly, and mending rejected rows.
#include "core/ingest/import.h"
#include "core/workspace/event_table.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::write_file;

class TestUndo : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    int workspaces_ = 0;

    std::string fresh() { return folder_.filePath(QString("w%1.adscope").arg(++workspaces_)).toStdString(); }
    std::string file(const char* name, std::string_view text) {
        const auto path = folder_.filePath(name).toStdString();
        write_file(path, text);
        return path;
    }
    Result<ImportResult> import(const std::string& workspace, std::vector<std::string> files, const std::string& users = {}) {
        ImportRequest r;
        r.files = std::move(files);
        r.workspace = workspace;
        r.users_file = users;
        if (!users.empty()) r.user_key = "user_id";
        return import_files(r);
    }
    static std::string state(const std::string& workspace) {
        const auto table = EventTable::read(workspace);
        return table ? (*table)->state_hash : render(table.error().message, Language::en);
    }
    // Everything but the ids of sources and times of imports, as text.
    static std::string dump(const std::string& workspace) {
        auto opened = Workspace::open(workspace, Database::Access::read_only);
        std::string out;
        for (const char* sql : {"SELECT * FROM events ORDER BY id", "SELECT * FROM users ORDER BY id", "SELECT * FROM ads ORDER BY id",
                                "SELECT * FROM fields ORDER BY id", "SELECT * FROM dictionary ORDER BY field, code",
                                "SELECT id, name, marked FROM steps", "SELECT * FROM marks", "SELECT source, line, raw FROM rejected",
                                "SELECT id, name FROM sources", "SELECT key, value FROM meta ORDER BY key"}) {
            auto select = std::move(*opened->database().prepare(sql));
            while (*select.step()) {
                for (int c = 0; c < select.columns(); ++c) out += std::string(select.name(c)) + "=" + std::string(select.text(c)) + ",";
                out += '\n';
            }
        }
        return out;
    }
    std::string first() {
        return file(
            "first.csv",
            "time,user_id,ad_id,click,device\n2026-03-01,u1,a1,1,phone\n2026-03-01,u2,a1,0,tv\n2026-03-01,u2,a1,0,tv\nnever,u2,a1,0,tv\n");
    }
    std::string second() {
        return file("second.csv",
                    "time,user_id,ad_id,click,device,tags,mood\n2026-03-02,u3,a1,1,watch,a|b,fine\n2026-03-02,u2,a9,0,tv,b|c,bad\n2026-03-"
                    "01,u1,a1,1,phone,,\n");
    }
    std::string users() { return file("users.csv", "user_id,gender\nu1,f\nu3,m\nu7,f\n"); }

private slots:
    void theLastImportGoesWithoutATrace() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {first()}));
        const auto before = dump(w), hash = state(w);
        const auto r = import(w, {second()}, users());
        QVERIFY_OK(r);
        QVERIFY(state(w) != hash);
        QVERIFY_OK(remove_import(w, 2));
        QCOMPARE(dump(w), before);
        QCOMPARE(state(w), hash);
        // And again: what is free is used anew.
        QVERIFY_OK(import(w, {second()}, users()));
        QVERIFY_OK(remove_import(w, 2));
        QCOMPARE(dump(w), before);
    }
    // What a long log, its history and a table of counts bring goes as well.
    void logsOfEveryShapeGoWithoutATrace() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {first()}));
        const auto before = dump(w), hash = state(w);
        ImportRequest r;
        r.workspace = w;
        r.files = {file("long.csv",
                        "time,user_id,ad_id,action,amount\n2026-03-01 10:00:00,u1,a1,show,\n2026-03-01 10:01:00,u1,a1,click,\n2026-03-01 "
                        "10:02:00,u1,a1,like,\n2026-03-01 10:03:00,u1,a1,buy,5\n2026-03-01 10:00:00,u8,a7,click,\n")};
        r.roles = {{"revenue", "amount"}};
        r.history_file = file("history.csv", "user_id,time,query\nu1,2026-03-01 09:00:00,boots\n");
        const auto made = import_files(r);
        QVERIFY_OK(made);
        QCOMPARE(made->accepted + made->rejected, made->read);
        QCOMPARE(made->joined, std::uint64_t{3});
        // A put-aside click finds its show once its ad is right.
        const auto rejected = list_rejected(w, 0, "no_show", 10, 0);
        QVERIFY_OK(rejected);
        QCOMPARE(rejected->size(), std::size_t{1});
        QVERIFY(!retry_rejected(w, rejected->front().id, "2026-03-01 10:00:00,u8,a1,click,"));
        QVERIFY_OK(retry_rejected(w, rejected->front().id, "2026-03-01 10:00:30,u1,a1,click,"));
        QVERIFY_OK(remove_import(w, 2));
        QCOMPARE(dump(w), before);
        QCOMPARE(state(w), hash);
        QVERIFY_OK(import(w, {file("counts.csv", "day,ad,impressions,clicks,cost\n2026-03-01,a1,10,2,1\n2026-03-02,a3,7,0,\n")}));
        QVERIFY_OK(remove_import(w, 2));
        QCOMPARE(dump(w), before);
        QCOMPARE(state(w), hash);
    }
    void anotherRoleOfAFieldIsTold() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {first()}));
        ImportRequest r;
        r.workspace = w;
        r.files = {second()};
        r.roles = {{"outcome.device", "device"}};
        const auto again = import_files(r);
        QVERIFY_OK(again);
        QVERIFY(std::any_of(again->notices.begin(), again->notices.end(), [](const Message& m) { return m.id() == "mapping.role_kept"; }));
    }
    void allOfAReasonAreTriedAgain() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {file("bad.csv",
                                   "time,user_id,ad_id,click\n2026-03-01,u4,a1,1\n2026-03-01,u5,a1,0\n2026-03-01,u6,a1,0\n2026-03-01,u7,a1,"
                                   "0\n2026-03-01,u1,a1,1\n2026-03-01,u2,a1,ja\n2026-03-02,u2,a1,ja\n"
                                   "2026-03-02,u3,a1,hm\n2026-03-02,u3,a1\n")}));
        auto result = retry_rejected_all(w, {0, "bad_flag", ",ja", ",1", false});
        QVERIFY_OK(result);
        QCOMPARE(result->tried, std::uint64_t{3});
        QCOMPARE(result->accepted, std::uint64_t{2});
        result = retry_rejected_all(w, {0, "cell_count", "", "", true});
        QVERIFY_OK(result);
        QCOMPARE(result->accepted, std::uint64_t{1});
        const auto sources = list_sources(w);
        QVERIFY_OK(sources);
        QCOMPARE(sources->front().accepted, std::uint64_t{8});
        QCOMPARE(sources->front().rejected, std::uint64_t{1});
        QCOMPARE(sources->front().reasons.at("bad_flag"), std::uint64_t{1});
    }
    void anEarlierImportLeavesTheLaterWhole() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {first()}));
        QVERIFY_OK(import(w, {second()}, users()));
        QVERIFY_OK(remove_import(w, 1));
        const auto table = EventTable::read(w);
        QVERIFY_OK(table);
        QCOMPARE((*table)->rows, std::size_t{3});
        const auto& t = **table;
        QCOMPARE(t.users.keys[t.user[0]], std::string("u3"));
        QCOMPARE(t.users.keys[t.user[1]], std::string("u2"));
        QCOMPARE(t.ads.keys[t.ad[1]], std::string("a9"));
        const auto* device = t.find("device")->column->category();
        QCOMPARE(device->names[device->codes[0]], std::string("watch"));
        const auto* gender = t.users.column("gender")->category();
        QCOMPARE(gender->names[gender->codes[t.users.code("u1")]], std::string("f"));
        QCOMPARE(list_sources(w)->size(), std::size_t{2});
        QVERIFY_OK(remove_import(w, 2));
        QCOMPARE((*EventTable::read(w))->rows, std::size_t{0});
        QCOMPARE((*EventTable::read(w))->users.count, std::size_t{0});
        QCOMPARE((*EventTable::read(w))->columns.size(), std::size_t{0});
    }
    void whatIsNotThere() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {first()}));
        QCOMPARE(remove_import(w, 7).error().code, ErrorCode::not_found);
        QCOMPARE(remove_import(fresh(), 1).error().code, ErrorCode::not_found);
        QCOMPARE(retry_rejected(w, 99, "x").error().code, ErrorCode::not_found);
    }
    void aCancelledRemovalChangesNothing() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {first()}));
        const auto before = dump(w);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(remove_import(w, 1, JobContext(stop.get_token(), {})).error().is_cancelled());
        QCOMPARE(dump(w), before);
    }
    void aMendedRowBecomesAnEvent() {
        const auto w = fresh();
        QVERIFY_OK(import(w, {first()}));
        const auto rejected = list_rejected(w, 0, "", 10, 0);
        QCOMPARE(rejected->size(), std::size_t{1});
        const auto id = rejected->front().id;
        // Still wrong: nothing changes, and the message says what.
        const auto before = dump(w);
        const auto wrong = retry_rejected(w, id, "2026-03-03,,a1,0,tv");
        QCOMPARE(wrong.error().message.id(), std::string("ingest.rejected.missing_user"));
        QCOMPARE(retry_rejected(w, id, "2026-03-03,u1,a1,0,tv\n2026-03-03,u1,a1,0,tv").error().message.id(),
                 std::string("ingest.retry_one_row"));
        QCOMPARE(dump(w), before);
        QVERIFY_OK(retry_rejected(w, id, "2026-03-03,u8,a1,1,\"car, new\""));
        QCOMPARE(list_rejected(w, 0, "", 10, 0)->size(), std::size_t{0});
        const auto source = list_sources(w)->front();
        QCOMPARE(source.accepted, 4u);
        QCOMPARE(source.rejected, 0u);
        QVERIFY(source.reasons.empty());
        const auto table = EventTable::read(w);
        QVERIFY_OK(table);
        QCOMPARE((*table)->rows, std::size_t{4});
        QCOMPARE((*table)->users.keys.back(), std::string("u8"));
        const auto* device = (*table)->find("device")->column->category();
        QCOMPARE(device->names[device->codes[3]], std::string("car, new"));
        QCOMPARE((*table)->click[3], std::uint8_t{1});
    }
};

ADSCOPE_TEST(TestUndo);
#include "test_undo.moc"
