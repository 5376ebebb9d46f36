#include "core/features/recipe.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestEncoding : public QObject {
    Q_OBJECT

    static FittedRecipe fit(const std::vector<FeatureSpec>& features, const EventTable& table, const std::vector<std::uint32_t>& rows) {
        auto fitted = FittedRecipe::fit(Recipe{features}, table, rows);
        if (!fitted) qFatal("%s", render(fitted.error().message, Language::en).c_str());
        return *fitted;
    }
    static FeatureBatch encode(const FittedRecipe& recipe, const EventTable& table, const std::vector<std::uint32_t>& rows) {
        auto batch = recipe.encode(table, rows);
        if (!batch) qFatal("%s", render(batch.error().message, Language::en).c_str());
        return *batch;
    }

private slots:
    void categoriesCountWeightsAndLeaveRareOnesUnknown() {
        const auto table = TableBuilder(6).texts("tab", {"b", "a", "a", "c", "d", ""}).weights({3, 1, 1, 2, 9, 9}).make();
        const auto recipe = fit({{"tab", "category", "tab", {{"min_count", "2"}}}}, *table, {0, 1, 2, 3});  // d is seen later only
        QCOMPARE(recipe.schema().features[0].cardinality, 4u);
        const auto batch = encode(recipe, *table, rows_to(6));
        QCOMPARE(batch.coded, (std::vector<std::uint32_t>{1, 2, 2, 3, 0, 0}));  // heaviest first, ties by text
        QCOMPARE(recipe.describe(batch, 0, 0), std::string("tab = b"));
        QCOMPARE(recipe.describe(batch, 5, 0), std::string("tab = –"));
        QCOMPARE(recipe.describe_value(batch, 1, 0), std::string("a"));
    }
    void bucketsAreCutOnTrainingRowsOnly() {
        std::vector<double> age;
        for (int i = 1; i <= 100; ++i) age.push_back(i);
        age.push_back(100000);
        age.push_back(kMissing);
        const auto table = TableBuilder(102).numbers("age", age).make();
        const auto recipe = fit({{"age", "bucket", "age", {{"bins", "4"}}}}, *table, rows_to(100));
        const auto batch = encode(recipe, *table, {0, 24, 25, 49, 50, 74, 75, 99, 100, 101});
        QCOMPARE(batch.coded, (std::vector<std::uint32_t>{1, 1, 2, 2, 3, 3, 4, 4, 4, 0}));
        QCOMPARE(recipe.describe(batch, 0, 0), std::string("age ≤ 25"));
        QCOMPARE(recipe.describe(batch, 2, 0), std::string("age 25 – 50"));
        QCOMPARE(recipe.describe(batch, 8, 0), std::string("age > 75"));
    }
    void bucketWeightsAreRows() {
        const auto few = TableBuilder(4).numbers("x", {1, 2, 3, 4}).weights({1, 1, 1, 5}).make();
        const auto many = TableBuilder(8).numbers("x", {1, 2, 3, 4, 4, 4, 4, 4}).make();
        const std::vector<FeatureSpec> features = {{"x", "bucket", "x", {{"bins", "4"}}}, {"n", "number", "x", {}}};
        const auto a = encode(fit(features, *few, rows_to(4)), *few, rows_to(4)),
                   b = encode(fit(features, *many, rows_to(8)), *many, rows_to(4));
        QCOMPARE(a.coded, b.coded);
        QCOMPARE(a.dense, b.dense);
    }
    void bucketsOfOneValueAndOfNone() {
        const auto table = TableBuilder(4).numbers("x", {7, 7, 7, 8}).numbers("none", {kMissing, kMissing, kMissing, 5}).make();
        const auto recipe = fit({{"x", "bucket", "x", {}}, {"none", "bucket", "none", {}}}, *table, {0, 1, 2});
        QCOMPARE(encode(recipe, *table, rows_to(4)).coded, (std::vector<std::uint32_t>{1, 0, 1, 0, 1, 0, 1, 1}));
    }
    void numbersAreStandardised() {
        const auto table = TableBuilder(4).numbers("x", {1, 3, 5, kMissing}).make();
        const auto recipe =
            fit({{"x", "number", "x", {}}, {"log", "number", "x", {{"scale", "log1p"}}}, {"same", "number", "x", {}}}, *table, {0, 1, 2});
        const auto batch = encode(recipe, *table, rows_to(4));
        QCOMPARE(batch.dense[0], static_cast<float>(-2 / std::sqrt(8.0 / 3)));
        QCOMPARE(batch.dense[3], 0.0f);
        QCOMPARE(batch.dense[9], 0.0f);
        double sum = 0, squares = 0;
        for (int i = 0; i < 3; ++i) {
            sum += batch.dense[3 * i + 1];
            squares += batch.dense[3 * i + 1] * batch.dense[3 * i + 1];
        }
        QVERIFY(std::abs(sum) < 1e-5 && std::abs(squares - 3) < 1e-5);
        QCOMPARE(recipe.describe(batch, 2, 1), std::string("log = 5"));
    }
    void aConstantNumberBecomesZero() {
        const auto table = TableBuilder(3).numbers("x", {0.1, 0.1, 0.1}).make();
        for (const float v : encode(fit({{"x", "number", "x", {}}}, *table, rows_to(3)), *table, rows_to(3)).dense)
            QVERIFY(std::abs(v) < 1e-6f);
    }
    void numbersAndTextsOfTheSameValueShareACode() {
        const auto numbers = TableBuilder(3).numbers("x", {1, 2, 100000}).make();
        const auto texts = TableBuilder(3).texts("x", {"100000", "1", "9"}).make();
        const auto recipe = fit({{"x", "category", "x", {}}}, *numbers, rows_to(3));
        const auto a = encode(recipe, *numbers, rows_to(3)), b = encode(recipe, *texts, rows_to(3));
        QCOMPARE(b.coded[0], a.coded[2]);
        QCOMPARE(b.coded[1], a.coded[0]);
        QCOMPARE(b.coded[2], 0u);
    }
    void tagsAreManyAndNeverNone() {
        const auto table =
            TableBuilder(4).ads({"p", "q", "p", ""}).tags("topics", {{"x", "y"}, {"z"}}, FieldRole::attribute, Owner::ad).make();
        const auto recipe = fit({{"topics", "tags", "ad.topics", {}}, {"cell", "category", "ad.topics", {}}}, *table, {0, 2});
        const auto batch = encode(recipe, *table, rows_to(4));
        QCOMPARE(batch.multi[0].offsets, (std::vector<std::uint32_t>{0, 2, 3, 5, 6}));
        QCOMPARE(batch.multi[0].codes, (std::vector<std::uint32_t>{1, 2, 0, 1, 2, 0}));  // z was not seen in training
        QCOMPARE(batch.coded, (std::vector<std::uint32_t>{1, 0, 1, 0}));
        QCOMPARE(recipe.describe(batch, 0, 0), std::string("topics = x, y"));
        QCOMPARE(recipe.describe(batch, 0, 1), std::string("cell = x,y"));
    }
    void hourAndWeekdayAreOfTheReportingZone() {
        // 1970-01-01 was a Thursday; 1969-12-31 23:00 UTC is a Wednesday there, and Thursday 07:00 in Shanghai.
        TableBuilder builder(4);
        builder.times({0, -3'600'000, 1'650'812'741'436, EventTable::kNoTime});
        const std::vector<FeatureSpec> features = {{"hour", "hour", "", {}}, {"weekday", "weekday", "time", {}}};
        const auto utc = encode(fit(features, builder.edit(), rows_to(4)), builder.edit(), rows_to(4));
        QCOMPARE(utc.coded, (std::vector<std::uint32_t>{1, 4, 24, 3, 16, 7, 0, 0}));  // 2022-04-24 15:05 UTC, a Sunday
        builder.edit().zone_transitions_ = {{std::numeric_limits<std::int64_t>::min(), 8 * 3'600'000}};
        const auto recipe = fit(features, builder.edit(), rows_to(4));
        const auto shanghai = encode(recipe, builder.edit(), rows_to(4));
        QCOMPARE(shanghai.coded, (std::vector<std::uint32_t>{9, 4, 8, 4, 24, 7, 0, 0}));
        QCOMPARE(recipe.describe(shanghai, 0, 0), std::string("hour = 8"));
        QCOMPARE(recipe.describe(shanghai, 0, 1), std::string("weekday = 4"));
    }
    void crossesAreOfPairsSeenInTraining() {
        const auto table = TableBuilder(5).users({"u", "v", "u", "v", "w"}).texts("tab", {"1", "2", "2", "1", "1"}).make();
        const auto recipe = fit({{"both", "cross", "user", {{"with", "tab"}}}}, *table, {0, 1, 2});
        const auto batch = encode(recipe, *table, rows_to(5));
        QCOMPARE(recipe.schema().features[0].cardinality, 4u);
        QCOMPARE(batch.coded[3], 0u);
        QCOMPARE(batch.coded[4], 0u);
        QVERIFY(batch.coded[0] && batch.coded[1] && batch.coded[2]);
        QCOMPARE(recipe.describe(batch, 1, 0), std::string("both = v × 2"));
    }
    void hashesAreStable() {
        const auto table = TableBuilder(3).texts("tab", {"a", "b", ""}).make();
        const auto recipe = fit({{"tab", "hash", "tab", {{"buckets", "1000"}}}}, *table, {0});
        const auto batch = encode(recipe, *table, rows_to(3));
        QCOMPARE(recipe.schema().features[0].cardinality, 1001u);
        // Fixed for good: stored models depend on it.
        QCOMPARE(batch.coded, (std::vector<std::uint32_t>{584u, 981u, 0}));
    }
    void aContextGivesWhatAnEventWouldGive() {
        const auto table = TableBuilder(4)
                               .users({"u", "v", "u", "v"})
                               .ads({"p", "q", "q", "p"})
                               .times({0, 3'600'000, 7'200'000, 10'800'000})
                               .clicks({1, 0, 0, 1})
                               .texts("tab", {"1", "2", "2", "1"})
                               .numbers("price", {1, 2, 3, 4})
                               .tags("slots", {{"a"}, {"a", "b"}, {}, {"b"}})
                               .texts("gender", {"f", "m"}, FieldRole::attribute, Owner::user)
                               .tags("topics", {{"x", "y"}, {"z"}}, FieldRole::attribute, Owner::ad)
                               .make();
        const auto recipe = fit({{"user", "category", "user", {}},
                                 {"tab", "category", "context.tab", {}},
                                 {"price", "number", "price", {}},
                                 {"price bin", "bucket", "context.price", {{"bins", "2"}}},
                                 {"slots", "tags", "slots", {}},
                                 {"gender", "category", "user.gender", {}},
                                 {"topics", "tags", "ad.topics", {}},
                                 {"hour", "hour", "", {}},
                                 {"cross", "cross", "user.gender", {{"with", "tab"}}},
                                 {"rate", "past_rate", "user", {}},
                                 {"tab rate", "past_rate", "tab", {}}},
                                *table, rows_to(4));
        const auto events = encode(recipe, *table, {1, 3});
        Context context{3'600'000, {{"tab", "2"}, {"context.price", "2"}, {"slots", "a,b"}}};
        auto one = recipe.encode(*table, 2, std::vector<std::uint32_t>{2}, context);
        QVERIFY_OK(one);
        const auto first = events.pick(std::vector<std::uint32_t>{0});
        QCOMPARE(one->coded, first.coded);
        QCOMPARE(one->dense, first.dense);
        for (std::size_t m = 0; m < 2; ++m) {
            QCOMPARE(one->multi[m].codes, first.multi[m].codes);
            QCOMPARE(one->multi[m].offsets, first.multi[m].offsets);
        }
        // Nothing known: code 0 everywhere, and no failure for codes that the table does not have.
        const auto unknown = recipe.encode(*table, 999, std::vector<std::uint32_t>{0, 12345}, {});
        QVERIFY_OK(unknown);
        for (const auto code : unknown->coded) QCOMPARE(code, 0u);
    }
    void aTextFieldIsNoNumber() {
        const auto table = TableBuilder(2).texts("tab", {"a", "b"}).make();
        for (const char* kind : {"number", "bucket"})
            QCOMPARE(FittedRecipe::fit(Recipe{{{"x", kind, "tab", {}}}}, *table, rows_to(2)).error().message.id(),
                     std::string("features.not_numeric"));
        QCOMPARE(FittedRecipe::fit(Recipe{{{"x", "hour", "tab", {}}}}, *table, rows_to(2)).error().message.id(),
                 std::string("features.not_a_time"));
    }
    void numbersWrittenAsTextsAreNumbers() {
        const auto table = TableBuilder(3).texts("x", {"1", "3", "n/a"}).make();
        const auto batch = encode(fit({{"x", "number", "x", {}}}, *table, rows_to(3)), *table, rows_to(3));
        QCOMPARE(batch.dense, (std::vector<float>{-1, 1, 0}));
    }
    void blocksJoinAsOne() {
        // More rows than one block: order and offsets stay those of the rows asked for.
        const std::size_t n = 10'000;
        std::vector<double> x(n);
        std::vector<std::vector<std::string>> tags(n);
        for (std::size_t i = 0; i < n; ++i) {
            x[i] = static_cast<double>(i % 17);
            for (std::size_t k = 0; k < i % 3; ++k) tags[i].push_back(std::to_string((i + k) % 5));
        }
        const auto table = TableBuilder(n).numbers("x", x).tags("t", tags).make();
        const auto recipe = fit({{"x", "category", "x", {}}, {"t", "tags", "t", {}}}, *table, rows_to(n));
        auto rows = rows_to(n);
        std::reverse(rows.begin(), rows.end());
        const auto all = encode(recipe, *table, rows);
        for (const std::uint32_t i : {0u, 2047u, 2048u, 9'999u}) {
            const auto one = encode(recipe, *table, {rows[i]});
            const auto picked = all.pick(std::vector<std::uint32_t>{i});
            QCOMPARE(picked.coded, one.coded);
            QCOMPARE(picked.multi[0].codes, one.multi[0].codes);
        }
    }
    void cancelIsAnOutcome() {
        std::stop_source stop;
        stop.request_stop();
        const auto table = TableBuilder(3).texts("x", {"1", "3", "n/a"}).make();
        const auto recipe = fit({{"x", "category", "x", {}}}, *table, rows_to(3));
        const JobContext job(stop.get_token(), {});
        QVERIFY(recipe.encode(*table, rows_to(3), job).error().is_cancelled());
        QVERIFY(FittedRecipe::fit(recipe.recipe(), *table, rows_to(3), job).error().is_cancelled());
    }
    void translationsAreRenewedForAnotherState() {
        TableBuilder first(2), second(2);
        first.users({"u", "v"}).texts("g", {"f", "m"}, FieldRole::attribute, Owner::user);
        second.users({"u", "v"}).texts("g", {"m", "f"}, FieldRole::attribute, Owner::user);
        first.edit().state_hash = "one";
        second.edit().state_hash = "two";
        const auto recipe = fit({{"g", "category", "user.g", {}}}, first.edit(), rows_to(2));
        const auto a = encode(recipe, first.edit(), rows_to(2)), again = encode(recipe, first.edit(), rows_to(2)),
                   b = encode(recipe, second.edit(), rows_to(2));
        QCOMPARE(again.coded, a.coded);
        QCOMPARE(b.coded, (std::vector<std::uint32_t>{a.coded[1], a.coded[0]}));
    }
};

ADSCOPE_TEST(TestEncoding);
#include "test_encoding.moc"
