// Segments: figures by hand, false-discovery control, clusters that are there, comparison that finds what was put in.
#include "core/profiles/segments.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/workspace/filter.h"
#include "tests/support/small_campaign.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestSegments : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    EventTablePtr campaign_, six_;

    static Selection rows(const EventTable& table, const std::string& condition) {
        return take(take(Filter::parse(condition)).select(table));
    }
    // Three clouds of rows in the plane, far apart.
    static EntityVectors clouds() {
        EntityVectors v;
        v.names = {"x", "y"};
        Random random(3);
        for (std::uint32_t i = 0; i < 600; ++i) {
            const double at[3][2] = {{0, 0}, {10, 0}, {0, 10}};
            const std::size_t c = i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2;
            v.codes.push_back(i + 1);
            v.values.push_back(static_cast<float>(at[c][0] + random.normal()));
            v.values.push_back(static_cast<float>(at[c][1] + random.normal()));
        }
        return v;
    }

private slots:
    void initTestCase() {
        const auto a = folder_.filePath("campaign.adscope").toStdString(), b = folder_.filePath("six.adscope").toStdString();
        make_small_campaign(a);
        make_six_events(b);
        campaign_ = take(EventTable::read(a));
        six_ = take(EventTable::read(b));
    }
    void figuresByHand() {
        const auto f = take(segment_figures(*six_, rows(*six_, "user = u1")));
        QCOMPARE(f.users, std::int64_t{1});
        QCOMPARE(f.all_users, std::int64_t{3});
        QCOMPARE(f.impressions, std::int64_t{2});
        QCOMPARE(f.clicks, std::int64_t{1});
        QCOMPARE(f.ctr.value, 0.5);
        QVERIFY(std::abs(f.rest.value - 2.0 / 3) < 1e-12);
        QVERIFY(std::abs(f.lift.value - 0.75) < 1e-12);
        QVERIFY(f.lift.low < 0.75 && f.lift.high > 0.75);
        QVERIFY(std::abs(f.difference.value + 1.0 / 6) < 1e-12);
    }
    void liftIsKatzWhereUsersSayNoMore() {
        // One event a user: clusters are single events, and both variances are the same but for n / (n - 1).
        const auto path = folder_.filePath("single.adscope").toStdString();
        SmallWorkspace w(path);
        w.field("user", "group", "category", {"a", "b"}, {}, "attribute");
        for (int u = 1; u <= 400; ++u) w.user("u" + std::to_string(u), {u % 2 ? 1.0 : 2.0});
        w.sql("BEGIN");
        for (int u = 1; u <= 400; ++u) w.event({{}, 1, u, {}, u % 2 ? u % 10 < 4 : u % 10 < 2});
        w.sql("COMMIT");
        const auto table = take(EventTable::read(path));
        const auto f = take(segment_figures(*table, rows(*table, "user.group = a")));
        QCOMPARE(f.clicks, std::int64_t{80});
        QVERIFY(std::abs(f.lift.value - 2) < 1e-12);
        const double se = std::sqrt(1.0 / 80 - 1.0 / 200 + 1.0 / 40 - 1.0 / 200);
        QVERIFY(std::abs(f.lift.low - 2 * std::exp(-1.959963984540054 * se * std::sqrt(400.0 / 399))) < 1e-9);
        QVERIFY(std::abs(f.lift.high - 2 * std::exp(1.959963984540054 * se * std::sqrt(400.0 / 399))) < 1e-9);
    }
    void noValueIsNoNumber() {
        const auto f = take(segment_figures(*six_, Selection(six_->rows)));
        QVERIFY(!f.ctr.has_value() && !f.lift.has_value() && f.users == 0);
        const auto all = take(segment_figures(*six_, six_->usable()));
        QVERIFY(all.ctr.has_value() && !all.rest.has_value() && !all.lift.has_value());
    }
    void benjaminiHochbergByHand() {
        // The example of their paper's procedure: q_i is the least of p_j m / j for j >= i.
        const auto q = benjamini_hochberg({0.04, 0.001, 0.03, 0.9});
        QVERIFY(std::abs(q[1] - 0.004) < 1e-12);
        QVERIFY(std::abs(q[2] - 0.04 * 4 / 3) < 1e-12);
        QVERIFY(std::abs(q[0] - 0.04 * 4 / 3) < 1e-12);
        QCOMPARE(q[3], 0.9);
        QVERIFY(benjamini_hochberg({}).empty());
    }
    void clustersThatAreThereAreFound() {
        const auto v = clouds();
        const auto c = take(cluster(v, {}));
        QCOMPARE(c.k, 3);
        QCOMPARE(c.sizes, (std::vector<std::size_t>{300, 200, 100}));
        for (std::uint32_t i = 0; i < 600; ++i) QCOMPARE(c.of[i], std::uint32_t(i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2));
        QVERIFY(c.silhouette > 0.75);
        QCOMPARE(c.tried.size(), std::size_t{7});
        const int threads = thread_count();
        set_thread_count(1);
        const auto again = take(cluster(v, {}));
        set_thread_count(threads);
        QCOMPARE(again.inertia, c.inertia);
        QCOMPARE(again.of, c.of);
    }
    void silhouetteByHand() {
        EntityVectors v;
        v.names = {"x"};
        v.codes = {1, 2, 3};
        v.values = {0, 1, 5};
        const std::vector<std::uint32_t> of = {0, 0, 1}, all = {0, 1, 2};
        // (5 - 1) / 5, (4 - 1) / 4, and 0 for a cluster of one.
        QVERIFY(std::abs(silhouette(v, of, 2, all) - (0.8 + 0.75) / 3) < 1e-9);
    }
    void clusterSettingsAreChecked() {
        ClusterRequest r;
        r.k = 1;
        QCOMPARE(cluster(clouds(), r).error().message.id(), std::string("segments.k_range"));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(cluster(clouds(), {}, JobContext(stop.get_token(), {})).error().is_cancelled());
        const auto unknown = entity_vectors(*campaign_, Owner::user, {"shoe size"}, nullptr);
        QVERIFY(!unknown && render(unknown.error().message, Language::en).find("user.taste") != std::string::npos);
    }
    void vectorsWeighEachFeatureAlike() {
        const auto v = take(entity_vectors(*campaign_, Owner::user, {"clicks", "user.taste", "device"}, nullptr));
        QCOMPARE(v.codes.size(), std::size_t{60});
        QCOMPARE(v.names[0], std::string("clicks"));
        QCOMPARE(v.names[1], std::string("user.taste = sport"));
        QVERIFY(v.names[3].starts_with("device = ") && v.names.size() == 5);
        double variance[3] = {};
        for (std::size_t i = 0; i < v.codes.size(); ++i)
            for (std::size_t d = 0; d < 5; ++d) variance[d == 0 ? 0 : d < 3 ? 1 : 2] += static_cast<double>(v.row(i)[d]) * v.row(i)[d] / 60;
        for (const double x : variance) QVERIFY(std::abs(x - 1) < 1e-4);
    }
    void comparisonFindsWhatDiffers() {
        const auto c = take(compare_segments(*campaign_, rows(*campaign_, "user.taste = sport"), rows(*campaign_, "user.taste = music")));
        QCOMPARE(c.a.users, std::int64_t{30});
        QCOMPARE(c.common_users, std::int64_t{0});
        QVERIFY(c.shares.size() >= 6);
        QCOMPARE(c.shares[0].field, std::string("user.taste"));
        QCOMPARE(std::abs(c.shares[0].difference.value), 1.0);
        QVERIFY(c.shares[0].of_users && c.shares[0].q < 0.01);
        // Device and topic were drawn without regard to taste.
        for (const auto& s : c.shares)
            if (s.field != "user.taste") {
                QVERIFY2(s.q > 0.01, s.field.c_str());
                QVERIFY(s.difference.low <= s.difference.value && s.difference.value <= s.difference.high);
                QVERIFY(std::abs(s.a.value - s.b.value - s.difference.value) < 1e-12);
            }
        // A segment against itself: every user is paired, so no difference has any width.
        const auto same = take(compare_segments(*campaign_, campaign_->usable(), campaign_->usable()));
        QCOMPARE(same.common_users, std::int64_t{60});
        for (const auto& s : same.shares) QVERIFY(s.difference.value == 0 && s.difference.high - s.difference.low < 1e-6 && s.q == 1);
    }
    void clustersBecomeSegments() {
        const auto v = take(entity_vectors(*campaign_, Owner::user, {}, nullptr));
        ClusterRequest r;
        r.k = 2;
        const auto c = take(cluster(v, r));
        const auto segments = cluster_segments(*campaign_, v, c, "Group", 1);
        QCOMPARE(segments.size(), std::size_t{2});
        QCOMPARE(segments[0].name, std::string("Group 1"));
        QCOMPARE(segments[0].members.size() + segments[1].members.size(), std::size_t{60});
        // What divides these users is their taste.
        const auto table = campaign_;
        segments_of(*table)->set(segments);
        for (const char* taste : {"sport", "music"}) {
            const auto inside = rows(*table, std::string("segment('Group 1') and user.taste = ") + taste).count();
            QVERIFY(inside == 0 || inside == rows(*table, std::string("user.taste = ") + taste).count());
        }
    }
};

ADSCOPE_TEST(TestSegments);
#include "test_segments.moc"
