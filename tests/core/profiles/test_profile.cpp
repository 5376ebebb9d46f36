// Profiles: what is counted, interests with their evidence, neighbours.
#include "core/profiles/profile.h"

#include "core/workspace/filter.h"
#include "core/workspace/segments.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestProfile : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::shared_ptr<const Profiler> six_, tastes_;

    // Forty users on four ads: those of even number click red ads, the others blue ones.
    static void make_tastes(const std::string& path) {
        SmallWorkspace w(path);
        w.field("ad", "tags", "tags", {"1", "2"}, {"red", "blue"}, "attribute");
        w.field("user", "group", "category", {"even", "odd"}, {}, "attribute");
        w.field("event", "liked", "category", {"yes", "no"}, {}, "outcome");
        for (int u = 1; u <= 40; ++u) w.user("u" + std::to_string(u), {u % 2 ? 2.0 : 1.0});
        for (int a = 1; a <= 4; ++a) w.ad("a" + std::to_string(a), {a % 2 ? 2.0 : 1.0});
        w.sql("BEGIN");
        for (int u = 1; u <= 40; ++u)
            for (int a = 1; a <= 4; ++a)
                for (int n = 0; n < 3; ++n) w.event({{}, 1'772'366'400'000 + u * 1000, u, a, u % 2 == a % 2, {}, {}, {}, {}, {}, {}, {1}});
        w.sql("COMMIT");
    }

private slots:
    void initTestCase() {
        const auto a = folder_.filePath("six.adscope").toStdString(), b = folder_.filePath("tastes.adscope").toStdString();
        make_six_events(a);
        make_tastes(b);
        six_ = take(Profiler::make(take(EventTable::read(a))));
        tastes_ = take(Profiler::make(take(EventTable::read(b))));
    }
    void attributesAndFunnel() {
        const auto p = take(six_->user("u2"));
        QCOMPARE(p.attributes.size(), std::size_t{1});
        QCOMPARE(std::get<std::string>(p.attributes[0].value), std::string("音乐"));
        QCOMPARE(p.impressions, std::int64_t{2});
        QCOMPARE(p.clicks, std::int64_t{1});
        QCOMPARE(p.conversions, std::int64_t{0});
        QCOMPARE(p.ctr.value, 0.5);
        QVERIFY(p.ctr.low < 0.5 && p.ctr.high > 0.5);
        const auto ad = take(six_->ad("a1"));
        QCOMPARE(std::get<std::vector<std::string>>(ad.attributes[0].value), (std::vector<std::string>{"red", "blue"}));
        QCOMPARE(ad.conversions, std::int64_t{2});
        QCOMPARE(ad.cvr.n, std::int64_t{3});
        QVERIFY(std::holds_alternative<std::monostate>(take(six_->ad("a3")).attributes[0].value));
    }
    void markedEventsDoNotCount() {
        const auto p = take(six_->user("u3"));
        QCOMPARE(p.impressions, std::int64_t{1});
        QCOMPARE(take(six_->ad("a2")).clicks, std::int64_t{0});
    }
    void activityByDayHourAndWeekday() {
        const auto p = take(six_->user("u2"));
        QCOMPARE(p.days.size(), std::size_t{2});
        QCOMPARE(p.days[0].label, std::string("2026-03-01"));
        QCOMPARE(p.days[0].counts.clicks, std::int64_t{1});
        QCOMPARE(p.hours.size(), std::size_t{24});
        QCOMPARE(p.hours[23].counts.impressions, std::int64_t{1});
        QCOMPARE(p.hours[0].counts.impressions, std::int64_t{1});
        QCOMPARE(p.weekdays.size(), std::size_t{7});
        QCOMPARE(p.weekdays[6].counts.impressions, std::int64_t{1});
        QCOMPARE(p.weekdays[0].counts.impressions, std::int64_t{1});
        QVERIFY(p.first < p.last);
    }
    void interestsHaveEvidenceAndAreSmoothed() {
        const auto p = take(tastes_->user("u2"));
        QCOMPARE(p.interests.size(), std::size_t{2});  // outcomes are none, nor the user's own group
        QCOMPARE(p.interests[0].tag, std::string("red"));
        QCOMPARE(p.interests[0].field, std::string("ad.tags"));
        QCOMPARE(p.interests[0].evidence.impressions, std::int64_t{6});
        QCOMPARE(p.interests[0].evidence.clicks, std::int64_t{6});
        // Everyone's rate is a half: (6 + 20 / 2) / (6 + 20) over a half, and (0 + 10) / 26 over a half.
        QVERIFY(std::abs(p.interests[0].weight - 2 * 16.0 / 26) < 1e-12);
        QVERIFY(std::abs(p.interests[1].weight - 2 * 10.0 / 26) < 1e-12);
        const auto ad = take(tastes_->ad("a1"));
        QCOMPARE(ad.interests[0].tag, std::string("odd"));
        QVERIFY(ad.interests[0].weight > 1 && ad.interests[1].weight < 1);
    }
    void neighboursShareClicks() {
        const auto p = take(tastes_->user("u2"));
        QCOMPARE(p.neighbours.size(), std::size_t{10});
        QCOMPARE(p.neighbours[0].key, std::string("u4"));
        QVERIFY(std::abs(p.neighbours[0].similarity - 1) < 1e-12);
        QCOMPARE(p.neighbours[0].common, std::int64_t{2});
        for (const auto& n : p.neighbours) QVERIFY(std::stoi(n.key.substr(1)) % 2 == 0);
        const auto ad = take(six_->ad("a1"));
        QVERIFY(ad.neighbours.empty());  // no other ad has a click that counts
    }
    void interestsFadeByTheirHalfLife() {
        const auto path = folder_.filePath("fading.adscope").toStdString();
        SmallWorkspace w(path);
        w.field("ad", "topic", "category", {"old", "new"}, {}, "attribute");
        w.user("u"), w.user("v");
        w.ad("a", {1}), w.ad("b", {2});
        const std::int64_t day = 86'400'000, now = 1'772'366'400'000;
        for (int i = 0; i < 8; ++i) w.event({{}, now - 30 * day, 1, 1, 1});
        for (int i = 0; i < 8; ++i) w.event({{}, now, 1, 2, 1});
        for (int i = 0; i < 16; ++i) w.event({{}, now, 2, 1 + i % 2, 0});
        const auto profiler = take(Profiler::make(take(EventTable::read(path))));
        ProfileLimits limits;
        const auto p = take(profiler->user("u", limits));
        // Everyone's rate is a half on both; eight clicks a half-life ago count four.
        QCOMPARE(p.interests[0].tag, std::string("new"));
        QVERIFY(std::abs(p.interests[0].weight - 2 * (8 + 10.0) / 28) < 1e-12);
        QVERIFY(std::abs(p.interests[1].weight - 2 * (4 + 10.0) / 24) < 1e-12);
        QCOMPARE(p.interests[1].evidence.clicks, std::int64_t{8});
        QCOMPARE(p.interests[1].items[0].key, std::string("a"));
        limits.half_life_days = 0;
        const auto whole = take(profiler->user("u", limits));
        QVERIFY(std::abs(whole.interests[0].weight - whole.interests[1].weight) < 1e-12);
        QCOMPARE(p.fatigue.back().label, std::string("6-9"));
        QCOMPARE(p.fatigue[0].counts.impressions, std::int64_t{2});
        QCOMPARE(p.sequence[0].exposure, 8);
        QCOMPARE(p.rfm.recency_days, 0.0);
        QVERIFY(std::isnan(p.rfm.money));
        QCOMPARE(p.active_days, std::int64_t{2});
    }
    void aGroupHasSharesAndNearSegments() {
        const auto path = folder_.filePath("tastes.adscope").toStdString();
        const auto table = take(EventTable::read(path));
        Segment even, few;
        even.name = "even";
        even.condition = "user.group = even";
        few.name = "few";
        few.kind = Segment::Kind::list;
        few.members = {"u2", "u3", "u4", "u5"};
        segments_of(*table)->set({even, few});
        const auto rows = take(take(Filter::parse("segment('even')")).select(*table));
        const auto g = take(take(Profiler::make(table))->group(rows, "even"));
        QCOMPARE(g.attributes.size(), std::size_t{1});
        QCOMPARE(g.attributes[0].value, std::string("even"));
        QCOMPARE(g.attributes[0].share, 1.0);
        QCOMPARE(g.profile.impressions, std::int64_t{240});
        QCOMPARE(g.profile.interests[0].tag, std::string("red"));
        QCOMPARE(g.profile.neighbours.size(), std::size_t{1});
        QCOMPARE(g.profile.neighbours[0].common, std::int64_t{2});
        QVERIFY(std::abs(g.profile.neighbours[0].similarity - 2 / std::sqrt(20.0 * 4)) < 1e-12);
    }
    void limitsAreKept() {
        ProfileLimits limits;
        limits.interests = 1;
        limits.neighbours = 3;
        const auto p = take(tastes_->user("u2", limits));
        QCOMPARE(p.interests.size(), std::size_t{1});
        QCOMPARE(p.neighbours.size(), std::size_t{3});
    }
    void aLogWithoutClicksHasSharesForInterests() {
        const auto path = folder_.filePath("plain.adscope").toStdString();
        SmallWorkspace w(path);
        w.field("event", "topic", "category", {"x", "y"});
        w.user("u1"), w.user("u2"), w.ad("a");
        for (int i = 0; i < 20; ++i) w.event({{}, 1, i < 10 ? 1 : 2, 1, {}, {}, {}, {}, {}, {}, {}, {i < 10 ? 1.0 : 2.0}});
        const auto p = take(take(Profiler::make(take(EventTable::read(path))))->user("u1"));
        QVERIFY(!p.ctr.has_value());
        QCOMPARE(p.interests.size(), std::size_t{1});
        QVERIFY(std::abs(p.interests[0].weight - 2 * (10 + 10.0) / 30) < 1e-12);
        QCOMPARE(p.neighbours.size(), std::size_t{1});
    }
    void unknownKeysAreNamed() {
        const auto p = six_->user("nobody");
        QVERIFY(!p && p.error().code == ErrorCode::not_found);
        const auto text = render(p.error().message, Language::en);
        QVERIFY2(text.find("nobody") != std::string::npos && text.find("u1") != std::string::npos, text.c_str());
        QVERIFY(!six_->ad(""));
    }
    void cancelEnds() {
        const auto path = folder_.filePath("six.adscope").toStdString();
        const auto table = take(EventTable::read(path));
        std::stop_source stop;
        stop.request_stop();
        const auto made = Profiler::make(table, JobContext(stop.get_token(), {}));
        QVERIFY(!made && made.error().is_cancelled());
    }
};

ADSCOPE_TEST(TestProfile);
#include "test_profile.moc"
