#include "core/features/recipe.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestRecipe : public QObject {
    Q_OBJECT

private slots:
    void jsonThereAndBack() {
        const auto recipe =
            Recipe::from_json(R"({"features": [{"name": "年龄", "kind": "bucket", "source": "user.age", "settings": {"bins": 5}},
            {"kind": "past_rate", "source": "user", "settings": {"what": "click", "smoothing": "2.5"}}, {"kind": "hour"}]})");
        QVERIFY_OK(recipe);
        QCOMPARE(recipe->features.size(), std::size_t{3});
        QCOMPARE(recipe->features[0].settings.at("bins"), std::string("5"));
        QCOMPARE(recipe->features[1].name, std::string("user"));
        QCOMPARE(recipe->features[2].name, std::string("hour"));
        const auto again = Recipe::from_json(recipe->to_json());
        QVERIFY_OK(again);
        QCOMPARE(again->to_json(), recipe->to_json());
        QCOMPARE(again->hash(), recipe->hash());
        QVERIFY(recipe->to_json().find("\"bins\": 5") != std::string::npos);
    }
    void errorsSayWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("no json") << QByteArray("{\"features\": [") << QByteArray("features.recipe_not_json");
        QTest::newRow("binary") << QByteArray("\xff\xfe\x00", 3) << QByteArray("features.recipe_not_json");
        QTest::newRow("a list") << QByteArray("[]") << QByteArray("features.recipe_shape");
        QTest::newRow("nothing in it") << QByteArray(R"({"features": []})") << QByteArray("features.empty_recipe");
        QTest::newRow("a text") << QByteArray(R"({"features": ["age"]})") << QByteArray("features.recipe_entry");
        QTest::newRow("no kind") << QByteArray(R"({"features": [{"name": "a", "source": "b"}]})") << QByteArray("features.recipe_entry");
        QTest::newRow("key") << QByteArray(R"({"features": [{"name": "a", "kind": "hour", "sorce": "b"}]})")
                             << QByteArray("features.recipe_key");
        QTest::newRow("kind") << QByteArray(R"({"features": [{"name": "a", "kind": "embedding", "source": "b"}]})")
                              << QByteArray("features.unknown_kind");
        QTest::newRow("setting") << QByteArray(R"({"features": [{"kind": "bucket", "source": "b", "settings": {"bin": 3}}]})")
                                 << QByteArray("features.unknown_setting");
        QTest::newRow("value") << QByteArray(R"({"features": [{"kind": "bucket", "source": "b", "settings": {"bins": 1}}]})")
                               << QByteArray("features.bad_setting");
        QTest::newRow("list as value") << QByteArray(R"({"features": [{"kind": "bucket", "source": "b", "settings": {"bins": [1]}}]})")
                                       << QByteArray("features.recipe_entry");
        QTest::newRow("half a cross") << QByteArray(R"({"features": [{"kind": "cross", "source": "b"}]})")
                                      << QByteArray("features.bad_setting");
        QTest::newRow("twice") << QByteArray(R"({"features": [{"kind": "hour"}, {"kind": "hour"}]})")
                               << QByteArray("features.recipe_twice");
    }
    void errorsSayWhatIsWrong() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, id);
        const auto recipe = Recipe::from_json(json.toStdString());
        QVERIFY(!recipe.ok());
        QCOMPARE(recipe.error().code, ErrorCode::invalid_input);
        QCOMPARE(QByteArray::fromStdString(recipe.error().message.id()), id);
        for (const auto language : {Language::en, Language::zh})
            QVERIFY(render(recipe.error().message, language).find("features.") == std::string::npos);
    }
    void unknownSourcesNameWhatThereIs() {
        const auto table = TableBuilder(2).users({"u", "v"}).numbers("age", {20, 30}, FieldRole::attribute, Owner::user).make();
        const auto rows = rows_to(2);
        const auto fitted = FittedRecipe::fit(Recipe{{{"a", "category", "gender", {}}}}, *table, rows);
        QCOMPARE(fitted.error().code, ErrorCode::not_found);
        const auto text = render(fitted.error().message, Language::en);
        QVERIFY2(text.find("gender") != std::string::npos && text.find("user.age") != std::string::npos, text.c_str());
    }
    void standardTakesWhatIsKnownBeforehand() {
        std::vector<double> many;
        for (int i = 0; i < 100; ++i) many.push_back(i * 1.5);
        const std::vector<std::string> hundred(100, "x");
        const auto table = TableBuilder(100)
                               .users(hundred)
                               .ads(hundred)
                               .times(std::vector<std::int64_t>(100, 0))
                               .texts("tab", hundred)
                               .numbers("price", many)
                               .numbers("play_time_ms", many, FieldRole::outcome)
                               .texts("date", hundred, FieldRole::kept)
                               .numbers("age", {30}, FieldRole::attribute, Owner::user)
                               .tags("topics", {{"a", "b"}}, FieldRole::attribute, Owner::ad)
                               .texts("title", {"Spring sale"}, FieldRole::attribute, Owner::ad, FieldKind::text)
                               .make();
        std::vector<std::string> found;
        for (const auto& f : Recipe::standard(*table).features) found.push_back(f.name + ":" + f.kind + ":" + f.source);
        const std::vector<std::string> expected = {"user:category:user",         "ad:category:ad",       "tab:category:context.tab",
                                                   "price:bucket:context.price", "hour:hour:time",       "weekday:weekday:time",
                                                   "age:category:user.age",      "topics:tags:ad.topics"};
        QCOMPARE(found, expected);
    }
    void standardLeavesTheClockToAnHourOfTheLog() {
        const auto table = TableBuilder(2).times({0, 1}).numbers("hour", {3, 4}).make();
        const auto recipe = Recipe::standard(*table);
        QCOMPARE(recipe.features.size(), std::size_t{1});
        QCOMPARE(recipe.features[0].kind, std::string("category"));
    }
    void sameNamesOfTwoOwnersStayApart() {
        const auto table = TableBuilder(1)
                               .users({"u"})
                               .ads({"a"})
                               .texts("type", {"x"}, FieldRole::attribute, Owner::user)
                               .texts("type", {"y"}, FieldRole::attribute, Owner::ad)
                               .make();
        const auto recipe = Recipe::standard(*table);
        QCOMPARE(recipe.features.back().name, std::string("ad.type"));
        QVERIFY_OK(Recipe::from_json(recipe.to_json()));
    }
};

ADSCOPE_TEST(TestRecipe);
#include "test_recipe.moc"
