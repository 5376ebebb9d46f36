// Values worked out by hand, and by going through every permutation.
#include "core/features/association.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "tests/support/testing.h"

using namespace adscope;

class TestAssociation : public QObject {
    Q_OBJECT

    static bool near(double a, double b, double tolerance = 1e-6) { return std::abs(a - b) <= tolerance; }
    static double plug_in(const std::vector<std::uint32_t>& levels, const std::vector<std::uint8_t>& yes) {
        return mutual_information(levels, 8, yes, std::vector<double>(levels.size(), 1.0)).plug_in;
    }

private slots:
    void entropyOfWeights() {
        QVERIFY(near(entropy(std::vector<double>{1, 1}), std::log(2.0)));
        QVERIFY(near(entropy(std::vector<double>{3, 0, 1}), -(0.75 * std::log(0.75) + 0.25 * std::log(0.25))));
        QCOMPARE(entropy(std::vector<double>{}), 0.0);
    }
    void informationOfATable() {
        // 30 of 40 positive at one level, 10 of 40 at the other: 0.75 ln 1.5 + 0.25 ln 0.5.
        std::vector<std::uint32_t> levels;
        std::vector<std::uint8_t> yes;
        for (int i = 0; i < 80; ++i) {
            levels.push_back(i < 40 ? 0 : 1);
            yes.push_back(i < 30 || i >= 70);
        }
        const auto plain = mutual_information(levels, 2, yes, std::vector<double>(80, 1.0));
        QVERIFY(near(plain.plug_in, 0.75 * std::log(1.5) + 0.25 * std::log(0.5)));
        QVERIFY(near(plain.corrected, plain.plug_in - plain.bias));
        // The same table as four weighted rows.
        const auto weighted = mutual_information(std::vector<std::uint32_t>{0, 0, 1, 1}, 2, std::vector<std::uint8_t>{1, 0, 1, 0},
                                                 std::vector<double>{30, 10, 10, 30});
        QVERIFY(near(weighted.plug_in, plain.plug_in) && near(weighted.bias, plain.bias));
    }
    void theBiasIsTheMeanOverAllPermutations() {
        const std::vector<std::uint32_t> levels = {0, 0, 0, 1, 1, 2, 2, 2, 3};
        for (int positives = 1; positives < 9; ++positives) {
            std::vector<std::uint8_t> yes(9, 0);
            std::fill(yes.end() - positives, yes.end(), 1);
            double sum = 0;
            int count = 0;
            do {
                sum += plug_in(levels, yes);
                ++count;
            } while (std::next_permutation(yes.begin(), yes.end()));
            const auto found = mutual_information(levels, 8, yes, std::vector<double>(9, 1.0));
            QVERIFY2(near(found.bias, sum / count, 1e-12), qPrintable(QString::number(positives)));
        }
    }
    void theBiasOfManyRowsIsThatOfMillerAndMadow() {
        // Few large levels: (levels - 1) / (2 n), to first order.
        const std::vector<double> weights = {4'000'000, 1'000'000, 6'000'000, 2'000'000, 3'000'000, 1'000'000};
        const auto found =
            mutual_information(std::vector<std::uint32_t>{0, 0, 1, 1, 2, 2}, 3, std::vector<std::uint8_t>{0, 1, 0, 1, 0, 1}, weights);
        QVERIFY(near(found.bias * 2 * 17'000'000, 2, 1e-3));
    }
    void anIdentityWithoutMeaningTellsNothing() {
        Random random(4);
        std::vector<std::uint32_t> levels;
        std::vector<std::uint8_t> yes;
        for (int i = 0; i < 40000; ++i) {
            levels.push_back(static_cast<std::uint32_t>(random.below(10000)));
            yes.push_back(random.uniform() < 0.3);
        }
        const auto found = mutual_information(levels, 10000, yes, std::vector<double>(40000, 1.0));
        QVERIFY(found.plug_in > 0.1);
        QVERIFY2(found.corrected < 0.003, qPrintable(QString::number(found.corrected)));
    }
    void oneClassTellsNothing() {
        const auto found =
            mutual_information(std::vector<std::uint32_t>{0, 1}, 2, std::vector<std::uint8_t>{1, 1}, std::vector<double>{1, 1});
        QVERIFY(found.plug_in == 0 && found.bias == 0 && found.corrected == 0);
    }
    void stability() {
        QVERIFY(near(stability_index(std::vector<double>{1, 1}, std::vector<double>{1, 3}), 0.25 * std::log(2.0) + 0.25 * std::log(1.5)));
        QCOMPARE(stability_index(std::vector<double>{2, 6}, std::vector<double>{1, 3}), 0.0);
        // A cell that is new counts with a share of 0.0001 before.
        QVERIFY(
            near(stability_index(std::vector<double>{1, 0}, std::vector<double>{1, 1}), 0.5 * std::log(2.0) + 0.4999 * std::log(5000.0)));
        QVERIFY(std::isnan(stability_index(std::vector<double>{0, 0}, std::vector<double>{1, 1})));
    }
    void kolmogorov() {
        const std::vector<double> one(3, 1.0);
        QVERIFY(near(kolmogorov_distance(std::vector<double>{1, 2, 3}, one, std::vector<double>{2, 3, 4}, one), 1.0 / 3));
        QCOMPARE(kolmogorov_distance(std::vector<double>{1, 1, 2}, one, std::vector<double>{2, 1, 1}, one), 0.0);
        // Half the weight of the first lies below all of the second.
        QCOMPARE(kolmogorov_distance(std::vector<double>{0, 5}, std::vector<double>{3, 3}, std::vector<double>{5, NAN},
                                     std::vector<double>{1, 9}),
                 0.5);
        QVERIFY(std::isnan(
            kolmogorov_distance(std::vector<double>{NAN}, std::vector<double>{1}, std::vector<double>{1}, std::vector<double>{1})));
    }
    void cramer() {
        // chi-square 20 of 80 rows: phi^2 0.25, less 1 / 79; each side 2 - 1 / 79.
        const std::vector<std::uint32_t> a = {0, 0, 1, 1}, b = {0, 1, 0, 1};
        const std::vector<double> weights = {30, 10, 10, 30};
        QVERIFY(near(cramers_v(a, 2, b, 2, weights), std::sqrt((0.25 - 1.0 / 79) / (1 - 1.0 / 79))));
        QVERIFY(near(cramers_v(a, 2, a, 2, weights), 1, 1e-9));
        QCOMPARE(cramers_v(a, 2, b, 2, std::vector<double>{10, 10, 10, 10}), 0.0);
        QCOMPARE(cramers_v(a, 2, std::vector<std::uint32_t>{3, 3, 3, 3}, 4, weights), 0.0);
        QVERIFY(near(cramers_v(b, 2, a, 2, weights), cramers_v(a, 2, b, 2, weights), 1e-12));
    }
};

ADSCOPE_TEST(TestAssociation);
#include "test_association.moc"
