#include "core/diversity/diversity.h"

#include <nlohmann/json.hpp>

#include "tests/support/small_log.h"

using namespace adscope;
using namespace adscope::testing;

class TestDiversity : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    ScorerPtr als_;

    // Determinant of the kernel diag(q) S diag(q) of some items, by elimination.
    static double determinant(const std::vector<std::vector<double>>& s, const std::vector<double>& q,
                              const std::vector<std::size_t>& items) {
        std::vector<std::vector<double>> m;
        for (const auto i : items) {
            auto& row = m.emplace_back();
            for (const auto j : items) row.push_back(q[i] * s[i][j] * q[j]);
        }
        double product = 1;
        for (std::size_t k = 0; k < m.size(); ++k) {
            product *= m[k][k];
            for (std::size_t i = k + 1; i < m.size(); ++i)
                for (std::size_t j = m.size(); j-- > k;) m[i][j] -= m[k][j] * m[i][k] / m[k][k];
        }
        return product;
    }

private slots:
    void initTestCase() {
        const auto workspace = small_workspace(folder_);
        const auto als = small_model(workspace, "als", {}, {{"iterations", "5"}});
        const auto table = EventTable::read(workspace);
        QVERIFY_OK(table);
        const auto scorer = Scorer::load(workspace, als, *table);
        QVERIFY_OK(scorer);
        als_ = *scorer;
    }
    void marginalRelevanceAgreesWithReference() {
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/mmr.json")));
        auto vectors = golden["vectors"].get<std::vector<std::vector<double>>>();
        for (auto& v : vectors) {
            double squared = 0;
            for (const double x : v) squared += x * x;
            for (double& x : v) x /= std::sqrt(squared);
        }
        const auto cosine = [&](std::size_t a, std::size_t b) {
            return std::inner_product(vectors[a].begin(), vectors[a].end(), vectors[b].begin(), 0.0);
        };
        const auto chosen = mmr(golden["relevance"].get<std::vector<double>>(), cosine, golden["lambda"], golden["k"]);
        QCOMPARE(chosen, golden["chosen"].get<std::vector<std::size_t>>());
    }
    void determinantalPointsAreTheGreedyMaximum() {
        Random random(11);
        std::vector<std::vector<double>> vectors(9, std::vector<double>(6)), s(9, std::vector<double>(9));
        std::vector<double> relevance, q;
        for (auto& v : vectors) {
            double squared = 0;
            for (auto& x : v) x = random.normal(), squared += x * x;
            for (auto& x : v) x /= std::sqrt(squared);
            relevance.push_back(random.uniform());
        }
        for (std::size_t i = 0; i < 9; ++i)
            for (std::size_t j = 0; j < 9; ++j) s[i][j] = std::inner_product(vectors[i].begin(), vectors[i].end(), vectors[j].begin(), 0.0);
        const double lambda = 0.6, a = lambda / (2 * (1 - lambda));
        for (const double r : relevance) q.push_back(std::exp(a * r));
        std::vector<std::size_t> expected;
        while (expected.size() < 5) {
            std::size_t best = 9;
            double most = 0;
            for (std::size_t i = 0; i < 9; ++i) {
                if (std::ranges::find(expected, i) != expected.end()) continue;
                auto with = expected;
                with.push_back(i);
                if (const double d = determinant(s, q, with); d > most) most = d, best = i;
            }
            expected.push_back(best);
        }
        QCOMPARE(dpp(
                     relevance, [&](std::size_t i, std::size_t j) { return s[i][j]; }, lambda, 5),
                 expected);
    }
    void likeAdsStillFillTheList() {
        const std::vector<double> relevance{0.1, 0.9, 0.5};
        const auto same = [](std::size_t, std::size_t) { return 1.0; };
        QCOMPARE(dpp(relevance, same, 0.5, 10), (std::vector<std::size_t>{1, 2, 0}));
        QCOMPARE(mmr(relevance, same, 0.5, 10), (std::vector<std::size_t>{1, 2, 0}));
        QVERIFY(mmr({}, same, 0.5, 3).empty() && dpp({}, same, 0.5, 3).empty());
        QCOMPARE(dpp(relevance, same, 1.0, 1), (std::vector<std::size_t>{1}));
    }
    void figuresOfAModel() {
        const auto m = diversity(*als_, {});
        QVERIFY_OK(m);
        QCOMPARE(m->catalogue, 40);
        QCOMPARE(m->users, 60);
        QVERIFY(m->coverage > 0 && m->coverage <= 1 && m->gini >= 0 && m->gini < 1);
        QVERIFY(m->accuracy > 0 && m->entropy <= std::log2(40.0) && m->arp > 0);
        QCOMPARE(m->lorenz.front(), (std::pair<double, double>{0, 0}));
        QCOMPARE(m->lorenz.back().first, 1.0);
        QVERIFY(std::abs(m->lorenz.back().second - 1) < 1e-9);
    }
    void rerankingDiversifies() {
        const auto plain = diversity(*als_, {});
        for (const char* method : {"mmr", "dpp"}) {
            DiversityRequest request;
            request.rerank = method;
            request.lambda = 0.3;
            const auto varied = diversity(*als_, request);
            QVERIFY_OK(varied);
            QVERIFY2(varied->ild > plain->ild, method);
        }
        DiversityRequest relevance_only;
        relevance_only.rerank = "mmr";
        relevance_only.lambda = 1;
        QCOMPARE(diversity(*als_, relevance_only)->ild, plain->ild);
    }
    void seriesCarryTheFigures() {
        const auto m = diversity(*als_, {});
        const auto lorenz = lorenz_series(*m, "A");
        QCOMPARE(lorenz.traces[0].points.size(), m->lorenz.size());
        const auto front = front_series({{"A", *m}, {"B", DiversityMetrics{}}});
        QCOMPARE(front.traces[0].points.size(), 1u);  // B has no figures
        QCOMPARE(front.traces[0].points[0].y, m->accuracy);
    }
    void wrongRequestsAreUsage() {
        QCOMPARE(diversity(*als_, {.k = 0}).error().code, ErrorCode::usage);
        QCOMPARE(diversity(*als_, {.rerank = "mrr"}).error().code, ErrorCode::usage);
        QCOMPARE(diversity(*als_, {.lambda = 1.5}).error().code, ErrorCode::usage);
        QCOMPARE(diversity(*als_, {.users = -1}).error().code, ErrorCode::usage);
    }
};

ADSCOPE_TEST(TestDiversity);
#include "test_diversity.moc"
