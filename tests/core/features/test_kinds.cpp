// The description of the kinds, and the kinds that scale, cut and turn numbers and times.
#include "core/features/kinds.h"

#include "core/base/random.h"
#include "core/features/recipe.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestKinds : public QObject {
    Q_OBJECT

    static Result<FittedRecipe> fit(const FeatureSpec& feature, const EventTable& table, std::uint32_t rows) {
        return FittedRecipe::fit(Recipe{{feature}}, table, rows_to(rows));
    }
    static std::vector<float> dense(const FeatureSpec& feature, const EventTable& table, std::uint32_t train) {
        auto fitted = fit(feature, table, train);
        if (!fitted) qFatal("%s", render(fitted.error().message, Language::en).c_str());
        return fitted->encode(table, rows_to(static_cast<std::uint32_t>(table.rows)))->dense;
    }

private slots:
    void everyKindAndSettingHasWordsAndItsDefaultsAreGood() {
        QVERIFY(feature_kinds().size() >= 16);
        for (const auto& kind : feature_kinds()) {
            std::vector<std::string> ids = {"feature." + kind.name, "feature." + kind.name + ".help"};
            FeatureSpec spec{"f", kind.name, "x", {}};
            for (const auto& s : kind.settings) {
                ids.push_back("feature." + kind.name + "." + s.parameter.name);
                ids.push_back(ids.back() + ".help");
                spec.settings[s.parameter.name] = s.parameter.otherwise;
            }
            for (const auto& id : ids)
                for (const auto language : {Language::en, Language::zh}) QVERIFY2(has_message(id, language), id.c_str());
            if (kind.kind == FeatureKind::cross) spec.settings["with"] = "y";
            QVERIFY_OK(Recipe::from_json(Recipe{{spec}}.to_json()));
        }
    }
    void settingsAreChecked_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("scale") << "number"
                               << "scale"
                               << "zscore"
                               << "standard, minmax, robust, log1p, none";
        QTest::newRow("window") << "past_rate"
                                << "window"
                                << "7"
                                << "30m, 12h, 7d, 4w";
        QTest::newRow("negative window") << "past_count"
                                         << "window"
                                         << "-2d"
                                         << "30m, 12h, 7d, 4w";
        QTest::newRow("cuts without the method") << "bucket"
                                                 << "cuts"
                                                 << "1, 2"
                                                 << "custom";
        QTest::newRow("length") << "sequence"
                                << "last"
                                << "0"
                                << "1 – 500";
        QTest::newRow("half") << "topics"
                              << "topics"
                              << "2.5"
                              << "2 – 100";
        QTest::newRow("not a number") << "past_rate"
                                      << "smoothing"
                                      << "nan"
                                      << "0 – ";
    }
    void settingsAreChecked() {
        QFETCH(QString, kind);
        QFETCH(QString, setting);
        QFETCH(QString, value);
        QFETCH(QString, words);
        const Recipe recipe{{{"f", kind.toStdString(), "x", {{setting.toStdString(), value.toStdString()}}}}};
        const auto read = Recipe::from_json(recipe.to_json());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().message.id(), std::string("features.bad_setting"));
        const auto text = render(read.error().message, Language::en);
        QVERIFY2(QString::fromStdString(text).contains(words), text.c_str());
    }
    void windowsAreLengthsOfTime() {
        QCOMPARE(parse_window("90s"), 90'000);
        QCOMPARE(parse_window("30m"), 1'800'000);
        QCOMPARE(parse_window("1.5h"), 5'400'000);
        QCOMPARE(parse_window("7d"), 604'800'000);
        QCOMPARE(parse_window("2w"), 2 * 604'800'000LL);
        for (const char* wrong : {"", "d", "7", "7 d", "0d", "-1d", "1e30d", "7dd", "nand"}) QCOMPARE(parse_window(wrong), 0);
    }
    void numbersOnEachScale() {
        const auto table = TableBuilder(6).numbers("x", {0, 10, 20, 30, 1000, kMissing}).make();
        const auto minmax = dense({"x", "number", "x", {{"scale", "minmax"}}}, *table, 4);
        QCOMPARE(minmax, (std::vector<float>{0, 1.0f / 3, 2.0f / 3, 1, 1000.0f / 30, 0}));
        const auto plain = dense({"x", "number", "x", {{"scale", "none"}}}, *table, 4);
        QCOMPARE(plain, (std::vector<float>{0, 10, 20, 30, 1000, 0}));
        // Five training rows: median 20, quartiles 10 and 30.
        const auto robust = dense({"x", "number", "x", {{"scale", "robust"}}}, *table, 5);
        QCOMPARE(robust[2], 0.0f);
        QVERIFY(std::abs(robust[3] - 10 / (20 / 1.349)) < 1e-6);
        QCOMPARE(robust[5], 0.0f);
    }
    void bucketsOfEachMethod() {
        const auto table = TableBuilder(7).numbers("x", {0, 5, 10, 18, 25, 100, kMissing}).make();
        const auto codes = [&](const std::map<std::string, std::string>& settings) {
            auto fitted = fit({"x", "bucket", "x", settings}, *table, 7);
            if (!fitted) qFatal("%s", render(fitted.error().message, Language::en).c_str());
            return fitted->encode(*table, rows_to(7))->coded;
        };
        QCOMPARE(codes({{"method", "custom"}, {"cuts", "5, 18,99.5"}}), (std::vector<std::uint32_t>{1, 1, 2, 2, 3, 4, 0}));
        QCOMPARE(codes({{"method", "width"}, {"bins", "4"}}), (std::vector<std::uint32_t>{1, 1, 1, 1, 1, 4, 0}));
        // log1p(100) / 2 = log1p(9.05)
        QCOMPARE(codes({{"method", "log"}, {"bins", "2"}}), (std::vector<std::uint32_t>{1, 1, 2, 2, 2, 2, 0}));
        for (const char* wrong : {"", "3,3", "4,1", "a", "1,,2", "1,inf"})
            QVERIFY(!fit({"x", "bucket", "x", {{"method", "custom"}, {"cuts", wrong}}}, *table, 7).ok());
    }
    void timesGoRoundInTheReportingZone() {
        TableBuilder builder(4);
        builder.times({0, 6 * 3'600'000, -1, EventTable::kNoTime});  // 1970-01-01 was a Thursday
        const auto day = dense({"t", "cyclic", "", {}}, builder.edit(), 4);
        const auto near = [](float a, double b) { return std::abs(a - b) < 1e-6; };
        QVERIFY(near(day[0], 0) && near(day[1], 1));
        QVERIFY(near(day[2], 1) && near(day[3], 0));
        QVERIFY(std::abs(day[4]) < 1e-6 && near(day[5], 1));  // a millisecond before midnight lies beside it
        QVERIFY(day[6] == 0 && day[7] == 0);
        const auto week = dense({"t", "cyclic", "time", {{"period", "week"}}}, builder.edit(), 4);
        QVERIFY(near(week[0], std::sin(2 * M_PI * 3 / 7)) && near(week[1], std::cos(2 * M_PI * 3 / 7)));
        const auto year = dense({"t", "cyclic", "time", {{"period", "year"}}}, builder.edit(), 4);
        QVERIFY(near(year[0], 0) && near(year[1], 1));
        builder.edit().zone_transitions_ = {{std::numeric_limits<std::int64_t>::min(), 6 * 3'600'000}};
        const auto east = dense({"t", "cyclic", "", {}}, builder.edit(), 4);
        QVERIFY(near(east[0], 1) && near(east[1], 0));
    }
    void aTurnOfTheClockIsDescribedAndOneFeatureOfTwoColumns() {
        TableBuilder builder(2);
        builder.times({(4 * 24 + 14) * 3'600'000LL + 30 * 60'000, 0}).numbers("x", {1, 3});  // Monday 1970-01-05 14:30
        const auto table = builder.make();
        const auto fitted = FittedRecipe::fit(
            Recipe{{{"t", "cyclic", "", {}}, {"w", "cyclic", "", {{"period", "week"}}}, {"x", "number", "x", {}}}}, *table, rows_to(2));
        QVERIFY_OK(fitted);
        QCOMPARE(fitted->schema().dense, std::size_t{5});
        QCOMPARE(fitted->schema().features[2].slot, std::size_t{4});
        const auto batch = fitted->encode(*table, rows_to(2));
        QVERIFY_OK(batch);
        QCOMPARE(fitted->describe(*batch, 0, 0), std::string("t = 14:30"));
        QCOMPARE(fitted->describe(*batch, 0, 1), std::string("w = 1 14:30"));
        QCOMPARE(fitted->describe(*batch, 1, 2), std::string("x = 3"));
        Context context{table->time[0], {}};
        const auto same = fitted->encode(*table, 0, std::vector<std::uint32_t>{0}, context);
        QVERIFY_OK(same);
        for (int i = 0; i < 4; ++i) QCOMPARE(same->dense[i], batch->dense[i]);
    }
    void textsBecomeTermsTopicsAndStyle() {
        const std::vector<std::string> titles = {"red shoes for running", "running shoes, blue!", "green tea 50% off?",
                                                 "black tea and green tea", ""};
        std::vector<std::string> shown;
        for (int i = 0; i < 40; ++i) shown.push_back("ad" + std::to_string(i % 5));
        const auto table = TableBuilder(40)
                               .ads(shown)
                               .texts("title", titles, FieldRole::attribute, Owner::ad, FieldKind::text)
                               .numbers("x", std::vector<double>(40, 1))
                               .make();
        const auto fitted = FittedRecipe::fit(Recipe{{{"words", "tfidf", "ad.title", {{"min_documents", "1"}}},
                                                      {"topics", "topics", "ad.title", {{"topics", "2"}, {"min_documents", "1"}}},
                                                      {"style", "style", "ad.title", {}}}},
                                              *table, rows_to(40));
        QVERIFY_OK(fitted);
        const auto batch = fitted->encode(*table, rows_to(5));
        QVERIFY_OK(batch);
        QCOMPARE(fitted->schema().dense, std::size_t{10});
        const auto& words = batch->multi[0];
        QCOMPARE(words.weights.size(), words.codes.size());
        for (std::size_t r = 0; r < 4; ++r) {
            double squares = 0;
            for (auto i = words.offsets[r]; i < words.offsets[r + 1]; ++i) squares += words.weights[i] * words.weights[i];
            QVERIFY(std::abs(squares - 1) < 1e-5);
        }
        QCOMPARE(words.codes[words.offsets[4]], 0u);  // no text, no term
        QVERIFY(fitted->describe(*batch, 0, 0).find("running") != std::string::npos);
        // Shoes and tea are two topics: the first two rows agree, and so do the next two.
        const auto at = [&](std::size_t row, std::size_t column) { return batch->dense[row * 10 + column]; };
        QVERIFY((at(0, 0) > 0) == (at(1, 0) > 0) && (at(2, 0) > 0) == (at(3, 0) > 0) && (at(0, 0) > 0) != (at(2, 0) > 0));
        QCOMPARE(fitted->describe_value(*batch, 2, 2), std::string("15 · 4 · 2 · 0 · 0 · 1 · 2 · 0"));
        const auto loaded = FittedRecipe::load(fitted->save());
        QVERIFY_OK(loaded);
        const auto again = loaded->encode(*table, rows_to(5));
        QVERIFY_OK(again);
        QCOMPARE(again->dense, batch->dense);
        QCOMPARE(again->multi[0].codes, words.codes);
        QCOMPARE(again->multi[0].weights, words.weights);
        const auto wrong = fit({"w", "tfidf", "x", {}}, *table, 40);
        QVERIFY(!wrong.ok());
        QCOMPARE(wrong.error().message.id(), std::string("features.not_text"));
    }
    void damagedTextsNeverCrash() {
        const auto table =
            TableBuilder(4).texts("t", {"a b c", "b c d", "c d e!", "x y"}, FieldRole::context, Owner::event, FieldKind::text).make();
        const auto fitted = FittedRecipe::fit(Recipe{{{"words", "tfidf", "t", {{"buckets", "16"}, {"min_documents", "1"}}},
                                                      {"topics", "topics", "t", {{"topics", "2"}, {"min_documents", "1"}}},
                                                      {"style", "style", "t", {}}}},
                                              *table, rows_to(4));
        QVERIFY_OK(fitted);
        const std::string bytes = fitted->save();
        for (std::size_t n = 0; n < bytes.size(); ++n) QVERIFY(!FittedRecipe::load(bytes.substr(0, n)).ok());
        Random random(11);
        for (int round = 0; round < 1000; ++round) {
            std::string damaged = bytes;
            damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
            if (const auto loaded = FittedRecipe::load(damaged); loaded)
                if (const auto batch = loaded->encode(*table, rows_to(4)); batch)
                    for (const auto code : batch->multi[0].codes) QVERIFY(code < loaded->schema().features[0].cardinality);
        }
    }
};

ADSCOPE_TEST(TestKinds);
#include "test_kinds.moc"
