// Maps: principal components by hand, t-SNE keeps clouds apart, both repeatable.
#include "core/profiles/projection.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestProjection : public QObject {
    Q_OBJECT

    // Three clouds in five dimensions; row i belongs to i % 3.
    static std::vector<float> clouds(int n) {
        Random random(9);
        std::vector<float> out;
        for (int i = 0; i < n; ++i)
            for (int d = 0; d < 5; ++d) out.push_back(static_cast<float>((d == i % 3 ? 12 : 0) + random.normal()));
        return out;
    }
    static double worst_purity(const Projection& p) {
        std::size_t same = 0;
        for (std::size_t i = 0; i < p.x.size(); ++i) {
            std::size_t nearest = i;
            double best = 1e300;
            for (std::size_t j = 0; j < p.x.size(); ++j) {
                const double d = std::hypot(p.x[i] - p.x[j], p.y[i] - p.y[j]);
                if (j != i && d < best) best = d, nearest = j;
            }
            same += nearest % 3 == i % 3;
        }
        return static_cast<double>(same) / static_cast<double>(p.x.size());
    }

private slots:
    void principalComponentsByHand() {
        // Along (3, 4) / 5 with spread 5, across it with spread 1.
        std::vector<float> v;
        for (int i = -1; i <= 1; i += 2)
            for (int j = -1; j <= 1; j += 2) {
                v.push_back(static_cast<float>(7 + 3 * i - 0.8 * j));
                v.push_back(static_cast<float>(4 * i + 0.6 * j));
            }
        const auto p = take(project(v, 2, {}));
        QCOMPARE(p.placed, std::size_t{4});
        QVERIFY(std::abs(p.explained[0] - 25.0 / 26) < 1e-6);
        QVERIFY(std::abs(p.explained[1] - 1.0 / 26) < 1e-6);
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(std::abs(std::abs(p.x[i]) - 5) < 1e-5);
            QVERIFY(std::abs(std::abs(p.y[i]) - 1) < 1e-5);
        }
    }
    void oneDimensionIsALine() {
        const auto p = take(project(std::vector<float>{1, 2, 4}, 1, {}));
        QVERIFY(std::abs(p.explained[0] - 1) < 1e-9);
        for (const auto y : p.y) QCOMPARE(y, 0.0f);
    }
    void neighboursStayTogetherInBoth() {
        const auto v = clouds(300);
        QVERIFY(worst_purity(take(project(v, 5, {}))) > 0.99);
        ProjectionRequest r;
        r.method = ProjectionRequest::Method::tsne;
        r.iterations = 250;
        const auto t = take(project(v, 5, r));
        QVERIFY(worst_purity(t) > 0.99);
        QVERIFY(t.divergence > 0 && t.divergence < 2);
        r.sample = 120;
        const auto sampled = take(project(v, 5, r));
        QCOMPARE(sampled.placed, std::size_t{120});
        QVERIFY(worst_purity(sampled) > 0.97);
    }
    void theSameSeedGivesTheSamePlaces() {
        ProjectionRequest r;
        r.method = ProjectionRequest::Method::tsne;
        r.iterations = 60;
        const auto v = clouds(90);
        const int threads = thread_count();
        const auto a = take(project(v, 5, r));
        set_thread_count(1);
        const auto b = take(project(v, 5, r));
        set_thread_count(threads);
        QCOMPARE(a.x, b.x);
        QCOMPARE(a.y, b.y);
        r.seed = 2;
        QVERIFY(take(project(v, 5, r)).x != a.x);
    }
    void whatCannotBeDrawnIsSaid() {
        QVERIFY(!project(std::vector<float>{1, 2}, 1, {}));
        QVERIFY(!project(std::vector<float>(12, 3.0f), 2, {}));
        QVERIFY(!project({}, 0, {}));
        std::stop_source stop;
        stop.request_stop();
        ProjectionRequest r;
        r.method = ProjectionRequest::Method::tsne;
        QVERIFY(project(clouds(60), 5, r, JobContext(stop.get_token(), {})).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestProjection);
#include "test_projection.moc"
