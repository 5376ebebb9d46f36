// The rule of history features: an outcome is known to rows of a strictly later time; rows of the same instant never
// see each other.
#include "core/features/history.h"

#include "core/base/random.h"
#include "core/features/recipe.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestHistory : public QObject {
    Q_OBJECT

private slots:
    void onlyStrictlyEarlierOutcomesAreKnown() {
        const auto table =
            TableBuilder(6).users({"u", "u", "u", "v", "u", ""}).times({10, 20, 20, 20, 30, 40}).clicks({1, 0, 1, 1, 1, 1}).make();
        const auto history = History::make(*table, "user", "click", "f");
        QVERIFY_OK(history);
        const auto at = [&](std::uint32_t key, std::int64_t time) {
            const auto p = history->before(key, time);
            return std::pair(p.events, p.sum);
        };
        QCOMPARE(at(1, 10), std::pair(0.0, 0.0));
        QCOMPARE(at(1, 11), std::pair(1.0, 1.0));
        QCOMPARE(at(1, 20), std::pair(1.0, 1.0));  // neither row of the instant 20
        QCOMPARE(at(1, 21), std::pair(3.0, 2.0));
        QCOMPARE(at(2, 1000), std::pair(1.0, 1.0));
        QCOMPARE(at(0, 1000), std::pair(0.0, 0.0));
        QCOMPARE(at(77, 1000), std::pair(0.0, 0.0));
    }
    void weightsCountAndMarkedEventsDoNot() {
        const auto table =
            TableBuilder(4).users({"u", "u", "u", "u"}).times({4, 3, 2, 1}).clicks({1, 1, 0, 1}).weights({1, 5, 7, 100}).marked({3}).make();
        const auto history = History::make(*table, "user", "click", "f");
        QVERIFY_OK(history);
        QCOMPARE(history->before(1, 4).events, 12.0);
        QCOMPARE(history->before(1, 4).sum, 5.0);
    }
    void agreesWithCountingByHand() {
        const std::uint32_t n = 400;
        Random random(3);
        std::vector<std::string> ads;
        std::vector<std::int64_t> times;
        std::vector<int> clicks, weights;
        for (std::uint32_t i = 0; i < n; ++i) {
            ads.push_back(std::to_string(random.below(7)));
            times.push_back(static_cast<std::int64_t>(random.below(60)));  // many of the same instant, in no order
            clicks.push_back(random.uniform() < 0.3);
            weights.push_back(static_cast<int>(1 + random.below(3)));
        }
        const auto table = TableBuilder(n).ads(ads).times(times).clicks(clicks).weights(weights).make();
        const auto rows = rows_to(n);
        const Recipe recipe{{{"rate", "past_rate", "ad", {{"smoothing", "4"}}}}};
        const auto fitted = FittedRecipe::fit(recipe, *table, rows);
        QVERIFY_OK(fitted);
        for (const std::int64_t frozen : {std::numeric_limits<std::int64_t>::max(), std::int64_t{25}}) {
            const auto batch = fitted->encode(*table, rows, {}, frozen);
            QVERIFY_OK(batch);
            double prior = 0, total = 0;
            for (std::uint32_t i = 0; i < n; ++i) {
                prior += weights[i] * clicks[i];
                total += weights[i];
            }
            prior /= total;
            // Standardising is linear: the values by hand and those encoded must lie on one line.
            std::vector<double> hand(n);
            for (std::uint32_t i = 0; i < n; ++i) {
                double events = 0, sum = 0;
                for (std::uint32_t j = 0; j < n; ++j) {
                    if (ads[j] != ads[i] || times[j] >= times[i] || times[j] >= frozen) continue;
                    events += weights[j];
                    sum += weights[j] * clicks[j];
                }
                hand[i] = (sum + 4 * prior) / (events + 4);
            }
            const auto [low, high] = std::minmax_element(hand.begin(), hand.end());
            const auto lowest = low - hand.begin(), highest = high - hand.begin();
            const double slope = (batch->dense[highest] - batch->dense[lowest]) / (*high - *low);
            QVERIFY(slope > 0);
            for (std::uint32_t i = 0; i < n; ++i)
                QVERIFY(std::abs(batch->dense[lowest] + slope * (hand[i] - *low) - batch->dense[i]) < 1e-4);
        }
    }
    void validAndTestRowsStreamAndFrozenOnesDoNot() {
        const auto table = TableBuilder(4).users({"u", "u", "u", "u"}).times({1, 2, 3, 4}).clicks({1, 0, 1, 1}).make();
        const auto fitted = FittedRecipe::fit(Recipe{{{"seen", "past_count", "user", {}}}}, *table, std::vector<std::uint32_t>{0, 1});
        QVERIFY_OK(fitted);
        const auto streaming = fitted->encode(*table, rows_to(4)), frozen = fitted->encode(*table, rows_to(4), {}, 3);
        QVERIFY_OK(streaming);
        QVERIFY_OK(frozen);
        QCOMPARE(fitted->describe(*streaming, 3, 0), std::string("seen = 3"));
        QCOMPARE(fitted->describe(*frozen, 3, 0), std::string("seen = 2"));
        QCOMPARE(fitted->describe(*frozen, 1, 0), std::string("seen = 1"));
    }
    void anyFieldAndAnyNumericOutcome() {
        const auto table = TableBuilder(5)
                               .times({1, 2, 3, 4, 5})
                               .numbers("tab", {1, 1, 2, 1, 1})
                               .numbers("play", {10, kMissing, 50, 30, 0}, FieldRole::outcome)
                               .make();
        const auto by_number = History::make(*table, "tab", "outcome.play", "f");
        QVERIFY_OK(by_number);
        const auto source = FieldSource::find(*table, "tab", "f");
        QVERIFY_OK(source);
        const auto past = by_number->before(by_number->key_of_slot(*source, 0), 5);
        QCOMPARE(past.events, 2.0);  // the row without a value does not count
        QCOMPARE(past.sum, 40.0);
        QCOMPARE(by_number->key_of_text(*source, "1"), by_number->key_of_slot(*source, 0));
        QCOMPARE(by_number->key_of_text(*source, "9"), 0u);
    }
    void whatCannotBeCounted() {
        const auto table = TableBuilder(1).users({"u"}).times({1}).tags("t", {{"a"}}).texts("x", {"a"}).make();
        QCOMPARE(History::make(*table, "t", "impression", "f").error().message.id(), std::string("features.past_by_tags"));
        QCOMPARE(History::make(*table, "user", "x", "f").error().message.id(), std::string("features.not_numeric"));
        QCOMPARE(History::make(*table, "user", "click", "f").error().message.id(), std::string("features.unknown_source"));
        QCOMPARE(History::make(*TableBuilder(1).users({"u"}).make(), "user", "impression", "f").error().message.id(),
                 std::string("features.past_needs_time"));
    }
};

ADSCOPE_TEST(TestHistory);
#include "test_history.moc"
