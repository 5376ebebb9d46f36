// A stored recipe: the same features again, and damaged bytes are an error, never a crash.
#include "core/base/random.h"
#include "core/features/recipe.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestArtefact : public QObject {
    Q_OBJECT
    EventTablePtr table_;
    std::optional<FittedRecipe> recipe_;

private slots:
    void initTestCase() {
        table_ = TableBuilder(4)
                     .users({"u", "v", "u", "w"})
                     .ads({"p", "q", "q", "p"})
                     .times({1, 2, 3, 4})
                     .clicks({0, 1, 1, 0})
                     .numbers("price", {1, 2.5, 3, 1e6})
                     .tags("slots", {{"a"}, {"a", "b"}, {}, {"b"}})
                     .make();
        auto fitted = FittedRecipe::fit(Recipe{{{"user", "category", "user", {}},
                                                {"price", "bucket", "price", {{"bins", "3"}}},
                                                {"log price", "number", "price", {{"scale", "log1p"}}},
                                                {"slots", "tags", "slots", {}},
                                                {"hour", "hour", "", {}},
                                                {"both", "cross", "user", {{"with", "price"}}},
                                                {"hashed", "hash", "ad", {}},
                                                {"rate", "past_rate", "ad", {}}}},
                                        *table_, rows_to(3));
        QVERIFY_OK(fitted);
        recipe_ = *fitted;
    }
    void theSameFeaturesAgain() {
        const auto loaded = FittedRecipe::load(recipe_->save());
        QVERIFY_OK(loaded);
        QVERIFY(loaded->schema() == recipe_->schema());
        QCOMPARE(loaded->recipe().to_json(), recipe_->recipe().to_json());
        const auto a = recipe_->encode(*table_, rows_to(4)), b = loaded->encode(*table_, rows_to(4));
        QVERIFY_OK(b);
        QCOMPARE(b->coded, a->coded);
        QCOMPARE(b->dense, a->dense);
        QCOMPARE(b->multi[0].codes, a->multi[0].codes);
        QCOMPARE(loaded->save(), recipe_->save());
        for (std::size_t f = 0; f < a->rows; ++f) QCOMPARE(loaded->describe(*b, 2, f), recipe_->describe(*a, 2, f));
    }
    void codesOfAnotherWorkspaceDoNotMatter() {
        // The same users under other codes.
        const auto other = TableBuilder(2)
                               .users({"w", "v"})
                               .ads({"p", "q"})
                               .times({1, 2})
                               .clicks({0, 1})
                               .numbers("price", {2.5, 2.5})
                               .tags("slots", {{"b"}, {"a"}})
                               .make();
        const auto here = recipe_->encode(*table_, std::vector<std::uint32_t>{1}),
                   there = recipe_->encode(*other, std::vector<std::uint32_t>{1});
        QVERIFY_OK(there);
        QCOMPARE(there->coded[0], here->coded[0]);
        QCOMPARE(recipe_->encode(*other, std::vector<std::uint32_t>{0})->coded[0], 0u);  // w was in no training row
    }
    void everyTruncationIsAnError() {
        const std::string bytes = recipe_->save();
        for (std::size_t n = 0; n < bytes.size(); ++n) QVERIFY(!FittedRecipe::load(bytes.substr(0, n)).ok());
        QVERIFY(!FittedRecipe::load(bytes + "x").ok());
        QCOMPARE(FittedRecipe::load("no recipe at all").error().code, ErrorCode::corrupt);
    }
    void damagedBytesNeverCrash() {
        const std::string bytes = recipe_->save();
        Random random(5);
        int refused = 0;
        for (int round = 0; round < 3000; ++round) {
            std::string damaged = bytes;
            for (std::uint64_t k = 0; k <= random.below(4); ++k)
                damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
            const auto loaded = FittedRecipe::load(damaged);
            if (!loaded) {
                ++refused;
                continue;
            }
            const auto batch = loaded->encode(*table_, rows_to(4));  // whatever was read is safe to use
            if (!batch) continue;
            for (const auto& f : loaded->schema().features)
                if (f.form == FeatureInfo::Form::coded)
                    for (std::size_t r = 0; r < 4; ++r) QVERIFY(batch->coded[r * loaded->schema().coded + f.slot] < f.cardinality);
        }
        QVERIFY(refused > 100);
    }
};

ADSCOPE_TEST(TestArtefact);
#include "test_artefact.moc"
