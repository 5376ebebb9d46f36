// Reading a workspace into columns: values, gaps, marks, time zones, the fingerprint of the state.
#include "core/base/parallel.h"
#include "core/workspace/event_table.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestEventTable : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    int made_ = 0;
    std::string next() { return folder_.filePath(QString("w%1.adscope").arg(++made_)).toStdString(); }

private slots:
    void valuesAreAsWritten() {
        const auto path = next();
        make_six_events(path);
        const auto read = EventTable::read(path);
        QVERIFY_OK(read);
        const EventTable& t = **read;
        QCOMPARE(t.rows, std::size_t{6});
        QVERIFY(t.has_time && t.has_user && t.has_ad && t.has_click);
        QCOMPARE(t.user.width(), 1);
        QCOMPARE(t.user[4], 3u);
        QCOMPARE(t.ads.keys[t.ad[3]], std::string("a3"));
        QCOMPARE(int(t.click[1]), 0);
        QCOMPARE(t.cost[0], std::int64_t{500'000});
        QCOMPARE(t.position[3], 3);
        QCOMPARE(t.largest_position, 3);
        QCOMPARE(int(t.split[3]), 2);
        QVERIFY(t.weight.empty());
        QVERIFY(t.rating.empty() && t.propensity.empty());
        const auto* device = t.find("device")->column->category();
        QCOMPARE(device->names[device->codes[1]], std::string("desk \"top\""));
        QCOMPARE(device->codes[3], 0u);
        const auto* age = t.find("age")->column->number();
        QCOMPARE(age->values[1], 20.5);
        QVERIFY(std::isnan(age->values[2]));
        const auto* tags = t.find("tags")->column->tags();
        QCOMPARE(tags->row(1).size(), std::size_t{2});
        QCOMPARE(tags->names[tags->row(2)[0]], std::string("blue"));
        QVERIFY(tags->row(3).empty());
    }
    void fieldsAreFoundByNameAndOwner() {
        const auto path = next();
        SmallWorkspace w(path);
        w.field("event", "name", "number");
        w.field("user", "name", "number");
        const auto t = take(EventTable::read(path));
        QVERIFY(t->find("name")->owner == Owner::event);
        QVERIFY(t->find("user.name")->owner == Owner::user);
        QVERIFY(t->find("event.name")->owner == Owner::event);
        QVERIFY(!t->find("ad.name"));
        QVERIFY(!t->find("nope"));
        QCOMPARE(t->aliases.at("slot"), std::string("position"));
    }
    void anEmptyWorkspaceHasNoRows() {
        const auto path = next();
        { SmallWorkspace w(path); }
        const auto t = take(EventTable::read(path));
        QCOMPARE(t->rows, std::size_t{0});
        QVERIFY(!t->has_click);
        QCOMPARE(t->usable().count(), std::size_t{0});
        QCOMPARE(t->state_hash.size(), std::size_t{64});
    }
    void withoutClicksEveryRowIsPositive() {
        const auto path = next();
        SmallWorkspace w(path);
        w.user("u"), w.ad("a");
        w.event({{}, {}, 1, 1});
        const auto t = take(EventTable::read(path));
        QVERIFY(!t->has_click && !t->has_time);
        QCOMPARE(int(t->click[0]), 1);
    }
    void onlyActiveStepsMark() {
        const auto path = next();
        make_six_events(path);
        const auto t = take(EventTable::read(path));
        QCOMPARE(t->marked.count(), std::size_t{1});
        QVERIFY(t->marked[5]);
        QCOMPARE(t->usable().count(), std::size_t{5});
    }
    void gapsInIdsAreClosed() {
        const auto path = next();
        SmallWorkspace w(path);
        w.field("event", "f", "category", {"x", "y"});
        w.user("u"), w.ad("a");
        // Several chunks of ids apart, the middle ones empty.
        for (const std::int64_t id : {7, 8, 200'000, 200'001, 500'000})
            w.event({id, id, 1, 1, id % 2, {}, {}, {}, {}, {}, {}, {double(1 + id % 2)}});
        w.mark(200'000);
        const auto t = take(EventTable::read(path));
        QCOMPARE(t->rows, std::size_t{5});
        QCOMPARE(t->id, (std::vector<std::int64_t>{7, 8, 200'000, 200'001, 500'000}));
        QCOMPARE(t->time, t->id);
        for (std::size_t i = 0; i < t->rows; ++i)
            QCOMPARE(t->columns[0].category()->codes[i], static_cast<std::uint32_t>(1 + t->id[i] % 2));
        QVERIFY(t->marked[2] && t->marked.count() == 1);
    }
    void weightsAreRead() {
        const auto path = next();
        SmallWorkspace w(path);
        w.event({{}, 1, {}, {}, 1, {}, {}, {}, {}, 3});
        w.event({{}, 2, {}, {}, 0});
        const auto t = take(EventTable::read(path));
        QCOMPARE(t->weight_of(0), std::int64_t{3});
        QCOMPARE(t->weight_of(1), std::int64_t{1});
    }
    void theReportingZoneKnowsSummerTime() {
        const auto path = next();
        SmallWorkspace w(path);
        w.setting("time_zone", "Europe/Berlin");
        const std::int64_t winter = 1'774'000'000'000, summer = 1'775'000'000'000;  // 2026-03-20 and 2026-03-31
        w.event({{}, winter}), w.event({{}, summer});
        const auto t = take(EventTable::read(path));
        QCOMPARE(t->zone_offset(winter), std::int64_t{3'600'000});
        QCOMPARE(t->zone_offset(summer), std::int64_t{7'200'000});
        const std::int64_t change = 1'774'746'000'000;  // 2026-03-29T01:00Z
        QCOMPARE(t->zone_offset(change - 1), std::int64_t{3'600'000});
        QCOMPARE(t->zone_offset(change), std::int64_t{7'200'000});
    }
    void anUnknownZoneIsAnError() {
        const auto path = next();
        SmallWorkspace w(path);
        w.setting("time_zone", "Mars/Olympus");
        const auto t = EventTable::read(path);
        QVERIFY(!t);
        QCOMPARE(t.error().message.id(), std::string("workspace.unknown_zone"));
    }
    void theSameContentIsTheSameState() {
        const auto a = next(), b = next(), c = next();
        make_six_events(a);
        make_six_events(b);
        make_six_events(c);
        {
            auto w = take(Workspace::open(b));  // other ids, the same rows
            ensure(w.database().execute("UPDATE events SET id = id + 1000; UPDATE marks SET event = event + 1000"));
        }
        const int threads = thread_count();
        const auto hash = take(EventTable::read(a))->state_hash;
        set_thread_count(1);
        QCOMPARE(take(EventTable::read(a))->state_hash, hash);
        QCOMPARE(take(EventTable::read(b))->state_hash, hash);
        set_thread_count(threads);
        const std::vector<const char*> changes = {"UPDATE steps SET active = 1",
                                                  "UPDATE events SET click = 1 WHERE id = 2",
                                                  "UPDATE dictionary SET value = 'x' WHERE field = 1 AND code = 1",
                                                  "UPDATE users SET key = 'x' WHERE id = 1",
                                                  "UPDATE ads SET c_1 = NULL WHERE id = 1",
                                                  "UPDATE events SET c_2 = 1 WHERE id = 1"};
        std::vector<std::string> seen{hash};
        for (const char* change : changes) {
            auto w = take(Workspace::open(c));
            ensure(w.database().execute(change));
            const auto now = take(EventTable::read(c))->state_hash;
            QVERIFY2(std::find(seen.begin(), seen.end(), now) == seen.end(), change);
            seen.push_back(now);
        }
    }
    void aTrainedModelDoesNotChangeTheState() {
        const auto path = next();
        make_six_events(path);
        const auto before = take(EventTable::read(path))->state_hash;
        auto w = take(Workspace::open(path));
        ensure(w.database().execute(
            "INSERT INTO models VALUES(1,'m','als','ranking','done','{}','{}','',1,'cpu',1,1,'','{}','{}',1,1,1,'',0)"));
        QCOMPARE(take(EventTable::read(path))->state_hash, before);
    }
    void brokenTagsAreCorrupt() {
        const auto path = next();
        make_six_events(path);
        {
            auto w = take(Workspace::open(path));
            ensure(w.database().execute("UPDATE dictionary SET value = '1,77' WHERE field = 4 AND code = 1"));
        }
        const auto t = EventTable::read(path);
        QVERIFY(!t);
        QVERIFY(t.error().code == ErrorCode::corrupt);
    }
    void aMissingFileIsNamed() {
        const auto t = EventTable::read(next());
        QVERIFY(!t);
        QVERIFY(t.error().code == ErrorCode::not_found);
    }
    void cancelIsAnOutcomeOfItsOwn() {
        const auto path = next();
        make_six_events(path);
        std::stop_source stop;
        stop.request_stop();
        const auto t = EventTable::read(path, JobContext(stop.get_token(), {}));
        QVERIFY(!t && t.error().is_cancelled());
    }
};

ADSCOPE_TEST(TestEventTable);
#include "test_event_table.moc"
