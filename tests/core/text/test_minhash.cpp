// MinHash: the estimate is near the exact similarity, and like sets are found among many.
#include "core/text/minhash.h"

#include <cmath>

#include "core/base/random.h"
#include "core/text/segment.h"
#include "core/text/tfidf.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::text;

namespace {

// Terms [from, to) as words.
std::vector<std::string> range(int from, int to) {
    std::vector<std::string> out;
    for (int i = from; i < to; ++i) out.push_back("t" + std::to_string(i));
    return out;
}

}  // namespace

class TestMinhash : public QObject {
    Q_OBJECT

private slots:
    void estimateIsNearTheExactSimilarity() {
        double worst = 0, sum = 0;
        int n = 0;
        for (int shift = 0; shift <= 200; shift += 10) {
            const auto a = range(0, 200), b = range(shift, 200 + shift);
            const double difference = jaccard_estimate(minhash(a, 1024), minhash(b, 1024)) - jaccard(a, b);
            worst = std::max(worst, std::abs(difference));
            sum += difference;
            ++n;
        }
        QVERIFY2(worst < 4 * 0.5 / std::sqrt(1024.0), qPrintable(QString::number(worst)));
        QVERIFY(std::abs(sum / n) < 0.02);
    }
    void orderAndRepetitionSayNothing() {
        const std::vector<std::string> a{"x", "y", "z"}, b{"z", "x", "x", "y"};
        QCOMPARE(minhash(a), minhash(b));
        QVERIFY(minhash(a) != minhash(a, 128, 2));
        QCOMPARE(jaccard_estimate(minhash(a), minhash(b)), 1.0);
    }
    void nothingIsLikeNothing() {
        QVERIFY(minhash({}).empty());
        QCOMPARE(jaccard_estimate({}, {}), 0.0);
        QCOMPARE(jaccard_estimate(minhash(range(0, 5)), {}), 0.0);
    }
    void likeTextsAreFoundAmongMany() {
        std::vector<Signature> signatures;
        for (int i = 0; i < 300; ++i) signatures.push_back(minhash(range(i * 100, i * 100 + 60)));
        signatures[250] = minhash(range(30 * 100, 30 * 100 + 58));
        signatures[17] = {};
        const auto pairs = similar_pairs(signatures, 0.8);
        QVERIFY_OK(pairs);
        QCOMPARE(pairs->size(), std::size_t{1});
        QCOMPARE((*pairs)[0], (std::pair<std::uint32_t, std::uint32_t>(30, 250)));
    }
    void copiesByTheHundredAreOneGroup() {
        const std::vector<Signature> signatures(500, minhash(range(0, 20)));
        const auto pairs = similar_pairs(signatures, 0.9);
        QVERIFY_OK(pairs);
        std::vector<bool> joined(500, false);
        joined[0] = true;
        for (const auto& [a, b] : *pairs)
            if (joined[a]) joined[b] = true;
        QVERIFY(std::ranges::all_of(joined, [](bool b) { return b; }));
        QVERIFY(pairs->size() < 500 * 100);
    }
    void titlesOfOneWordApartAreNear() {
        const auto a = character_ngrams("Light sunscreen SPF 50, no white cast, today only", 3);
        const auto b = character_ngrams("Light sunscreen SPF 30, no white cast, today only!", 3);
        const auto c = character_ngrams("Morning running shoe with a soft sole", 3);
        QVERIFY(jaccard_estimate(minhash(a), minhash(b)) > 0.7);
        QVERIFY(jaccard_estimate(minhash(a), minhash(c)) < 0.2);
    }
    void cancelEnds() {
        std::stop_source stop;
        stop.request_stop();
        const std::vector<Signature> signatures(2, minhash(range(0, 5)));
        QVERIFY(similar_pairs(signatures, 0.5, JobContext(stop.get_token(), {})).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestMinhash);
#include "test_minhash.moc"
