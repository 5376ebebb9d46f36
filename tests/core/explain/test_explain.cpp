// Explanations of stored models: what applies to which, sums that come out, words.
#include <numeric>

#include "core/explain/history.h"
#include "core/training/trainer.h"
#include "tests/support/small_campaign.h"
#include "tests/support/testing.h"

using namespace adscope;

class TestExplain : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    EventTablePtr table_;
    std::map<std::string, ScorerPtr> scorers_;
    std::string workspace() { return folder_.filePath("w.adscope").toStdString(); }
    static double sum(const Explanation& e) {
        double s = 0;
        for (const auto& a : e.attributions) s += a.attribution;
        return s;
    }

private slots:
    void initTestCase() {
        adscope::testing::make_small_campaign(workspace());
        const auto table = EventTable::read(workspace());
        QVERIFY_OK(table);
        table_ = *table;
        for (const auto& [model, settings] :
             std::map<std::string, std::map<std::string, std::string>>{{"popularity", {}}, {"als", {{"factors", "8"}}}, {"logistic", {}}}) {
            const auto trained = train(workspace(), table_, {.model = model, .settings = settings}, {});
            QVERIFY_OK(trained);
            const auto scorer = Scorer::load(workspace(), trained->model_id, table_);
            QVERIFY_OK(scorer);
            scorers_[model] = *scorer;
        }
    }
    void featureModelsAddUp() {
        for (const char* method : {"shap", "kernel-shap"}) {
            const auto e = explain(*scorers_["logistic"], {.user = 3, .ad = 5, .method = method, .background = 50});
            QVERIFY_OK(e);
            QCOMPARE(e->method, std::string(method));
            QCOMPARE(e->scale, std::string("probability"));
            QCOMPARE(e->background, std::int64_t{50});
            QVERIFY(e->additivity_error < 1e-9);
            QVERIFY(std::abs(e->base + sum(*e) - e->prediction) < 1e-9);
            const std::uint32_t ads[] = {5};
            QVERIFY(std::abs(scorers_["logistic"]->score_ads(3, ads, default_context(*table_, 3)).value()[0] - e->prediction) < 1e-6);
            for (std::size_t i = 1; i < e->attributions.size(); ++i)
                QVERIFY(std::abs(e->attributions[i - 1].attribution) >= std::abs(e->attributions[i].attribution));
        }
    }
    void theSameSeedGivesTheSame() {
        const ExplainRequest r{.user = 3, .ad = 5, .background = 20, .seed = 9};
        const auto a = explain(*scorers_["logistic"], r), b = explain(*scorers_["logistic"], r);
        QVERIFY(a.ok() && b.ok());
        QCOMPARE(a->prediction, b->prediction);
        for (std::size_t i = 0; i < a->attributions.size(); ++i) QCOMPARE(a->attributions[i].attribution, b->attributions[i].attribution);
    }
    void pastActionsAddUpToTheScore() {
        const auto& scorer = *scorers_["als"];
        for (std::uint32_t user : {1U, 2U, 17U}) {
            const auto e = explain(scorer, {.user = user, .ad = 6});
            QVERIFY_OK(e);
            QCOMPARE(e->method, std::string("history"));
            QCOMPARE(e->attributions.size(), scorer.training_positives(user).size());
            QVERIFY2(e->additivity_error < 1e-3, qPrintable(QString::number(e->additivity_error)));
            QVERIFY(std::abs(e->base + sum(*e) - e->prediction) <= e->additivity_error + 1e-12);
        }
    }
    // Of the score of an ad, actions on ads of the same topic give more than those on others.
    void actionsOfTheSameTopicMatterMore() {
        const auto e = explain(*scorers_["als"], {.user = 2, .ad = 6});
        QVERIFY_OK(e);
        double same = 0, other = 0;
        for (const auto& a : e->attributions) (std::stoi(a.feature.substr(1)) % 2 == 0 ? same : other) += a.attribution;
        QVERIFY2(same > other, qPrintable(QString("%1 %2").arg(same).arg(other)));
    }
    void countsCannotBeExplained() {
        const auto e = explain(*scorers_["popularity"], {.user = 1, .ad = 1});
        QVERIFY(!e.ok());
        QVERIFY(render(e.error().message, Language::en).find("logistic") != std::string::npos);
    }
    void wrongRequestsNameWhatApplies() {
        const auto lime = explain(*scorers_["logistic"], {.user = 1, .ad = 1, .method = "lime"});
        QCOMPARE(lime.error().code, ErrorCode::usage);
        QVERIFY(render(lime.error().message, Language::en).find("shap, kernel-shap") != std::string::npos);
        QCOMPARE(explain(*scorers_["als"], {.user = 1, .ad = 1, .method = "kernel-shap"}).error().code, ErrorCode::usage);
        QCOMPARE(explain(*scorers_["logistic"], {.user = 1, .ad = 1, .background = 0}).error().code, ErrorCode::usage);
        QCOMPARE(explain(*scorers_["als"], {.user = 0, .ad = 1}).error().code, ErrorCode::not_found);
    }
    void theWaterfallEndsAtThePrediction() {
        const auto e = explain(*scorers_["logistic"], {.user = 3, .ad = 5});
        QVERIFY_OK(e);
        const Series s = waterfall_series(*e, 2, "u3", "a5");
        const auto& points = s.traces[0].points;
        QCOMPARE(points.size(),
                 std::min<std::size_t>(e->attributions.size(), e->attributions.size() <= 3 ? e->attributions.size() : 3) + 2);
        double level = 0;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) level += points[i].y;
        QVERIFY(std::abs(level - points.back().y) < 1e-9);
        QCOMPARE(s.x.categories.size(), points.size());
        for (const auto language : {Language::en, Language::zh}) QVERIFY(!render(explanation_sentence(*e), language).empty());
    }
    void cancelIsAnOutcome() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(explain(*scorers_["logistic"], {.user = 3, .ad = 5}, JobContext(stop.get_token(), {})).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestExplain);
#include "test_explain.moc"
