// Recommendations of stored models on a small campaign, whose users click where their taste is the ad's topic: both are
// the number's parity.
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <set>

#include "core/recommend/recommend.h"
#include "core/training/trainer.h"
#include "tests/support/small_campaign.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::read_file;

class TestRecommend : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    EventTablePtr table_;
    std::map<std::string, ScorerPtr> scorers_;
    std::string workspace() { return folder_.filePath("w.adscope").toStdString(); }
    static int parity(const std::string& key) { return std::stoi(key.substr(1)) % 2; }
    static int of_parity(const std::vector<RecommendedItem>& items, int wanted) {
        return static_cast<int>(std::count_if(items.begin(), items.end(), [&](const auto& i) { return parity(i.key) == wanted; }));
    }
    static std::string words(const Error& e) { return render(e.message, Language::en); }

private slots:
    void initTestCase() {
        adscope::testing::make_small_campaign(workspace());
        const auto table = EventTable::read(workspace());
        QVERIFY_OK(table);
        table_ = *table;
        Recipe recipe;
        recipe.features = {{"taste", "category", "user.taste", {}},
                           {"topic", "category", "ad.topic", {}},
                           {"fit", "cross", "user.taste", {{"with", "ad.topic"}}},
                           {"device", "category", "device", {}}};
        for (const char* model : {"popularity", "als", "logistic"}) {
            TrainRequest request{.model = model};
            if (std::string_view(model) == "als") request.settings = {{"factors", "8"}};
            if (std::string_view(model) == "logistic") request.recipe = recipe;
            const auto trained = train(workspace(), table_, request, {});
            QVERIFY_OK(trained);
            const auto scorer = Scorer::load(workspace(), trained->model_id, table_);
            QVERIFY_OK(scorer);
            scorers_[model] = *scorer;
        }
    }
    void listsAreRankedAndReasoned_data() {
        QTest::addColumn<QString>("model");
        for (const char* m : {"popularity", "als", "logistic"}) QTest::newRow(m) << m;
    }
    void listsAreRankedAndReasoned() {
        QFETCH(QString, model);
        const auto r = recommend(*scorers_[model.toStdString()], {.user = "u2", .k = 6});
        QVERIFY_OK(r);
        QVERIFY(r->known_user);
        QCOMPARE(r->items.size(), std::size_t(6));
        std::set<std::string> ads;
        for (std::size_t i = 0; i < r->items.size(); ++i) {
            const auto& item = r->items[i];
            QCOMPARE(item.rank, static_cast<int>(i) + 1);
            if (i) QVERIFY(item.score <= r->items[i - 1].score);
            ads.insert(item.key);
            for (const auto language : {Language::en, Language::zh}) QVERIFY(!render(item.reason, language).empty());
            QVERIFY(!item.evidence.empty());
            QVERIFY(item.ctr.has_value() && item.ctr.has_interval());
            QVERIFY(item.ctr.low <= item.ctr.value && item.ctr.value <= item.ctr.high && item.ctr.low < item.ctr.high);
            QCOMPARE(item.ctr_predicted, model == "logistic");
        }
        QCOMPARE(ads.size(), std::size_t(6));
        if (model != "popularity") QVERIFY2(of_parity(r->items, 0) >= 5, qPrintable(QString::number(of_parity(r->items, 0))));
    }
    void newUsersAreServedByTheirAttributes() {
        for (const char* model : {"als", "logistic"})
            for (int taste : {0, 1}) {
                // Users of even number have the dictionary's first taste.
                const auto r = recommend(*scorers_[model], {.new_user = {{"taste", taste == 0 ? "sport" : "music"}}, .k = 6});
                QVERIFY_OK(r);
                QVERIFY(!r->known_user);
                QVERIFY2(of_parity(r->items, taste) >= 5,
                         qPrintable(QString("%1 %2: %3").arg(model).arg(taste).arg(of_parity(r->items, taste))));
            }
        const auto anyone = recommend(*scorers_["popularity"], {.k = 3});
        QVERIFY_OK(anyone);
        QCOMPARE(anyone->items.size(), std::size_t(3));
    }
    void actionsOfTheSessionMoveTheList() {
        const auto before = recommend(*scorers_["als"], {.k = 6});
        const auto after = recommend(*scorers_["als"], {.k = 6, .acted = {"a1", "a3", "a5"}});
        QVERIFY_OK(before);
        QVERIFY_OK(after);
        QVERIFY(of_parity(after->items, 1) >= 5);
        QVERIFY(render(after->items[0].reason, Language::en).find("past action") != std::string::npos);
        QCOMPARE(recommend(*scorers_["als"], {.acted = {"none"}}).error().code, ErrorCode::not_found);
    }
    void seenAndSkippedAdsAreLeftOut() {
        auto all = recommend(*scorers_["als"], {.user = "u2", .k = 20});
        QVERIFY_OK(all);
        std::set<std::string> shown;
        for (std::size_t row = 0; row < table_->rows; ++row)
            if (table_->users.keys[table_->user[row]] == "u2") shown.insert(table_->ads.keys[table_->ad[row]]);
        const auto unseen = recommend(*scorers_["als"], {.user = "u2", .k = 20, .exclude_seen = true});
        QVERIFY_OK(unseen);
        QCOMPARE(unseen->items.size(), all->items.size() - shown.size());
        for (const auto& item : unseen->items) QVERIFY(!shown.contains(item.key));
        const auto skipped = recommend(*scorers_["als"], {.user = "u2", .k = 20, .skipped = {all->items[0].key}});
        QVERIFY_OK(skipped);
        QCOMPARE(skipped->items[0].key, all->items[1].key);
    }
    void diversityMixesTopics() {
        const auto plain = recommend(*scorers_["logistic"], {.user = "u2", .k = 8});
        const auto mixed = recommend(*scorers_["logistic"], {.user = "u2", .k = 8, .diversity = 0.9});
        QVERIFY_OK(plain);
        QVERIFY_OK(mixed);
        QVERIFY(of_parity(mixed->items, 1) > of_parity(plain->items, 1));
        QCOMPARE(mixed->items[0].key, plain->items[0].key);
    }
    void wrongRequestsAreExplained() {
        QCOMPARE(recommend(*scorers_["als"], {.user = "nobody"}).error().code, ErrorCode::not_found);
        QCOMPARE(recommend(*scorers_["als"], {.user = "u1", .k = 0}).error().code, ErrorCode::usage);
        QCOMPARE(recommend(*scorers_["als"], {.user = "u1", .diversity = 1.5}).error().code, ErrorCode::usage);
        const auto attribute = recommend(*scorers_["als"], {.new_user = {{"age", "3"}}});
        QCOMPARE(attribute.error().code, ErrorCode::usage);
        QVERIFY(words(attribute.error()).find("taste") != std::string::npos);
    }
    void everyUserGoesToAFile() {
        for (const char* model : {"popularity", "als", "logistic"}) {
            const std::string out = folder_.filePath(QString("%1.csv").arg(model)).toStdString();
            const auto r = recommend_all(*scorers_[model], 3, false, 0, out);
            QVERIFY_OK(r);
            QCOMPARE(r->users, std::int64_t(60));
            QCOMPARE(r->rows, std::int64_t(180));
            const auto lines = QString::fromStdString(read_file(out)).split("\r\n");
            QCOMPARE(lines.size(), 182);
            QCOMPARE(lines[0], QString("user,rank,ad,score,ctr"));
            const auto single = recommend(*scorers_[model], {.user = "u7", .k = 3});
            QVERIFY_OK(single);
            for (int i = 0; i < 3; ++i) {
                const auto cells = lines[1 + 6 * 3 + i].split(',');
                QCOMPARE(cells[0], QString("u7"));
                QCOMPARE(cells[2], QString::fromStdString(single->items[static_cast<std::size_t>(i)].key));
                QVERIFY(cells[4].toDouble() > 0);
            }
        }
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(recommend_all(*scorers_["als"], 3, false, 0, folder_.filePath("no.csv").toStdString(), JobContext(stop.get_token(), {}))
                    .error()
                    .is_cancelled());
        QVERIFY(!QFileInfo::exists(folder_.filePath("no.csv")));
        QVERIFY(!recommend_all(*scorers_["als"], 3, false, 0, folder_.filePath("none/no.csv").toStdString()).ok());
    }
    void feedbackIsStoredAndFoldedIn() {
        const auto list = recommend(*scorers_["als"], {.user = "u2", .k = 20});
        QVERIFY_OK(list);
        const std::string odd = std::find_if(list->items.begin(), list->items.end(), [](const auto& i) { return parity(i.key) == 1; })->key;
        const auto f = feedback(workspace(), scorers_["als"], "u2", odd, "click", 10);
        QVERIFY_OK(f);
        QVERIFY(f->updated);
        QVERIFY(f->divergence >= 0 && f->divergence < 1);
        const auto position = [&](const std::vector<RecommendedItem>& items) {
            return std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.key == odd; }) - items.begin();
        };
        QVERIFY(position(f->after) <= position(f->before));
        const auto acted = acted_in_feedback(workspace(), *scorers_["als"], "u2");
        QVERIFY_OK(acted);

        const auto other = feedback(workspace(), scorers_["popularity"], "u3", "a4", "skip", 5);
        QVERIFY_OK(other);
        QVERIFY(!other->updated);
        QCOMPARE(other->divergence, 0.0);
        auto w = Workspace::open(workspace(), Database::Access::read_only);
        QVERIFY_OK(w);
        QCOMPARE(*w->database().integer("SELECT count(*) FROM events WHERE source = (SELECT id FROM sources WHERE content = 'feedback')"),
                 std::int64_t(2));
        QCOMPARE(*w->database().integer("SELECT count(*) FROM sources WHERE content = 'feedback' AND accepted = 2 AND rows_read = 2"),
                 std::int64_t(1));
        // A log of the past keeps its clock: feedback comes right after its newest event.
        QCOMPARE(*w->database().integer("SELECT max(time) - (SELECT max(time) FROM events WHERE source = 1) FROM events"),
                 std::int64_t(2000));
        QCOMPARE(*w->database().integer("SELECT click FROM events WHERE user = 3 AND ad = 4 ORDER BY id DESC LIMIT 1"), std::int64_t(0));
    }
    // A model that learns online: every outcome moves its scores, the same outcomes give the same bits, and without them all is
    // as it was.
    void feedbackIsLearned() {
        const auto list = [&](bool learned) {
            const auto table = EventTable::read(workspace());
            auto scorer = *Scorer::load(workspace(), scorers_["logistic"]->stored().id, *table);
            if (learned) scorer = *with_feedback(workspace(), scorer);
            std::map<std::string, double> scores;
            const auto made = recommend(*scorer, {.user = "u2", .k = 20});
            if (!made) throw std::runtime_error(words(made.error()));
            for (const auto& item : made->items) scores[item.key] = item.score;
            return scores;
        };
        auto w = Workspace::open(workspace());
        QVERIFY_OK(w);
        const std::string feedback_events = "events WHERE source = (SELECT id FROM sources WHERE content = 'feedback')";
        QVERIFY_OK(w->database().execute("DELETE FROM " + feedback_events));
        const auto as_trained = list(true);
        QVERIFY(list(false) == as_trained);
        const auto click = feedback(workspace(), scorers_["logistic"], "u2", "a5", "click", 20);
        QVERIFY_OK(click);
        QVERIFY(click->updated);
        const auto clicked = list(true);
        QVERIFY(clicked.at("a5") > as_trained.at("a5"));
        for (const auto& item : click->after) QCOMPARE(item.score, clicked.at(item.key));
        QVERIFY(list(true) == clicked);
        QVERIFY(list(false) == as_trained);
        // What a user did is known with the context it was done in.
        QCOMPARE(*w->database().integer("SELECT count(*) FROM " + feedback_events + " AND c_1 IN (1, 2)"), std::int64_t(1));
        for (int i = 0; i < 3; ++i) QVERIFY_OK(feedback(workspace(), scorers_["logistic"], "u2", "a5", "skip", 20));
        QVERIFY(list(true).at("a5") < clicked.at("a5"));
        QVERIFY_OK(w->database().execute("DELETE FROM " + feedback_events));
        QVERIFY(list(true) == as_trained);
        // The same within a session, where nothing is stored.
        const auto session = recommend(*scorers_["logistic"], {.user = "u2", .k = 20, .acted = {"a5"}});
        QVERIFY_OK(session);
        const auto a5 = std::find_if(session->items.begin(), session->items.end(), [](const auto& i) { return i.key == "a5"; });
        QVERIFY(a5->score > as_trained.at("a5"));
    }
    void feedbackOfStrangersIsRefused() {
        QCOMPARE(feedback(workspace(), scorers_["als"], "nobody", "a1", "click", 5).error().code, ErrorCode::not_found);
        QCOMPARE(feedback(workspace(), scorers_["als"], "u1", "nothing", "click", 5).error().code, ErrorCode::not_found);
        QCOMPARE(feedback(workspace(), scorers_["als"], "u1", "a1", "like", 5).error().code, ErrorCode::usage);
        auto w = Workspace::open(workspace(), Database::Access::read_only);
        QCOMPARE(*w->database().integer("SELECT count(*) FROM events"), std::int64_t(4000));
    }
};

ADSCOPE_TEST(TestRecommend);
#include "test_recommend.moc"
