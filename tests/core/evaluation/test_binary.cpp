// Metrics of probabilities against scikit-learn's values, and their weighted forms against repeated rows.
#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "core/evaluation/binary.h"
#include "tests/support/numbers.h"

using namespace adscope;
using adscope::testing::close;
using adscope::testing::read_file;
using adscope::testing::shared_path;

class TestBinary : public QObject {
    Q_OBJECT

    struct Rows {
        std::vector<double> p, y, w;
        std::vector<std::uint32_t> users;
    };
    // Weighted rows, and the same rows written out.
    static std::pair<Rows, Rows> weighted_rows() {
        Random random(7);
        Rows weighted, repeated;
        for (int i = 0; i < 403; ++i) {
            const double p = std::round(random.uniform() * 20) / 20 * 0.9 + 0.05, y = random.uniform() < p ? 1 : 0;
            const auto w = static_cast<int>(random.below(4));
            const auto user = static_cast<std::uint32_t>(random.below(20));
            weighted.p.push_back(p), weighted.y.push_back(y), weighted.w.push_back(w), weighted.users.push_back(user);
            for (int k = 0; k < w; ++k) repeated.p.push_back(p), repeated.y.push_back(y), repeated.users.push_back(user);
        }
        return {weighted, repeated};
    }

private slots:
    void agreesWithReference() {
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/binary.json")));
        const auto p = golden["probability"].get<std::vector<double>>(), y = golden["label"].get<std::vector<double>>();
        const auto users = golden["users"].get<std::vector<std::uint32_t>>();
        const auto m = binary_metrics(p, y, users);
        close(m.auc, golden["auc"]);
        close(m.average_precision, golden["average_precision"]);
        close(m.log_loss, golden["log_loss"]);
        close(m.brier, golden["brier"]);
        close(m.normalised_entropy, golden["normalised_entropy"]);
        close(m.calibration, golden["calibration_ratio"]);
        close(m.ece, golden["ece_equal_mass_10"]);
        close(m.gauc, golden["group_auc"]);
        QCOMPARE(m.rows, 2000);
    }
    void aWeightIsThatManyRows() {
        const auto [weighted, repeated] = weighted_rows();
        const auto a = binary_metrics(weighted.p, weighted.y, weighted.users, weighted.w),
                   b = binary_metrics(repeated.p, repeated.y, repeated.users);
        for (auto figure : {&BinaryMetrics::auc, &BinaryMetrics::gauc, &BinaryMetrics::log_loss, &BinaryMetrics::normalised_entropy,
                            &BinaryMetrics::calibration, &BinaryMetrics::ece, &BinaryMetrics::brier, &BinaryMetrics::average_precision,
                            &BinaryMetrics::accuracy})
            close(a.*figure, b.*figure);
    }
    void singlePrecisionFormsAgree() {
        const auto [rows, repeated] = weighted_rows();
        const std::vector<float> p(rows.p.begin(), rows.p.end()), y(rows.y.begin(), rows.y.end()), w(rows.w.begin(), rows.w.end());
        const auto m = binary_metrics(rows.p, rows.y, rows.users, rows.w);
        close(auc(p, y, w), m.auc);
        close(gauc(p, y, rows.users, w), m.gauc);
        QVERIFY(std::abs(log_loss(p, y, w) - m.log_loss) < 1e-6);
    }
    void oneClassHasNoValue() {
        const std::vector<double> p{0.2, 0.4}, none{0, 0};
        const auto m = binary_metrics(p, none, {});
        QVERIFY(std::isnan(m.auc) && std::isnan(m.normalised_entropy) && std::isnan(m.calibration) && std::isnan(m.average_precision) &&
                std::isnan(m.gauc));
        QVERIFY(std::isfinite(m.log_loss));
        QVERIFY(std::isnan(binary_metrics({}, {}, {}).log_loss));
    }
    void notANumberGivesNoValue() {
        const std::vector<double> p{0.2, std::nan(""), 0.4}, y{0, 1, 1};
        QVERIFY(std::isnan(binary_metrics(p, y, {}).auc));
    }
    void certainMistakesAreClipped() {
        const std::vector<double> p{0, 1}, y{1, 0};
        close(binary_metrics(p, y, {}).log_loss, -std::log(1e-7));
    }
};

ADSCOPE_TEST(TestBinary);
#include "test_binary.moc"
