// The language of conditions: what it selects, and what its errors say.
#include "core/workspace/filter.h"

#include "core/workspace/segments.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestFilter : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    EventTablePtr table_;

    static QString rows_of(const Selection& s) {
        QString out;
        s.for_each([&](std::size_t i) { out += QString::number(i + 1); });
        return out;
    }

private slots:
    void initTestCase() {
        const auto path = folder_.filePath("w.adscope").toStdString();
        make_six_events(path);
        table_ = take(EventTable::read(path));
    }
    void selects_data() {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("rows");  // event 6 is marked and never selected
        const auto add = [](const char* condition, const char* rows) { QTest::newRow(condition) << QString::fromUtf8(condition) << rows; };
        add("", "12345");
        add("device = phone", "135");
        add("device != phone", "2");
        add("device = 'desk \"top\"'", "2");
        add("device = \"desk \"\"top\"\"\"", "2");
        add("`device` in (phone, 'nope')", "135");
        add("device contains top", "2");
        add("device is-missing", "4");
        add("not device is-missing", "1235");
        add("age > 20", "245");
        add("age >= 20 and age < 31", "12");
        add("age between 20.5 and 31", "24");
        add("age in (20, 44)", "15");
        add("age is-missing", "3");
        add("taste = sport", "12");
        add("user.taste = 音乐", "34");
        add("taste is-missing", "5");
        add("tags = red", "135");
        add("tags = blue", "1235");
        add("tags != red", "2");
        add("ad.tags is-missing", "4");
        add("user = u1", "12");
        add("user in (u1, u3)", "125");
        add("ad != a1", "24");
        add("click = 1", "135");
        add("cost >= 0.5", "15");
        add("revenue = 2", "1");
        add("position <= 1", "135");
        add("slot = 2", "2");
        add("time < 2026-03-02", "123");
        add("time >= 2026-03-02", "45");
        add("time = 2026-03-01", "123");
        add("time between 2026-03-01 and 2026-03-02", "1234");
        add("time >= '2026-03-01T13:00' and time < '2026-03-02 00:00'", "23");
        add("time = 2026-03-01T20:00+08:00", "1");
        add("hour = 12", "1");
        add("weekday = 7", "123");
        add("day = 2026-03-02", "4");
        add("split('test')", "5");
        add("not (split('train') or device = phone)", "4");
        add("device = phone or age = 31 and click = 1", "135");
        add("(device = phone or age = 31) and click = 0", "4");
        add("NOT device = phone AND age IS-MISSING", "");
        add("user.impressions = 2", "1234");
        add("user.clicks >= 1", "12345");
        add("user.ctr = 0.5", "1234");
        add("user.active_days > 1", "34");
        add("user.clicked.device = phone", "12345");
        add("user.clicked.tags = red and ad = a3", "4");
        add("user.clicked.device = 'desk \"top\"'", "");
    }
    void selects() {
        QFETCH(QString, condition);
        QFETCH(QString, rows);
        const auto filter = Filter::parse(condition.toStdString());
        QVERIFY_OK(filter);
        const auto selected = filter->select(*table_);
        QVERIFY_OK(selected);
        QCOMPARE(rows_of(*selected), rows);
    }
    void errors_data() {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("says");
        const auto add = [](const char* condition, const char* id, const char* says) {
            QTest::newRow(condition) << QString::fromUtf8(condition) << id << QString::fromUtf8(says);
        };
        add("device =", "filter.syntax", "9");
        add("device", "filter.syntax", "expected");
        add("device = phone phone", "filter.syntax", "16");
        add("音乐 = 1 )", "filter.syntax", "8");
        add("(device = phone", "filter.syntax", ")");
        add("device = 'phone", "filter.unclosed", "10");
        add("device in phone", "filter.syntax", "(");
        add("nope = 1", "filter.unknown_field", "device");
        add("age = old", "filter.needs_number", "old");
        add("age contains 2", "filter.needs_number", "age");
        add("time > yesterday", "filter.needs_time", "yesterday");
        add("time > 2026-02-30", "filter.needs_time", "2026-02-30");
        add("segment('x')", "filter.no_segments", "x");
        add("split('x')", "filter.unknown_split", "train");
        add("user.clicks = many", "filter.needs_number", "many");
        add("user.clicked.age = 2", "filter.unknown_field", "user.clicked.age");
    }
    void errors() {
        QFETCH(QString, condition);
        QFETCH(QString, id);
        QFETCH(QString, says);
        auto filter = Filter::parse(condition.toStdString());
        std::optional<Error> error;
        if (!filter) {
            error = filter.error();
        } else if (const auto selected = filter->select(*table_); !selected) {
            error = selected.error();
        }
        QVERIFY(error.has_value());
        QCOMPARE(QString::fromStdString(error->message.id()), id);
        QVERIFY(error->code == ErrorCode::usage);
        const auto text = QString::fromStdString(render(error->message, Language::en));
        QVERIFY2(text.contains(says), qPrintable(text));
    }
    void segmentsAreConditions() {
        const auto path = folder_.filePath("segments.adscope").toStdString();
        make_six_events(path);
        const auto workspace = take(Workspace::open(path));
        const auto rule = [](const std::string& name, const std::string& condition) {
            Segment s;
            s.name = name;
            s.condition = condition;
            return s;
        };
        Segment list;
        list.name = "it's \"us\"";
        list.kind = Segment::Kind::list;
        list.members = {"gone", "u1", "u3"};
        Segment ads = list;
        ads.name = "red ads";
        ads.owner = Owner::ad;
        ads.members = {"a1"};
        ensure(segments_repository::save(workspace, {rule("phones", "device = phone"), list, ads,
                                                     rule("both", "segment('phones') and segment(" + quote_value(list.name) + ")"),
                                                     rule("twice", "segment('both') or segment('both')")}));
        const auto table = take(EventTable::read(path));
        const auto rows = [&](const std::string& condition) { return rows_of(take(take(Filter::parse(condition)).select(*table))); };
        QCOMPARE(rows("segment('phones')"), QString("135"));
        QCOMPARE(rows("segment(" + quote_value(list.name) + ")"), QString("125"));
        QCOMPARE(rows("segment('red ads')"), QString("135"));
        QCOMPARE(rows("segment('both')"), QString("15"));
        QCOMPARE(rows("not segment('twice')"), QString("234"));
        const auto unknown = take(Filter::parse("segment('x')")).select(*table);
        QCOMPARE(unknown.error().message.id(), std::string("filter.unknown_segment"));
        QVERIFY(render(unknown.error().message, Language::en).find("phones") != std::string::npos);
        // A rule that leads back to itself is refused when it is saved and, put there by another hand, when it is used.
        const auto loop = segments_repository::save(workspace, {rule("phones", "segment('twice')")});
        QVERIFY(!loop);
        QCOMPARE(loop.error().message.id(), std::string("filter.segment_loop"));
        auto bad = *segments_of(*table)->get();
        bad.push_back(rule("a", "segment('b')"));
        bad.push_back(rule("b", "not segment('a')"));
        bad.push_back(rule("broken", "nothing = 1"));
        segments_of(*table)->set(bad);
        const auto looped = take(Filter::parse("segment('a')")).select(*table);
        QVERIFY(!looped && render(looped.error().message, Language::en).find("a → b → a") != std::string::npos);
        const auto broken = take(Filter::parse("segment('broken')")).select(*table);
        QVERIFY(!broken && render(broken.error().message, Language::zh).find("broken") != std::string::npos);
        QVERIFY(!segments_repository::remove(workspace, "phones"));  // "both" names it
        ensure(segments_repository::remove(workspace, "twice"));
        QCOMPARE(take(segments_repository::list(workspace)).size(), std::size_t{4});
        QVERIFY(!segments_repository::save(workspace, {rule(" ", "device = phone")}));
        QVERIFY(!segments_repository::save(workspace, {rule("x", "device =")}));
    }
    void deepNestingIsRefused() {
        const auto filter = Filter::parse(std::string(100'000, '(') + "click = 1" + std::string(100'000, ')'));
        QVERIFY(!filter);
        QCOMPARE(filter.error().message.id(), std::string("filter.too_deep"));
    }
    void aLogWithoutSplitSaysSo() {
        const auto path = folder_.filePath("plain.adscope").toStdString();
        SmallWorkspace w(path);
        w.event({{}, 1});
        const auto table = take(EventTable::read(path));
        const auto selected = take(Filter::parse("split('test')")).select(*table);
        QVERIFY(!selected);
        QCOMPARE(selected.error().message.id(), std::string("filter.no_split"));
    }
    void anyNameAndValueCanBeQuoted() {
        const auto path = folder_.filePath("odd.adscope").toStdString();
        SmallWorkspace w(path);
        const std::string name = "a `b` 'c' = and", value = "it's \"x\" `y` )";
        w.field("event", name, "category", {value, "other"});
        w.event({{}, 1, {}, {}, 1, {}, {}, {}, {}, {}, {}, {1}});
        w.event({{}, 1, {}, {}, 1, {}, {}, {}, {}, {}, {}, {2}});
        const auto table = take(EventTable::read(path));
        const auto filter = Filter::parse(quote_field(name) + " = " + quote_value(value));
        QVERIFY_OK(filter);
        QCOMPARE(rows_of(take(filter->select(*table))), QString("1"));
    }
    void datesAreOfTheReportingZone() {
        const auto path = folder_.filePath("zone.adscope").toStdString();
        SmallWorkspace w(path);
        w.setting("time_zone", "Asia/Shanghai");
        w.event({{}, 1'772'366'400'000});                  // 2026-03-01T20:00+08:00
        w.event({{}, 1'772'366'400'000 + 5 * 3'600'000});  // 2026-03-02T01:00+08:00
        const auto table = take(EventTable::read(path));
        QCOMPARE(rows_of(take(take(Filter::parse("time < 2026-03-02")).select(*table))), QString("1"));
        QCOMPARE(rows_of(take(take(Filter::parse("hour = 1")).select(*table))), QString("2"));
    }
};

ADSCOPE_TEST(TestFilter);
#include "test_filter.moc"
