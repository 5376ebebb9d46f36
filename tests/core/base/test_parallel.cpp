#include "core/base/parallel.h"

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "core/base/hash.h"
#include "core/base/job.h"
#include "core/base/random.h"
#include "tests/support/testing.h"

using namespace adscope;

class TestParallel : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { set_thread_count(2); }

    void everyIndexOnce_data() {
        QTest::addColumn<int>("threads");
        for (int t : {1, 2, 5}) QTest::addRow("%d threads", t) << t;
    }
    void everyIndexOnce() {
        QFETCH(int, threads);
        set_thread_count(threads);
        std::vector<std::atomic<int>> seen(10007);
        parallel_for(seen.size(), 100, [&](std::size_t b, std::size_t e, int worker) {
            QVERIFY(worker >= 0 && worker < threads);
            for (auto i = b; i < e; ++i) ++seen[i];
        });
        parallel_ranges(seen.size(), [&](std::size_t b, std::size_t e, int) {
            for (auto i = b; i < e; ++i) ++seen[i];
        });
        for (auto& s : seen) QCOMPARE(s.load(), 2);
    }
    void exceptionsReachTheCaller() {
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, parallel_for(1000, 1, [](std::size_t b, std::size_t, int) {
                                     if (b == 700) throw std::runtime_error("x");
                                 }));
    }
    void nestedCallsRun() {
        std::atomic<int> sum{0};
        parallel_for(8, 1, [&](std::size_t, std::size_t, int) {
            parallel_for(10, 3, [&](std::size_t b, std::size_t e, int) { sum += static_cast<int>(e - b); });
        });
        QCOMPARE(sum.load(), 80);
    }
    void callersFromManyThreads() {
        std::vector<std::thread> callers;
        std::atomic<std::size_t> sum{0};
        for (int c = 0; c < 6; ++c)
            callers.emplace_back([&] {
                for (int k = 0; k < 50; ++k) parallel_for(997, 10, [&](std::size_t b, std::size_t e, int) { sum += e - b; });
            });
        for (auto& c : callers) c.join();
        QCOMPARE(sum.load(), std::size_t{6 * 50 * 997});
    }
    void streamsRepeatAndDiffer() {
        Random a(7, stream_id("x")), b(7, stream_id("x")), c(7, stream_id("y"));
        double mean = 0, square = 0;
        bool differs = false;
        for (int i = 0; i < 20000; ++i) {
            const double v = a.normal();
            QCOMPARE(v, b.normal());
            differs |= v != c.normal();
            mean += v / 20000;
            square += v * v / 20000;
        }
        QVERIFY(differs);
        QVERIFY(std::abs(mean) < 0.03 && std::abs(square - 1) < 0.05);
        Random d(1);
        double gamma = 0;
        for (int i = 0; i < 20000; ++i) gamma += d.gamma(2.5) / 20000;
        QVERIFY(std::abs(gamma - 2.5) < 0.06);
        for (int i = 0; i < 1000; ++i) QVERIFY(d.below(7) < 7);
        const auto state = a.state();
        const double next = a.normal();
        Random e(0);
        e.restore(state);
        QCOMPARE(e.normal(), next);
    }
    void hashesMatchPublishedValues() {
        // FIPS 180-2 and RFC 4231 examples.
        QCOMPARE(sha256_hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
                 std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QVERIFY(hash64("a") != hash64("b"));
        QVERIFY(hash64("abcdefghijklmnopq") != hash64("abcdefghijklmnopr"));
    }
    void partsOfAJobScaleTheirProgress() {
        std::vector<double> seen;
        std::stop_source stop;
        const JobContext job(stop.get_token(), [&](const Progress& p) { seen.push_back(p.fraction); });
        job.part(0.5, 1).part(0, 0.5).report(Message("x"), 1.0);
        job.part(0.2, 0.4).report(Message("x"), -1);
        QCOMPARE(seen, (std::vector<double>{0.75, -1}));
        QVERIFY(!job.cancelled());
        stop.request_stop();
        QVERIFY(job.part(0, 1).cancelled());
    }
};

ADSCOPE_TEST(TestParallel);
#include "test_parallel.moc"
