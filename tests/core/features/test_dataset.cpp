#include "core/features/dataset.h"
#include "core/features/outcome_names.h"

#include "core/base/random.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;
using Rows = std::vector<std::uint32_t>;

class TestDataset : public QObject {
    Q_OBJECT

    // A log whose click depends a little on tab; "seconds" is nearly the click itself.
    static EventTablePtr campaign(std::uint32_t n = 4000) {
        Random random(11);
        std::vector<std::string> users, ads, tab;
        std::vector<int> clicks;
        std::vector<double> seconds, price, flag;
        for (std::uint32_t i = 0; i < n; ++i) {
            users.push_back("u" + std::to_string(random.below(n / 2)));
            ads.push_back("a" + std::to_string(random.below(40)));
            tab.push_back(std::to_string(random.below(3)));
            clicks.push_back(random.uniform() < (tab.back() == "0" ? 0.2 : 0.5));
            seconds.push_back(clicks.back() ? 5 + 10 * random.uniform() : random.uniform() < 0.05 ? 6 : random.uniform());
            price.push_back(random.uniform());
            flag.push_back(random.uniform() < 0.1);
        }
        return TableBuilder(n)
            .users(users)
            .ads(ads)
            .clicks(clicks)
            .texts("tab", tab)
            .numbers("seconds", seconds, FieldRole::kept)
            .numbers("price", price)
            .numbers("is_like", flag, FieldRole::kept)
            .numbers("follow_user_num", price, FieldRole::kept)
            .make();
    }
    static DatasetRequest request(std::vector<FeatureSpec> features) {
        DatasetRequest r;
        r.recipe.features = std::move(features);
        r.split = "random:0.8,0.1,0.1";
        return r;
    }

private slots:
    void labelsWeightsAndFeatures() {
        const auto table = TableBuilder(4)
                               .clicks({1, 0, 0, 1})
                               .weights({2, 1, 3, 1})
                               .texts("tab", {"a", "b", "a", "b"})
                               .numbers("day", {1, 1, 2, 3})
                               .make();
        auto r = request({{"tab", "category", "tab", {}}});
        r.split = "field:day:2,3";
        const auto data = make_dataset(table, r);
        QVERIFY_OK(data);
        const Dataset& d = **data;
        QCOMPARE(d.train.rows, (Rows{0, 1}));
        QCOMPARE(d.train.labels, (std::vector<float>{1, 0}));
        QCOMPARE(d.train.weights, (std::vector<float>{2, 1}));
        QCOMPARE(d.valid.weights, (std::vector<float>{3}));
        QCOMPARE(d.test.labels, (std::vector<float>{1}));
        QCOMPARE(d.train.features.rows, std::size_t{2});
        QCOMPARE(d.test.features.coded[0], d.train.features.coded[1]);
        QCOMPARE(d.data_hash.size(), std::size_t{64});
    }
    void interactionsAreTrainingPositives() {
        const auto table = TableBuilder(9)
                               .users({"u", "v", "u", "u", "w", "u", "v", "", "v"})
                               .ads({"q", "p", "p", "q", "p", "r", "", "p", "p"})
                               .clicks({1, 1, 1, 1, 0, 1, 1, 1, 1})
                               .weights({1, 1, 1, 2, 1, 1, 1, 1, 1})
                               .numbers("day", {1, 1, 1, 1, 1, 2, 1, 1, 3})
                               .make();
        DatasetRequest r;
        r.task = Task::ranking;
        r.needs_features = false;
        r.split = "field:day:2,3";
        const auto data = make_dataset(table, r);
        QVERIFY_OK(data);
        const auto& i = (*data)->interactions;
        QCOMPARE(i.user_keys, (std::vector<std::string>{"u", "v"}));
        QCOMPARE(i.ad_keys, (std::vector<std::string>{"q", "p"}));
        QCOMPARE(i.offsets, (std::vector<std::uint64_t>{0, 2, 3}));
        QCOMPARE(i.ads, (Rows{0, 1, 1}));
        QCOMPARE(i.weights, (std::vector<float>{3, 1, 1}));
        QVERIFY(!(*data)->recipe);
        const auto unknown = FeatureBatch::kUnknown;
        QCOMPARE((*data)->train.features.user, (Rows{0, 1, 0, 0, unknown, 1, unknown}));
        QCOMPARE((*data)->valid.features.ad, (Rows{unknown}));  // r is positive in valid only
        QCOMPARE((*data)->test.features.user, (Rows{1}));
    }
    void aLogWithoutClicksIsAllPositive() {
        const auto table = TableBuilder(10).users(std::vector<std::string>(10, "u")).ads(std::vector<std::string>(10, "a")).make();
        DatasetRequest r;
        r.task = Task::ranking;
        r.needs_features = false;
        r.split = "random:0.8,0.1,0.1";
        const auto data = make_dataset(table, r);
        QVERIFY_OK(data);
        QCOMPARE((*data)->interactions.weights, (std::vector<float>{8}));
        r.task = Task::click;
        QCOMPARE(make_dataset(table, r).error().message.id(), std::string("features.task_no_click"));
        r.task = Task::rating;
        QCOMPARE(make_dataset(table, r).error().message.id(), std::string("features.task_no_rating"));
    }
    void ratingsAreLabels() {
        TableBuilder builder(4);
        builder.users({"u", "u", "v", "v"}).ads({"a", "b", "a", "b"}).numbers("day", {1, 1, 2, 3});
        builder.edit().rating = {4, std::numeric_limits<float>::quiet_NaN(), 2, 5};
        DatasetRequest r;
        r.task = Task::rating;
        r.needs_features = false;
        r.split = "field:day:2,3";
        const auto data = make_dataset(builder.make(), r);
        QVERIFY_OK(data);
        QCOMPARE((*data)->train.rows, (Rows{0}));
        QCOMPARE((*data)->test.labels, (std::vector<float>{5}));
    }
    void oneClassTeachesNothing() {
        const auto table = TableBuilder(10).clicks(std::vector<int>(10, 0)).texts("tab", std::vector<std::string>(10, "a")).make();
        QCOMPARE(make_dataset(table, request({{"tab", "category", "tab", {}}})).error().message.id(), std::string("features.one_class"));
    }
    void theHashKnowsEveryPart() {
        const auto table = campaign(200);
        auto r = request({{"tab", "category", "tab", {}}});
        const auto hash = [&](const DatasetRequest& q) { return (*make_dataset(table, q))->data_hash; };
        const auto base = hash(r);
        QCOMPARE(hash(r), base);
        auto other = r;
        other.seed = 2;
        QVERIFY(hash(other) != base);
        other = r;
        other.split = "random:0.7,0.2,0.1";
        QVERIFY(hash(other) != base);
        other = r;
        other.recipe.features[0].settings["min_count"] = "2";
        QVERIFY(hash(other) != base);
        other = r;
        auto slice = std::make_shared<Selection>(200, true);
        slice->clear(0);
        other.within = slice;
        QVERIFY(hash(other) != base);
    }
    void aFeatureThatKnowsTheClickIsRefused() {
        const auto table = campaign();
        const auto refused = make_dataset(table, request({{"tab", "category", "tab", {}}, {"secs", "number", "seconds", {}}}));
        QCOMPARE(refused.error().code, ErrorCode::refused);
        const auto text = render(refused.error().message, Language::en);
        QVERIFY2(text.find("secs") != std::string::npos && text.find("AUC of 0.9") != std::string::npos &&
                     text.find("outcome.NAME") != std::string::npos,
                 text.c_str());
        QVERIFY(text.find("tab:") == std::string::npos);
        auto allowed = request({{"secs", "number", "seconds", {}}});
        allowed.allow_leakage = true;
        QVERIFY_OK(make_dataset(table, allowed));
    }
    void kindsDoNotHideALeak_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"number", "bucket", "category", "hash"}) QTest::newRow(kind) << kind;
    }
    void kindsDoNotHideALeak() {
        QFETCH(QString, kind);
        const auto table = campaign();
        const auto rows = rows_to(4000);
        const auto found = find_leakage(Recipe{{{"secs", kind.toStdString(), "seconds", {}}}}, *table, rows);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found[0].auc > 0.9 && found[0].auc <= 1);
    }
    void identitiesOfManyValuesAreNoLeak() {
        // 2,000 users in 4,000 rows: their own rates would separate the rows they were counted on.
        const auto table = campaign();
        QVERIFY(find_leakage(Recipe{{{"user", "category", "user", {}},
                                     {"ad", "category", "ad", {}},
                                     {"price", "bucket", "price", {}},
                                     {"cross", "cross", "user", {{"with", "ad"}}}}},
                             *table, rows_to(4000))
                    .empty());
    }
    void aLeakInAnyOrderOfNumbersIsFound() {
        std::vector<double> code;
        std::vector<int> clicks;
        for (int i = 0; i < 1000; ++i) {
            code.push_back(i % 4);
            clicks.push_back(i % 4 == 1 || i % 4 == 2);  // in the middle: no order of the number shows it
        }
        const auto table = TableBuilder(1000).clicks(clicks).numbers("c", code).make();
        QCOMPARE(find_leakage(Recipe{{{"c", "number", "c", {}}}}, *table, rows_to(1000)).size(), std::size_t{1});
    }
    void outcomesAreRefusedByRoleAndName() {
        const auto table = campaign();
        const Recipe recipe{
            {{"liked", "category", "is_like", {}}, {"c", "number", "click", {}}, {"follows", "number", "follow_user_num", {}}}};
        const auto found = find_leakage(recipe, *table, rows_to(4000));
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].reason.id(), std::string("features.leak_name"));
        QVERIFY(std::isnan(found[0].auc));
        QCOMPARE(found[1].feature, std::string("c"));
        QCOMPARE(found[1].auc, 1.0);
    }
    void pastsMayReadOutcomes() {
        TableBuilder builder(100);
        std::vector<std::int64_t> times;
        std::vector<int> clicks;
        Random random(2);
        for (int i = 0; i < 100; ++i) {
            times.push_back(i);
            clicks.push_back(random.uniform() < 0.5);
        }
        builder.users(std::vector<std::string>(100, "u")).times(times).clicks(clicks);
        QVERIFY(find_leakage(Recipe{{{"rate", "past_rate", "user", {}}}}, *builder.make(), rows_to(100)).empty());
    }
    void namesThatMeanOutcomes() {
        for (const char* name :
             {"is_click",          "clicked",   "isClick",       "CLICK", "label",      "play_time_ms", "long_view", "is_like",
              "comment_stay_time", "purchased", "has_converted", "ctr",   "click_rate", "点击",         "是否点击",  "点赞",
              "购买标志",          "播放时长",  "页面停留时间",  "转化率"})
            QVERIFY2(name_means_outcome(name), name);
        for (const char* name : {"follow_user_num", "fans_user_num", "is_live_streamer", "tab", "price", "favourite_team", "order_channel",
                                 "time", "user", "", "关注数量级", "年龄", "广告标题", "onehot_feat1", "video_duration"})
            QVERIFY2(!name_means_outcome(name), name);
    }
};

ADSCOPE_TEST(TestDataset);
#include "test_dataset.moc"
