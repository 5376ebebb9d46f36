// Shapley values against values enumerated by another program (../shared/golden/attribution.json), and KernelSHAP
// against the exact ones.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <bit>
#include <numeric>

#include "core/base/random.h"
#include "core/explain/explain.h"
#include "tests/support/testing.h"

using namespace adscope;
using Matrix = std::vector<std::vector<double>>;

namespace {

Matrix matrix_of(const QJsonValue& v) {
    Matrix out;
    for (const auto& row : v.toArray()) {
        out.emplace_back();
        for (const auto& x : row.toArray()) out.back().push_back(x.toDouble());
    }
    return out;
}
std::vector<double> vector_of(const QJsonValue& v) {
    std::vector<double> out;
    for (const auto& x : v.toArray()) out.push_back(x.toDouble());
    return out;
}

// sigmoid(W2 relu(W1 x + b1) + b2), in double precision.
struct Network {
    Matrix w1;
    std::vector<double> b1, w2;
    double b2 = 0;
    double operator()(const std::vector<double>& x) const {
        double z = b2;
        for (std::size_t h = 0; h < w1.size(); ++h)
            z += w2[h] * std::max(0.0, b1[h] + std::inner_product(x.begin(), x.end(), w1[h].begin(), 0.0));
        return 1 / (1 + std::exp(-z));
    }
};

class NetworkGame : public CoalitionGame {
public:
    NetworkGame(const Network& f, const std::vector<double>& x, const Matrix& background) : f_(f), x_(x), background_(background) {}
    int players() const override { return static_cast<int>(x_.size()); }
    Result<void> evaluate(std::span<const std::uint64_t> coalitions, std::span<double> values) override {
        for (std::size_t c = 0; c < coalitions.size(); ++c) {
            double sum = 0;
            for (auto row : background_) {
                for (std::size_t i = 0; i < row.size(); ++i)
                    if (coalitions[c] >> i & 1) row[i] = x_[i];
                sum += f_(row);
            }
            values[c] = sum / static_cast<double>(background_.size());
        }
        return {};
    }

private:
    const Network& f_;
    const std::vector<double>& x_;
    const Matrix& background_;
};

// A sum of the players' worths plus pairs that gain by being together.
class PairGame : public CoalitionGame {
public:
    explicit PairGame(int n) : n_(n) {
        Random random(3);
        for (int i = 0; i < n; ++i) worth.push_back(random.normal());
    }
    int players() const override { return n_; }
    Result<void> evaluate(std::span<const std::uint64_t> coalitions, std::span<double> values) override {
        for (std::size_t c = 0; c < coalitions.size(); ++c) {
            values[c] = 2;
            for (int i = 0; i < n_; ++i)
                if (coalitions[c] >> i & 1) values[c] += worth[static_cast<std::size_t>(i)];
            for (int i = 0; i + 1 < n_; i += 2)
                if ((coalitions[c] >> i & 3) == 3) values[c] += pair;
            ++evaluated;
        }
        return {};
    }
    // Each of a pair gets half of what it gains.
    double phi(int i) const { return worth[static_cast<std::size_t>(i)] + (i / 2 * 2 + 1 < n_ ? pair / 2 : 0); }

    std::vector<double> worth;
    double pair = 1.5;
    int evaluated = 0;

private:
    int n_;
};

}  // namespace

class TestShapley : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheGoldenValues() {
        const auto golden =
            QJsonDocument::fromJson(
                QByteArray::fromStdString(adscope::testing::read_file(adscope::testing::shared_path("golden/attribution.json"))))
                .object();
        Network f{matrix_of(golden["W1"]), vector_of(golden["b1"]), matrix_of(golden["W2"])[0], vector_of(golden["b2"])[0]};
        const Matrix background = matrix_of(golden["background"]), inputs = matrix_of(golden["inputs"]),
                     expected = matrix_of(golden["shapley"]);
        QCOMPARE(inputs.size(), std::size_t(3));
        for (std::size_t k = 0; k < inputs.size(); ++k) {
            NetworkGame game(f, inputs[k], background);
            const auto exact = exact_shapley(game);
            QVERIFY_OK(exact);
            const auto kernel = kernel_shap(game, 64, 1);  // covers all coalitions
            QVERIFY_OK(kernel);
            QCOMPARE(kernel->evaluations, 64);
            // The golden network ran in single precision: its outputs are near, its Shapley values were made in double.
            QVERIFY(std::abs(exact->prediction - golden["output"].toArray()[static_cast<int>(k)].toDouble()) < 1e-9);
            QVERIFY(std::abs(exact->base - golden["expected_value"].toDouble()) < 1e-9);
            QVERIFY(exact->additivity_error < 1e-12);
            for (std::size_t i = 0; i < 6; ++i) {
                QVERIFY(std::abs(exact->phi[i] - expected[k][i]) < 1e-9);
                QVERIFY(std::abs(kernel->phi[i] - expected[k][i]) < 1e-9);
            }
        }
    }
    void kernelShapIsExactForPairs_data() {
        QTest::addColumn<int>("players");
        QTest::addColumn<int>("budget");
        QTest::newRow("13 players, many sizes whole") << 13 << 2048;
        QTest::newRow("20 players") << 20 << 2048;
        QTest::newRow("20 players, small budget") << 20 << 200;
        QTest::newRow("64 players") << 64 << 4096;
    }
    // With each coalition's complement drawn too, effects of single players and pairs come out without sampling error
    // up to what the least squares leave (Covert and Lee 2021).
    void kernelShapIsExactForPairs() {
        QFETCH(int, players);
        QFETCH(int, budget);
        PairGame game(players);
        const auto a = kernel_shap(game, budget, 7);
        QVERIFY_OK(a);
        QVERIFY(a->evaluations <= budget);
        QCOMPARE(a->evaluations, static_cast<std::int64_t>(game.evaluated));
        for (int i = 0; i < players; ++i)
            QVERIFY2(std::abs(a->phi[static_cast<std::size_t>(i)] - game.phi(i)) < 1e-9,
                     qPrintable(QString("%1: %2, not %3").arg(i).arg(a->phi[static_cast<std::size_t>(i)]).arg(game.phi(i))));
        QVERIFY(a->additivity_error < 1e-9);
        const auto again = kernel_shap(game, budget, 7);
        QCOMPARE(again->phi, a->phi);
    }
    void kernelShapNearsTheNetwork() {
        Random random(5);
        const std::size_t n = 14;
        Network f;
        for (int h = 0; h < 6; ++h) {
            f.w1.emplace_back();
            for (std::size_t i = 0; i < n; ++i) f.w1.back().push_back(0.5 * random.normal());
            f.b1.push_back(random.normal());
            f.w2.push_back(random.normal());
        }
        Matrix background(8, std::vector<double>(n));
        std::vector<double> x(n);
        for (auto& v : x) v = random.normal();
        for (auto& row : background)
            for (auto& v : row) v = random.normal();
        NetworkGame game(f, x, background);
        const auto exact = exact_shapley(game);
        const auto kernel = kernel_shap(game, 4096, 1);
        QVERIFY_OK(exact);
        QVERIFY_OK(kernel);
        double difference = 0, size = 0;
        for (std::size_t i = 0; i < n; ++i) {
            difference += std::pow(exact->phi[i] - kernel->phi[i], 2);
            size += std::pow(exact->phi[i], 2);
        }
        QVERIFY2(std::sqrt(difference / size) < 0.01, qPrintable(QString::number(std::sqrt(difference / size))));
    }
    void fewPlayers() {
        for (int n : {0, 1, 2}) {
            PairGame game(n);
            const auto a = exact_shapley(game);
            QVERIFY_OK(a);
            QCOMPARE(a->base, 2.0);
            QCOMPARE(a->phi.size(), static_cast<std::size_t>(n));
            for (int i = 0; i < n; ++i) QVERIFY(std::abs(a->phi[static_cast<std::size_t>(i)] - game.phi(i)) < 1e-12);
        }
    }
    void boundsAreErrors() {
        PairGame seventeen(17), many(65);
        QCOMPARE(exact_shapley(seventeen).error().code, ErrorCode::refused);
        QCOMPARE(kernel_shap(many, 10000, 1).error().code, ErrorCode::refused);
        const auto tight = kernel_shap(seventeen, 20, 1);
        QCOMPARE(tight.error().code, ErrorCode::usage);
        QVERIFY(render(tight.error().message, Language::en).find("at least 70") != std::string::npos);
    }
    void cancelIsAnOutcome() {
        std::stop_source stop;
        stop.request_stop();
        PairGame game(12);
        QVERIFY(exact_shapley(game, JobContext(stop.get_token(), {})).error().is_cancelled());
        QVERIFY(kernel_shap(game, 500, 1, JobContext(stop.get_token(), {})).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestShapley);
#include "test_shapley.moc"
