// The kernels of alternating least squares against reference factors.
#include <nlohmann/json.hpp>

#include "core/base/parallel.h"
#include "core/models/factorisation/als.h"
#include "core/models/factorisation/als_kernel.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::read_file;
using adscope::testing::shared_path;
using Matrix = std::vector<std::vector<double>>;

class TestAls : public QObject {
    Q_OBJECT

    struct Half {
        std::vector<std::uint64_t> offsets{0};
        std::vector<std::uint32_t> columns;
        std::vector<double> extra, lambda;
    };
    static Half half_of(const Matrix& counts, double alpha, double lambda, bool transposed) {
        Half h;
        const std::size_t rows = transposed ? counts[0].size() : counts.size(), columns = transposed ? counts.size() : counts[0].size();
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                const double count = transposed ? counts[c][r] : counts[r][c];
                if (count > 0) h.columns.push_back(static_cast<std::uint32_t>(c)), h.extra.push_back(alpha * count);
            }
            h.offsets.push_back(h.columns.size());
            h.lambda.push_back(lambda);
        }
        return h;
    }
    static std::vector<double> flat(const Matrix& m) {
        std::vector<double> out;
        for (const auto& row : m) out.insert(out.end(), row.begin(), row.end());
        return out;
    }
    static double solve(const Half& h, std::size_t f, const std::vector<double>& fixed, std::vector<double>& out, AlsSolver solver,
                        int steps) {
        std::vector<double> gram(f * f, 0.0);
        als_add_gram(fixed, f, gram);
        const AlsSide<double> side{f, h.offsets, h.columns, h.extra, fixed, gram, h.lambda};
        return als_solve(side, solver, steps, 0, h.lambda.size(), out);
    }
    static double furthest(const std::vector<double>& a, const std::vector<double>& b) {
        double most = 0;
        for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
        return most;
    }

    // Two groups of users who like two groups of ads.
    static std::shared_ptr<Dataset> two_tastes() {
        auto data = std::make_shared<Dataset>();
        data->task = Task::ranking;
        auto& in = data->interactions;
        in.offsets = {0};
        for (std::uint32_t u = 0; u < 40; ++u) {
            in.user_keys.push_back("user" + std::to_string(u));
            for (std::uint32_t a = 0; a < 20; ++a)
                if (a % 2 == u % 2 && (a + u) % 5 != 0) in.ads.push_back(a), in.weights.push_back(1.0f + static_cast<float>(a % 3));
            in.offsets.push_back(in.ads.size());
        }
        for (std::uint32_t a = 0; a < 20; ++a) in.ad_keys.push_back("ad" + std::to_string(a));
        return data;
    }
    static FitContext context_of(std::shared_ptr<const Dataset> data, std::map<std::string, std::string> settings = {{"factors", "4"}}) {
        return {std::move(data), *Settings::make(als_info().parameters, settings), 3, "cpu"};
    }
    static std::unique_ptr<Model> trained(std::map<std::string, std::string> settings = {{"factors", "4"}}) {
        auto model = *als_info().make();
        if (!model->begin(context_of(two_tastes(), std::move(settings)))) return nullptr;
        for (bool finished = false; !finished;) {
            const auto report = model->step({});
            if (!report) return nullptr;
            finished = report->finished;
        }
        return model;
    }
    static Archive saved(const Model& model, bool with_state = false) {
        Archive archive;
        if (!model.save(archive, with_state)) return {};
        return archive;
    }

private slots:
    void agreesWithReference_data() {
        QTest::addColumn<int>("steps");
        QTest::addRow("Cholesky") << 0;
        QTest::addRow("conjugate gradient, to the end") << 40;
    }
    void agreesWithReference() {
        QFETCH(int, steps);
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/als.json")));
        const auto counts = golden["counts"].get<Matrix>();
        const std::size_t f = golden["factors"];
        const double alpha = golden["alpha"], lambda = golden["regularisation"];
        auto users = flat(golden["user_factors_before"].get<Matrix>()), ads = flat(golden["item_factors_before"].get<Matrix>());
        const Half by_user = half_of(counts, alpha, lambda, false), by_ad = half_of(counts, alpha, lambda, true);
        const auto solver = steps ? AlsSolver::conjugate_gradient : AlsSolver::cholesky;
        for (int i = 0; i < golden["iterations"].get<int>(); ++i) {
            solve(by_user, f, ads, users, solver, steps);
            double loss = solve(by_ad, f, users, ads, solver, steps);
            for (const auto x : users) loss += lambda * x * x;
            for (const auto y : ads) loss += lambda * y * y;
            QVERIFY(std::abs(loss - golden["losses"][static_cast<std::size_t>(i) + 1].get<double>()) < 1e-8);
        }
        QVERIFY(furthest(users, flat(golden["user_factors"].get<Matrix>())) < 1e-9);
        QVERIFY(furthest(ads, flat(golden["item_factors"].get<Matrix>())) < 1e-9);
    }
    // Whole blocks of factors have code of their own: the same equations solved to the end, in float and in double.
    void blocksOfFactorsAgreeWithCholesky_data() {
        QTest::addColumn<int>("factors");
        for (const int f : {15, 16, 32, 64, 128}) QTest::addRow("%d", f) << f;
    }
    void blocksOfFactorsAgreeWithCholesky() {
        QFETCH(int, factors);
        const auto f = static_cast<std::size_t>(factors);
        Random random(5);
        const std::size_t rows = 20, columns = 60;
        Half h;
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c)
                if (r != 7 && random.uniform() < 0.3)
                    h.columns.push_back(static_cast<std::uint32_t>(c)), h.extra.push_back(1 + 3 * random.uniform());
            h.offsets.push_back(h.columns.size());
            h.lambda.push_back(2);
        }
        std::vector<double> fixed(columns * f), exact(rows * f);
        for (auto& x : fixed) x = 0.3 * random.normal();
        const double loss = solve(h, f, fixed, exact, AlsSolver::cholesky, 0);
        const std::vector<float> small(fixed.begin(), fixed.end()), extra(h.extra.begin(), h.extra.end()),
            lambda(h.lambda.begin(), h.lambda.end());
        std::vector<float> gram(f * f), found(rows * f);
        als_add_gram(std::span<const float>(small), f, gram);
        const AlsSide<float> side{f, h.offsets, h.columns, extra, small, gram, lambda};
        const double found_loss = als_solve(side, AlsSolver::conjugate_gradient, 60, 0, rows, std::span<float>(found));
        QVERIFY(furthest(std::vector<double>(found.begin(), found.end()), exact) < 1e-4);
        QVERIFY2(std::abs(found_loss - loss) < 1e-4 * loss, qPrintable(QString("%1, expected %2").arg(found_loss).arg(loss)));
    }
    void learnsTastes() {
        for (const char* solver : {"cholesky", "conjugate-gradient"}) {
            const auto model = trained({{"factors", "4"}, {"solver", solver}});
            QVERIFY(model);
            const auto& als = dynamic_cast<const FoldInModel&>(*model);
            const auto data = two_tastes();
            const std::vector<std::uint32_t> users{0, 1, 2, 3};
            const auto top = als.top(users, 2, &data->interactions, {});
            QVERIFY_OK(top);
            for (std::size_t i = 0; i < top->size(); ++i) QCOMPARE((*top)[i].ad % 2, users[i / 2] % 2);
        }
    }
    void sameBitsForAnyNumberOfThreads() {
        const int threads = thread_count();
        set_thread_count(1);
        const auto one = saved(*trained()).parts();
        set_thread_count(3);
        const auto three = saved(*trained()).parts();
        set_thread_count(threads);
        QVERIFY(one == three);
    }
    void topAgreesWithScoresAndLeavesOutSeen() {
        const auto model = trained();
        const auto& als = dynamic_cast<const FoldInModel&>(*model);
        const auto data = two_tastes();
        std::vector<std::uint32_t> users{FeatureBatch::kUnknown};
        for (std::uint32_t u = 0; u < 40; ++u) users.push_back(u);
        const std::size_t k = 25;  // more than there are ads
        const auto mine = als.top(users, k, &data->interactions, {}), general = als.RankingModel::top(users, k, &data->interactions, {});
        QVERIFY_OK(mine);
        QVERIFY_OK(general);
        for (std::size_t i = 0; i < mine->size(); ++i) {
            QCOMPARE((*mine)[i].ad, (*general)[i].ad);
            QCOMPARE((*mine)[i].score, (*general)[i].score);
        }
        for (std::size_t i = k; i < mine->size(); ++i)
            if ((*mine)[i].ad != FeatureBatch::kUnknown)
                QVERIFY(!std::ranges::binary_search(data->interactions.of(users[i / k]), (*mine)[i].ad));
    }
    void foldingInTheHistoryGivesTheUser() {
        const auto model = trained();
        const auto& als = dynamic_cast<const FoldInModel&>(*model);
        const auto data = two_tastes();
        for (const std::uint32_t user : {0u, 7u}) {
            const auto at = data->interactions.offsets[user];
            const auto ads = data->interactions.of(user);
            const auto folded = als.fold_in(ads, std::span(data->interactions.weights).subspan(at, ads.size()));
            QVERIFY_OK(folded);
            for (std::size_t k = 0; k < als.factors(); ++k) QVERIFY(std::abs((*folded)[k] - als.user_factor(user)[k]) < 1e-4);
        }
        QVERIFY(!als.fold_in(std::vector<std::uint32_t>{99}, std::vector<float>{1}));
        QVERIFY(!als.fold_in(std::vector<std::uint32_t>{1}, std::vector<float>{}));
    }
    void savedAndLoadedIsTheSame() {
        const auto model = trained();
        const auto archive = saved(*model);
        const auto again = *als_info().make();
        QVERIFY_OK(again->load(archive));
        QVERIFY(saved(*again).parts() == archive.parts());
    }
    void interruptedAndResumedIsTheSame() {
        const auto whole = saved(*trained()).parts();
        auto first = *als_info().make();
        QVERIFY_OK(first->begin(context_of(two_tastes())));
        for (int i = 0; i < 3; ++i) QVERIFY_OK(first->step({}));
        const auto state = saved(*first, true);
        auto second = *als_info().make();
        QVERIFY_OK(second->begin(context_of(two_tastes())));
        QVERIFY_OK(second->resume(state));
        for (bool finished = false; !finished;) {
            const auto report = second->step({});
            QVERIFY_OK(report);
            finished = report->finished;
        }
        QVERIFY(saved(*second).parts() == whole);
    }
    void damagedArchivesAreRefused() {
        const auto archive = saved(*trained());
        for (const auto& [name, bytes] : archive.parts()) {
            Archive cut = archive;
            cut.put(name, bytes.substr(0, bytes.size() / 2));
            const auto again = *als_info().make();
            const auto loaded = again->load(cut);
            QVERIFY2(!loaded, name.c_str());
            QCOMPARE(loaded.error().code, ErrorCode::corrupt);
        }
        QVERIFY(!(*als_info().make())->load({}));
        // Sizes that fit but factors that are no numbers.
        Archive broken = archive;
        std::string bytes = archive.get("ad_factors");
        std::fill(bytes.begin(), bytes.end(), '\xff');
        broken.put("ad_factors", bytes);
        QVERIFY(!(*als_info().make())->load(broken));
    }
    void cancels() {
        auto model = *als_info().make();
        QVERIFY_OK(model->begin(context_of(two_tastes())));
        std::stop_source stop;
        stop.request_stop();
        const auto report = model->step(JobContext(stop.get_token(), {}));
        QVERIFY(!report && report.error().is_cancelled());
    }
    void unknownUsersAndAdsNeverFail() {
        const auto model = trained();
        FeatureBatch batch;
        batch.rows = 3;
        batch.user = {FeatureBatch::kUnknown, 0, 1000};
        batch.ad = {0, FeatureBatch::kUnknown, 1000};
        std::vector<float> out(3);
        QVERIFY_OK(model->score(batch, out));
        for (const float s : out) QVERIFY(std::isfinite(s));
        QVERIFY(out[0] != 0);  // the mean user
        QCOMPARE(out[1], 0.0f);
    }
};

ADSCOPE_TEST(TestAls);
#include "test_als.moc"
