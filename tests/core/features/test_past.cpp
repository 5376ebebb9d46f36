// Windows, gaps and sequences against counting by hand: no row may know itself, its instant or its future.
#include "core/base/random.h"
#include "core/features/binding.h"
#include "core/features/fit_feature.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestPast : public QObject {
    Q_OBJECT
    static constexpr std::uint32_t kRows = 500;
    std::vector<std::string> users_, ads_;
    std::vector<std::int64_t> times_;
    std::vector<int> clicks_, weights_;
    EventTablePtr table_;

    std::vector<double> numbers(const FeatureSpec& spec, std::int64_t frozen) const {
        const auto rows = rows_to(kRows);
        auto encoder = fit_feature(spec, *table_, rows);
        if (!encoder) qFatal("%s", render(encoder.error().message, Language::en).c_str());
        auto bound = BoundFeature::bind(*encoder, spec, *table_);
        std::vector<std::uint32_t> users, ads;
        Impressions all = event_impressions(*table_, rows, users, ads);
        all.frozen_before = frozen;
        std::vector<double> out(kRows);
        bound->numbers(all, out.data());
        return out;
    }
    static bool same(double a, double b) { return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-9; }

private slots:
    void initTestCase() {
        Random random(8);
        for (std::uint32_t i = 0; i < kRows; ++i) {
            const auto user = random.below(12);
            users_.push_back(user ? "u" + std::to_string(user) : "");  // some of nobody
            ads_.push_back("a" + std::to_string(random.below(9)));
            times_.push_back(random.below(40) ? 1000 * static_cast<std::int64_t>(random.below(200)) : EventTable::kNoTime);
            clicks_.push_back(random.uniform() < 0.3);
            weights_.push_back(static_cast<int>(1 + random.below(3)));
        }
        std::vector<std::vector<std::string>> topics;
        for (int a = 0; a < 9; ++a) topics.push_back({"t" + std::to_string(a % 3), "s" + std::to_string(a % 2)});
        table_ = TableBuilder(kRows)
                     .users(users_)
                     .ads(ads_)
                     .times(times_)
                     .clicks(clicks_)
                     .weights(weights_)
                     .tags("topics", topics, FieldRole::attribute, Owner::ad)
                     .make();
    }
    void windowsAgreeWithCountingByHand_data() {
        QTest::addColumn<qint64>("frozen");
        QTest::newRow("streaming") << std::numeric_limits<qint64>::max();
        QTest::newRow("frozen") << qint64{90'000};
    }
    void windowsAgreeWithCountingByHand() {
        QFETCH(qint64, frozen);
        const std::int64_t window = 30'000;
        const auto counts = numbers({"c", "past_count", "user", {{"window", "30s"}}}, frozen);
        const auto clicks = numbers({"k", "past_count", "user", {{"window", "30s"}, {"what", "click"}}}, frozen);
        const auto rates = numbers({"r", "past_rate", "user", {{"window", "30s"}, {"smoothing", "3"}}}, frozen);
        const auto gaps = numbers({"g", "past_gap", "user", {{"what", "click"}}}, frozen);
        double prior = 0, total = 0;
        for (std::uint32_t i = 0; i < kRows; ++i) prior += weights_[i] * clicks_[i], total += weights_[i];
        prior /= total;
        for (std::uint32_t i = 0; i < kRows; ++i) {
            if (users_[i].empty() || times_[i] == EventTable::kNoTime) {
                QVERIFY(std::isnan(counts[i]) && std::isnan(rates[i]) && std::isnan(gaps[i]));
                continue;
            }
            double events = 0, sum = 0, last = kMissing;
            for (std::uint32_t j = 0; j < kRows; ++j) {
                if (users_[j] != users_[i] || times_[j] == EventTable::kNoTime || times_[j] >= times_[i] || times_[j] >= frozen) continue;
                const auto time = static_cast<double>(times_[j]);
                if (clicks_[j] && !(last >= time)) last = time;
                if (times_[j] < times_[i] - window) continue;
                events += weights_[j];
                sum += weights_[j] * clicks_[j];
            }
            QVERIFY(same(counts[i], events));
            QVERIFY(same(clicks[i], sum));
            QVERIFY(same(rates[i], (sum + 3 * prior) / (events + 3)));
            QVERIFY(same(gaps[i], (static_cast<double>(times_[i]) - last) / 1000));
        }
    }
    void sequencesAgreeWithCollectingByHand() {
        const auto fitted = FittedRecipe::fit(Recipe{{{"clicked", "sequence", "", {{"last", "3"}}},
                                                      {"topics", "sequence", "ad.topics", {{"last", "2"}, {"what", "impression"}}}}},
                                              *table_, rows_to(kRows));
        QVERIFY_OK(fitted);
        for (const std::int64_t frozen : {std::numeric_limits<std::int64_t>::max(), std::int64_t{90'000}}) {
            const auto batch = fitted->encode(*table_, rows_to(kRows), {}, frozen);
            QVERIFY_OK(batch);
            for (std::uint32_t i = 0; i < kRows; ++i) {
                std::vector<std::uint32_t> before;
                for (std::uint32_t j = 0; j < kRows; ++j)
                    if (!users_[i].empty() && users_[j] == users_[i] && times_[j] != EventTable::kNoTime && times_[j] < times_[i] &&
                        times_[j] < frozen)
                        before.push_back(j);
                std::stable_sort(before.begin(), before.end(), [&](auto a, auto b) { return times_[a] < times_[b]; });
                std::string clicked;
                std::vector<std::uint32_t> of_click;
                for (const auto j : before)
                    if (clicks_[j]) of_click.push_back(j);
                for (std::size_t k = of_click.size() - std::min<std::size_t>(3, of_click.size()); k < of_click.size(); ++k)
                    clicked += (clicked.empty() ? "" : ", ") + ads_[of_click[k]];
                QCOMPARE(fitted->describe_value(*batch, i, 0), clicked.empty() ? std::string("–") : clicked);
                const std::size_t shown = batch->multi[1].offsets[i + 1] - batch->multi[1].offsets[i];
                QCOMPARE(shown, before.empty() ? 1 : 2 * std::min<std::size_t>(2, before.size()));
            }
        }
    }
    void aHypotheticalImpressionKnowsEverythingBeforeIt() {
        const auto fitted = FittedRecipe::fit(Recipe{{{"clicked", "sequence", "ad", {{"last", "2"}}},
                                                      {"gap", "past_gap", "user", {}},
                                                      {"recent", "past_count", "user", {{"window", "30s"}}}}},
                                              *table_, rows_to(kRows));
        QVERIFY_OK(fitted);
        std::uint32_t row = 0;
        while (users_[row].empty() || times_[row] == EventTable::kNoTime || times_[row] < 150'000) ++row;
        const auto event = fitted->encode(*table_, std::vector<std::uint32_t>{row});
        Context context{times_[row], {}};
        const auto imagined = fitted->encode(*table_, table_->user[row], std::vector<std::uint32_t>{table_->ad[row]}, context);
        QVERIFY_OK(imagined);
        QCOMPARE(imagined->multi[0].codes, event->multi[0].codes);
        QCOMPARE(imagined->dense, event->dense);
        context.time = EventTable::kNoTime;
        QVERIFY_OK(fitted->encode(*table_, table_->user[row], std::vector<std::uint32_t>{1}, context));
    }
    void whatHasNoPastSaysSo() {
        const auto refused = [&](const FeatureSpec& spec) {
            const auto fitted = FittedRecipe::fit(Recipe{{spec}}, *table_, rows_to(kRows));
            return fitted ? std::string("fitted") : fitted.error().message.id();
        };
        QCOMPARE(refused({"s", "sequence", "ad", {{"by", "shop"}}}), std::string("features.unknown_source"));
        QCOMPARE(refused({"s", "sequence", "ad", {{"by", "ad.topics"}}}), std::string("features.past_by_tags"));
        QCOMPARE(refused({"s", "sequence", "shop", {}}), std::string("features.unknown_source"));
    }
};

ADSCOPE_TEST(TestPast);
#include "test_past.moc"
