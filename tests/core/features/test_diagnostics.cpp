// A log whose features are known: what each of them must be told to be.
#include "core/features/diagnostics.h"

#include "core/base/random.h"
#include "core/features/later.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestDiagnostics : public QObject {
    Q_OBJECT
    static constexpr std::size_t kRows = 6000;
    EventTablePtr table_;
    Diagnostics found_;

    const FeatureDiagnosis& of(const std::string& name) const {
        for (const auto& f : found_.features)
            if (f.name == name) return f;
        qFatal("no feature %s", name.c_str());
    }
    static Recipe recipe() {
        return Recipe{{{"taste", "category", "taste", {}},
                       {"noise", "category", "noise", {}},
                       {"copy", "category", "copy", {}},
                       {"season", "category", "season", {}},
                       {"price", "number", "price", {}},
                       {"price range", "bucket", "price", {{"bins", "5"}}},
                       {"same", "category", "same", {}},
                       {"play", "number", "outcome.play", {}},
                       {"seen", "past_count", "user", {}},
                       {"clicked", "sequence", "taste", {{"by", "user"}}},
                       {"words", "tfidf", "title", {{"min_documents", "1"}}},
                       {"style", "style", "title", {}},
                       {"when", "cyclic", "", {}},
                       {"late", "number", "late", {}},
                       {"total", "number", "user.total", {}},
                       {"gone", "category", "gone", {}}}};
    }

private slots:
    void initTestCase() {
        Random random(5);
        std::vector<std::string> taste, noise, season, title, users;
        std::vector<double> price, play, late;
        std::vector<std::int64_t> times;
        std::vector<int> clicks;
        for (std::size_t i = 0; i < kRows; ++i) {
            const bool likes = random.below(2);
            const int click = random.uniform() < (likes ? 0.5 : 0.1);
            taste.push_back(random.below(10) ? likes ? "a" : "b" : "");
            title.push_back(likes ? "running shoes" : "green tea!");
            noise.push_back("n" + std::to_string(random.below(2000)));
            season.push_back(i < kRows / 2 ? "spring" : "summer");
            price.push_back(random.below(5) ? static_cast<double>(random.below(1000)) + (i < kRows * 8 / 10 ? 0 : 400) : kMissing);
            play.push_back(click ? 10 + random.uniform() : 0);
            times.push_back(static_cast<std::int64_t>(1000 * i));
            late.push_back(static_cast<double>(1000 * i) + (i % 25 == 0 ? 5000 : -5000));
            clicks.push_back(click);
            users.push_back("u" + std::to_string(random.below(100)));
        }
        std::map<std::string, double> total;
        for (const auto& u : users) ++total[u];
        TableBuilder builder(kRows);
        builder.users(users);
        std::vector<double> totals;
        for (std::size_t u = 1; u < builder.edit().users.keys.size(); ++u) totals.push_back(total[builder.edit().users.keys[u]]);
        table_ = builder.times(times)
                     .clicks(clicks)
                     .texts("taste", taste)
                     .texts("copy", taste)
                     .texts("noise", noise)
                     .texts("season", season)
                     .texts("title", title, FieldRole::context, Owner::event, FieldKind::text)
                     .texts("same", std::vector<std::string>(kRows, "x"))
                     .numbers("price", price)
                     .numbers("play", play, FieldRole::outcome)
                     .numbers("late", late, FieldRole::context, Owner::event, FieldKind::time)
                     .numbers("total", totals, FieldRole::attribute, Owner::user)
                     .make();
        DiagnosticsRequest request;
        request.recipe = recipe();
        const auto found = diagnose(*table_, request);
        QVERIFY_OK(found);
        found_ = *found;
    }
    void everyFeatureInOrder() {
        QCOMPARE(found_.features.size(), recipe().features.size());
        for (std::size_t i = 0; i < found_.features.size(); ++i) QCOMPARE(found_.features[i].name, recipe().features[i].name);
        QCOMPARE(found_.train_rows, std::size_t{4800});
        QCOMPARE(found_.test_rows, std::size_t{600});
    }
    void coverageAndCardinality() {
        QVERIFY(std::abs(of("taste").coverage - 0.9) < 0.02);
        QCOMPARE(of("taste").cardinality, 2);
        QVERIFY(std::abs(of("price").coverage - 0.8) < 0.02);
        QVERIFY(of("price").cardinality > 900);
        QCOMPARE(of("price range").cardinality, 5);
        QCOMPARE(of("words").cardinality, 6);  // running, shoes, green, tea and two pairs
    }
    void informationGoesWhereItIs() {
        QVERIFY2(of("taste").mutual_information > 0.08, qPrintable(QString::number(of("taste").mutual_information)));
        QCOMPARE(of("copy").mutual_information, of("taste").mutual_information);
        QVERIFY(of("noise").mutual_information < 0.03);  // its plug-in value is over 0.2
        QVERIFY(of("price").mutual_information < 0.005);
        QVERIFY2(of("words").mutual_information > of("taste").mutual_information, "texts are never missing");
        QVERIFY(of("style").mutual_information > 0.08);
        QVERIFY(of("clicked").mutual_information < 0.01);
        QVERIFY(of("taste").information_share < 1 && of("taste").information_share > of("taste").mutual_information);
    }
    void driftAndUnseen() {
        using Level = FeatureDiagnosis::Level;
        QVERIFY(of("season").psi > 0.25 && of("season").level == Level::warn);
        QVERIFY(of("price").psi > 0.25);
        QVERIFY(of("price").ks > 0.3);
        QVERIFY(of("taste").psi < 0.05 && of("taste").level == Level::good && of("taste").warning.empty());
        QVERIFY(std::isnan(of("taste").ks));
        QVERIFY(of("noise").unseen > 0.05);
        QCOMPARE(of("price range").unseen, 0.0);
        QCOMPARE(of("same").warning.id(), std::string("features.constant"));
    }
    void leaksAreRefusedWithTheirReason() {
        QCOMPARE(of("play").level, FeatureDiagnosis::Level::refused);
        QCOMPARE(of("play").warning.id(), std::string("features.leak_auc"));
        QCOMPARE(of("gone").level, FeatureDiagnosis::Level::refused);
        QCOMPARE(of("gone").warning.id(), std::string("features.unknown_source"));
        QCOMPARE(of("late").warning.id(), std::string("features.leak_later"));
        QCOMPARE(render(of("late").warning, Language::en), std::string("late: 4% of the values of late are later than their event"));
        QCOMPARE(of("total").warning.id(), std::string("features.leak_totals"));
        QVERIFY(!reads_later_events({"seen", "past_count", "user", {}}, *table_));
    }
    void redundancyIsSymmetricAndSeesTheCopy() {
        const std::size_t n = found_.features.size();
        const auto at = [&](const std::string& a, const std::string& b) {
            return found_.redundancy[static_cast<std::size_t>(&of(a) - found_.features.data()) * n +
                                     static_cast<std::size_t>(&of(b) - found_.features.data())];
        };
        QVERIFY(at("taste", "copy") > 0.999);
        QVERIFY(at("taste", "season") < 0.1);
        QVERIFY(at("price", "price range") > 0.8);
        QCOMPARE(at("price", "taste"), at("taste", "price"));
        QVERIFY(std::isnan(at("gone", "taste")));
    }
    void theSameEveryTime() {
        DiagnosticsRequest request;
        request.recipe = recipe();
        const auto again = diagnose(*table_, request);
        QVERIFY_OK(again);
        for (std::size_t i = 0; i < found_.features.size(); ++i) {
            const double a = found_.features[i].mutual_information, b = again->features[i].mutual_information;
            QVERIFY(a == b || (std::isnan(a) && std::isnan(b)));
        }
    }
    void weightsAreRows() {
        const auto few = TableBuilder(8)
                             .texts("x", {"a", "a", "b", "b", "a", "b", "a", "b"})
                             .clicks({1, 0, 1, 0, 1, 0, 1, 0})
                             .weights({3, 1, 1, 3, 1, 1, 1, 1})
                             .make();
        DiagnosticsRequest request;
        request.recipe = Recipe{{{"x", "category", "x", {}}}};
        request.split = "random:1,0,0";
        const auto found = diagnose(*few, request);
        QVERIFY_OK(found);
        const auto expected = mutual_information(std::vector<std::uint32_t>{1, 1, 2, 2}, 3, std::vector<std::uint8_t>{1, 0, 1, 0},
                                                 std::vector<double>{5, 1, 1, 5});
        QVERIFY(std::abs(found->features[0].mutual_information - expected.corrected / M_LN2) < 1e-9);
        QVERIFY(std::isnan(found->features[0].psi));
    }
    void cancels() {
        std::stop_source stop;
        stop.request_stop();
        DiagnosticsRequest request;
        request.recipe = recipe();
        const auto found = diagnose(*table_, request, JobContext(stop.get_token(), {}));
        QVERIFY(!found.ok() && found.error().is_cancelled());
    }
    void candidatesShowWhatIsNotUsedToo() {
        const auto all = Recipe::candidates(*table_);
        const auto has = [&](const std::string& name) {
            return std::any_of(all.features.begin(), all.features.end(), [&](const auto& f) { return f.name == name; });
        };
        QVERIFY(has("title tfidf") && has("title style") && has("play") && has("taste") && has("user"));
        QVERIFY_OK(Recipe::from_json(all.to_json()));
    }
};

ADSCOPE_TEST(TestDiagnostics);
#include "test_diagnostics.moc"
