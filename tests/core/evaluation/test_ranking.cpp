// Metrics of ranked lists against reference values.
#include <nlohmann/json.hpp>

#include "core/evaluation/evaluate.h"
#include "tests/support/numbers.h"

using namespace adscope;
using adscope::testing::close;
using adscope::testing::read_file;
using adscope::testing::shared_path;
using Lists = std::vector<std::vector<std::uint32_t>>;

class TestRanking : public QObject {
    Q_OBJECT
private slots:
    void agreesWithReference() {
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/ranking.json")));
        const auto m = ranking_metrics(golden["recommended"].get<Lists>(), golden["relevant"].get<Lists>(), {golden["k"].get<int>()});
        const auto& mean = golden["mean"];
        close(m.precision[0], mean["precision"]);
        close(m.recall[0], mean["recall"]);
        close(m.ndcg[0], mean["ndcg"]);
        close(m.map[0], mean["ap"]);
        close(m.mrr[0], mean["mrr"]);
        close(m.hit[0], mean["hit"]);
        QCOMPARE(m.users, static_cast<std::int64_t>(golden["per_user"].size()));
        for (std::size_t u = 0; u < golden["per_user"].size(); ++u) {
            close(m.ndcg_by_user[0][u], golden["per_user"][u]["ndcg"]);
            close(m.by_user[0][u].map, golden["per_user"][u]["ap"]);
        }
    }
    void usersWithoutRelevantAdsAreLeftOut() {
        const auto m = ranking_metrics({{1, 2}, {3}, {4}}, {{2}, {}, {4, 4}}, {1, 2});
        QCOMPARE(m.users, 2);
        QCOMPARE(m.left_out_users, 1);
        QCOMPARE(m.evaluated, (std::vector<std::uint32_t>{0, 2}));
        close(m.hit[0], 0.5);
        close(m.recall[1], 1);       // the same ad twice is one relevant ad
        close(m.precision[1], 0.5);  // of K, also where a list is shorter
    }
    void nobodyToEvaluateHasNoValue() {
        const auto m = ranking_metrics({{1}}, {{}}, {10});
        QVERIFY(std::isnan(m.ndcg[0]));
        QCOMPARE(m.users, 0);
    }
};

ADSCOPE_TEST(TestRanking);
#include "test_ranking.moc"
