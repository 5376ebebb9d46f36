// Topics that were planted are found again, with the same bits each time.
#include "core/text/topics.h"

#include <cmath>
#include <set>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::text;

namespace {

const std::vector<std::vector<std::string>> kThemes{
    {"sun", "beach", "cream", "summer", "shade"}, {"run", "shoe", "track", "sprint", "lace"}, {"oat", "bowl", "milk", "berry", "spoon"}};

// 90 documents: two thirds of the words from one theme, the rest from any.
std::vector<Document> planted() {
    Random random(7);
    std::vector<Document> out;
    for (std::size_t d = 0; d < 90; ++d) {
        Document words;
        for (int i = 0; i < 9; ++i) {
            const auto& theme = kThemes[i < 7 ? d % 3 : random.below(3)];
            words.push_back(theme[random.below(theme.size())]);
        }
        out.push_back(words);
    }
    return out;
}

}  // namespace

class TestTopics : public QObject {
    Q_OBJECT
    std::vector<Document> documents_ = planted();
    Tfidf tfidf_ = *Tfidf::fit(documents_);
    SparseRows rows_ = tfidf_.transform(documents_);

private slots:
    void plantedThemesAreFound() {
        const auto model = TopicModel::fit(rows_, {.topics = 3});
        QVERIFY_OK(model);
        std::set<std::set<std::string>> found;
        for (std::size_t t = 0; t < 3; ++t) {
            std::set<std::string> words;
            for (const auto term : model->top_terms(t, 5)) words.insert(tfidf_.terms()[term]);
            found.insert(words);
        }
        std::set<std::set<std::string>> expected;
        for (const auto& theme : kThemes) expected.insert({theme.begin(), theme.end()});
        QVERIFY(found == expected);
        QVERIFY(model->error() > 0 && model->error() < 0.6);
    }
    void sharesSumToOneAndNameTheTheme() {
        const auto model = TopicModel::fit(rows_, {.topics = 3});
        const auto shares = model->shares(rows_);
        std::size_t right = 0;
        std::array<std::size_t, 3> topic_of{};
        for (std::size_t theme = 0; theme < 3; ++theme)
            for (std::size_t t = 0; t < 3; ++t)
                if (tfidf_.terms()[model->top_terms(t, 1)[0]] != "" && shares[theme * 3 + t] > shares[theme * 3 + topic_of[theme]])
                    topic_of[theme] = t;
        for (std::size_t d = 0; d < 90; ++d) {
            double sum = 0;
            std::size_t most = 0;
            for (std::size_t t = 0; t < 3; ++t) {
                QVERIFY(shares[d * 3 + t] >= 0);
                sum += shares[d * 3 + t];
                if (shares[d * 3 + t] > shares[d * 3 + most]) most = t;
            }
            QVERIFY(std::abs(sum - 1) < 1e-12);
            right += most == topic_of[d % 3];
        }
        QVERIFY2(right >= 88, qPrintable(QString::number(right)));
        SparseRows none;
        none.columns = rows_.columns;
        tfidf_.transform({"unheard"}, none);
        QCOMPARE(model->shares(none), (std::vector<double>{0, 0, 0}));
    }
    void theSameSeedGivesTheSameBits() {
        const int threads = thread_count();
        const auto one = TopicModel::fit(rows_, {.topics = 4, .seed = 5});
        set_thread_count(1);
        const auto two = TopicModel::fit(rows_, {.topics = 4, .seed = 5});
        set_thread_count(threads);
        for (std::size_t t = 0; t < 4; ++t) QVERIFY(std::ranges::equal(one->topic(t), two->topic(t)));
        QCOMPARE(one->error(), two->error());
    }
    void moreRoundsAreNoWorse() {
        double before = 2;
        for (int rounds : {1, 2, 5, 20, 80}) {
            const double now = TopicModel::fit(rows_, {.topics = 3, .iterations = rounds, .tolerance = 0, .starts = 1})->error();
            QVERIFY(now <= before + 1e-12);
            before = now;
        }
    }
    void littleTextHasFewTopics() {
        const std::vector<Document> one{{"a", "b"}};
        const auto tfidf = Tfidf::fit(one);
        QCOMPARE(TopicModel::fit(tfidf->transform(one), {.topics = 6})->topics(), std::size_t{1});
        QCOMPARE(TopicModel::fit(SparseRows{}, {})->topics(), std::size_t{0});
        const std::vector<Document> nothing{{}, {}};
        QCOMPARE(TopicModel::fit(Tfidf::fit(nothing)->transform(nothing), {})->topics(), std::size_t{0});
    }
    void partsMakeTheSame() {
        const auto model = TopicModel::fit(rows_, {.topics = 3});
        std::vector<double> weights;
        for (std::size_t t = 0; t < 3; ++t) weights.insert(weights.end(), model->topic(t).begin(), model->topic(t).end());
        const TopicModel again(3, rows_.columns, weights);
        QCOMPARE(again.shares(rows_), model->shares(rows_));
    }
    void cancelEnds() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(TopicModel::fit(rows_, {}, JobContext(stop.get_token(), {})).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestTopics);
#include "test_topics.moc"
