// Metrics of stored models, their intervals, groups, and the comparison of two.
#include "core/evaluation/bootstrap.h"
#include "core/evaluation/evaluate.h"
#include "core/evaluation/groups.h"
#include "core/evaluation/parts.h"
#include "tests/support/small_log.h"

using namespace adscope;
using namespace adscope::testing;

class TestEvaluate : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    ScorerPtr als_, logistic_, popularity_;

private slots:
    void initTestCase() {
        const auto workspace = small_workspace(folder_);
        const auto als = small_model(workspace, "als", {}, {{"iterations", "5"}}), logistic = small_model(workspace, "logistic"),
                   popularity = small_model(workspace, "popularity", Task::click);
        const auto table = EventTable::read(workspace);
        QVERIFY_OK(table);
        als_ = *Scorer::load(workspace, als, *table);
        logistic_ = *Scorer::load(workspace, logistic, *table);
        popularity_ = *Scorer::load(workspace, popularity, *table);
    }
    void clicksHaveIntervals() {
        EvaluateRequest request;
        request.bootstrap = 200;
        const auto e = evaluate(*logistic_, request);
        QVERIFY_OK(e);
        const auto rows = part_rows(*logistic_, "test");
        const auto scored = click_rows(*logistic_, *rows, {});
        QVERIFY_OK(scored);
        QCOMPARE(e->metrics.at("auc").value, binary_metrics(scored->p, scored->labels, {}).auc);
        for (const auto& [name, metric] : e->metrics) {
            QVERIFY2(metric.low <= metric.value && metric.value <= metric.high, name.c_str());
            QCOMPARE(metric.n, static_cast<std::int64_t>(rows->size()));
        }
        QVERIFY(e->metrics.at("auc").high - e->metrics.at("auc").low > 0.005);
    }
    void theSeedGivesTheIntervals() {
        EvaluateRequest request;
        request.bootstrap = 50;
        const auto a = evaluate(*logistic_, request), b = evaluate(*logistic_, request);
        request.seed = 2;
        const auto c = evaluate(*logistic_, request);
        QCOMPARE(a->metrics.at("auc").low, b->metrics.at("auc").low);
        QVERIFY(a->metrics.at("auc").low != c->metrics.at("auc").low);
        QCOMPARE(a->metrics.at("auc").value, c->metrics.at("auc").value);
    }
    void listsAgreeWithTheModel() {
        EvaluateRequest request;
        request.at = {3, 10};
        request.bootstrap = 100;
        const auto e = evaluate(*als_, request);
        QVERIFY_OK(e);
        const auto& stored = als_->stored().metrics.at("test");
        QCOMPARE(e->metrics.at("ndcg@10").value, stored.at("ndcg@10").value);
        QCOMPARE(e->metrics.at("ndcg@10").n, stored.at("ndcg@10").n);
        QVERIFY(e->metrics.at("recall@3").value <= e->metrics.at("recall@10").value);
        QVERIFY(e->metrics.at("ndcg@10").low < e->metrics.at("ndcg@10").value);
    }
    void groupsPartTheRows() {
        EvaluateRequest request;
        request.by = "slot";
        request.bootstrap = 0;
        const auto e = evaluate(*logistic_, request);
        QVERIFY_OK(e);
        QCOMPARE(e->by.size(), 2u);
        QCOMPARE(e->by[0].second.at("auc").n + e->by[1].second.at("auc").n, e->metrics.at("auc").n);
        QVERIFY(!e->by[0].second.at("auc").has_interval());
        request.by = "ad.category";
        const auto lists = evaluate(*als_, request);
        QVERIFY_OK(lists);
        QCOMPARE(lists->by.size(), 2u);
        request.by = "no such field";
        QVERIFY(!evaluate(*logistic_, request));
    }
    void beyondAccuracy() {
        EvaluateRequest request;
        request.beyond = true;
        request.bootstrap = 50;
        for (const auto& scorer : {als_, logistic_}) {
            request.users = scorer == logistic_ ? 20 : 0;
            const auto e = evaluate(*scorer, request);
            QVERIFY_OK(e);
            for (const char* name : {"coverage", "gini", "ild", "novelty", "serendipity"}) QVERIFY2(e->beyond.at(name).has_value(), name);
            QCOMPARE(e->beyond_users, scorer == logistic_ ? 20 : 60);
            QCOMPARE(e->beyond_sampled, scorer == logistic_);
            QCOMPARE(e->similarity_space.id(), std::string("evaluation.space_attributes"));
        }
    }
    void comparesOnTheSameRows() {
        const auto difference = compare_auc(*logistic_, *popularity_, "test", 200, 1);
        QVERIFY_OK(difference);
        EvaluateRequest request;
        request.bootstrap = 0;
        const double a = evaluate(*logistic_, request)->metrics.at("auc").value,
                     b = evaluate(*popularity_, request)->metrics.at("auc").value;
        QVERIFY(std::abs(difference->value - (a - b)) < 1e-12);
        QVERIFY(difference->low < difference->value && difference->value < difference->high);
        const auto same = compare_auc(*logistic_, *logistic_, "test", 50, 1);
        QCOMPARE(same->low, 0.0);
        QCOMPARE(same->high, 0.0);
        QCOMPARE(compare_auc(*logistic_, *als_, "test", 10, 1).error().code, ErrorCode::usage);
    }
    void wrongRequestsAreUsage_data() {
        QTest::addColumn<QString>("part");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("bootstrap");
        QTest::addRow("part") << "tests" << 10 << 10;
        QTest::addRow("no places") << "test" << 0 << 10;
        QTest::addRow("too many places") << "test" << 100000 << 10;
        QTest::addRow("resamples") << "test" << 10 << -1;
    }
    void wrongRequestsAreUsage() {
        QFETCH(QString, part);
        QFETCH(int, at);
        QFETCH(int, bootstrap);
        EvaluateRequest request;
        request.part = part.toStdString();
        request.at = {at};
        request.bootstrap = bootstrap;
        const auto e = evaluate(*als_, request);
        QVERIFY(!e);
        QCOMPARE(e.error().code, ErrorCode::usage);
    }
    void cancels() {
        std::stop_source stop;
        stop.request_stop();
        for (const auto& scorer : {als_, logistic_})
            QVERIFY(evaluate(*scorer, {}, JobContext(stop.get_token(), {})).error().is_cancelled());
    }
    void aBootstrapCoversTheMean() {
        // Of 400 draws of mean 0.5: the interval of the mean has nearly the textbook's width.
        Random random(5);
        std::vector<double> values(400);
        for (auto& v : values) v = random.uniform();
        const auto interval = bootstrap(values.size(), 1, 1000, 3,
                                        [&](const std::vector<double>& times, std::vector<double>& out) {
                                            out[0] = 0;
                                            for (std::size_t i = 0; i < values.size(); ++i) out[0] += times[i] * values[i] / 400;
                                        },
                                        {});
        QVERIFY_OK(interval);
        const double expected = 2 * 1.96 * std::sqrt(1.0 / 12 / 400);
        QVERIFY(std::abs((*interval)[0].high - (*interval)[0].low - expected) < 0.1 * expected);
    }
};

ADSCOPE_TEST(TestEvaluate);
#include "test_evaluate.moc"
